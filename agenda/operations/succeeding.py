"""The steps of a reorganisation, inside its one transaction: people, work, roles, names."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from agenda.queries.reorganising import Item, Kind, chosen, items
from journal.operations import record
from kpi.models import Indicator
from notifications.models import SignedLink
from notifications.operations import Notice, post
from plans.models import Party, Plan
from reports.models import ReportingDuty
from tasks.models import Assignment, Change, Continuation, ContributionRequest, Task, TaskParty
from tasks.operations.carrying import carry_over
from tasks.operations.deciding import Decision, apply_drop, apply_lead
from tasks.queries.fanout import confirmer
from units.models import Absence, Membership, Reorganisation, Unit, User
from units.models import Succession as Replaced
from units.operations import open_admin_pages


@dataclass
class Succession:
    plan: Reorganisation
    actor: User
    now: datetime
    old: dict[int, Unit]
    units: dict[int, Unit]
    by_kind: dict[str, list[tuple[Item, list[int]]]]

    @classmethod
    def of(cls, plan: Reorganisation, actor: User, now: datetime) -> "Succession":
        old = list(plan.old_units.order_by("pk"))
        new = list(plan.new_units.order_by("pk").values_list("pk", flat=True))
        by_kind = defaultdict(list)
        for item in items(old, timezone.localdate(now)):
            by_kind[item.kind].append((item, chosen(plan, item, new)))
        return cls(plan, actor, now, {unit.pk: unit for unit in old}, Unit.objects.in_bulk(), by_kind)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def decision(self) -> Decision:
        return Decision("Văn bản sắp xếp đơn vị", self.plan.document_number, self.plan.document_date)


def carry_out(step: Succession) -> dict[str, int]:
    """How many items of each kind; people first, so that work can follow them."""
    _move_people(step)
    _move_work(step)
    _move_plan_roles(step)
    _move_confirming(step)
    _move_partners(step)
    _move_duties(step)
    _end_review_steps(step)
    _end_units(step)
    return {kind: len(found) for kind, found in step.by_kind.items()}


def _move_people(step: Succession) -> None:
    yesterday = step.today - timedelta(days=1)
    for item, takers in step.by_kind[Kind.PERSON]:
        places = Membership.objects.current(step.today).filter(user=item.number, unit=item.unit_id)
        for place in places.select_for_update(of=("self",)):
            place.to_date = yesterday
            place.from_date = min(place.from_date, yesterday) if place.from_date else None
            place.save(update_fields=["from_date", "to_date"])
            for unit_id in takers:
                facts = {"user_id": item.number, "unit_id": unit_id, "role": place.role, "to_date": None}
                new = {"title": place.title, "from_date": step.today}
                Membership.objects.get_or_create(**facts, defaults=new)
    for user in User.objects.filter(pk__in=[item.number for item, _ in step.by_kind[Kind.PERSON]]):
        open_admin_pages(user)
    Absence.objects.filter(unit__in=step.old, cancelled_at=None, to_date__gte=step.today).update(
        cancelled_at=step.now
    )


def _move_work(step: Succession) -> None:
    """The old row ends under its unit's name; the duty goes on with the date it had."""
    told: Counter[int] = Counter()
    for item, takers in step.by_kind[Kind.ASSIGNMENT]:
        before = Assignment.objects.get(pk=item.number)
        more = {"decision": step.decision, "actor": step.actor, "now": step.now}
        if not takers:
            apply_drop(assignments=[before], kind=Change.Kind.REORGANISED, **more)
            continue
        _tell_apart(before, takers, step.old[item.unit_id])
        units = [step.units[unit_id] for unit_id in takers]
        (change,) = apply_lead(assignments=[before], units=units, cause=Continuation.Cause.REORGANISATION, **more)
        afters = [one.after for one in before.continued_by.select_related("after").order_by("pk")]
        carry_over(before=before, afters=afters, event=change.event, now=step.now)
        told.update(takers)
        _follow_party(before, takers)
    post([_notice(step, unit_id, count) for unit_id, count in told.items()], today=step.today)


def _tell_apart(before: Assignment, takers: list[int], old: Unit) -> None:
    """A unit that has the same work already gets the other's as a part of its own, so that neither duty is lost."""
    same = Assignment.objects.filter(task=before.task_id, milestone=before.milestone_id, unit__in=takers)
    if same.filter(occurrence=before.occurrence, scope=before.scope).exists():
        before.scope = f"{before.scope}; phần của {old.short_name}".removeprefix("; ")[:500]
        before.save(update_fields=["scope"])


def _follow_party(before: Assignment, takers: list[int]) -> None:
    """Later occurrences of the task open with the new units; the document's own words stay."""
    party = TaskParty.objects.filter(task=before.task_id, part="lead", kind="unit", unit=before.unit_id).first()
    if party is None:
        return
    named = TaskParty.objects.filter(task=before.task_id, part="lead", kind="unit", unit__in=takers)
    free = [unit_id for unit_id in takers if unit_id not in set(named.values_list("unit", flat=True))]
    for place, unit_id in enumerate(free):
        if place:
            party.pk = None
        party.unit_id = unit_id
        party.save(force_insert=bool(place))
    if not free:
        party.delete()


