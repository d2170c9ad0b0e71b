"""What changed since another day: number, share and change, and the sentence that says so."""

from dataclasses import dataclass
from decimal import Decimal

from reports.exports.wording import number, rate
from reports.queries.compiling import Comparison
from reports.queries.compiling.stock import Stock
from tasks.figures import Figures, percent

NAMES = {
    "total": "Đã giao",
    "done": "Hoàn thành",
    "open_in_time": "Chưa hoàn thành trong hạn",
    "open_overdue": "Chưa hoàn thành quá hạn",
    "rate": "Tỷ lệ hoàn thành",
    "rate_of_all": "Tỷ lệ hoàn thành trên tổng số",
}
COUNTED = {"tasks": "nhiệm vụ", "assignments": "lượt giao"}


@dataclass(frozen=True)
class Difference:
    """`share` is the change in percent of what was; rates have none, their `change` is in points (điểm)."""

    name: str
    then: int | Decimal | None
    now: int | Decimal | None

    @property
    def change(self) -> int | Decimal | None:
        return None if self.now is None or self.then is None else self.now - self.then

    @property
    def share(self) -> Decimal | None:
        return percent(self.change, self.then) if isinstance(self.then, int) and self.change else None

    @property
    def words(self) -> str:
        """ "tăng 55", "giảm 3,4 điểm", "không đổi"; empty where nothing can be compared."""
        change = self.change
        if change is None:
            return ""
        if not change:
            return "không đổi"
        size = number(abs(change)) if isinstance(change, int) else f"{abs(change):f} điểm".replace(".", ",")
        return f"{'tăng' if change > 0 else 'giảm'} {size}"


def rate_of_all(figures: Figures) -> Decimal | None:
    """Done of all that counts in the four states, due or not."""
    return figures.share(figures.done)


def differences(comparison: Comparison, now: Stock, counted: str) -> list[Difference]:
    """`counted`: "tasks" or "assignments"."""
    then, here = getattr(comparison.then, counted), getattr(now, counted)
    return [Difference(name, _value(then, key), _value(here, key)) for key, name in NAMES.items()]


def _value(figures: Figures, key: str) -> int | Decimal | None:
    return rate_of_all(figures) if key == "rate_of_all" else getattr(figures, key)


def sentence(comparison: Comparison, now: Stock) -> str:
    """So với tháng 09/2026: số nhiệm vụ đã giao tăng 55 (từ 45 lên 100, tăng 122,2%); …"""
    then = comparison.then
    if not then.tasks.total:
        return f"So với {comparison.label}: khi đó chưa có nhiệm vụ nào được giao nên không so sánh."
    parts = []
    for counted, noun in COUNTED.items():
        rows = {row.name: row for row in differences(comparison, now, counted)}
        parts += [
            _told(f"số {noun} đã giao", rows[NAMES["total"]], noun),
            _told(f"{noun} hoàn thành", rows[NAMES["done"]], noun),
            _told(f"{noun} quá hạn", rows[NAMES["open_overdue"]], noun),
            _told(f"tỷ lệ hoàn thành theo {noun}", rows[NAMES["rate"]], ""),
        ]
    return f"So với {comparison.label}: " + "; ".join(filter(None, parts)) + "."


def _told(what: str, row: Difference, noun: str) -> str:
    if not row.words:
        return ""
    if not row.change:
        return f"{what} không đổi"
    share = f", {row.words.split()[0]} {rate(abs(row.share))}" if row.share else ""
    if noun:
        return f"{what} {row.words} {noun} (từ {number(row.then)} {_to(row)} {number(row.now)}{share})"
    return f"{what} {row.words} (từ {rate(row.then)} {_to(row)} {rate(row.now)})"


def _to(row: Difference) -> str:
    return "lên" if row.change > 0 else "xuống"
