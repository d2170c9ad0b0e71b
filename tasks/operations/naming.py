"""Chủ trì còn để mở: the focal unit says by when it names the units, then names them, and their work begins."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from plans.models import Party, Plan
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Span, TaskParty
from tasks.operations.speaking import coming
from tasks.queries.fanout import Fanout
from tasks.workflow import new_span
from units.models import Unit, User

Kind = TaskParty.Kind


@transaction.atomic
def set_naming_date(*, party_id: int, actor: User, date: date | None, now: datetime) -> TaskParty:
    """Until when the units are to be named; past it, the open lead is listed as overdue."""
    party = _lock(party_id, actor)
    party.name_by_date = coming(date, timezone.localdate(now), "ngày phải nêu tên đơn vị")
    party.save(update_fields=["name_by_date"])
    by = party.name_by_date.isoformat()
    record("tasks.naming_promised", ("task", party.task_id), actor=actor, plan_id=party.task.plan_id, by=by)
    return party


@transaction.atomic
def name_leads(*, party_id: int, actor: User, unit_ids: Iterable[int], now: datetime) -> list[Assignment]:
    """The units behind an open lead; each gets its assignments with the scope of the part, and is told."""
    today = timezone.localdate(now)
    party = _lock(party_id, actor)
    if party.named_at:
        raise TaskConflict(
            f"{party.named_by} đã nêu tên đơn vị cho “{party.phrase}” lúc "
            f"{timezone.localtime(party.named_at):%H:%M ngày %d/%m/%Y}. Xem lại nhiệm vụ rồi giao thêm nếu cần."
        )
    units = _units(party, set(unit_ids), today)
    party.named_by, party.named_at = actor, now
    party.save(update_fields=["named_by", "named_at"])
    common = {"task": party.task, "part": party.part, "kind": Kind.UNIT, "scope": party.scope, "named_for": party}
    TaskParty.objects.bulk_create(
        TaskParty(unit=unit, phrase=unit.name, order=party.order, **common) for unit in units
    )
    found = _assign(party, units, now, today)
    named = [unit.pk for unit in units]
    record("tasks.leads_named", ("task", party.task_id), actor=actor, plan_id=party.task.plan_id, units=named)
    return found


def _lock(party_id: int, actor: User) -> TaskParty:
    rows = TaskParty.objects.select_related("task__plan", "named_by").select_for_update(of=("self",))
    party = rows.get(pk=party_id)
    if not perms.can_lead_plan(actor, party.task.plan):
        raise PermissionDenied("name")
    if party.kind != Kind.OPEN or party.task.plan.state != Plan.State.IN_FORCE:
        raise TaskError("Chỉ nêu tên đơn vị cho phần chủ trì còn để mở của văn bản đang theo dõi.")
    return party


def _units(party: TaskParty, ids: set[int], today: date) -> list[Unit]:
    units = list(Unit.objects.active(today).filter(pk__in=ids).order_by("kind", "name"))
    if not ids or len(units) < len(ids):
        raise TaskError("Chọn ít nhất một đơn vị đang hoạt động để giao chủ trì.")
    given = party.task.parties.filter(part=party.part, kind=Kind.UNIT, unit__in=units).select_related("unit").first()
    if given:
        raise TaskError(f"{given.unit.name} đã chủ trì nhiệm vụ này. Bỏ đơn vị đó rồi ghi lại.")
    return units


def _assign(party: TaskParty, units: list[Unit], now: datetime, today: date) -> list[Assignment]:
    plan, new = party.task.plan, {unit.pk for unit in units}
    fanout = Fanout(plan, today)
    rows = [row for row in fanout.assignments(fanout.tasks(only=[party.task_id])) if row["unit_id"] in new]
    taken = set(party.task.assignments.values_list("unit", "milestone", "scope"))
    rows = [row for row in rows if (row["unit_id"], row["milestone_id"], row["scope"]) not in taken]
    found = [Assignment.objects.create(**row) for row in rows]
    Span.objects.bulk_create(Span(**new_span(assignment, now)) for assignment in found)
    lead = Party.Part.LEAD
    Party.objects.bulk_create([Party(plan=plan, unit=unit, part=lead) for unit in units], ignore_conflicts=True)
    post(notices.assigned(plan, rows, f"named-{party.pk}", today=today))
    return found
