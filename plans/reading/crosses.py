"""Columns headed by a time or by a unit where rows only put a cross or a letter: "Quý II" x, "Sở Y tế" CT."""

import re

from plans.reading.blocks import Row
from plans.reading.column_contents import texts_in
from plans.reading.moments import find_moments
from plans.reading.phrases import looks_like_unit

_TICK = re.compile(r"[xX×✓✔☑☒✗✘*vV●•■◼▪♦★+\uf0fc\uf0fe\uf052]{1,2}")
_LEADS = re.compile(r"(?:CT|C|chủ trì|chính|TH|thực hiện|đầu mối)\.?", re.IGNORECASE)
_HELPS = re.compile(r"(?:PH|P|phối hợp|HT|hỗ trợ|TG|tham gia|[oO○◯])\.?", re.IGNORECASE)
_MOMENT = re.compile(r"(?:(?:quý|tháng|năm)\b|t\d{1,2}$|q(?:iv|i{1,3}|[1-4])$)", re.IGNORECASE)
_BARE = re.compile(r"(?:T|Q)?(?P<figure>0?[1-9]|1[0-2]|I{1,3}|IV)|(?P<year>20\d\d)")
_OVER = re.compile(r"quý|tháng", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_LONGEST = 20
_BAR = 3
_SAYS = re.compile(r"[^\W\d_]{2}|\d\s*%|^\d{1,2}/\d")  # a bare figure is money or a number of things


def is_tick(text: str) -> bool:
    return bool(_TICK.fullmatch(text.strip()))


def is_time_word(text: str) -> bool:
    """The last word over a column of crosses: "Quý II", "T3", "IV", "2027"."""
    return bool(len(text) < _LONGEST and (_MOMENT.match(text) or _BARE.fullmatch(text)))


def ticked_columns(stacks: dict[int, list[str]], body: list[Row]) -> dict[int, str]:
    """Column -> the time over it; `stacks`: the words over each column from the top down."""
    found = {column: time for column, words in stacks.items() if words and (time := _time(column, words, body))}
    ticks = any(is_tick(text) for column in found for text in texts_in(body, column))
    return (
        found
        if len(found) > 1 and (ticks or not any(_BARE.fullmatch(stacks[column][-1]) for column in found))
        else {}
    )


def _time(column: int, words: list[str], body: list[Row]) -> str:
    *above, last = words
    over = " ".join(above)
    if not is_time_word(last):
        return ""
    if bare := _BARE.fullmatch(last):
        if not _only_ticks(column, body):
            return ""
        last = _spelt(bare, _OVER.search(over))
    elif not find_moments(last, year=2000):
        return ""
    year = _YEAR.search(over)
    return f"{last}/{year[0]}" if last and year and not _YEAR.search(last) else last


def _spelt(bare: re.Match[str], over: re.Match[str] | None) -> str:
    """Roman figures count quarters; "T3" is a month; others are what the word over them says."""
    if bare["year"]:
        return f"Năm {bare['year']}"
    letter = {"T": "Tháng", "Q": "Quý"}.get(bare[0][0])
    word = "Quý" if not bare["figure"].isdigit() else letter or (over and over[0].capitalize())
    return f"{word} {bare['figure']}" if word else ""


def marked_columns(stacks: dict[int, list[str]], body: list[Row]) -> dict[int, str]:
    """Column -> the unit over it, where cells hold nothing but marks."""
    found = {
        column: words[-1]
        for column, words in stacks.items()
        if words and looks_like_unit(words[-1]) and _only_marks(column, body)
    }
    return found if len(found) > 1 and any(texts_in(body, column) for column in found) else {}


def _only_ticks(column: int, body: list[Row]) -> bool:
    return all(map(is_tick, texts_in(body, column)))


def _only_marks(column: int, body: list[Row]) -> bool:
    cells = [cell.strip() for cell in texts_in(body, column)]
    return all(is_tick(cell) or _LEADS.fullmatch(cell) or _HELPS.fullmatch(cell) for cell in cells)


def ticked_in(row: Row, ticked: dict[int, str], *, ticks_alone: bool = False) -> list[str]:
    """The times over crosses; where a cell says a day or words instead of a cross, those."""
    if stretch := _stretch(row, ticked):
        return [stretch]
    found = []
    for column, time in ticked.items():
        text = row.at(column).text.strip()
        if is_tick(text):
            found.append(time)
        elif not ticks_alone and _SAYS.search(text) and not row.at(column).repeated:
            found.append(_said(text, time))
    return found


def _stretch(row: Row, ticked: dict[int, str]) -> str:
    """Three crosses or more side by side and nothing else are a bar: "Từ Tháng 3 đến Tháng 5"."""
    filled = [place for place, column in enumerate(ticked) if row.at(column).text.strip()]
    crosses = [place for place in filled if is_tick(row.at(list(ticked)[place]).text)]
    if len(crosses) < _BAR or crosses != filled or crosses[-1] - crosses[0] != len(crosses) - 1:
        return ""
    times = list(ticked.values())
    return f"Từ {times[crosses[0]]} đến {times[crosses[-1]]}"


def _said(text: str, time: str) -> str:
    """ "30/6" under "Quý II/2026" is a day of that year; other words tell what is done in that quarter."""
    moments = find_moments(text, year=2000)
    if not moments or moments[0].last is None:
        return f"{time}: {text}"
    year = _YEAR.search(time)
    ends = moments[-1].end == len(text.rstrip(" ."))
    return f"{text.rstrip(' .')}/{year[0]}" if year and ends and not _YEAR.search(text) else text


def marked_in(row: Row, marked: dict[int, str], *, helps: bool) -> tuple[list[str], list[str]]:
    """(leads, partners). A cross leads where no letter of the row does; `helps`: the leads have their own column."""
    marks = {unit: row.at(column).text.strip() for column, unit in marked.items() if row.at(column).text}
    leads = [unit for unit, mark in marks.items() if _LEADS.fullmatch(mark) and not is_tick(mark)]
    crosses = [unit for unit, mark in marks.items() if is_tick(mark)]
    large = [unit for unit in crosses if marks[unit] == "X"]
    if not leads and not helps:
        leads = large if large and len(large) < len(crosses) else crosses
    partners = [unit for unit in marks if helps or unit not in leads]
    return ([] if helps else leads), partners
