"""A compilation as .xlsx: a sheet a table."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from reports.exports.compiled.facts import tables_of
from reports.exports.wording import day
from reports.exports.workbook import sheet

NAMES = {
    "tong_hop": "Tổng hợp",
    "so_sanh": "So sánh",
    "luong": "Trong kỳ",
    "nhom": "Theo nhóm",
    "muc": "Theo mục",
    "chi_tieu": "Chỉ tiêu",
    "don_vi": "Theo đơn vị",
    "qua_han": "Quá hạn",
}


def workbook_of(facts: dict[str, Any]) -> bytes:
    book = Workbook(write_only=True)
    until = day(date.fromisoformat(facts["as_of"]))
    plans = "; ".join(plan["reference"] for plan in facts["plans"])
    under = f"{plans}; {facts['period']['label']}; số liệu đến hết ngày {until}"
    for key, each in tables_of(facts).items():
        sheet(book, NAMES[key], each.table, under, bold=each.bold)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
