"""Units end on a day and others stand in their place: prepared, looked at item by item, carried out once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agenda.operations.succeeding import Succession, carry_out
from agenda.perms import may_reorganise
from agenda.queries.reorganising import Kind, items
from journal.operations import record
from units.errors import UnitError
from units.models import Reorganisation, Unit, User

State = Reorganisation.State
FARTHEST = timedelta(days=731)


@transaction.atomic
def prepare(
    *,
    actor: User,
    old_units: Iterable[int],
    new_units: Iterable[int],
    effective_date: date,
    document_number: str,
    document_date: date,
    now: datetime,
) -> Reorganisation:
    """A draft: nothing changes yet; by default all goes to the first new unit."""
    if not may_reorganise(actor):
        raise PermissionDenied("reorganise")
    today = timezone.localdate(now)
    old, new = list(dict.fromkeys(old_units)), list(dict.fromkeys(new_units))
    _check_units(old, new, effective_date, today)
    if not document_number.strip():
        raise UnitError("Ghi số văn bản quyết định việc sắp xếp.")
    if document_date > today:
        raise UnitError("Ngày văn bản ở sau hôm nay. Nhập ngày ký văn bản.")
    if not -FARTHEST < effective_date - today < FARTHEST:
        raise UnitError("Ngày hiệu lực quá xa hôm nay (hơn hai năm). Nhập lại ngày.")
    plan = Reorganisation.objects.create(
        effective_date=effective_date,
        document_number=document_number.strip(),
        document_date=document_date,
        defaults={"": new[:1]},
        created_by=actor,
        created_at=now,
    )
    plan.old_units.set(old)
    plan.new_units.set(new)
    record("units.reorganisation_prepared", ("reorganisation", plan.pk), actor=actor, old=old, new=new)
    return plan


def _check_units(old: list[int], new: list[int], effective: date, today: date) -> None:
    if not old or not new:
        raise UnitError("Chọn ít nhất một đơn vị cũ và một đơn vị mới.")
    if set(old) & set(new):
        raise UnitError(
            "Một đơn vị không thể vừa là đơn vị cũ vừa là đơn vị mới; đơn vị giữ tên thì không phải sắp xếp."
        )
    if Unit.objects.active(today).filter(pk__in=old).count() < len(old):
        raise UnitError("Có đơn vị cũ đã thôi hoạt động. Chọn lại đơn vị đang hoạt động.")
    if Unit.objects.active(max(effective, today)).filter(pk__in=new).count() < len(new):
        raise UnitError(
            "Có đơn vị mới chưa hoạt động vào ngày hiệu lực. Sửa ngày hoạt động của đơn vị hoặc chọn lại."
        )
    running = Reorganisation.objects.filter(state__in=[State.DRAFT, State.PLANNED])
    if other := running.filter(old_units__in=[*old, *new]).first():
        raise UnitError(f"Đơn vị này đang được sắp xếp theo {other.document}. Bỏ hoặc thực hiện bản đó trước.")


@transaction.atomic
def choose(
    *,
    reorganisation_id: int,
    actor: User,
    now: datetime,
    choices: dict[str, list[int]] | None = None,
    defaults: dict[str, list[int]] | None = None,
) -> Reorganisation:
    """Who takes over what: by item, or for all of a kind ("" for the rest). A bulk choice replaces single ones."""
    plan = _lock(reorganisation_id, actor)
    _refuse_finished(plan)
    known = {item.key for item in items(list(plan.old_units.all()), timezone.localdate(now))}
    takers = set(Unit.objects.active(max(plan.effective_date, timezone.localdate(now))).values_list("pk", flat=True))
    takers -= set(plan.old_units.values_list("pk", flat=True))
    for wanted in [*(choices or {}).values(), *(defaults or {}).values()]:
        if not set(wanted) <= takers:
            raise UnitError("Có đơn vị nhận không còn hoạt động hoặc chính là đơn vị cũ. Chọn lại.")
    for kind, wanted in (defaults or {}).items():
        if kind not in ("", *Kind.values):
            raise UnitError("Không có loại mục này. Tải lại trang.")
        plan.defaults[kind] = wanted
        kept = {key: one for key, one in plan.choices.items() if kind and not key.startswith(f"{kind}-")}
        plan.choices = kept
        if not kind:
            plan.defaults = {"": wanted}
    plan.choices |= {key: wanted for key, wanted in (choices or {}).items() if key in known}
    plan.version += 1
    plan.save(update_fields=["choices", "defaults", "version"])
    return plan


@transaction.atomic
def carry_out_or_plan(
    *, reorganisation_id: int, actor: User, now: datetime, version: int | None = None
) -> Reorganisation:
    """On or after its day: carried out, once. Before: planned, and the beat carries it out on the day."""
    plan = _lock(reorganisation_id, actor)
    _refuse_finished(plan)
    if version is not None and version != plan.version:
        raise UnitError("Lựa chọn vừa được người khác sửa. Xem lại bản mới rồi thực hiện.")
    if plan.effective_date > timezone.localdate(now):
        if plan.state == State.PLANNED:
            raise UnitError(f"Đã đặt lịch, sẽ thực hiện ngày {plan.effective_date:%d/%m/%Y}.")
        plan.state, plan.planned_by = State.PLANNED, actor
        plan.save(update_fields=["state", "planned_by"])
        day = plan.effective_date.isoformat()
        record("units.reorganisation_planned", ("reorganisation", plan.pk), actor=actor, day=day)
        return plan
    plan.planned_by = actor
    return _carry_out(plan, actor, now)


@transaction.atomic
def call_off(*, reorganisation_id: int, actor: User, now: datetime) -> Reorganisation:
    plan = _lock(reorganisation_id, actor)
    _refuse_finished(plan)
    plan.state = State.CANCELLED
    plan.save(update_fields=["state"])
    record("units.reorganisation_cancelled", ("reorganisation", plan.pk), actor=actor)
    return plan


def carry_out_due(*, now: datetime) -> int:
    """Every planned one whose day has come, each by itself; how many. Safe to run twice at once."""
    today = timezone.localdate(now)
    waiting = Reorganisation.objects.filter(state=State.PLANNED, effective_date__lte=today)
    return sum(
        _carry_out_planned(pk, now) for pk in waiting.order_by("effective_date", "pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _carry_out_planned(pk: int, now: datetime) -> bool:
    rows = Reorganisation.objects.select_for_update(of=("self",), skip_locked=True)
    plan = rows.select_related(None).filter(pk=pk, state=State.PLANNED).first()
    if plan is None:
        return False
    _carry_out(plan, plan.planned_by, now)
    return True


def _carry_out(plan: Reorganisation, actor: User, now: datetime) -> Reorganisation:
    counts = carry_out(Succession.of(plan, actor, now))
    plan.state, plan.applied_at = State.APPLIED, now
    plan.save(update_fields=["state", "applied_at", "planned_by"])
    units = {
        "old": list(plan.old_units.values_list("pk", flat=True)),
        "new": list(plan.new_units.values_list("pk", flat=True)),
    }
    record("units.reorganised", ("reorganisation", plan.pk), actor=actor, **units, **counts)
    return plan


def _lock(pk: int, actor: User) -> Reorganisation:
    if not may_reorganise(actor):
        raise PermissionDenied("reorganise")
    return Reorganisation.objects.select_for_update(of=("self",)).get(pk=pk)


def _refuse_finished(plan: Reorganisation) -> None:
    if plan.state == State.APPLIED:
        at = timezone.localtime(plan.applied_at)
        raise UnitError(f"Việc sắp xếp này đã được thực hiện lúc {at:%H:%M ngày %d/%m/%Y}, không làm lần nữa.")
    if plan.state == State.CANCELLED:
        raise UnitError("Bản sắp xếp này đã bỏ. Lập bản mới nếu cần.")
