"""“Đã nắm, sẽ xong ngày …”: from the link of a letter without signing in, from the page of the work, or by API."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agenda.errors import AgendaError
from agenda.models import Acknowledgement
from agenda.queries.ladders import held_days
from journal.operations import record
from notifications import kinds
from notifications.models import Message, SignedLink
from notifications.operations import Notice, find_link, note_known, note_opened, post
from tasks.models import Assignment
from tasks.perms import can_work
from units.models import Unit, User

Purpose = SignedLink.Purpose
MOST_DAYS = 366
NEW_LINK = "new_link"
CLOSED = "Liên kết này không còn dùng được. Chưa có gì được ghi."


@transaction.atomic
def acknowledge(*, assignment_id: int, actor: User, expected_date: date, now: datetime) -> Acknowledgement:
    """By somebody who is signed in. Raises AgendaError; PermissionDenied for people of other units."""
    work = _lock(assignment_id)
    if not can_work(actor, work):
        raise PermissionDenied("assignment")
    return _write(work, actor, None, expected_date, now)


@transaction.atomic
def acknowledge_by_link(*, token: str, expected_date: date, now: datetime) -> Acknowledgement:
    """The bearer may do this and nothing else; `usable` says why a link no longer serves."""
    link = find_link(token, Purpose.ACKNOWLEDGE, lock=True)
    if not usable(link, now) or not is_of_work(link):
        raise AgendaError(CLOSED)
    work = _lock(link.message.subject_id)
    said = _write(work, link.user, link.unit, expected_date, now)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return said


def usable(link: SignedLink | None, now: datetime) -> bool:
    """Not expired or withdrawn, and the work still waits for its unit with the date the letter spoke of."""
    if link is None or link.revoked_at or link.expires_at <= now:
        return False
    if link.user and not link.user.is_active:
        return False
    if not is_of_work(link):
        return _still_holds(link.message)
    told, work = link.message, Assignment.objects.with_the_unit().filter(plan__state="in_force")
    same = {"counted_due_date": told.due_date} if told.due_date else {}
    return work.filter(pk=told.subject_id, **same).exists()


def is_of_work(link: SignedLink) -> bool:
    """Only work has a day on which it will be done; of a report or a milestone one may say “đã nắm” and no more."""
    return link.message.subject_type == "assignment"


@transaction.atomic
def know_by_link(*, token: str, now: datetime) -> None:
    """“Đã nắm” of a line that is not work: a fact of the ledger, it holds no rung."""
    link = find_link(token, Purpose.ACKNOWLEDGE, lock=True)
    if not usable(link, now) or is_of_work(link):
        raise AgendaError(CLOSED)
    note_known(**_line_of(link), now=now)
    link.used_at = now
    link.save(update_fields=["used_at"])


def opened_by_link(*, token: str, now: datetime) -> None:
    """For the ledger; nothing of the work changes."""
    link = find_link(token, Purpose.ACKNOWLEDGE)
    if link and not link.revoked_at:
        note_opened(**_line_of(link), now=now)


@transaction.atomic
def send_new_link(*, token: str, now: datetime) -> None:
    """To the address that the old link went to, once a day at most; whoever holds an unknown token learns nothing."""
    link = find_link(token, Purpose.ACKNOWLEDGE)
    if link is None or link.revoked_at:
        return
    old, today = link.message, timezone.localdate(now)
    due = old.due_date
    if is_of_work(link):
        work = Assignment.objects.with_the_unit().filter(pk=old.subject_id, plan__state="in_force").first()
        due = due and work and work.counted_due_date
    waits = work is not None if is_of_work(link) else _still_holds(old)
    if not waits or (link.user and not link.user.is_active):
        return
    notice = Notice(
        kind=old.kind,
        subject=(old.subject_type, old.subject_id),
        text=old.text,
        detail=f"{old.detail.partition(' · ')[0]} · liên kết mới theo yêu cầu",
        path=old.path,
        dedupe=f"{NEW_LINK}-{today}",
        to_user_id=link.user_id,
        to_unit_id=link.unit_id,
        to_mailbox=link.unit_id is not None,
        personal=True,
        single=True,
        due_date=due,
        plan_id=old.plan_id,
        code=old.code,
        channels=("email",),
    )
    post([notice], today=today)


@transaction.atomic
def disown(*, token: str, now: datetime) -> None:
    """“Không phải tôi”: the link dies, and the unit's people are told to look at their addresses."""
    link = find_link(token, Purpose.ACKNOWLEDGE, lock=True)
    if link is None or link.revoked_at:
        return
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    told = link.message
    record("agenda.link_disowned", (told.subject_type, told.subject_id), plan_id=told.plan_id, link=link.pk)
    if not is_of_work(link):
        return
    work = Assignment.objects.select_related("task").get(pk=told.subject_id)
    notice = Notice(
        kind="link_disowned",
        subject=("assignment", work.pk),
        text=f"Thư nhắc việc {work.task.code} tới nhầm người",
        detail="người mở thư báo không phải mình; xem lại người thực hiện và địa chỉ nhận",
        path=f"/viec/{work.pk}/",
        dedupe=f"link-{link.pk}",
        to_unit_id=work.unit_id,
        counted="thư tới nhầm người",
        plan_id=work.plan_id,
    )
    post([notice], today=timezone.localdate(now))


def _line_of(link: SignedLink) -> dict[str, Any]:
    """Whoever opens work knows all that was said of it; of a document they know this one thing."""
    told = link.message
    kind = "" if is_of_work(link) else told.kind
    return {"subject": (told.subject_type, told.subject_id), "who": link.recipient, "kind": kind}


def _still_holds(message: Message) -> bool:
    """What is said of a whole document has no question of its own: it holds unless it was taken back."""
    if message.kind not in kinds.outdated:
        return message.obsolete_at is None
    return not kinds.outdated[message.kind](Message.objects.filter(pk=message.pk)).exists()


def _lock(assignment_id: int) -> Assignment:
    return Assignment.objects.select_for_update(of=("self",)).select_related("plan").get(pk=assignment_id)


def _write(work: Assignment, user: User | None, unit: Unit | None, expected: date, now: datetime) -> Acknowledgement:
    today = timezone.localdate(now)
    if work.state not in (Assignment.State.OPEN, Assignment.State.AT_HEAD):
        raise AgendaError("Việc này không còn chờ đơn vị: đã gửi hoặc đã kết thúc. Không cần báo đã nắm.")
    if not today <= expected <= today + timedelta(days=MOST_DAYS):
        raise AgendaError("Ngày sẽ xong phải từ hôm nay đến một năm tới. Nhập lại ngày.")
    held = min(expected, today + timedelta(days=held_days(work.plan_id)))
    facts = {"user": user, "unit": unit, "due_date": work.counted_due_date, "expected_date": expected}
    said = Acknowledgement.objects.create(assignment=work, said_date=today, held_until=held, at=now, **facts)
    dates = {"expected": expected.isoformat(), "held_until": held.isoformat()}
    record("agenda.acknowledged", ("assignment", work.pk), actor=user, plan_id=work.plan_id, **dates)
    note_known(subject=("assignment", work.pk), who=(user and user.pk, unit and unit.pk), now=now)
    return said
