"""Leave with a deputy of the same unit."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from units.errors import UnitError
from units.models import Absence, User
from units.perms import looks_after
from units.queries import people_of

LONGEST = timedelta(days=366)


@transaction.atomic
def record_absence(
    *, actor: User, user_id: int, unit_id: int, deputy_id: int, from_date: date, to_date: date, now: datetime
) -> Absence:
    """By the person, or by whoever looks after the unit's people. The deputy acts and is reached in those days."""
    User.objects.select_for_update(of=("self",)).get(pk=user_id)
    today = timezone.localdate(now)
    people = people_of(unit_id, today)
    if user_id not in people or not (actor.pk in {user_id} & set(people) or looks_after(actor, unit_id)):
        raise PermissionDenied("absence")
    if deputy_id not in people or deputy_id == user_id:
        raise UnitError("Chọn người thay trong danh sách người của đơn vị, khác người vắng mặt.")
    _check_days(from_date, to_date, today)
    for away, sentence in (
        (user_id, "Đã có một lần vắng mặt trong những ngày này. Bỏ lần cũ rồi ghi lại."),
        (deputy_id, f"{people[deputy_id]} cũng vắng mặt trong những ngày này. Chọn người khác thay."),
    ):
        if _overlapping(away, unit_id, from_date, to_date):
            raise UnitError(sentence)
    absence = Absence.objects.create(
        user_id=user_id,
        unit_id=unit_id,
        deputy_id=deputy_id,
        from_date=from_date,
        to_date=to_date,
        created_by=actor,
        created_at=now,
    )
    days = {"from": from_date.isoformat(), "to": to_date.isoformat()}
    record("units.absence_recorded", ("unit", unit_id), actor=actor, person=user_id, deputy=deputy_id, **days)
    return absence


def _check_days(from_date: date, to_date: date, today: date) -> None:
    if to_date < from_date:
        raise UnitError("Ngày cuối trước ngày đầu. Nhập lại hai ngày.")
    if to_date < today:
        raise UnitError("Những ngày này đã qua. Nhập ngày cuối từ hôm nay trở đi.")
    if to_date - from_date > LONGEST:
        raise UnitError("Vắng mặt dài nhất một năm; nếu thôi làm ở đơn vị, dùng Bàn giao.")


def _overlapping(user_id: int, unit_id: int, from_date: date, to_date: date) -> bool:
    rows = Absence.objects.filter(user=user_id, unit=unit_id, cancelled_at=None)
    return rows.filter(from_date__lte=to_date, to_date__gte=from_date).exists()


@transaction.atomic
def cancel_absence(*, absence_id: int, actor: User, now: datetime) -> Absence:
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence_id)
    if actor.pk != absence.user_id and not looks_after(actor, absence.unit_id):
        raise PermissionDenied("absence")
    if absence.cancelled_at:
        raise UnitError("Lần vắng mặt này đã được bỏ trước đó.")
    absence.cancelled_at = now
    absence.save(update_fields=["cancelled_at"])
    record("units.absence_cancelled", ("unit", absence.unit_id), actor=actor, person=absence.user_id)
    return absence
