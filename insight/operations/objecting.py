"""Ý kiến về điểm: what a unit says of its frozen score until the closing day, and the answer with its effect."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from insight import notices, perms
from insight.errors import InsightConflict, InsightError
from insight.models import Group, Objection, Part, Sheet
from insight.operations.freezing import keep
from insight.queries.board import counted, window_of
from insight.queries.counting import due_work
from journal.operations import record
from notifications.operations import post
from units.calendars import WorkCalendar
from units.models import User

ANSWER_DAYS = 5  # working days
LONGEST = 5_000


@transaction.atomic
def object_to_score(
    *,
    sheet_id: int,
    unit_id: int,
    part: str,
    text: str,
    actor: User,
    now: datetime,
    assignment_id: int | None = None,
) -> Objection:
    """`assignment_id`: the lượt giao that the unit asks not to count, of those that were counted."""
    sheet = Sheet.objects.current().select_related("criteria").filter(pk=sheet_id, scores__unit=unit_id).first()
    if sheet is None or not perms.can_object(actor, unit_id):
        raise PermissionDenied("object_to_score")
    today, text = timezone.localdate(now), text.strip()
    if sheet.criteria is None:
        raise InsightError("Kỳ này không chấm điểm vì nhóm chưa có bộ tiêu chí; sai số liệu thì sửa ở chính việc đó.")
    if today > sheet.objections_until:
        raise InsightError(
            f"Đã hết hạn gửi ý kiến ngày {sheet.objections_until:%d/%m/%Y}; "
            f"điểm của kỳ {sheet.period.label} đã chốt. Việc còn sai thì báo cơ quan đầu mối của văn bản."
        )
    if part not in Part.values or not text:
        raise InsightError("Chọn phần điểm và viết ý kiến, ít nhất một câu.")
    if assignment_id is not None and not _was_counted(sheet, unit_id, assignment_id, now):
        raise InsightError("Lượt giao này không nằm trong số đã tính cho đơn vị. Chọn lại trong danh sách.")
    due = WorkCalendar.load().working_day_after(today, ANSWER_DAYS)
    facts = {"part": part, "text": text[:LONGEST], "assignment_id": assignment_id, "due_date": due}
    try:
        with transaction.atomic():
            one = Objection.objects.create(sheet=sheet, unit_id=unit_id, sent_by=actor, sent_at=now, **facts)
    except IntegrityError:
        raise InsightConflict(
            "Đơn vị đang có một ý kiến chưa trả lời về phần này; chờ trả lời rồi gửi tiếp."
        ) from None
    record("insight.objection_sent", ("objection", one.pk), actor=actor, unit=unit_id, part=part, sheet=sheet.pk)
    post([notices.objection_sent(one)])
    return one


@transaction.atomic
def answer_objection(*, objection_id: int, actor: User, answer: str, recount: bool, now: datetime) -> Objection:
    """`recount`: a new version of the group's scores, without the lượt giao that was named; where none was named,
    from the facts as known today."""
    rows = Objection.objects.visible_to(actor).select_related("sheet__criteria", "unit")
    one = rows.select_for_update(of=("self",)).filter(pk=objection_id).first()
    if one is None:
        raise InsightError("Không tìm thấy ý kiến này.")
    if not perms.can_answer(actor, one):
        raise PermissionDenied("answer_objection")
    if one.state != Objection.State.OPEN:
        when = timezone.localtime(one.answered_at)
        raise InsightConflict(f"{one.answered_by} đã trả lời lúc {when:%H:%M %d/%m/%Y}.")
    if not answer.strip():
        raise InsightError("Viết câu trả lời, ít nhất một câu.")
    one.state = Objection.State.CORRECTED if recount else Objection.State.KEPT
    one.answer, one.answered_by, one.answered_at = answer.strip()[:LONGEST], actor, now
    one.save()
    record("insight.objection_answered", ("objection", one.pk), actor=actor, state=one.state)
    if recount:
        _recount(one, actor, now)
    post([notices.objection_answered(one)])
    return one


def _recount(one: Objection, actor: User, now: datetime) -> Sheet:
    """By the same criteria; nobody else's rows are taken out."""
    same = {"period_key": one.sheet.period_key, "group": one.sheet.group}
    last = Sheet.objects.current().select_related("criteria").select_for_update(of=("self",)).get(**same)
    today = timezone.localdate(now)
    day = last.as_of_date if one.assignment_id else today
    board = counted(Group(last.group), last.period, day=day, today=today, criteria=last.criteria)
    reason = f"Ý kiến số {one.pk} của {one.unit.short_name} về {Part(one.part).label.lower()}"
    return keep(board, now=now, actor=actor, after=last, reason=reason)


def _was_counted(sheet: Sheet, unit_id: int, assignment_id: int, now: datetime) -> bool:
    window = window_of(
        sheet.period, Group(sheet.group), sheet.criteria, day=sheet.as_of_date, today=timezone.localdate(now)
    )
    stock = due_work(window)
    name = "pk" if not stock.near else "assignment"
    return stock.rows.filter(**{name: assignment_id, f"{stock.near}unit": unit_id}).exists()
