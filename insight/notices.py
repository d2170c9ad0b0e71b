"""What is said about scores, and about the week to leaders."""

from datetime import date

from insight.models import Criteria, Objection
from notifications.models import Channel
from notifications.operations import Notice
from units.models import User


def objection_sent(one: Objection) -> Notice:
    return Notice(
        kind="objection_sent",
        subject=("objection", one.pk),
        text=f"{one.unit.short_name} có ý kiến về điểm, trả lời trước {one.due_date:%d/%m}",
        detail=one.sheet.period.label,
        path=f"/y-kien-diem/{one.pk}/",
        dedupe="sent",
        to_unit_id=one.sheet.criteria.unit_id,
    )


def objection_answered(one: Objection) -> Notice:
    return Notice(
        kind="objection_answered",
        subject=("objection", one.pk),
        text=f"Đã trả lời ý kiến về điểm: {one.get_state_display().lower()}",
        detail=one.sheet.period.label,
        path=f"/y-kien-diem/{one.pk}/",
        dedupe="answered",
        to_user_id=one.sent_by_id,
    )


def criteria_published(criteria: Criteria, unit_id: int) -> Notice:
    return Notice(
        kind="criteria_published",
        subject=("criteria", criteria.pk),
        text=f"Áp dụng {criteria.name} từ {criteria.from_date:%d/%m/%Y}",
        detail=f"số {criteria.number}",
        path=f"/tieu-chi/{criteria.pk}/",
        dedupe=str(unit_id),
        to_unit_id=unit_id,
    )


def weekly_brief(user: User, day: date, headline: str, first_lines: str) -> Notice:
    year, week, _ = day.isocalendar()
    return Notice(
        kind="weekly_brief",
        subject=("user", user.pk),
        text=headline,
        detail=first_lines,
        path="/tom-tat-tuan/",
        dedupe=f"{year}-W{week:02}",
        to_user_id=user.pk,
        single=True,
        personal=True,
        channels=(Channel.EMAIL,),
        why="bạn là lãnh đạo; thôi nhận ở trang Tóm tắt tuần",
    )
