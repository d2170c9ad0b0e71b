"""A table whose header says nothing known, or that has none: its columns are told by what stands in them."""

from plans.reading.blocks import Row
from plans.reading.column_contents import are_times, are_units, body_of, longest, texts_in
from plans.reading.columns import Header
from plans.reading.labels import read_label
from plans.reading.phrases import split_units

_LEAST_COLUMNS, _LEAST_ROWS = 3, 2


def guess_header(rows: tuple[Row, ...]) -> tuple[int, Header] | None:
    """(the row it begins at, a header of one row or none); None where no column holds units and none times."""
    at = next((index for index, row in enumerate(rows) if len(row.filled) >= _LEAST_COLUMNS), None)
    if at is None:
        return None
    height = int(not _is_of_body(rows[at]))
    body = body_of(rows[at + height :])
    roles = _roles(sorted({column for row in body for column in row.cells}), body) if len(body) >= _LEAST_ROWS else {}
    if not roles:
        return None
    texts = {column: cell.text for column, cell in rows[at].cells.items()} if height else {}
    return at, Header(roles, height, texts=texts)


def _is_of_body(row: Row) -> bool:
    """It has a number of its own, or says a time."""
    cells = [cell.text for cell in row.filled.values()]
    return bool(read_label(cells[0])) or any(are_times([text]) for text in cells)


def _roles(columns: list[int], body: list[Row]) -> dict[str, int]:
    inside = {column: texts_in(body, column) for column in columns}
    units = [column for column in columns if are_units(inside[column])]
    times = [column for column in columns if are_times(inside[column])]
    numbers = [column for column in columns[:1] if inside[column] and all(map(read_label, inside[column]))]
    free = [column for column in columns if inside[column] and column not in (*units, *times, *numbers)]
    if not units or not times or not free:
        return {}
    roles = {"content": longest(free, body, {}), "deadline": times[-1]}
    leads = sorted(units[:2], key=lambda column: _names_in_a_cell(inside[column]))
    roles |= dict(zip(("lead", "partner"), leads, strict=False)) | ({"tt": numbers[0]} if numbers else {})
    products = [column for column in free if column != roles["content"]]
    return roles | ({"product": products[0]} if len(products) == 1 else {})


def _names_in_a_cell(cells: list[str]) -> float:
    """Partners are named several at a time; rounded, so that of two alike the first column leads."""
    return round(sum(len(split_units(cell)) for cell in cells) / len(cells))
