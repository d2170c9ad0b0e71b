"""The official table of the four states, and what stands outside the rate; counted twice, nhiệm vụ and lượt giao."""

from decimal import Decimal
from typing import NamedTuple

from reports.queries import PlanReport
from reports.queries.compiling import Compiled


class Line(NamedTuple):
    """`depth` 0: a heading or a sum, 1: a part of it. Counts are None where the line does not count so."""

    label: str
    tasks: int | Decimal | None
    assignments: int | Decimal | None
    depth: int = 0


def lines(report: PlanReport | Compiled) -> list[Line]:
    return [*states(report), *rates(report), *outside(report)]


def states(report: PlanReport | Compiled) -> list[Line]:
    t, a = report.tasks, report.assignments
    return [
        Line("Hoàn thành", t.done, a.done),
        Line("Hoàn thành đúng hạn", t.done_on_time, a.done_on_time, 1),
        Line("Hoàn thành quá hạn", t.done_late, a.done_late, 1),
        Line("Chưa hoàn thành", t.counted - t.done, a.counted - a.done),
        Line("Chưa hoàn thành trong hạn", t.open_in_time, a.open_in_time, 1),
        Line("Chưa hoàn thành quá hạn", t.open_overdue, a.open_overdue, 1),
        Line("Tổng số tính tỷ lệ", t.counted, a.counted),
    ]


def rates(report: PlanReport | Compiled) -> list[Line]:
    """The official one; and that of the rule of silence, by its name, where a plan has switched it on."""
    official = Line("Tỷ lệ hoàn thành", report.tasks.rate, report.assignments.rate)
    if report.silence is None:
        return [official]
    return [official, Line(report.silence.label, None, report.silence.rate)]


def outside(report: PlanReport | Compiled) -> list[Line]:
    """The rows outside the rate. What is not given to a unit has no lượt giao."""
    t, a = report.tasks, report.assignments
    lines = [
        Line("Ngoài tỷ lệ", None, None),
        Line("Thường xuyên", t.ongoing, a.ongoing, 1),
        Line("Đơn vị tự xác nhận", t.self_confirmed, a.self_confirmed, 1),
    ]
    if report.done_before:
        lines.append(Line("Hoàn thành trước khi ban hành văn bản", report.done_before, None, 1))
    if report.not_given:
        lines.append(Line("Chưa giao cho đơn vị nào", report.not_given, None, 1))
    return lines
