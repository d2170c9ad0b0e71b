"""Everything that stands in the name of units which end, each with what a reorganisation does with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet, TextChoices

from kpi.models import Indicator
from plans.models import Party, Plan
from reports.models import ReportingDuty
from tasks.models import Assignment, ContributionRequest, Task
from units.models import Membership, Reorganisation, Unit

END = "end"


class Kind(TextChoices):
    FOCAL = "focal", "Vai trò cơ quan đầu mối"
    OVERSIGHT = "oversight", "Vai trò giám sát"
    CONFIRMING = "confirming", "Vai trò xác nhận"
    ASSIGNMENT = "assignment", "Việc đang thực hiện"
    PARTNER = "partner", "Phối hợp"
    CONTRIBUTION = "contribution", "Yêu cầu phối hợp chưa xong"
    MONITOR = "monitor", "Theo dõi chỉ tiêu"
    DUTY = "duty", "Chế độ báo cáo"
    PERSON = "person", "Người của đơn vị"

    @classmethod
    def splitting(cls) -> list[str]:
        """What several units may take over together; all else goes to one."""
        return [cls.ASSIGNMENT, cls.PARTNER]


@dataclass(frozen=True)
class Item:
    kind: str
    number: int
    unit_id: int
    label: str
    detail: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}-{self.unit_id}"

    @property
    def words(self) -> str:
        return Kind(self.kind).label


def items(units: list[Unit], today: date) -> list[Item]:
    """In the order of the kinds; about ten queries however much stands in these names."""
    sources = (_focal, _oversight, _confirming, _assignments, _partners, _contributions, _monitors, _duties)
    found = [item for source in sources for item in source(units)]
    return found + list(_people(units, today))


def chosen(reorganisation: Reorganisation, item: Item, new_units: list[int]) -> list[int]:
    """The units that take the item over; empty: it ends."""
    defaults = reorganisation.defaults
    choice = reorganisation.choices.get(item.key, defaults.get(item.kind, defaults.get("", new_units[:1])))
    if item.kind == Kind.FOCAL and not choice:
        choice = new_units  # a plan is never without one
    return list(choice) if item.kind in Kind.splitting() else list(choice)[:1]


def _plans() -> QuerySet:
    return Plan.objects.exclude(state=Plan.State.CLOSED).order_by("pk")


def _focal(units: list[Unit]) -> Iterator[Item]:
    for plan in _plans().filter(focal_unit__in=units):
        yield Item(Kind.FOCAL, plan.pk, plan.focal_unit_id, plan.reference, plan.title)


def _oversight(units: list[Unit]) -> Iterator[Item]:
    for plan in _plans().filter(oversight_unit__in=units):
        yield Item(Kind.OVERSIGHT, plan.pk, plan.oversight_unit_id, plan.reference, plan.title)


def _confirming(units: list[Unit]) -> Iterator[Item]:
    """By plan: the tasks that name it, and the running work it confirms."""
    work = Assignment.objects.running().filter(confirming_unit__in=units)
    counts = {(p, u): n for p, u, n in work.values_list("plan", "confirming_unit").annotate(n=Count("pk")).order_by()}
    tasks = Task.objects.filter(confirming_unit__in=units).exclude(plan__state=Plan.State.CLOSED)
    pairs = sorted({*counts, *tasks.values_list("plan", "confirming_unit")})
    plans = Plan.objects.in_bulk({plan for plan, _ in pairs})
    for plan, unit in pairs:
        detail = f"{counts.get((plan, unit), 0)} lượt giao đang thực hiện"
        yield Item(Kind.CONFIRMING, plan, unit, plans[plan].reference, detail)


def _assignments(units: list[Unit]) -> Iterator[Item]:
    rows = Assignment.objects.running().filter(unit__in=units).select_related("task", "plan", "unit")
    for work in rows.order_by("plan", "task__order", "pk"):
        due = f"hạn {work.counted_due_date:%d/%m/%Y}" if work.counted_due_date else "không nêu ngày"
        detail = f"{work.plan.reference} · {work.unit.short_name} · {due} · {work.get_state_display()}"
        yield Item(Kind.ASSIGNMENT, work.pk, work.unit_id, f"{work.task.code} {work.task.brief}", detail)


def _partners(units: list[Unit]) -> Iterator[Item]:
    rows = Party.objects.filter(unit__in=units, part=Party.Part.PARTNER).exclude(plan__state=Plan.State.CLOSED)
    for party in rows.select_related("plan").order_by("plan", "unit"):
        yield Item(Kind.PARTNER, party.plan_id, party.unit_id, party.plan.reference, party.plan.title)


def _contributions(units: list[Unit]) -> Iterator[Item]:
    rows = ContributionRequest.objects.open().filter(partner__in=units).select_related("assignment__task")
    for asked in rows.order_by("pk"):
        yield Item(Kind.CONTRIBUTION, asked.pk, asked.partner_id, asked.assignment.task.code, asked.what[:200])


def _monitors(units: list[Unit]) -> Iterator[Item]:
    rows = Indicator.objects.filter(monitor__in=units).exclude(plan__state=Plan.State.CLOSED).select_related("plan")
    for indicator in rows.order_by("plan", "order"):
        label = f"Chỉ tiêu {indicator.number}: {indicator.text[:120]}"
        yield Item(Kind.MONITOR, indicator.pk, indicator.monitor_id, label, indicator.plan.reference)


def _duties(units: list[Unit]) -> Iterator[Item]:
    ids = {unit.pk for unit in units}
    rows = ReportingDuty.objects.exclude(plan__state=Plan.State.CLOSED).select_related("plan")
    for duty in (rows.filter(unit__in=ids) | rows.filter(via_unit__in=ids)).order_by("pk"):
        for unit_id in sorted({duty.unit_id, duty.via_unit_id} & ids):
            yield Item(Kind.DUTY, duty.pk, unit_id, f"{duty.who_text} → {duty.to_text}"[:160], duty.plan.reference)


def _people(units: list[Unit], today: date) -> Iterator[Item]:
    places = Membership.objects.current(today).filter(unit__in=units).select_related("user", "unit").order_by("pk")
    seen: dict[tuple[int, int], list[Membership]] = {}
    for place in places:
        seen.setdefault((place.user_id, place.unit_id), []).append(place)
    for (user_id, unit_id), held in seen.items():
        roles = ", ".join(place.get_role_display() for place in held)
        yield Item(Kind.PERSON, user_id, unit_id, str(held[0].user), f"{held[0].unit.short_name} · {roles}")
