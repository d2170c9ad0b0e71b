"""Doubts that facts give rise to, and those the reader spoke of: unsaved, without plan and task, until added."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from intake.models import Doubt
from plans.models import Plan
from tasks.models import Task, TaskParty
from units.models import User

Level, Field = Doubt.Level, Doubt.Field
_MISSING = {
    Field.NUMBER: "Văn bản chưa có số, ký hiệu: điền số trước khi đưa vào theo dõi.",
    Field.ISSUED_DATE: "Văn bản chưa có ngày ban hành: điền ngày trước khi đưa vào theo dõi.",
}


def missing_in_document(plan: Plan) -> list[Doubt]:
    return [
        Doubt(field=field, level=Level.MISSING, text=text)
        for field, text in _MISSING.items()
        if not getattr(plan, field)
    ]


def content_missing(task: Task) -> list[Doubt]:
    if task.content:
        return []
    text = "Mất nội dung nhiệm vụ: nhập lại theo bản chính, hoặc đánh dấu “Chưa rõ nội dung” (giữ lại, chưa giao)."
    return [Doubt(field=Field.CONTENT, level=Level.MISSING, text=text)]


def no_lead() -> Doubt:
    return Doubt(field=Field.LEADS, level=Level.MISSING, text="Chưa có đơn vị chủ trì.")


def unknown_lead(phrase: str, nearest: Iterable[str]) -> Doubt:
    names = "; ".join(nearest)
    text = f"Chưa rõ “{phrase[:150]}” là đơn vị nào." + (f" Gần nhất: {names}."[:340] if names else "")
    return Doubt(field=Field.LEADS, level=Level.MISSING, text=text)


def to_look_at(field: str, text: str) -> Doubt:
    return Doubt(field=field, level=Level.CHECK, text=text[:500])


def about_lead(party: TaskParty) -> list[Doubt]:
    said = {
        TaskParty.Kind.OPEN: "chưa xác định đơn vị nào; giao khi đã nêu tên đơn vị.",
        TaskParty.Kind.OUTSIDER: "ở ngoài hệ thống; việc không được giao qua đây.",
    }.get(party.kind)
    return [to_look_at(Field.LEADS, f"“{party.phrase[:150]}” {said}")] if said else []


def said_by_reader(said: Iterable[dict[str, str]], known: Iterable[Doubt]) -> list[Doubt]:
    """Only on cells we have nothing to say about ourselves. Facts decide what is missing, so these are to look at."""
    taken = {doubt.field for doubt in known}
    doubts = (to_look_at(_field(item["field"]), item["text"]) for item in said)
    return [doubt for doubt in doubts if doubt.field not in taken]


def settle(doubts: QuerySet[Doubt], actor: User, now: datetime) -> None:
    doubts.open().update(settled_at=now, settled_by=actor)


def add_doubts(plan: Plan, task: Task | None, doubts: Iterable[Doubt]) -> None:
    for doubt in (rows := list(doubts)):
        doubt.plan, doubt.task = plan, task
    if rows:
        Doubt.objects.bulk_create(rows)


def _field(said: str) -> str:
    field = "issued_date" if said == "issued_on" else said
    return field if field in Field.values else Field.OTHER
