"""What is wrong, or odd, about a figure before it leaves the unit."""

from dataclasses import dataclass
from decimal import Decimal

from kpi.models import Target

Aggregation, Comparator = Target.Aggregation, Target.Comparator
JUMP_POINTS = Decimal(30)
JUMP_TIMES = Decimal(3)
SMALL = Decimal(10)


@dataclass(frozen=True)
class Entry:
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    cumulative: bool = True


@dataclass(frozen=True)
class Doubt:
    """`blocks`: it cannot stand. Otherwise a note of the unit settles it."""

    text: str
    blocks: bool = False


def doubts(
    entry: Entry, *, aggregation: str, comparator: str, percent: bool, before: Entry | None = None
) -> list[Doubt]:
    """`before`: the unit's accepted figure of the period before, of the same kind."""
    wrong = _of_ratio(entry, percent) if aggregation == Aggregation.RATIO else _of_value(entry, comparator, percent)
    if wrong or before is None:
        return wrong
    return [*_fallen(entry, before), *_jumped(_shown(entry, percent), _shown(before, percent), percent)]


def _of_ratio(entry: Entry, percent: bool) -> list[Doubt]:
    top, bottom = entry.numerator, entry.denominator
    if top is None or bottom is None:
        return [Doubt("Nhập cả hai số: đã đạt và tổng số.", blocks=True)]
    if top < 0 or bottom < 0:
        return [Doubt("Số đã đạt và tổng số không được âm.", blocks=True)]
    if bottom == 0 and top > 0:
        return [Doubt(f"Tổng số là 0 mà số đã đạt là {_said(top)}. Nhập lại tổng số.", blocks=True)]
    if percent and top > bottom:
        return [Doubt(f"Số đã đạt {_said(top)} lớn hơn tổng số {_said(bottom)}. Nhập lại.", blocks=True)]
    return []


def _of_value(entry: Entry, comparator: str, percent: bool) -> list[Doubt]:
    value = entry.value
    if value is None:
        return [Doubt("Nhập số liệu của kỳ này.", blocks=True)]
    if comparator == Comparator.RANK:
        whole = value == value.to_integral_value() and value >= 1
        return [] if whole else [Doubt("Thứ hạng là số nguyên từ 1 trở lên.", blocks=True)]
    if percent and comparator != Comparator.REDUCED and not 0 <= value <= 100:
        return [Doubt("Tỷ lệ phải từ 0 đến 100%. Nhập lại.", blocks=True)]
    return []


def _fallen(entry: Entry, before: Entry) -> list[Doubt]:
    if not (entry.cumulative and before.cumulative):
        return []
    now, then = (row.value if row.numerator is None else row.numerator for row in (entry, before))
    if now is None or then is None or now >= then:
        return []
    return [Doubt(f"Số lũy kế giảm từ {_said(then)} xuống {_said(now)}. Ghi rõ vì sao.")]


def _jumped(now: Decimal | None, then: Decimal | None, percent: bool) -> list[Doubt]:
    if now is None or then is None:
        return []
    far = abs(now - then) > JUMP_POINTS if percent else _times(now, then) > JUMP_TIMES
    return [Doubt(f"Khác nhiều so với kỳ trước ({_said(then)} thành {_said(now)}). Ghi rõ vì sao.")] if far else []


def _times(now: Decimal, then: Decimal) -> Decimal:
    high, low = max(abs(now), abs(then)), min(abs(now), abs(then))
    return Decimal(0) if high <= SMALL else high / max(low, Decimal(1))


def _shown(entry: Entry, percent: bool) -> Decimal | None:
    if entry.denominator is None:
        return entry.value
    if not entry.denominator:
        return None
    return entry.numerator / entry.denominator * (100 if percent else 1)


def _said(value: Decimal) -> str:
    whole, _, rest = f"{value.quantize(Decimal('0.1')):,f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest.strip("0") else "")
