"""Points in time that a text names: days, months, quarters, years, parts and rows of them."""

import re
from dataclasses import dataclass
from datetime import date

from plans.reading.dates import day_at
from plans.reading.points import Point
from plans.reading.spans import bare_month_at, bare_months_at, month_at, months_of_year_at, quarter_at, year_at
from plans.reading.tokens import Tokens

_RULES = (months_of_year_at, bare_months_at, day_at, month_at, quarter_at, bare_month_at, year_at)
_QUOTED_ACT = re.compile(
    r"(?i:số\s+)?\d+\s*(?:/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]|-(?!T\d)[A-ZĐ]+\d*/)[\w\-–/]*"
    r"(?i:(?:\s+của\s[^;.,()]{1,60}?)?[\s,(]+ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{4})?"
    r"|(?<!\w)(?i:số\s+\d+\s+ngày)\s+\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|TCVN\s+[\d:\-.]+"
    r"|(?<!\w)(?:Luật|LUẬT)\s[^;.,()\d]{2,60}?(?i:năm\s+)?\d{4}|(?<!\w)(?i:năm học)\s+\d{4}\s*[-–]\s*\d{4}"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """`first` and `last` day of what is named; None where the calendar has no such day."""

    kind: str
    first: date | None
    last: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A point between two tokens; `point` is None for a day that no calendar has."""

    point: Point | None
    start: int
    end: int


def find_moments(text: str, *, year: int | None = None) -> list[Moment]:
    """Every point in time, in order; those without a year take the next one's, the last one's, or `year`."""
    tokens = Tokens(hide_acts(text))
    mentions, place = [], 0
    while place < len(tokens):
        if found := mention_at(tokens, place):
            mentions.append(found)
            place = found.end
        else:
            place += 1
    lent = lend_years([mention.point for mention in mentions], year)
    return [
        _moment(tokens, mention, own)
        for mention, own in zip(mentions, lent, strict=True)
        if not (mention.point and mention.point.kind == "range" and mention.point.until_year)
    ]


def _moment(tokens: Tokens, mention: Mention, year: int | None) -> Moment:
    days = mention.point.days(year) if mention.point else None
    kind = mention.point.kind if mention.point else "date"
    first, last = days or (None, None)
    return Moment(kind, first, last, tokens.start(mention.start), tokens.end(mention.end))


def hide_acts(text: str) -> str:
    """Numbers and dates of cited acts are no deadlines; their places stay."""
    return _QUOTED_ACT.sub(lambda match: "§" * len(match[0]), text)


def lend_years(points: list[Point | None], default: int | None) -> list[int | None]:
    """For each point the year it has or borrows: the next one's, else the last one's, else the default."""
    own = [(point.year if point else None) for point in points]
    lent = []
    for index in range(len(own)):
        nearest = [*own[index:], *reversed(own[:index])]
        lent.append(next((year for year in nearest if year), default))
    return lent


def mention_at(tokens: Tokens, place: int) -> Mention | None:
    if tokens.touches(place) and (tokens.word(place - 1) in "/.§" or tokens.word(place - 1).isalnum()):
        return None
    for rule in _RULES:
        if (found := rule(tokens, place)) and _ends(tokens, found[1]):
            return Mention(found[0], place, found[1])
    return None


def _ends(tokens: Tokens, end: int) -> bool:
    """Nothing hangs on the last figure: "25-30%", "12/5/123", "6/2026/NĐ"."""
    return not (
        tokens.touches(end)
        and (tokens.word(end) in "%/§" or tokens.word(end)[0].isalnum())
        and tokens.word(end - 1).isalnum()
    )
