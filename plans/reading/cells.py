"""How sure each cell of a task is, and where it stands."""

from plans.reading.entries import Entry

FIELDS = ("content", "leads", "partners", "deadline", "product")
_PENALTY = {"missing": 0.6, "check": 0.25}
_GUESSED = 0.6  # said by a heading above, not by the cell itself
_COLUMNS = {"content": ("content",), "leads": ("lead", "both"), "partners": ("partner", "both"),
            "deadline": ("deadline",), "product": ("product", "result")}  # fmt: skip


def cells_of_row(entry: Entry, task: dict, *, guessed: frozenset[str]) -> dict:
    """`{field: {"confidence", "place"}}`; `column` is that of the grid where the row has such a cell."""
    return {
        field: {"confidence": _confidence(field, task, guessed), "place": entry.place | _column(entry, field)}
        for field in FIELDS
    }


def cells_of_lines(task: dict, places: dict[str, dict], *, guessed: frozenset[str]) -> dict:
    """`places`: where a field stands by itself; the others stand where the task does."""
    return {
        field: {"confidence": _confidence(field, task, guessed), "place": places.get(field, task["place"])}
        for field in FIELDS
    }


def _column(entry: Entry, field: str) -> dict:
    columns = entry.columns or {}
    column = next((columns[role] for role in _COLUMNS[field] if role in columns), None)
    return {} if column is None else {"column": column}


def _confidence(field: str, task: dict, guessed: frozenset[str]) -> float:
    sure = _GUESSED if field in guessed else 1.0
    names = (field, "code") if field == "content" else (field,)
    for doubt in task["doubts"]:
        if doubt["field"] in names:
            sure -= _PENALTY[doubt["level"]]
    return round(max(0.0, sure), 2)
