"""Indicators against target: the table, and a picture of each that was measured twice or more."""

from reports.charts import Chart, Level, Point, line_chart
from reports.charts.drawing import amount
from reports.exports.tables import Column, Table
from reports.queries.compiling.indicators import IndicatorRow

COLUMNS = [
    Column("Số", 6),
    Column("Chỉ tiêu", 44),
    Column("Mục tiêu", 18),
    Column("Thực hiện", 14),
    Column("Đến ngày", 12, "date"),
    Column("Đơn vị có số liệu", 12),
    Column("Đánh giá", 14),
]
JUDGED = {True: "đạt", False: "chưa đạt", None: "chưa có số liệu"}
MOST_PICTURES = 12


def indicator_table(rows: list[IndicatorRow]) -> Table:
    return Table("Chỉ tiêu so với mục tiêu", COLUMNS, [_row(row) for row in rows])


def _noun(unit: str) -> str:
    """What stands after the figure; a bare count has no word of its own."""
    what = unit.partition("/")[0]
    return "" if what in ("count", "rank") else what


def _row(row: IndicatorRow) -> tuple:
    target, latest = row.target, row.latest
    text = target.indicator.text
    name = text if target.label.lower() in text.lower() else f"{text}: {target.label}"
    heard = f"{latest.city.measured}/{latest.city.expected}" if latest else ""
    value = amount(latest.city.value, _noun(target.unit)) if latest else ""
    return target.indicator.number, name, target.words, value, latest.end if latest else None, heard, JUDGED[row.met]


def indicator_charts(rows: list[IndicatorRow]) -> list[Chart]:
    measured = [row for row in rows if len(row.course.points) > 1]
    return [_chart(row) for row in measured[:MOST_PICTURES]]


def _chart(row: IndicatorRow) -> Chart:
    target = row.target
    name = f"{target.indicator.number}. {target.label or target.indicator.text}"
    return line_chart(
        name=name if len(name) <= 100 else f"{name[:99].rstrip()}…",
        unit=_noun(target.unit),
        measured=[Point(day, value) for day, value in row.course.points],
        target=Level(target.value, f"Mục tiêu {target.words}"),
        trajectory=_way(row),
    )


def _way(row: IndicatorRow) -> list[Point]:
    path = row.course.path
    return [Point(day, value) for day, value in path.points] if path else []
