"""The rows behind one line of a score: exactly those that were counted, each with what it counted for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from insight.models import Part
from insight.queries import counting, measured
from insight.queries.counting import Window
from insight.scoring import TENTH
from kpi.models import Measurement
from kpi.models.indicators import number_words
from reports.models import Report
from tasks.figures import Official
from tasks.models import Assignment, Span
from units.periods import Rule, parse

OVERDUE, SELF_CONFIRMED = "overdue", "self_confirmed"
TITLES = {
    Part.TIMELINESS.value: "Lượt giao đến hạn",
    Part.QUALITY.value: "Lần gửi kết quả",
    Part.REPORTING.value: "Báo cáo phải nộp",
    Part.UPDATING.value: "Việc phải cập nhật",
    Part.INDICATORS.value: "Số liệu chỉ tiêu đến hạn gửi",
    OVERDUE: "Lượt giao quá hạn lâu, bị trừ điểm",
    SELF_CONFIRMED: "Lượt giao đơn vị tự xác nhận, đếm riêng",
}
COUNTED = Official.DONE_ON_TIME, Official.DONE_LATE, Official.OPEN_OVERDUE


@dataclass(frozen=True)
class Behind:
    """`said`: how it was counted; `good`: in the unit's favour."""

    path: str
    code: str
    name: str
    when: str
    said: str
    good: bool
    assignment_id: int | None = None


@dataclass(frozen=True)
class Rows:
    """A queryset or a list to be paged, and how one of its rows reads."""

    found: QuerySet | list
    told: Callable[[object], Behind]


def behind(line: str, unit_id: int, window: Window) -> Rows:
    """`line`: a part, or one of `OVERDUE`, `SELF_CONFIRMED`. KeyError for any other."""
    return FIND[line](unit_id, window)


def _due(unit_id: int, window: Window) -> Rows:
    return _work(unit_id, window, [state.value for state in COUNTED])


def _self_confirmed(unit_id: int, window: Window) -> Rows:
    return _work(unit_id, window, [SELF_CONFIRMED])


def _overdue(unit_id: int, window: Window) -> Rows:
    return _work(unit_id, window, [Official.OPEN_OVERDUE.value], window.overdue_days)


def _work(unit_id: int, window: Window, counted: list[str], more_than: int | None = None) -> Rows:
    stock = counting.due_work(window)
    rows = stock.rows.filter(counted__in=counted, **{f"{stock.near}unit": unit_id})
    if more_than is not None:
        rows = rows.filter(**{f"{stock.due}__lt": counting.days_before(window.day, more_than)})
    rows = rows.select_related(f"{stock.near}task").order_by(stock.due, "pk")

    def told(row: Assignment | Span) -> Behind:
        work = row.assignment if stock.near else row
        due = getattr(row, stock.due)
        word = Official(row.counted).label if row.counted in Official.values else "Đơn vị tự xác nhận"
        if row.counted == Official.OPEN_OVERDUE:
            word = f"Quá hạn {(window.day - due).days} ngày"
        sent = f", gửi {row.sent_date:%d/%m/%Y}" if row.sent_date else ""
        good = row.counted == Official.DONE_ON_TIME
        return _of(work, f"hạn {due:%d/%m/%Y}{sent}", word, good)

    return Rows(rows, told)


def _of(work: Assignment, when: str, said: str, good: bool) -> Behind:
    return Behind(work.get_absolute_url(), work.task.code, work.task.brief, when, said, good, work.pk)


def _sent(unit_id: int, window: Window) -> Rows:
    found = sorted(counting.sendings(window, unit_id), key=lambda one: (one.day, one.assignment_id))
    works = Assignment.objects.select_related("task").in_bulk([one.assignment_id for one in found])

    def told(one: counting.Sending) -> Behind:
        word = "Đề nghị bổ sung" if one.returned else "Không phải bổ sung"
        return _of(works[one.assignment_id], f"gửi {one.day:%d/%m/%Y}", word, not one.returned)

    return Rows(found, told)


def _updated(unit_id: int, window: Window) -> Rows:
    rows = counting.to_update(window).filter(assignment__unit=unit_id)

    def told(row: Span) -> Behind:
        when = f"hạn {row.due_date:%d/%m/%Y}" if row.due_date else "chưa có hạn"
        word = f"{'Có' if row.fresh else 'Không có'} cập nhật trong {window.update_days} ngày"
        return _of(row.assignment, when, word, row.fresh)

    return Rows(rows.select_related("assignment__task").order_by("fresh", "due_date", "pk"), told)


def _reported(unit_id: int, window: Window) -> Rows:
    rows = counting.reports_due(window).filter(unit=unit_id).select_related("receiver")

    def told(row: Report) -> Behind:
        sent = row.first_sent_date if row.first_sent_date and row.first_sent_date <= window.day else None
        good = sent is not None and sent <= row.due_date
        word = "Chưa nộp" if sent is None else f"Nộp {'đúng hạn' if good else 'muộn'}, {sent:%d/%m/%Y}"
        name = f"Báo cáo {row.label}, gửi {row.receiver.short_name}"
        return Behind(row.get_absolute_url(), row.period_key, name, f"hạn {row.due_date:%d/%m/%Y}", word, good)

    return Rows(rows.defer("snapshot", "texts").order_by("due_date", "pk"), told)


def _measured(unit_id: int, window: Window) -> Rows:
    found = measured.reached(window, measured.yardsticks(window.day), [unit_id])
    rows = Measurement.objects.select_related("target__indicator").in_bulk([one.measurement_id for one in found])

    def told(one: measured.Reached) -> Behind:
        row = rows[one.measurement_id]
        indicator, mark = row.target.indicator, "%" if row.target.in_percent else ""
        should = f"phải đạt {number_words(one.should.quantize(TENTH))}{mark}"
        if one.value is None:
            word = f"Chưa gửi đúng hạn {row.due_date:%d/%m/%Y}"
        else:
            word = f"Đạt {number_words(one.value.quantize(TENTH))}{mark}, {should}: tính {number_words(one.part)}"
        path, period = f"/so-lieu/{one.measurement_id}/", parse(row.period, Rule.CALENDAR).label
        return Behind(path, indicator.number, indicator.text[:200], period, word, one.part == 1)

    return Rows(sorted(found, key=lambda one: (one.part, one.measurement_id)), told)


FIND: dict[str, Callable[[int, Window], Rows]] = {
    Part.TIMELINESS.value: _due,
    Part.QUALITY.value: _sent,
    Part.REPORTING.value: _reported,
    Part.UPDATING.value: _updated,
    Part.INDICATORS.value: _measured,
    OVERDUE: _overdue,
    SELF_CONFIRMED: _self_confirmed,
}
