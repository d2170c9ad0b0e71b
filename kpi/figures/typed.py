"""A figure as people type it: "95,5%", "1.962", "0.95", 95."""

import re
from decimal import Decimal

from kpi.errors import KpiError

GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
PLAIN = re.compile(r"\d+([.,]\d+)?")
MOST = Decimal(10) ** 14
PLACES = 4


def read_figure(typed: str | int | float | Decimal, *, percent: bool = False) -> Decimal:
    """In Vietnamese writing a comma stands before decimals and dots group thousands; a lone dot that groups nothing
    is taken as the decimal point of a spreadsheet. A share typed as a fraction is asked about, never guessed.

    Raises KpiError with the sentence for the field.
    """
    text = str(typed).strip().replace(" ", "").replace("\u00a0", "")
    signed, text = text.startswith(("-", "−")), text.lstrip("-−")
    marked, text = text.endswith("%"), text.removesuffix("%")
    if marked and not percent:
        raise KpiError(f"“{typed}” là tỷ lệ, còn ô này cần số lượng. Nhập số không có dấu %.")
    value = _number(text, typed)
    if percent and not marked and 0 < value < 1:
        raise KpiError(f"“{typed}” là {_said(value)}% hay {_said(value * 100)}%? Nhập kèm dấu %, ví dụ “95,5%”.")
    if value >= MOST or -value.as_tuple().exponent > PLACES:
        raise KpiError(f"“{typed}” quá dài. Nhập tối đa 14 chữ số và {PLACES} chữ số sau dấu phẩy.")
    return -value if signed else value


def _number(text: str, typed: object) -> Decimal:
    if GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise KpiError(f"“{typed}” không phải là số. Nhập chữ số, dấu phẩy trước phần lẻ, ví dụ “95,5”.")


def _said(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