def _notice(step: Succession, unit_id: int, count: int) -> Notice:
    old = ", ".join(unit.short_name for unit in step.old.values())
    return Notice(
        kind="reorganised",
        subject=("reorganisation", step.plan.pk),
        text=f"{count} việc chuyển về từ {old}"[:300],
        detail=f"theo {step.plan.document}; ghi người phụ trách, người thực hiện",
        path="/",
        dedupe=f"reorganisation-{step.plan.pk}",
        to_unit_id=unit_id,
        counted="đợt việc chuyển về",
    )


def _move_plan_roles(step: Succession) -> None:
    roles = [(item, takers, "focal_unit") for item, takers in step.by_kind[Kind.FOCAL]]
    roles += [(item, takers, "oversight_unit") for item, takers in step.by_kind[Kind.OVERSIGHT]]
    for item, takers, role in roles:
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=item.number)
        setattr(plan, f"{role}_id", takers[0] if takers else None)
        if plan.oversight_unit_id == plan.focal_unit_id:
            plan.oversight_unit = None
        plan.save(update_fields=["focal_unit", "oversight_unit"])
        what = {"role": role, "old": item.unit_id, "new": takers}
        record("plans.role_moved", ("plan", plan.pk), actor=step.actor, plan_id=plan.pk, **what)


def _move_confirming(step: Succession) -> None:
    """A unit never confirms its own work: where the taker does it itself, the next in line confirms."""
    for item, takers in step.by_kind[Kind.CONFIRMING]:
        taker = takers[0] if takers else None
        Task.objects.filter(plan=item.number, confirming_unit=item.unit_id).update(confirming_unit=taker)
        rows = Assignment.objects.running().filter(plan=item.number, confirming_unit=item.unit_id).order_by("pk")
        for work in rows.select_related("task", "plan").select_for_update(of=("self",)):
            own = taker is None or work.unit_id == taker
            work.confirming_unit_id = confirmer(work.task, work.plan, work.unit_id) if own else taker
            work.save(update_fields=["confirming_unit"])
        if taker:
            Party.objects.get_or_create(plan_id=item.number, unit_id=taker, part=Party.Part.CONFIRMER)


def _move_partners(step: Succession) -> None:
    for item, takers in step.by_kind[Kind.PARTNER]:
        rows = TaskParty.objects.filter(task__plan=item.number, part="partner", kind="unit", unit=item.unit_id)
        for party in rows.order_by("pk"):
            there = TaskParty.objects.filter(task=party.task_id, part="partner", kind="unit", unit__in=takers)
            free = [unit_id for unit_id in takers if unit_id not in set(there.values_list("unit", flat=True))]
            for unit_id in free:
                party.pk, party.unit_id = None, unit_id
                party.save(force_insert=True)
        rows.delete()
        for unit_id in takers:
            Party.objects.get_or_create(plan_id=item.number, unit_id=unit_id, part=Party.Part.PARTNER)


def _end_review_steps(step: Succession) -> None:
    """What was done to a draft before could only be put back with the units that end."""
    kinds = (Kind.FOCAL, Kind.OVERSIGHT, Kind.CONFIRMING, Kind.PARTNER)
    for plan in Plan.objects.filter(pk__in={item.number for kind in kinds for item, _ in step.by_kind[kind]}):
        plan.steps.all().delete()


def _move_duties(step: Succession) -> None:
    for item, takers in step.by_kind[Kind.MONITOR]:
        Indicator.objects.filter(pk=item.number).update(monitor=takers[0] if takers else None)
    for item, takers in step.by_kind[Kind.DUTY]:
        for role in ("unit", "via_unit"):
            rows = ReportingDuty.objects.filter(pk=item.number, **{role: item.unit_id})
            rows.update(**{role: takers[0] if takers else None})
    for item, takers in step.by_kind[Kind.CONTRIBUTION]:
        asked = ContributionRequest.objects.filter(pk=item.number)
        if takers:
            asked.exclude(assignment__unit=takers[0]).update(partner=takers[0])
            asked = asked.filter(assignment__unit=takers[0])  # nobody asks itself
        asked.update(state=ContributionRequest.State.WITHDRAWN, closed_at=step.now)


def _end_units(step: Succession) -> None:
    new = list(step.plan.new_units.order_by("pk"))
    last_day = step.plan.effective_date - timedelta(days=1)
    for unit in step.old.values():
        for successor in new:
            day = {"effective_date": step.plan.effective_date}
            Replaced.objects.get_or_create(predecessor=unit, successor=successor, defaults=day)
        for group in unit.groups.all():
            group.members.add(*new)
        unit.active_to = max(last_day, unit.active_from) if unit.active_from else last_day
        unit.save(update_fields=["active_to"])
        record("units.ended", ("unit", unit.pk), actor=step.actor, reorganisation=step.plan.pk)
    links = SignedLink.objects.filter(unit__in=step.old, used_at=None, revoked_at=None)
    links.update(revoked_at=step.now)
