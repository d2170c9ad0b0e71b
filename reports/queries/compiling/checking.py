"""A compilation whose rows do not add up to its totals is not handed out."""

from collections.abc import Iterable

from reports.queries.compiling.folding import Compiled
from reports.queries.rows import tasks_by_state
from tasks.figures import Figures

NAMES = {
    "done_on_time": "hoàn thành đúng hạn",
    "done_late": "hoàn thành quá hạn",
    "open_in_time": "chưa hoàn thành trong hạn",
    "open_overdue": "chưa hoàn thành quá hạn",
    "ongoing": "thường xuyên",
    "self_confirmed": "đơn vị tự xác nhận",
}


class SumsDiffer(Exception):
    """`message` says which table and which figure, for the screen."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_sums(compiled: Compiled) -> None:
    """Raises SumsDiffer unless every table adds up to the totals, state by state."""
    whole = compiled.now.assignments
    _same("Bảng theo đơn vị", (row.figures for row in compiled.units), whole)
    _same("Bảng theo nhóm đơn vị", (row.figures for row in compiled.groups), whole)
    _same("Bảng theo mục", (row.figures for row in compiled.sections), whole)
    rows = [row for part in compiled.parts for row in part.task_rows]
    _same("Bảng theo nhiệm vụ", (row.figures for row in rows), whole)
    _same("Bảng theo nhiệm vụ, đếm nhiệm vụ", [tasks_by_state(rows)], compiled.now.tasks)
    _same("Bảng theo mục, đếm nhiệm vụ", (row.tasks for row in compiled.sections), compiled.now.tasks)
    _same(
        "Danh sách quá hạn", [Figures(open_overdue=len(compiled.overdue))], Figures(open_overdue=whole.open_overdue)
    )


def _same(table: str, rows: Iterable[Figures], whole: Figures) -> None:
    counted = sum(rows, Figures())
    for name, words in NAMES.items():
        mine, total = getattr(counted, name), getattr(whole, name)
        if mine != total:
            raise SumsDiffer(
                f"{table} không khớp tổng chung: cột {words} cộng được {mine}, tổng chung là {total}. Báo cáo chưa "
                "được lập; hãy lập lại, nếu vẫn vậy hãy báo người quản trị."
            )
