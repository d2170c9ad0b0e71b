"""What a focal officer does about a message that has not arrived. Who may is asked by the caller."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.errors import PostError
from notifications.models import Channel, Delivery
from notifications.operations.posting import Notice, post
from notifications.operations.routing import Routes
from notifications.operations.settling import by_mail
from notifications.operations.verifying import ask
from units.models import Membership, User

State = Delivery.State
NOT_REACHED = (State.FAILED, State.UNKNOWN, State.SKIPPED, State.REROUTED, State.FAILED_TEMPORARY)


@transaction.atomic
def resend(*, delivery_id: int, actor: User, now: datetime) -> Delivery:
    """Over the same channel, to the address of today."""
    delivery = _locked(delivery_id)
    if delivery.channel == Channel.EMAIL:
        place = Routes([delivery.recipient]).mail(delivery.recipient)
        if place.skip:
            raise PostError(f"Chưa gửi lại được: {place.skip}. Sửa địa chỉ trước, hoặc báo lãnh đạo đơn vị.")
        delivery.target = place.target
    delivery.state, delivery.reason, delivery.error = State.QUEUED, "", ""
    delivery.attempts, delivery.next_try_at, delivery.claim = 0, None, None
    delivery.save()
    _note("notifications.resent", delivery, actor)
    return delivery


@transaction.atomic
def send_by_mail(*, delivery_id: int, actor: User, now: datetime) -> None:
    delivery = _locked(delivery_id)
    if delivery.channel == Channel.EMAIL or not by_mail(delivery, "đổi kênh theo yêu cầu", now):
        raise PostError("Những dòng này đã có trong một thư. Gửi lại thư đó, hoặc báo lãnh đạo đơn vị.")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.REROUTED, claim=None)
    _note("notifications.rerouted", delivery, actor)


@transaction.atomic
def tell_leader(*, delivery_id: int, actor: User, now: datetime) -> int:
    """How many heads hear that somebody of their unit is not reached."""
    delivery, today = _locked(delivery_id), timezone.localdate(now)
    places = Membership.objects.current(today).filter(user=delivery.user_id, role__in=Membership.WORKING)
    units = places.values("unit") if delivery.user_id else [delivery.unit_id]
    heads = Membership.objects.current(today).filter(unit__in=units, role=Membership.Role.HEAD, user__is_active=True)
    people = set(heads.values_list("user", "unit")) - {(delivery.user_id, None)}
    if not people:
        raise PostError("Đơn vị chưa có lãnh đạo trên Sáu Rõ. Mời đơn vị đăng ký người trước.")
    for user_id, unit_id in people:
        post([_not_reached(delivery, user_id, unit_id)], today=today)
    _note("notifications.leader_told", delivery, actor)
    return len(people)


@transaction.atomic
def mend_address(*, delivery_id: int, target: str, actor: User, now: datetime) -> None:
    """The new address is used once a link sent there was opened and confirmed."""
    delivery = _locked(delivery_id)
    if delivery.user_id is None:
        raise PostError("Hộp thư công vụ của đơn vị do quản trị Sáu Rõ sửa.")
    ask(user=delivery.user, channel=Channel.EMAIL, target=target, now=now)
    _note("notifications.address_offered", delivery, actor)


def _locked(delivery_id: int) -> Delivery:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    if delivery.state not in NOT_REACHED:
        raise PostError("Tin này đã gửi hoặc đang chờ gửi, chưa cần làm gì.")
    if not delivery.messages.filter(obsolete_at=None).exists():
        raise PostError("Việc trong tin này đã xong hoặc đã đổi hạn, không cần gửi nữa.")
    return delivery


def _not_reached(delivery: Delivery, user_id: int, unit_id: int) -> Notice:
    return Notice(
        kind="not_reached",
        subject=("user", delivery.user_id or delivery.unit_id),
        text=f"Nhắc việc gửi {delivery.user or delivery.unit} không đến",
        detail=f"{delivery.subject[:200]} · {delivery.get_channel_display()}: {delivery.error or delivery.reason}",
        path=f"/don-vi/{unit_id}/",
        dedupe=f"delivery-{delivery.pk}",
        to_user_id=user_id,
        single=True,
    )


def _note(verb: str, delivery: Delivery, actor: User) -> None:
    subject = ("user", delivery.user_id) if delivery.user_id else ("unit", delivery.unit_id)
    record(verb, subject, actor=actor, delivery=delivery.pk)
