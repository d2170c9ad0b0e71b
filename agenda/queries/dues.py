"""Everything with a date that somebody is reminded of. Each kind says what is due on given days, and whether a line
about it still holds; the rest of the ladder knows only `Due`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.db.models import Exists, OuterRef, Q, QuerySet

from agenda.ladder import FOR_EXPLANATIONS, Due, Steps
from agenda.models import Rung
from agenda.queries.ladders import Scope
from kpi.models import Explanation
from notifications.models import MessageQuerySet
from plans.models import Plan
from reports.models import Report
from tasks.models import Assignment, AssignmentQuerySet, ContributionRequest, RegisteredMilestone, TaskParty

WORK, MILESTONE, HELP = "reminder", "reminder_milestone", "reminder_help"
NAMING, REPORT, WHY = "reminder_naming", "reminder_report", "reminder_explanation"
Milestones = RegisteredMilestone.State
SO_FAR = ("percent", "quantity_done", "quantity_target", "quantity_unit")


@dataclass(frozen=True)
class Kind:
    """`dated`: rows that wait for somebody. `day`, `plan`: where they keep their date and their plan; without `plan`
    these rows are of plans in force."""

    name: str
    dated: Callable[[], QuerySet]
    due: Callable[[QuerySet], Iterable[Due]]
    day: str = "due_date"
    plan: str = "assignment__plan"
    about: str = Rung.About.DUE
    steps: Steps = ()
    """Of its own, whatever the plan's ladder says."""
    called: bool = False
    """Gives way to the daily call of a campaign."""

    def rows(self, days: Iterable[date], scope: Scope) -> QuerySet:
        """For work one query on the index `assignment_due`."""
        rows = self.dated().filter(scope.within(self.plan), **{f"{self.day}__in": days})
        return rows.filter(**self._in_force)

    def on(self, days: Iterable[date], scope: Scope) -> Iterable[Due]:
        return self.due(self.rows(days, scope))

    def outdated(self, messages: MessageQuerySet) -> MessageQuerySet:
        """Lines about what is done meanwhile, or whose date has moved."""
        same = {self.day: OuterRef("due_date")} | self._in_force
        return messages.exclude(Exists(self.dated().filter(pk=OuterRef("subject_id"), **same)))

    @property
    def _in_force(self) -> dict[str, str]:
        return {f"{self.plan}__state": Plan.State.IN_FORCE} if self.plan else {}


