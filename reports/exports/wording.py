"""How numbers, days and names are written in a report."""

import re
from datetime import date
from decimal import Decimal

from plans.models import Plan
from units.models import Unit

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SMALL_FIRST = ("sở", "ban", "phường", "xã", "trung tâm", "văn phòng", "ubnd")


def number(count: int) -> str:
    """1.962"""
    return f"{count:,}".replace(",", ".")


def rate(percent: Decimal | None) -> str:
    """94,3%; an en dash for no rate."""
    return "–" if percent is None else f"{percent}%".replace(".", ",")


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def clean(text: str) -> str:
    """Without the control characters that XML refuses."""
    return CONTROL.sub("", text)


def named(plan: Plan) -> str:
    """ "Kế hoạch số 131/KH-UBND ngày 31/03/2026 của UBND thành phố Hà Nội" """
    name = plan.get_kind_display()
    if plan.number:
        name += f" số {plan.number}"
    if plan.issued_date:
        name += f" ngày {day(plan.issued_date)}"
    return f"{name} của {plan.issuer}" if plan.issuer else name


def formal(unit: Unit) -> str:
    return unit.formal_name


def full(name: str) -> str:
    """Abbreviations written out: the letterhead has none."""
    return name.replace("UBND", "Ủy ban nhân dân")


def neutral(text: str) -> str:
    """For CSV, where nothing but the text itself can say that it is no formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def bytes_words(size: int) -> str:
    """ "345 KB", "1,2 MB" """
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
