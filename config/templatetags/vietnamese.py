"""Vietnamese wording of dates and numbers; a builtin of every template."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils import timezone

from units.calendars import weekday

register = template.Library()


@register.filter
def ngay(value: date | datetime | str | None) -> str:
    """31/01/2026; nothing for no date. A datetime is shown on its day in Vietnam; the journal keeps days as text."""
    if isinstance(value, str):
        value = date.fromisoformat(value) if value else None
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter
def ngay_ngan(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d/%m}" if value else ""


@register.filter
def gio(value: datetime | str | None) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def thu(value: date | None) -> str:
    """thứ Sáu"""
    return weekday(value) if value else ""


@register.filter
def so(value: int | Decimal | None) -> str:
    """1.962"""
    return f"{value:,}".replace(",", ".") if value is not None else ""


@register.filter
def phan_tram(value: Decimal | float | None) -> str:
    """94,3% of 94.3; an en dash for no rate."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded}%".replace(".", ",")


@register.filter
def so_do(value: Decimal | float | None, target: Any = None) -> str:
    """ "80,3", "1.962"; with its target "80,3%", "hạng 3"; an en dash for nothing."""
    if value is None:
        return "–"
    whole, _, rest = f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP):,}".partition(".")
    said = whole.replace(",", ".").replace("-", "−") + (f",{rest}" if rest.strip("0") else "")
    if target is None:
        return said
    return f"{said}%" if target.in_percent else f"hạng {said}" if target.comparator == "rank<=" else said


@register.filter
def dung_luong(size: int | None) -> str:
    """1,2 MB of bytes"""
    if size is None:
        return ""
    value, unit = (size / 1_048_576, "MB") if size >= 1_048_576 else (size / 1024, "KB")
    return f"{value:.1f} {unit}".replace(".", ",")
