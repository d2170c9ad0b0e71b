"""How often something is to be reported and on which day: "trước ngày 25 của tháng cuối quý"."""

import re
from dataclasses import dataclass

from plans.reading.moments import find_moments

_WEEKDAYS = {
    "hai": "monday",
    "ba": "tuesday",
    "tư": "wednesday",
    "năm": "thursday",
    "sáu": "friday",
    "bảy": "saturday",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_EVERY = r"(?:h[ằà]ng|mỗi)"
_PERIODS = (
    ("weekly", rf"{_EVERY}\s+tuần|tuần\s+một\s+lần|\bbáo cáo tuần"),
    ("monthly", rf"{_EVERY}\s+tháng|(?:1|01|một)\s+tháng\s*(?:/|một)\s*(?:1\s+)?lần|\bbáo cáo tháng"),
    ("quarterly", rf"{_EVERY}\s+quý|tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý"
                  r"|(?:3|03|ba)\s+tháng\s*(?:/|một)\s*(?:1\s+)?lần|\bđịnh kỳ quý|\bbáo cáo quý"
                  r"|(?:tháng,\s*)quý(?=,| và)"),
    ("half-yearly", r"(?:6|06|sáu)\s+tháng(?!\s+(?:đầu|cuối)\s+năm\s+20)"),
    ("yearly", rf"{_EVERY}\s+năm|(?:6|06|sáu)\s+tháng(?:\s+đầu\s+năm)?(?:,|\s+và)\s+(?:cả\s+|một\s+)?"
               r"năm(?!\s+20)|\bđịnh kỳ năm"),
)  # fmt: skip
# A period beside the word "báo cáo", or with a day of its own in a sentence on reports.
_REPORTED = r"báo cáo[^.;]*(?:{0})|(?:{0})[^.;]{{0,60}}báo cáo|ngày\s+\d+\s+(?:của\s+)?(?:{0})"
_WEEKDAY = re.compile(r"(?:thứ\s+(?P<day>hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)", re.IGNORECASE)
_DAY = re.compile(r"(?P<before>trước\s+)?ngày\s+(?P<day>\d{1,2})(?!\s*(?:[/.\-]\s*\d|tháng\s+\d|\d))", re.IGNORECASE)
_YEAR_DAY = re.compile(r"(?P<day>\d{1,2})\s*(?:/|tháng\s+)\s*(?P<month>\d{1,2})(?!\s*[/\d])", re.IGNORECASE)
_LAST_MONTH = re.compile(r"tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý", re.IGNORECASE)
_NEXT_QUARTER = re.compile(r"tháng\s+đầu\s+(?:của\s+)?quý\s+(?:sau|tiếp)|của\s+quý\s+sau", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cadence:
    """`due`: "friday", "day 20 of month", "day 25 of last month of quarter", "15 June and 15 December", a date."""

    name: str
    due: str | None
    before: bool = False


def cadences_in(sentence: str) -> list[Cadence]:
    """Every period at which a sentence wants a report, the shortest first."""
    names = [name for name, pattern in _PERIODS if re.search(_REPORTED.format(pattern), sentence, re.IGNORECASE)]
    if "half-yearly" in names and "yearly" in names and len(_year_days(sentence)) > 1:
        names.remove("yearly")  # "6 tháng một lần, trước 15/6 và 15/12 hằng năm"
    return [Cadence(name, _due(name, sentence), bool(re.search(r"trước", sentence, re.IGNORECASE))) for name in names]


def once_in(sentence: str) -> Cadence | None:
    """A single day: "trước ngày 15/02/2026"."""
    if not re.search(r"trước|chậm nhất|muộn nhất", sentence, re.IGNORECASE):
        return None
    for moment in find_moments(sentence):
        if moment.kind == "date" and moment.last and _LIMIT.search(sentence[: moment.start]):
            return Cadence("once", moment.last.isoformat(), before=True)
    return None


_LIMIT = re.compile(
    r"(?:trước|chậm nhất|muộn nhất)\s*(?:\d{1,2}\s*(?:h|giờ)\s*\d*\s*)?(?:là\s+)?(?:ngày\s+)?$", re.IGNORECASE
)


def _due(name: str, sentence: str) -> str | None:
    if name == "weekly":
        match = _WEEKDAY.search(sentence)
        return (_WEEKDAYS.get((match["day"] or "").lower(), "sunday")) if match else None
    if name in ("half-yearly", "yearly"):
        days = _year_days(sentence)
        wanted = days if name == "half-yearly" else days[-1:]
        return " and ".join(f"{day} {_MONTHS[month - 1]}" for day, month in wanted) or None
    days = ", ".join(dict.fromkeys(str(int(match["day"])) for match in _DAY.finditer(sentence)))
    if not days:
        return None
    if name == "monthly":
        return f"day {days} of month"
    if _LAST_MONTH.search(sentence):
        return f"day {days} of last month of quarter"
    return (
        f"day {days} of first month of next quarter" if _NEXT_QUARTER.search(sentence) else f"day {days} of quarter"
    )


def _year_days(sentence: str) -> list[tuple[int, int]]:
    found = [(int(match["day"]), int(match["month"])) for match in _YEAR_DAY.finditer(sentence)]
    return [(day, month) for day, month in found if 1 <= month <= 12 and 1 <= day <= 31]
