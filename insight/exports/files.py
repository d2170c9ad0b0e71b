"""Indicators, figures of units and warnings as .csv and .xlsx, the same rows in both."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from insight.models import EarlyWarning
from insight.queries.indicators import Standing, worst
from kpi.models import Indicator, Measurement
from kpi.queries import share_of
from reports.exports.tables import Column, Table
from reports.exports.wording import neutral
from reports.exports.workbook import sheet

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FIGURES = (
    *(("Mã", 10), ("Văn bản", 18), ("Số", 8), ("Chỉ tiêu", 50), ("Đo cái gì", 30), ("Đơn vị", 28), ("Kỳ", 16)),
    *(("Đã đạt", 12), ("Tổng số", 12), ("Giá trị", 12), ("Mức đạt", 12), ("Đơn vị tính", 12), ("Loại số", 12)),
    *(("Trạng thái", 16), ("Bản", 6), ("Hạn gửi", 12), ("Nguồn", 20), ("Ghi chú", 40)),
)
INDICATORS = (
    *(("Văn bản", 18), ("Số", 8), ("Trụ cột", 30), ("Chỉ tiêu", 50), ("Theo dõi", 28), ("Mục tiêu", 24)),
    *(("Phải đạt vào ngày", 14), ("Kỳ đo gần nhất", 16), ("Đã đo", 12), ("Số đơn vị đã có số liệu", 12)),
    *(("Số đơn vị phải đo", 12), ("Phải đạt lúc này", 12), ("Dự báo", 12), ("Dự báo thấp", 12)),
    *(("Dự báo cao", 12), ("Đánh giá", 20), ("Đánh giá chung của chỉ tiêu", 20)),
)
WARNINGS = (
    *(("Văn bản", 18), ("Mã", 14), ("Việc", 60), ("Đơn vị", 28), ("Hạn", 12), ("Lý do", 60)),
    *(("Ước tính trễ (%)", 12), ("Cảnh báo từ", 12)),
)


def file_of(table: Table, form: str, *, under: str) -> bytes:
    """`form`: a key of FORMATS."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([column.title for column in table.columns])
        writer.writerows([_text(value) for value in row] for row in table.rows)
        return ("\ufeff" + out.getvalue()).encode()
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet(book, "Danh sách", table, under)
    book.save(file)
    return file.getvalue()


def figures_table(rows: Iterable[Measurement]) -> Table:
    """Of rows with `target.indicator.plan` and `unit` at hand."""
    return Table("Số liệu chỉ tiêu", _columns(FIGURES), [_figure(row) for row in rows])


def indicators_table(stands: Iterable[tuple[Indicator, list[Standing]]]) -> Table:
    rows = [row for indicator, found in stands for row in _indicator(indicator, found)]
    return Table("Chỉ tiêu", _columns(INDICATORS), rows)


def warnings_table(rows: Iterable[EarlyWarning]) -> Table:
    """Of rows with the assignment's task, unit and plan at hand."""
    return Table("Cảnh báo sớm", _columns(WARNINGS), [_warning(row) for row in rows])


def _columns(names: Iterable[tuple[str, int]]) -> list[Column]:
    return [Column(title, width) for title, width in names]


def _figure(row: Measurement) -> tuple[Any, ...]:
    target, indicator = row.target, row.target.indicator
    figures = (row.numerator, row.denominator, row.value, share_of(row, target))
    return (
        *(row.pk, indicator.plan.reference, indicator.number, indicator.text, target.label, row.unit.name),
        *(row.period_words, *map(_number, figures), target.unit, row.get_value_kind_display()),
        *(row.get_state_display(), row.version, _day(row.due_date), row.source, row.note),
    )


def _indicator(indicator: Indicator, stands: list[Standing]) -> Iterable[tuple[Any, ...]]:
    first = (indicator.plan.reference, indicator.number, indicator.pillar, indicator.text)
    monitor = indicator.monitor.name if indicator.monitor else indicator.monitor_text
    word = worst(one.verdict for one in stands).label
    if not stands:
        yield (*first, monitor, "không nêu con số", *[None] * 9, word, word)
    for one in stands:
        latest, seen = one.latest, one.seen
        foreseen = (seen.value, seen.low, seen.high) if seen else (None, None, None)
        yield (
            *(*first, monitor, one.target.words, _day(one.target.as_of_date)),
            *((latest.words, _number(latest.city.value)) if latest else (None, None)),
            *((latest.city.measured, latest.city.expected) if latest else (None, None)),
            *(_number(one.should), *map(_number, foreseen), one.verdict.label, word),
        )


def _warning(row: EarlyWarning) -> tuple[Any, ...]:
    work = row.assignment
    return (
        *(work.plan.reference, work.task.code, work.task.brief, work.unit.name, _day(work.counted_due_date)),
        *("; ".join(words for _, words in row.reasons), row.percent, _day(row.first_on)),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 4))


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _text(value: Any) -> Any:
    return "" if value is None else neutral(value) if isinstance(value, str) else value
