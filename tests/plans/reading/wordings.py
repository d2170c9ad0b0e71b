"""The inverse of the grammar: deadlines printed in the wordings that plans use, with what each means."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

ROMAN = ("", "I", "II", "III", "IV")
Facts = dict[str, object]


@dataclass(frozen=True)
class Wording:
    """`pattern` is filled from `facts(day)`; `meaning(day)` is what of the reading must agree."""

    pattern: str
    meaning: Callable[[date], Facts]

    def print(self, day: date) -> str:
        return self.pattern.format(**facts(day))


def facts(day: date) -> Facts:
    quarter, later = quarter_of(day), day + timedelta(days=75)
    return {
        "d": day.day, "m": day.month, "y": day.year, "q": quarter, "r": ROMAN[quarter],
        "d2": later.day, "m2": later.month, "y2": later.year, "after": day.year + 3, "n": day.day % 28 + 2,
    }  # fmt: skip


def quarter_of(day: date) -> int:
    return (day.month - 1) // 3 + 1


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def dated(day: date) -> Facts:
    return {"kind": "date", "due": day.isoformat()}


def before(day: date) -> Facts:
    return dated(day) | {"before": True}


def monthly(day: date) -> Facts:
    return {"kind": "month", "due": month_end(day.year, day.month).isoformat()}


def quarterly(day: date) -> Facts:
    return {"kind": "quarter", "due": month_end(day.year, 3 * quarter_of(day)).isoformat()}


def yearly(day: date) -> Facts:
    return {"kind": "year", "due": f"{day.year}-12-31"}


def fixed(**facts: object) -> Callable[[date], Facts]:
    return lambda day: facts


def all_of(patterns: list[str], meaning: Callable[[date], Facts]) -> list[Wording]:
    return [Wording(pattern, meaning) for pattern in patterns]


DAYS = [
    "{d}/{m}/{y}", "{d:02d}/{m:02d}/{y}", "{d:02d}-{m:02d}-{y}", "{d}.{m}.{y}", "{d:02d}.{m}.{y}", "{d}/ {m} /{y}",
    "{d} tháng {m} năm {y}", "{d:02d} tháng {m:02d} năm {y}", "{d} tháng {m}/{y}", "{d:02d}/{m:02d}",
    "{d} – {m} – {y}",
]  # fmt: skip
BY = ["", "ngày ", "Xong ngày ", "Hoàn thành vào ngày ", "chậm nhất là ngày ", "Muộn nhất ngày ", "đến hết ngày ",
      "Hạn: ngày ", "không muộn hơn ngày "]  # fmt: skip
BEFORE = ["Trước ", "trước ngày ", "Hoàn thành trước ", "Trước 17h00 ngày ", "gửi về Sở Nội vụ trước ngày "]
MONTHS = ["tháng {m}/{y}", "Tháng {m:02d}/{y}", "tháng {m} năm {y}", "{m:02d}/{y}", "T{m}/{y}", "THÁNG {m} NĂM {y}",
          "tháng {m}-{y}", "tháng {m}"]  # fmt: skip
QUARTERS = ["quý {r}/{y}", "Quý {r} năm {y}", "Quý {q}/{y}", "QUÝ {r} NĂM {y}", "quí {r}/{y}", "Q.{r}/{y}",
            "Q{q}/{y}", "quý {r} - {y}", "Quý {r}"]  # fmt: skip
IN = ["", "Trong ", "Hoàn thành trong ", "đến hết ", "Chậm nhất trong ", "Trình phê duyệt vào "]
YEARS = ["Năm {y}", "năm {y}", "Trong năm {y}", "đến hết năm {y}", "Hoàn thành trong năm {y}", "Cả năm {y}", "{y}"]
ISSUED = [
    "ngày ban hành Kế hoạch",
    "khi Kế hoạch này được ban hành",
    "ngày ký ban hành",
    "thời điểm ban hành Kế hoạch",
]


def issued_in(days: Callable[[date], int], **more: object) -> Callable[[date], Facts]:
    return lambda day: {"kind": "relative", "days": days(day), "anchor": "plan issued", **more}


def n_of(day: date) -> int:
    return day.day % 28 + 2


def ranged(start: Callable[[date], date], end: Callable[[date], date]) -> Callable[[date], Facts]:
    return lambda day: {"kind": "range", "from": start(day).isoformat(), "due": end(day).isoformat()}


def _later(day: date) -> date:
    return day + timedelta(days=75)


POINTS = [
    *all_of([by + day for by, day in product(BY, DAYS)], dated),
    *all_of([by + day for by, day in product(BEFORE, DAYS)], before),
    *all_of([word + month for word, month in product(IN, MONTHS)], monthly),
    *all_of([word + quarter for word, quarter in product(IN, QUARTERS)], quarterly),
    *all_of(YEARS, yearly),
]
STRETCHES = [
    *all_of(
        ["từ {d}/{m}/{y} đến {d2}/{m2}/{y2}", "Từ ngày {d:02d}/{m:02d}/{y} đến hết ngày {d2:02d}/{m2:02d}/{y2}",
         "{d}/{m}/{y} - {d2}/{m2}/{y2}", "kể từ ngày {d}.{m}.{y} tới ngày {d2}.{m2}.{y2}",
         "Bắt đầu từ {d}/{m}/{y}, hoàn thành trước {d2}/{m2}/{y2}"],
        ranged(lambda day: day, _later),
    ),
    *all_of(
        ["Từ tháng {m}/{y} đến tháng {m2}/{y2}", "tháng {m}/{y} - tháng {m2}/{y2}"],
        ranged(lambda day: day.replace(day=1), lambda day: month_end(_later(day).year, _later(day).month)),
    ),
    *all_of(
        ["Giai đoạn {y}-{after}", "giai đoạn {y} - {after}", "Năm {y}-{after}", "{y}-{after}",
         "Từ năm {y} đến năm {after}"],
        ranged(lambda day: date(day.year, 1, 1), lambda day: date(day.year + 3, 12, 31)),
    ),
]  # fmt: skip
OPEN = [
    *all_of(["Từ ngày {d}/{m}/{y}", "kể từ {d:02d}/{m:02d}/{y}", "Bắt đầu từ ngày {d} tháng {m} năm {y}"],
            lambda day: {"kind": "ongoing", "due": None, "from": day.isoformat()}),
    *all_of(["Từ tháng {m}/{y}", "bắt đầu từ tháng {m} năm {y}", "từ tháng {m}/{y} trở đi"],
            lambda day: {"kind": "ongoing", "due": None, "from": day.replace(day=1).isoformat()}),
    *all_of(["Sau ngày {d}/{m}/{y}", "sau {d:02d}.{m:02d}.{y}"],
            lambda day: {"kind": "ongoing", "due": None, "from": (day + timedelta(days=1)).isoformat()}),
    *all_of(["Thường xuyên", "Thực hiện thường xuyên", "Nhiệm vụ thường xuyên", "thường xuyên, liên tục"],
            fixed(kind="ongoing", due=None)),
]  # fmt: skip
RECURRING = [
    *all_of(["Hằng tháng", "hàng tháng", "Định kỳ hằng tháng", "mỗi tháng", "1 lần/tháng", "định kỳ tháng"],
            fixed(kind="recurring", due=None, rule="every month")),
    *all_of(["Hằng quý", "định kỳ hàng quý", "mỗi quý 1 lần", "quý/lần", "các quý trong năm"],
            fixed(kind="recurring", due=None, rule="every quarter")),
    *all_of(["Hằng năm", "hàng năm", "01 năm/lần", "mỗi năm một lần"],
            fixed(kind="recurring", due=None, rule="every year")),
    *all_of(["Hằng tuần", "định kỳ hàng tuần"], fixed(kind="recurring", due=None, rule="every week")),
    *all_of(["Định kỳ 6 tháng", "06 tháng/lần", "6 tháng một lần", "sáu tháng một lần", "định kỳ 6 tháng/1 lần"],
            fixed(kind="recurring", due=None, rule="every 6 months")),
    *all_of(["02 lần/năm", "mỗi năm hai lần", "2 lần trong năm"],
            fixed(kind="recurring", due=None, rule="2 times a year")),
    *all_of(["ngày {d} hằng tháng", "vào ngày {d:02d} hàng tháng", "Hằng tháng, ngày {d}"],
            lambda day: {"kind": "recurring", "due": None, "rule": "every month", "day": day.day}),
    *all_of(["trước ngày {d} hằng tháng", "định kỳ hằng tháng (trước ngày {d:02d} hằng tháng)",
             "Hằng tháng, trước ngày {d}"],
            lambda day: {"kind": "recurring", "rule": "every month", "day": day.day, "before": True}),
    *all_of(["trước ngày {d}/{m} hằng năm", "Hằng năm, trước ngày {d:02d} tháng {m}"],
            lambda day: {"kind": "recurring", "due": None, "rule": "every year", "month": day.month, "day": day.day,
                         "before": True}),
    *all_of(["quý {r} hằng năm"],
            lambda day: {"kind": "recurring", "due": None, "rule": "every year", "quarter": quarter_of(day)}),
]  # fmt: skip
RELATIVE = [
    *all_of([f"{lead}{{n}} ngày kể từ {event}" for lead, event in
             product(["Trong vòng ", "trong thời hạn ", "chậm nhất ", "", "không quá "], ISSUED)], issued_in(n_of)),
    *all_of([f"Trong {{n:02d}} ngày làm việc kể từ {event}" for event in ISSUED],
            issued_in(n_of, due=None, working=True)),
    *all_of(["Ngay sau khi Kế hoạch được ban hành", "ngay khi ban hành Kế hoạch"], issued_in(lambda day: 0)),
    *all_of(["Trong vòng {n} ngày sau khi nhận đủ hồ sơ"],
            lambda day: {"kind": "relative", "due": None, "days": n_of(day), "anchor": "receipt of files"}),
]  # fmt: skip
UNDATED = [
    *all_of(["Theo tiến độ dự án", "Sau khi có hướng dẫn của Bộ Nội vụ", "theo Luật Đất đai 2024",
             "Theo Quyết định số 571/QĐ-TTg ngày {d}/{m}/{y}", "theo Nghị quyết số 57-NQ/TW ngày {d:02d}/{m:02d}/{y}",
             "Theo yêu cầu nhiệm vụ", "theo Kế hoạch năm {y}"], fixed(kind="none", due=None)),
    *all_of(["Trước Tết Nguyên đán", "Trước Tết Nguyên đán năm {y}", "trước ngày {d} tháng {m} âm lịch"],
            fixed(kind="none", due=None, lunar=True)),
    *all_of(["Đã hoàn thành", "Đã hoàn thành, nghiệm thu"], fixed(kind="done", due=None)),
    *all_of(["Đã tổ chức ngày {d}/{m}/{y}", "đã ban hành ngày {d:02d}/{m:02d}/{y}"],
            lambda day: {"kind": "done", "due": day.isoformat(), "done_on": day.isoformat()}),
]  # fmt: skip
ALL = [*POINTS, *STRETCHES, *OPEN, *RECURRING, *RELATIVE, *UNDATED]
