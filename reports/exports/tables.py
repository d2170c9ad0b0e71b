"""The tables that the workbook and the letter share."""

from dataclasses import dataclass
from typing import Any

from reports.exports.wording import formal
from reports.queries import PlanReport
from reports.queries.compiling import Compiled
from reports.queries.rows import OverdueRow, TaskRow, UnitRow
from tasks.figures import Figures, Official

OUTSIDE = {"ongoing": "Thường xuyên, ngoài tỷ lệ", "self_confirmed": "Đơn vị tự xác nhận"}


@dataclass(frozen=True)
class Column:
    """`width` in characters.

    `kind`: text, order, number, date; rate (a fraction or None), percent (a Decimal);

    figure: a count, a Decimal that is a percentage, or words.
    """

    title: str
    width: int
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    title: str
    columns: list[Column]
    rows: list[tuple[Any, ...]]


FOUR = [
    Column("Hoàn thành đúng hạn", 9, "number"),
    Column("Hoàn thành quá hạn", 9, "number"),
    Column("Chưa hoàn thành trong hạn", 10, "number"),
    Column("Chưa hoàn thành quá hạn", 10, "number"),
    Column("Ngoài tỷ lệ", 8, "number"),
]
UNIT_COLUMNS = [
    Column("TT", 5, "order"),
    Column("Đơn vị", 22),
    Column("Số nhiệm vụ", 8, "number"),
    Column("Số lượt giao", 8, "number"),
    *FOUR,
    Column("Tỷ lệ hoàn thành", 10, "rate"),
    Column("Tiến độ bình quân", 14),
    Column("Minh chứng trong kỳ", 28),
    Column("Khó khăn, vướng mắc", 28),
    Column("Kiến nghị, đề xuất", 28),
]
OVERDUE_COLUMNS = [
    Column("TT", 5, "order"),
    Column("Mã", 11),
    Column("Nhiệm vụ", 46),
    Column("Đơn vị", 24),
    Column("Hạn", 12, "date"),
    Column("Số ngày quá hạn", 10, "number"),
    Column("Tiến độ", 9, "rate"),
    Column("Tình hình", 16),
    Column("Khó khăn, vướng mắc", 30),
]
TASK_COLUMNS = [
    Column("TT", 5, "order"),
    Column("Mã", 11),
    Column("Nhiệm vụ", 46),
    Column("Chủ trì", 24),
    Column("Thời hạn theo văn bản", 16),
    Column("Hạn", 12, "date"),
    Column("Số lượt giao", 8, "number"),
    *FOUR,
    Column("Tiến độ bình quân", 10, "rate"),
    Column("Tình hình của nhiệm vụ", 18),
]


def by_unit(report: PlanReport | Compiled) -> Table:
    rows = [_unit(n, row) for n, row in enumerate(report.units, 1)]
    return Table("Kết quả thực hiện theo đơn vị (bốn trạng thái đếm lượt giao)", UNIT_COLUMNS, rows)


def overdue(report: PlanReport | Compiled) -> Table:
    rows = [_overdue(n, row) for n, row in enumerate(report.overdue, 1)]
    return Table("Danh sách lượt giao chưa hoàn thành quá hạn", OVERDUE_COLUMNS, rows)


def by_task(report: PlanReport) -> Table:
    rows = [_task(n, row) for n, row in enumerate(report.task_rows, 1)]
    return Table("Kết quả thực hiện theo nhiệm vụ (bốn trạng thái đếm lượt giao)", TASK_COLUMNS, rows)


def four(figures: Figures) -> tuple[int, ...]:
    outside = figures.ongoing + figures.self_confirmed
    return (figures.done_on_time, figures.done_late, figures.open_in_time, figures.open_overdue, outside)


def counted_label(counted: str | None) -> str:
    return OUTSIDE.get(counted, "") or Official(counted).label if counted else ""


def _unit(n: int, row: UnitRow) -> tuple[Any, ...]:
    figures = row.figures
    return (
        n,
        formal(row.unit),
        row.task_count,
        figures.total,
        *four(figures),
        figures.done / figures.due if figures.due else None,
        "; ".join(([] if row.progress is None else [f"{row.progress}%"]) + row.quantities),
        "\n".join(row.evidence),
        "\n".join(row.obstacles),
        "\n".join(row.proposals),
    )


def _overdue(n: int, row: OverdueRow) -> tuple[Any, ...]:
    name = f"{row.task.name} ({row.scope})" if row.scope else row.task.name
    said = "\n".join(row.obstacles)
    return n, row.task.code, name, formal(row.unit), row.due, row.days, row.progress / 100, row.state, said


def _task(n: int, row: TaskRow) -> tuple[Any, ...]:
    task, figures = row.task, row.figures
    return (
        n,
        task.code,
        task.name,
        task.lead_text,
        task.deadline_text,
        row.due,
        figures.total,
        *four(figures),
        None if row.progress is None else row.progress / 100,
        counted_label(row.counted),
    )