def told(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """Thousands of rows share a few tasks, so these are read apart."""
    rows = rows.only(
        "counted_due_date", "unit", "officer", "leader", "task", "plan", "milestone", "updated_at", *SO_FAR
    )
    return rows.prefetch_related("task", "plan", "milestone").order_by("counted_due_date", "id")


def as_due(assignment: Assignment) -> Due:
    task, milestone = assignment.task, assignment.milestone
    label = f": {milestone.label}" if milestone.label else ""
    return Due(
        kind=WORK,
        subject=("assignment", assignment.pk),
        date=assignment.counted_due_date,
        plan=assignment.plan,
        unit_id=assignment.unit_id,
        text=_line(f"{task.code} {task.name.rstrip('.')}{label}"),
        path=f"/viec/{assignment.pk}/",  # reverse() would load every page into the worker
        code=task.code,
        officer_id=assignment.officer_id,
        leader_id=assignment.leader_id,
        assignment=assignment,
    )


def _milestones() -> QuerySet:
    open_ = RegisteredMilestone.objects.exclude(state=Milestones.WITHDRAWN).filter(reached_date=None)
    return open_.filter(assignment__state__in=[Assignment.State.OPEN, Assignment.State.AT_HEAD])


def _milestone_dues(rows: QuerySet) -> Iterable[Due]:
    for row in rows.select_related("assignment__task", "assignment__plan").order_by("pk"):
        work = row.assignment
        text = _line(f"Mốc đã đăng ký: {work.task.code} {row.label}")
        yield Due(
            **_of_work(MILESTONE, ("milestone", row.pk), row.due_date, work),
            unit_id=work.unit_id,
            officer_id=work.officer_id,
            leader_id=work.leader_id,
            text=text,
            path=f"/viec/{work.pk}/",
        )


def _contributions() -> QuerySet:
    asked = ContributionRequest.objects.filter(state=ContributionRequest.State.ASKED, partner__isnull=False)
    return asked.exclude(assignment__state__in=Assignment.State.finished())


def _contribution_dues(rows: QuerySet) -> Iterable[Due]:
    for row in rows.select_related("assignment__task", "assignment__plan").order_by("pk"):
        of_work = _of_work(HELP, ("contribution", row.pk), row.due_date, row.assignment)
        text = _line(f"Yêu cầu phối hợp: {row.assignment.task.code} {row.what}")
        yield Due(**of_work, unit_id=row.partner_id, text=text, path=f"/phoi-hop/{row.pk}/")


def _open_leads() -> QuerySet:
    return TaskParty.objects.filter(part=TaskParty.Part.LEAD, kind=TaskParty.Kind.OPEN, named_at=None)


def _naming_dues(rows: QuerySet) -> Iterable[Due]:
    for row in rows.select_related("task__plan").order_by("pk"):
        plan = row.task.plan
        yield Due(
            kind=NAMING,
            subject=("party", row.pk),
            date=row.name_by_date,
            plan=plan,
            unit_id=plan.focal_unit_id,
            text=_line(f"Nêu tên đơn vị chủ trì: {row.task.code} {row.phrase}"),
            path=f"/van-ban/{plan.pk}/chu-tri/",
            code=row.task.code,
        )


def _reports() -> QuerySet:
    return Report.objects.current().unsent()


def _report_dues(rows: QuerySet) -> Iterable[Due]:
    """One report may answer several plans; it is one duty, named after the first."""
    for row in rows.distinct().prefetch_related("duties__plan").order_by("pk"):
        plans = sorted({duty.plan for duty in row.duties.all()}, key=lambda plan: plan.pk)
        named = ", ".join(plan.reference for plan in plans)
        yield Due(
            kind=REPORT,
            subject=("report", row.pk),
            date=row.due_date,
            plan=plans[0],
            unit_id=row.unit_id,
            text=_line(f"Báo cáo {row.label}: {named}"),
            path=f"/bao-cao/cua-don-vi/{row.pk}/",
        )


def _explanations() -> QuerySet:
    """About work or an indicator, each with its own way to its plan."""
    running = Q(assignment__plan__state=Plan.State.IN_FORCE) | Q(indicator__plan__state=Plan.State.IN_FORCE)
    return Explanation.objects.open().filter(running).exclude(assignment__state__in=Assignment.State.finished())


def _explanation_dues(rows: QuerySet) -> Iterable[Due]:
    rows = rows.select_related("assignment__task", "assignment__plan", "indicator__plan").order_by("pk")
    for row in rows:
        work, indicator = row.assignment, row.indicator
        about = (
            f"{work.task.code} {work.task.name.rstrip('.')}"
            if work
            else f"chỉ tiêu {indicator.number}. {indicator.text}"
        )
        yield Due(
            kind=WHY,
            subject=("explanation", row.pk),
            date=row.due_date,
            plan=row.plan,
            unit_id=row.unit_id,
            text=_line(f"Giải trình: {about}".rstrip(".")),
            path=row.path,
            code=work.task.code if work else "",
            officer_id=work.officer_id if work else None,
            leader_id=work.leader_id if work else None,
        )


def _of_work(kind: str, subject: tuple[str, int], day: date, work: Assignment) -> dict[str, object]:
    return {"kind": kind, "subject": subject, "date": day, "plan": work.plan, "code": work.task.code}


def _line(text: str) -> str:
    return shorten(text, 160, placeholder="…")


KINDS = (
    Kind(
        WORK,
        Assignment.objects.with_the_unit,
        lambda rows: map(as_due, told(rows)),
        "counted_due_date",
        plan="plan",
        called=True,
    ),
    Kind(MILESTONE, _milestones, _milestone_dues, called=True),
    Kind(HELP, _contributions, _contribution_dues),
    Kind(NAMING, _open_leads, _naming_dues, "name_by_date", "task__plan"),
    Kind(REPORT, _reports, _report_dues, plan="duties__plan", about=Rung.About.REPORT),
    Kind(WHY, _explanations, _explanation_dues, plan="", steps=FOR_EXPLANATIONS),
)
