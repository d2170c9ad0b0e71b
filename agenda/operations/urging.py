"""Đôn đốc by letter: the file to issue, and the record of its number and date once it is issued."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from agenda import exports
from agenda.errors import AgendaError
from agenda.models import Urging
from agenda.queries.urging import late_units, late_work
from journal.operations import record
from notifications.operations import Notice, post
from plans.models import Plan
from tasks.perms import can_lead_plan
from units.models import Unit, User


def record_urging(
    *,
    plan_id: int,
    actor: User,
    number: str,
    date: date,
    now: datetime,
    unit_ids: Iterable[int] = (),
    times: int | None = None,
) -> Urging:
    """`unit_ids` empty: every unit with overdue work on that day. `times`: lần; empty, the next of these units."""
    try:
        with transaction.atomic():
            return _record(plan_id, actor, " ".join(number.split()), date, now, list(unit_ids), times)
    except IntegrityError:
        raise AgendaError(f"Công văn {number} ngày {date:%d/%m/%Y} đã được ghi. Kiểm tra lại số, ngày.") from None


def _record(
    plan_id: int, actor: User, number: str, day: date, now: datetime, unit_ids: list[int], times: int | None
) -> Urging:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    work = list(late_work(plan, day, unit_ids))
    _check(plan, number, day, timezone.localdate(now), bool(work), times)
    units = {one.unit_id for one in work}
    if times is None:
        times = (Urging.objects.filter(plan=plan, units__in=units).aggregate(last=Max("times"))["last"] or 0) + 1
    facts = {"number": number, "date": day, "times": times, "recorded_by": actor, "recorded_at": now}
    urging = Urging.objects.create(plan=plan, **facts)
    urging.units.set(units)
    urging.assignments.set(work)
    said = {"number": number, "date": day.isoformat(), "times": times}
    record("agenda.urging_recorded", ("plan", plan.pk), actor=actor, plan_id=plan.pk, units=len(units), **said)
    for one in work:
        record("agenda.urged", ("assignment", one.pk), actor=actor, plan_id=plan.pk, **said)
    post([_notice(urging, unit) for unit in Unit.objects.filter(pk__in=units)], today=timezone.localdate(now))
    return urging


def _check(plan: Plan, number: str, day: date, today: date, any_late: bool, times: int | None) -> None:
    if not number or len(number) > 60:
        raise AgendaError("Ghi số, ký hiệu của công văn, nhiều nhất 60 ký tự.")
    if day > today or (plan.issued_date and day < plan.issued_date):
        raise AgendaError("Ngày công văn phải từ ngày ban hành văn bản đến hôm nay. Nhập lại ngày.")
    if times is not None and not 1 <= times <= 99:
        raise AgendaError("Lần đôn đốc phải từ 1 đến 99. Nhập lại số.")
    if not any_late:
        raise AgendaError(f"Không có việc quá hạn đến ngày {day:%d/%m/%Y} ở các đơn vị đã chọn. Chọn lại đơn vị.")


def _notice(urging: Urging, unit: Unit) -> Notice:
    plan = urging.plan
    return Notice(
        kind="urged",
        subject=("plan", plan.pk),
        text=f"Công văn đôn đốc {urging.number} ngày {urging.date:%d/%m/%Y}, lần {urging.times}: {plan.reference}",
        path=f"/viec/?van_ban={plan.pk}&tinh_hinh=open_overdue",
        dedupe=f"urging-{urging.pk}",
        to_unit_id=unit.pk,
        counted="công văn đôn đốc",
        plan_id=plan.pk,
        urgency="late",
        last_rung=True,
    )


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


def letter_file(*, plan: Plan, unit_id: int | None, together: bool, today: date) -> File:
    """One unit's letter, one to all, or a letter for each of them in a .zip."""
    work = list(late_work(plan, today, (unit_id,) if unit_id else ()))
    if not work:
        raise AgendaError("Không có việc quá hạn để đôn đốc ở đơn vị này. Chưa lập công văn nào.")
    urged = {one.unit.pk: one for one in late_units(plan, today)}
    name = f"Công văn đôn đốc {plan.reference.replace('/', '-')}"
    if unit_id is None and not together and len(urged) > 1:
        times = {pk: one.times + 1 for pk, one in urged.items()}
        return File(f"{name}.zip", exports.letters(plan, work, today=today, times=times))
    units = {one.unit_id for one in work}
    last = max((urged[pk] for pk in units), key=lambda one: one.times)
    before = last.last if len(units) == 1 else None
    return File(f"{name}.docx", exports.letter(plan, work, today=today, times=last.times + 1, before=before))
