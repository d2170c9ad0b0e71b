"""The sample plan of the demonstration, its dates around today, with six weeks of work told as history."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from agenda.operations import remind
from config.demo_history import COURSES, FOCAL, HABITS, HISTORY, ISSUED_DAYS_AGO, NUMBER, OFFICE, Step
from config.demo_people import add_coordinators
from config.demo_scores import freeze_sample_scores, publish_sample_criteria
from intake.operations import read_upload, take_upload
from journal.operations import happened_at
from plans.models import Plan
from samples.make_sample import build
from tasks import operations
from tasks.models import Assignment, Evidence, Note
from units.calendars import WorkCalendar
from units.models import Membership, Unit, User

Role = Membership.Role


@transaction.atomic
def add_sample_plan() -> None:
    """Once: whole or not at all."""
    if Plan.objects.filter(number=NUMBER, focal_unit__code=FOCAL).exists():
        return
    today = timezone.localdate()
    clock = Clock(today, WorkCalendar.load())
    # A unit of the demonstration that has no head gives the approval up.
    Unit.objects.exclude(memberships__role=Role.HEAD).update(needs_head_approval=False)
    plan = _publish(today, clock)
    publish_sample_criteria(_person(FOCAL, Role.OFFICER), clock.moment(ISSUED_DAYS_AGO - 1))
    steps = [*HISTORY, *_of_many(plan)]
    add_coordinators(step.unit for step in steps)
    story = Story(plan, clock)
    for step in sorted(steps, key=lambda step: -step.days_ago):
        story.tell(step)
    freeze_sample_scores(clock.moment(1))
    _remind(clock)


@dataclass
class Clock:
    """Moments in office hours, each a minute after the one before it on that day."""

    today: date
    calendar: WorkCalendar
    told: Counter[date] = field(default_factory=Counter)

    def moment(self, days_ago: int) -> datetime:
        day = self.calendar.on_or_before(self.today - timedelta(days=days_ago))
        self.told[day] += 1
        return timezone.make_aware(datetime.combine(day, time(8, 0))) + timedelta(minutes=self.told[day])


def _of_many(plan: Plan) -> Iterator[Step]:
    """Most units did what all units had to do; each act of it is a step as any other."""
    told = {(step.unit, step.task) for step in HISTORY}
    for course in (*COURSES, *HABITS):
        codes = (
            plan.assignments.filter(task__code=course.task)
            .order_by("unit__code")
            .values_list("unit__code", flat=True)
        )
        open_to = [code for code in codes if (code, course.task) not in told]
        yield from course.steps(open_to)


def _remind(clock: Clock) -> None:
    """The letters of the last working day, so that the mailbox of the demonstration is not empty."""
    now = clock.moment(1)
    with happened_at(now):
        remind(today=timezone.localdate(now), now=now)


def _publish(today: date, clock: Clock) -> Plan:
    focal = _person(FOCAL, Role.OFFICER)
    now = clock.moment(ISSUED_DAYS_AGO - 1)
    data = build(today, number=NUMBER, issued_on=today - timedelta(days=ISSUED_DAYS_AGO))
    with happened_at(now):
        upload = take_upload(file=SimpleUploadedFile("ke-hoach-mau.docx", data), actor=focal, now=now)
        upload = read_upload(upload_id=upload.pk, now=now)
        if upload.plan is None:
            raise RuntimeError(f"the sample plan was not read: {upload.error}")
        operations.publish(plan_id=upload.plan_id, actor=focal, now=now)
    return upload.plan


def _person(unit_code: str, *roles: str) -> User:
    membership = Membership.objects.filter(unit__code=unit_code, role__in=roles).select_related("user").first()
    if membership is None:
        raise RuntimeError(f"nobody of {unit_code} is {roles}")
    return membership.user


class Story:
    """Each step is an operation of a person, with the day it happened."""

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._clock = clock
        rows = plan.assignments.select_related("task", "unit", "confirming_unit")
        self._assignments = {(row.unit.code, row.task.code): row for row in rows}
        self._acts: dict[str, Callable[[Assignment, Step, datetime], object]] = {
            "receive": self._receive,
            "update": self._update,
            "prove": self._prove,
            "propose": self._propose,
            "send": self._send,
            "confirm": self._confirm,
            "supplement": self._ask_for_supplement,
        }

    def tell(self, step: Step) -> None:
        now = self._clock.moment(step.days_ago)
        with happened_at(now):
            self._acts[step.act](self._assignments[step.unit, step.task], step, now)

    def _receive(self, assignment: Assignment, step: Step, now: datetime) -> None:
        leader, officer = _person(step.unit, Role.HEAD), _person(step.unit, Role.OFFICER)
        operations.receive(
            assignment_id=assignment.pk, actor=officer, leader_id=leader.pk, officer_id=officer.pk, now=now
        )

    def _update(self, assignment: Assignment, step: Step, now: datetime) -> None:
        operations.update_progress(
            assignment_id=assignment.pk,
            actor=self._worker(step.unit),
            percent=step.percent,
            note=step.text,
            obstacle=step.obstacle,
            obstacle_kind="ky_thuat",
            proposal=step.proposal,
            now=now,
        )

    def _prove(self, assignment: Assignment, step: Step, now: datetime) -> None:
        operations.add_evidence(
            assignment_id=assignment.pk,
            actor=self._worker(step.unit),
            kind=Evidence.Kind.DOCUMENT,
            label=assignment.task.product,
            document_number=step.text,
            document_date=timezone.localdate(now),
            now=now,
        )

    def _propose(self, assignment: Assignment, step: Step, now: datetime) -> None:
        operations.propose(assignment_id=assignment.pk, actor=self._worker(step.unit), now=now)

    def _send(self, assignment: Assignment, step: Step, now: datetime) -> None:
        if not assignment.unit.needs_head_approval:
            operations.send(assignment_id=assignment.pk, actor=self._worker(step.unit), now=now)
            return
        self._propose(assignment, step, now)
        operations.send(assignment_id=assignment.pk, actor=_person(step.unit, Role.HEAD), now=now)

    def _confirm(self, assignment: Assignment, step: Step, now: datetime) -> None:
        operations.confirm(assignment_id=assignment.pk, actor=self._confirmer(step.unit), now=now)

    def _ask_for_supplement(self, assignment: Assignment, step: Step, now: datetime) -> None:
        operations.request_supplement(
            assignment_id=assignment.pk,
            actor=self._confirmer(step.unit),
            reason=Note.Reason.FIGURES,
            text=step.text,
            now=now,
        )

    def _worker(self, unit: str) -> User:
        return _person(unit, Role.OFFICER, Role.COORDINATOR)

    def _confirmer(self, unit: str) -> User:
        return _person(OFFICE if unit == FOCAL else FOCAL, Role.OFFICER)
