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
_ONCE = r"(?:\s*/\s*|\s+)(?:một\s+|1\s+|01\s+)?lần"
PERIODS = (
    ("daily", rf"{_EVERY}\s+ngày|\bbáo cáo (?:nhanh )?ngày(?!\s*\d)|(?:1|01|một|2|02|hai)\s+lần\s*(?:/|mỗi"
              rf"|một)\s*ngày"
              rf"|(?<!\d )ngày{_ONCE}"),
    ("weekly", rf"{_EVERY}\s+tuần|(?<!\d )(?<!hai )tuần{_ONCE}|(?:1|01|một)\s+tuần{_ONCE}|\bbáo cáo tuần"
               r"|(?:giao ban|kỳ|định kỳ) tuần"),
    ("fortnightly", rf"(?:2|02|hai)\s+tuần{_ONCE}|{_EVERY}\s+(?:2|02|hai)\s+tuần|(?:định kỳ|cứ)\s+(?:2|02|hai)\s+tuần"
                    rf"|(?:15|mười lăm)\s+ngày{_ONCE}|nửa tháng{_ONCE}|(?:định kỳ|cứ)\s+15\s+ngày"),
    ("monthly", rf"{_EVERY}\s+tháng|(?:(?:1|01|một)\s+)?(?<!\d )(?<!ba )(?<!sáu )tháng{_ONCE}|\bbáo cáo tháng"
                r"|giao ban (?:định kỳ )?tháng"),
    ("quarterly", rf"{_EVERY}\s+quý|tháng\s+(?:cuối|đầu)\s+(?:tiên\s+)?(?:của\s+)?(?:mỗi\s+)?quý(?!\s+[IVX\d])"
                  rf"|(?:3|03|ba)\s+tháng\s*(?:/|một)\s*(?:1\s+)?lần|\bđịnh kỳ quý|\bbáo cáo quý(?!\s+[IVX\d])"
                  rf"|(?:tháng,\s*)quý(?=,| và)|quý{_ONCE}|quý\s+(?:tiếp theo|kế tiếp|liền kề|sau)"
                  r"|(?:kết thúc|hết|cuối|sau)\s+(?:mỗi\s+)?quý(?!\s+[IVX\d])"),
    ("half-yearly", r"(?:6|06|sáu)\s+tháng(?!\s+(?:đầu|cuối)\s+năm\s+20)|nửa năm|bán niên"),
    ("yearly", rf"{_EVERY}\s+năm|(?:6|06|sáu)\s+tháng(?:\s+đầu\s+năm)?(?:,|\s+và)\s+(?:cả\s+|một\s+)?"
               rf"năm(?!\s+20)|\bđịnh kỳ năm|\bbáo cáo (?:cả )?năm(?!\s+20)|năm{_ONCE}"),
)  # fmt: skip
# A period beside the word "báo cáo", or with a day of its own in a sentence on reports.
_REPORTED = r"(?:(?=báo cáo)|báo cáo[^.;]*)(?:{0})|(?:{0})[^.;]{{0,60}}báo cáo|ngày\s+\d+\s+(?:của\s+)?(?:{0})"
_COUNTED_TO = re.compile(r"\s*\([^()]*(?:tính đến|chốt)[^()]*\)", re.IGNORECASE)  # when figures are taken, not sent
_WEEKDAY = re.compile(r"(?:thứ\s+(?P<day>hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)", re.IGNORECASE)
_DAY = re.compile(r"(?P<before>trước\s+)?ngày\s+(?P<day>\d{1,2})(?!\s*(?:[/.\-]\s*\d|tháng\s+\d|\d))", re.IGNORECASE)
_YEAR_DAY = re.compile(r"(?P<day>\d{1,2})\s*(?:/|tháng\s+)\s*(?P<month>\d{1,2})(?!\s*[/\d])", re.IGNORECASE)
_LAST_MONTH = re.compile(r"tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+)?quý", re.IGNORECASE)
_NEXT_QUARTER = re.compile(
    r"tháng\s+(?:đầu(?:\s+tiên)?|kế tiếp|tiếp theo|liền kề|liền sau|sau|thứ nhất)(?!\w)|quý\s+(?:sau|tiếp|kế|liền)",
    re.IGNORECASE,
)
_HALF = r"(?:6|06|sáu)\s+tháng[^;]{0,40}?\d"
# A year of its own beside the half: "6 tháng (trước 15/6) và năm (trước 15/12)".
_BOTH_DATED = re.compile(
    _HALF + r".{0,30}?(?:,|và|báo cáo)\s+(?:báo cáo\s+)?(?:cả\s+)?năm[^;]{0,30}\d", re.IGNORECASE
)
_REPORT_OF = r"báo cáo\s+(?:tổng kết|sơ kết|cả năm|năm|quý|tháng|tuần|ngày|6 tháng|h[ằà]ng|định kỳ|đột xuất|kết thúc)"
_PARTS = re.compile(rf";\s+|[,.]\s+(?=riêng\b)|[,.]?\s+(?:và\s+)?(?=(?<!tổng hợp ){_REPORT_OF})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cadence:
    """`due`: "friday", "day 20 of month", "day 25 of last month of quarter", "15 June and 15 December", a date."""

    name: str
    due: str | None
    before: bool = False


def cadences_in(sentence: str) -> list[Cadence]:
    """Every period at which a sentence wants a report, the shortest first, and single days beside them."""
    sentence = _COUNTED_TO.sub("", sentence)
    found: dict[str, Cadence] = {}
    single: list[Cadence] = []
    parts = [part for part in _PARTS.split(sentence) if part]
    for part in parts if len(parts) > 1 else []:
        said = part if "báo cáo" in part.lower() else f"báo cáo {part}"
        names = _names(said)
        found |= {name: cadence for name in names if (cadence := _cadence(name, said)).due or name not in found}
        if not names and (once := once_in(part)):
            single.append(once)
    whole = [_cadence(name, sentence) for name in _names(sentence)]
    if len(whole) != len(found) or len(whole) == 1:
        found = {cadence.name: found.get(cadence.name) or cadence for cadence in whole}
        found |= {one.name: one for one in whole if not found[one.name].due}
    ordered = [found[name] for name, _ in PERIODS if name in found]
    return [*ordered, *single] if ordered else []


def _names(text: str) -> list[str]:
    names = [name for name, pattern in PERIODS if re.search(_REPORTED.format(pattern), text, re.IGNORECASE)]
    days = len(_year_days(text))
    if "half-yearly" in names and "yearly" in names and days > 1 and not _BOTH_DATED.search(text):
        names.remove("yearly")  # "6 tháng một lần, trước 15/6 và 15/12 hằng năm"
    if names == ["yearly"] and days == 2:
        names = ["half-yearly"]
    if "daily" in names and len(names) > 1 and not re.search(rf"báo cáo[^.;,]*{_EVERY}\s+ngày", text, re.IGNORECASE):
        names.remove("daily")  # the work is daily, not the report
    return names


def _cadence(name: str, text: str) -> Cadence:
    return Cadence(name, _due(name, text), bool(re.search(r"trước", text, re.IGNORECASE)))


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
    if name == "daily":
        return None
    if name in ("weekly", "fortnightly"):
        match = _WEEKDAY.search(sentence)
        return (_WEEKDAYS.get((match["day"] or "").lower(), "sunday")) if match else None
    if name in ("half-yearly", "yearly"):
        days = _year_days(sentence)
        apart = len(days) > 1 and _BOTH_DATED.search(sentence)
        wanted = days[-1:] if name == "yearly" else days[:-1] if apart else days
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
