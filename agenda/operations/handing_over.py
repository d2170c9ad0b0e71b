"""Somebody leaves a unit: the work goes to named people, the place ends, all in one step."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agenda.perms import may_hand_over
from agenda.queries.people import Leaving, leaving
from journal.operations import record
from tasks.models import Assignment
from units.errors import UnitError
from units.models import Absence, Membership, Unit, User
from units.operations import open_admin_pages

Role = Membership.Role


@transaction.atomic
def leave(
    *,
    user_id: int,
    unit_id: int,
    actor: User,
    now: datetime,
    officer_id: int | None = None,
    leader_id: int | None = None,
    coordinator_id: int | None = None,
    mailbox_will_do: bool = False,
) -> Leaving:
    """`officer_id` takes the work done, `leader_id` the work led, `coordinator_id` becomes đầu mối.

    The last đầu mối goes only with a successor, or with `mailbox_will_do`. Raises UnitError naming who is missing.
    """
    if not may_hand_over(actor, unit_id):
        raise PermissionDenied("leave")
    Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    today = timezone.localdate(now)
    found = leaving(user_id, unit_id, today)
    if not found.places:
        raise UnitError("Người này không còn làm việc ở đơn vị.")
    officer = _taker(officer_id, [pk for pk, _ in found.others], found.officer_of, "việc đang thực hiện")
    leader = _taker(leader_id, [pk for pk, _ in found.heads], found.leader_of, "việc đang phụ trách")
    _follow_coordinator(found, coordinator_id, mailbox_will_do, actor, today)
    _move_work(user_id, unit_id, officer, leader, actor)
    _end(found, unit_id, today, now)
    record(
        "units.member_left",
        ("unit", unit_id),
        actor=actor,
        person=user_id,
        officer_of=found.officer_of,
        leader_of=found.leader_of,
        to=[officer, leader],
    )
    return found


def _taker(wanted: int | None, among: list[int], count: int, what: str) -> int | None:
    """None only where there is nothing to take or nobody to take it: then the unit itself is reached."""
    if wanted in among:
        return wanted
    if count and among:
        raise UnitError(f"Chọn người nhận {count} {what}, trong danh sách người của đơn vị.")
    return None


def _follow_coordinator(
    found: Leaving, successor: int | None, mailbox_will_do: bool, actor: User, today: date
) -> None:
    if not found.last_coordinator:
        return
    if successor in [pk for pk, _ in found.others]:
        unit_id = found.places[0].unit_id
        Membership.objects.create(
            user_id=successor, unit_id=unit_id, role=Role.COORDINATOR, title="đầu mối", from_date=today
        )
        record("units.member_added", ("unit", unit_id), actor=actor, person=successor, role=str(Role.COORDINATOR))
    elif not mailbox_will_do:
        raise UnitError(
            "Đây là đầu mối cuối cùng của đơn vị. Chọn người thay, "
            "hoặc xác nhận để thư của đơn vị về hộp thư công vụ khi không còn ai."
        )


def _move_work(user_id: int, unit_id: int, officer: int | None, leader: int | None, actor: User) -> None:
    rows = Assignment.objects.running().filter(Q(officer=user_id) | Q(leader=user_id), unit=unit_id).order_by("pk")
    for work in rows.select_for_update(of=("self",)):
        if work.officer_id == user_id:
            work.officer_id = officer
        if work.leader_id == user_id:
            work.leader_id = leader
        work.save(update_fields=["officer", "leader"])
        people = {"leader": work.leader_id, "officer": work.officer_id}
        record("tasks.people_named", ("assignment", work.pk), actor=actor, plan_id=work.plan_id, **people)


def _end(found: Leaving, unit_id: int, today: date, now: datetime) -> None:
    """From today on; a place that began today never was."""
    yesterday = today - timedelta(days=1)
    for place in found.places:
        place.to_date = yesterday
        place.from_date = min(place.from_date, yesterday) if place.from_date else None
        place.save(update_fields=["from_date", "to_date"])
    user = found.places[0].user
    away = Absence.objects.filter(Q(user=user) | Q(deputy=user), unit=unit_id, cancelled_at=None, to_date__gte=today)
    away.update(cancelled_at=now)
    open_admin_pages(user)
