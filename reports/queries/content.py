"""What a unit's report says: all out of the work as it stood when figures were closed, plus what was typed.

One shape, alive or frozen: plain data that can be kept as JSON. Days are ISO strings, `progress` is written text.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from plans.models import Plan
from reports.kinds import Section, outline_of
from reports.models import Report, ReportingDuty
from reports.queries.expecting import THROUGH, gatherer_of
from reports.queries.measured import indicator_lines
from reports.queries.rows import tally
from reports.queries.said import Remark, evidence_by_assignment, remarks_by_assignment
from reports.queries.silence import count_untold, is_untold, silence
from reports.queries.work import Work, begin_of, end_of, work_as_of
from tasks.figures import Figures, Official
from tasks.models import Assignment, ProgressUpdate, Span, Task
from units import periods
from units.models import Succession

Content = dict[str, Any]
SOON_DAYS = 10
State = Assignment.State


@dataclass(frozen=True)
class Told:
    """What happened to the work in the days of the report, by assignment."""

    start: date
    day: date
    updates: dict[int, list[ProgressUpdate]]
    moves: dict[int, list[str]]
    evidence: dict[int, list[str]]
    remarks: dict[int, list[Remark]]

    def changed(self, pk: int) -> bool:
        return pk in self.updates or pk in self.moves or pk in self.evidence


def content(report: Report, today: date) -> Content:
    """A fixed number of queries."""
    duties = list(report.duties.select_related("plan").in_order())
    plans = list({duty.plan_id: duty.plan for duty in duties}.values())
    day = min(report.close_date, today)
    assignments = Assignment.objects.filter(unit=report.unit_id, plan__in=plans)
    works = work_as_of(assignments, day, today)
    told = _told(assignments, report, day)
    tasks = Task.objects.filter(pk__in={work.task_id for work in works}).in_bulk()
    counted = [work for work in works if work.counted(day)]
    figures = tally(counted, day)
    return {
        "as_of": day.isoformat(),
        "plans": [_of_plan(plan) for plan in plans],
        "to": _addressee(duties, report),
        "figures": vars(figures) | {"rate": str(figures.rate) if figures.rate is not None else None},
        "changes": [_change(work, tasks[work.task_id], told) for work in counted if told.changed(work.pk)],
        "late": [_late(work, tasks[work.task_id], told) for work in _late_first(counted, day)],
        "silent": [_line(work, tasks[work.task_id]) for work in counted if is_untold(work, told.changed(work.pk))],
        "strict": any(duty.not_updated_is_not_done for duty in duties),
        "strict_rate": _strict_rate(duties, counted, told, figures, tasks),
        "indicators": indicator_lines(report, plans),
        "obstacles": [
            _line(work, tasks[work.task_id]) | {"kind": remark.kind, "text": remark.text, "proposal": remark.proposal}
            for work in counted
            for remark in told.remarks.get(work.pk, ())
        ],
        "next": [_line(work, tasks[work.task_id]) for work in _coming(counted, report, day)],
        "gathers": any(gatherer_of(duty) == report.unit_id for duty in duties),
        "joined": _joined(report),
        "sections": [_section(section, report) for section in outline_of(duties)],
    }


def digest(said: Content) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def filled_count(said: Content) -> int:
    """Fields nobody had to type: six figures and every row."""
    rows = ("changes", "late", "indicators", "obstacles", "next")
    return 6 + sum(len(said[name]) for name in rows)


def typed_count(said: Content) -> int:
    return sum(section["typed"] for section in said["sections"])


def _told(assignments: QuerySet, report: Report, day: date) -> Told:
    days = periods.custom(report.start_date, max(day, report.start_date))
    start, end = begin_of(days.start), end_of(days.end)
    return Told(
        start=days.start,
        day=days.end,
        updates=_updates(assignments, start, end),
        moves=_moves(assignments, start, end),
        evidence=evidence_by_assignment(assignments, days),
        remarks=remarks_by_assignment(assignments, days),
    )


def _updates(assignments: QuerySet, start: datetime, end: datetime) -> dict[int, list[ProgressUpdate]]:
    found = defaultdict(list)
    rows = ProgressUpdate.objects.filter(assignment__in=assignments, created_at__gte=start, created_at__lt=end)
    for row in rows.order_by("created_at", "pk"):
        found[row.assignment_id].append(row)
    return found


def _moves(assignments: QuerySet, start: datetime, end: datetime) -> dict[int, list[str]]:
    """ "Đã gửi báo cáo hoàn thành ngày 10/11/2026", by the states entered in the period."""
    words = {State.SENT: "Đã gửi báo cáo hoàn thành", State.COMPLETED: "Đã được xác nhận hoàn thành"}
    found = defaultdict(list)
    spans = Span.objects.filter(assignment__in=assignments, from_at__gte=start, from_at__lt=end, state__in=words)
    for pk, state, at in spans.order_by("from_at", "pk").values_list("assignment", "state", "from_at"):
        found[pk].append(f"{words[State(state)]} ngày {at.astimezone(start.tzinfo):%d/%m/%Y}")
    return found


def _of_plan(plan: Plan) -> dict[str, Any]:
    issued = f" ngày {plan.issued_date:%d/%m/%Y}" if plan.issued_date else ""
    return {"id": plan.pk, "reference": plan.reference, "name": f"{plan.get_kind_display()} {plan.number}{issued}"}


def _addressee(duties: list[ReportingDuty], report: Report) -> str:
    """ "UBND Thành phố (qua Sở Khoa học và Công nghệ)" """
    to = next((duty.to_text for duty in duties if duty.to_text), "") or report.receiver.name
    if any(gatherer_of(duty) == report.unit_id for duty in duties):
        return THROUGH.sub("", to).strip()  # it passes through nobody
    passes = report.receiver.name in to or "qua " in to
    return to if passes else f"{to} (qua {report.receiver.name})"


def _line(work: Work, task: Task) -> dict[str, Any]:
    return {
        "id": work.pk,
        "plan": task.plan_id,
        "code": task.code,
        "name": task.name.rstrip(" ."),
        "scope": work.scope,
        "due": work.due.isoformat() if work.due else None,
    }


def _change(work: Work, task: Task, told: Told) -> dict[str, Any]:
    updates = told.updates.get(work.pk, [])
    notes = [row.note for row in updates if row.note]
    code, label = _badge(work, told.day)
    return _line(work, task) | {
        "progress": _progress(work, updates),
        "notes": [*notes, *told.moves.get(work.pk, ())],
        "evidence": told.evidence.get(work.pk, []),
        "badge": {"code": code, "label": label},
    }


def _progress(work: Work, updates: list[ProgressUpdate]) -> str:
    """ "11/28 → 20/28 máy", "40% → 90%" """
    if work.target:
        before = updates[0].quantity_before if updates else None
        now = f"{work.done}/{work.target} {work.noun}".rstrip()
        return f"{before}/{work.target} → {now}" if before not in (None, work.done) else now
    before, now = (updates[0].percent_before if updates else work.progress), work.progress
    return f"{before}% → {now}%" if before != now else f"{now}%"


def _badge(work: Work, day: date) -> tuple[str, str]:
    counted = work.counted(day)
    if counted in (Official.DONE_ON_TIME, Official.DONE_LATE):
        return counted, Official(counted).label
    if counted == Official.OPEN_OVERDUE:
        return "overdue", f"Quá hạn {(day - work.due).days} ngày"
    if counted == "self_confirmed":
        return "self_confirmed", "Đơn vị tự xác nhận"
    if work.state != State.OPEN:
        return work.state, State(work.state).label
    if work.due and (left := (work.due - day).days) <= SOON_DAYS:
        return "due_soon", f"Còn {left} ngày" if left else "Hạn hôm nay"
    return ("ongoing", "Thường xuyên") if work.is_ongoing else ("in_progress", "Đang thực hiện")


def _late(work: Work, task: Task, told: Told) -> dict[str, Any]:
    why = [remark.text for remark in told.remarks.get(work.pk, ()) if remark.text]
    return _line(work, task) | {"days": (told.day - work.due).days, "why": why}


def _late_first(works: list[Work], day: date) -> list[Work]:
    late = [work for work in works if work.counted(day) == Official.OPEN_OVERDUE]
    return sorted(late, key=lambda work: work.due)


def _strict_rate(
    duties: list[ReportingDuty], works: list[Work], told: Told, figures: Figures, tasks: dict[int, Task]
) -> dict[str, Any] | None:
    """The rate under the rule of silence; what counts as not done is of the plans that switched it on."""
    plans = {duty.plan_id for duty in duties if duty.not_updated_is_not_done}
    if not plans:
        return None
    mine = [work for work in works if tasks[work.task_id].plan_id in plans]
    told_of = {work.pk for work in mine if told.changed(work.pk)}
    found = silence(figures, count_untold(mine, told_of, told.day))
    rate = str(found.rate) if found.rate is not None else None
    return {"label": found.label, "rate": rate, "untold": found.untold, "done": found.done, "due": found.due}


def _coming(works: list[Work], report: Report, day: date) -> list[Work]:
    """Due within a period of the same length after this one."""
    until = report.close_date + (report.close_date - report.start_date) + timedelta(days=1)
    running = [work for work in works if work.state in (State.OPEN, State.AT_HEAD) and work.due]
    return sorted((work for work in running if day < work.due <= until), key=lambda work: work.due)


def _joined(report: Report) -> list[str]:
    """Units this one took over within the period: "UBND xã Tây Mỗ (từ 01/11/2026)"."""
    rows = Succession.objects.filter(
        successor=report.unit_id, effective_date__gte=report.start_date, effective_date__lte=report.close_date
    )
    named = rows.order_by("effective_date", "pk").values_list("predecessor__name", "effective_date")
    return [f"{name} (từ {day:%d/%m/%Y})" for name, day in named]


def _section(section: Section, report: Report) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "fill": section.fill.value,
        "key": section.key,
        "typed": section.is_typed,
        "text": report.texts.get(section.key, ""),
    }
