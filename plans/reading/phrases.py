"""Cutting a cell of units into units: `split_units("Sở A và các sở, ban, ngành")`.

Set phrases and names that contain "và" or "," are known first; a clause behind a unit
("Sở Tài chính hỗ trợ, hướng dẫn …") is dropped. Spelling stays the document's.
"""

import re

from plans.reading.ellipses import spelt_in_full
from plans.reading.unit_words import (
    ALL_BUT,
    BARE_FIELD,
    BRACKET,
    CLAUSE,
    FIELD_VERB,
    GOES_ON,
    KEPT_TAIL,
    LABEL,
    NAME,
    NUMBERED,
    OF_LEVEL,
    RUN_TOGETHER,
    SEPARATOR,
    SET_PHRASE,
    START,
    STRICT_START,
)


def split_units(text: str) -> list[str]:
    """Units in order, without doubles; lines of a cell are parted by a line break."""
    text = NUMBERED.sub("", BRACKET.sub("", re.sub(r"[^\S\n]+", " ", text))).strip()
    text = re.sub(r"^[-–+•]\s+", "", LABEL.sub("", text))
    text = _BROKEN.sub(lambda cut: "\n" if _starts_unit(text, cut.end()) and not cut["head"] else _healed(cut), text)
    text = RUN_TOGETHER.sub(lambda ended: f"{ended[0].rstrip()}; ", text)
    units: list[str] = []
    position = 0
    while position < len(text):
        unit, end = _unit_at(text, position)
        if unit and (kept := _end_of_exception(text, end)) > end:
            unit, end = _tidy(text[position:kept]), kept
        if unit and unit not in units and not CLAUSE.match(" " + unit):
            units.append(unit)
        clause = CLAUSE.match(text, end) or CLAUSE.match(" " + unit)
        position = _next_start(text, end, after_clause=bool(clause))
    return spelt_in_full(units)


_BROKEN = re.compile(
    r"(?:(?<!\w)(?P<head>Ủy ban|Uỷ ban|Trung tâm|Văn phòng|Sở|Ban Quản lý))?(?<![;,.:])\n(?=[^\W\d_])"
)


def _healed(cut: re.Match[str]) -> str:
    """A name that a narrow column broke: "Ủy ban | MTTQ xã", "các trường | phổ thông"."""
    goes_on = cut["head"] or cut.string[cut.end()].islower()
    return f"{cut['head'] or ''} " if goes_on else cut[0]


def looks_like_unit(phrase: str) -> bool:
    """The phrase begins as units do; anything else deserves a look."""
    return bool(START.match(phrase) or SET_PHRASE.match(phrase))


def _unit_at(text: str, position: int) -> tuple[str, int]:
    for pattern in (SET_PHRASE, NAME):
        if match := pattern.match(text, position):
            if ALL_BUT.match(text, match.end()):
                return _tidy(match[0]), match.end()
            rest = SEPARATOR.search(text, match.end())
            tail = text[match.end() : rest.start() if rest else len(text)]
            if tail and not CLAUSE.match(tail) and re.match(r"\s+\w", tail):
                return _tidy(match[0] + tail), match.end() + len(tail)
            return _tidy(match[0]), match.end()
    end = _end_of_name(text, position)
    clause = CLAUSE.search(text, position, end)
    name = text[position:end]
    if clause and clause.start() > position and not _belongs(name) and not _is_field(name, clause, end):
        end = clause.start()
    return _tidy(text[position:end]), end


def _end_of_exception(text: str, end: int) -> int:
    """Past "(trừ Sở Y tế)"; without a bracket, past the names of the same kind that follow "trừ"."""
    found = ALL_BUT.match(text, end)
    if not found:
        return end
    if not found["first"]:
        return found.end()
    stop = _end_of_name(text, found.start("first"))
    while (join := SEPARATOR.match(text, stop)) and text.startswith(f"{found['first']} ", join.end()):
        stop = _end_of_name(text, join.end())
    return stop


def _is_field(name: str, clause: re.Match[str], end: int) -> bool:
    """ "Phòng Quản lý quy hoạch, xây dựng": a verb that nothing stands behind is what the body is for."""
    behind = clause.string[clause.end() : end]
    return bool(GOES_ON.match(name) and FIELD_VERB.fullmatch(clause[0]) and OF_LEVEL.fullmatch(behind))


def _belongs(name: str) -> bool:
    """A generic body is told apart only by what it does: "các đơn vị sử dụng dịch vụ …"."""
    generic = re.match(r"(?:các\s+)?(?:đơn vị|doanh nghiệp|cơ quan|tổ chức)(?!\w)", name, re.IGNORECASE)
    return bool(KEPT_TAIL.search(name) or (generic and re.search("sử dụng|chủ trì soạn thảo", name)))


def _end_of_name(text: str, position: int) -> int:
    """A name goes on over "và" that no unit follows: "Khoa học và Công nghệ"."""
    for separator in SEPARATOR.finditer(text, position):
        joins = separator[0].strip() in ("và", "cùng với", "cùng")
        joins = joins or (separator[0].strip() == "," and bool(GOES_ON.match(text, position)))
        if separator.start() > position and not (joins and _carries_on(text, separator.end())):
            return separator.start()
    return len(text)


def _carries_on(text: str, position: int) -> bool:
    if position >= len(text) or (_starts_unit(text, position) and not BARE_FIELD.match(text, position)):
        return False
    clause = CLAUSE.match(" " + text[position:])
    return not clause or bool(FIELD_VERB.fullmatch(clause[0]) and BARE_FIELD.match(text, position))


def _starts_unit(text: str, position: int) -> bool:
    return bool(START.match(text, position) or SET_PHRASE.match(text, position))


def _next_start(text: str, end: int, *, after_clause: bool) -> int:
    """Where the next unit begins; behind a clause only a plain head of a unit counts."""
    for separator in SEPARATOR.finditer(text, end):
        begin = separator.end()
        if not after_clause:
            return begin
        if STRICT_START.match(text, begin) or SET_PHRASE.match(text, begin):
            return begin
    return len(text)


def _tidy(unit: str) -> str:
    return re.sub(r"\s+", " ", unit).strip(" ,;:.-–+•")
