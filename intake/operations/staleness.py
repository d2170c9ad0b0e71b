"""Two people at one row: whoever saves later is told who changed it, and when; nothing is written over."""

from django.db.models import QuerySet
from django.utils import timezone

from intake.errors import RowChanged
from intake.queries.typed import stamp_row
from journal.models import Event
from kpi.models import Indicator
from plans.models import Plan, Section
from reports.models import ReportingDuty
from units.models import User


def refuse_stale(
    row: Plan | Indicator | ReportingDuty | Section, seen: str | None, *, plan: Plan, actor: User, verb: str
) -> None:
    """`seen`: `stamp_row` of what the person opened; without one (the API, a command) there is nothing to compare."""
    if not seen or seen == stamp_row(row):
        return
    events = Event.objects.filter(verb=verb, plan_id=plan.pk)
    about = events if row == plan else events.filter(payload__row=row.pk)
    who = who_changed(about, actor, "phần này")
    raise RowChanged(
        f"{who}; phần bạn gõ chưa được ghi và vẫn ở đây. Bấm Lưu "
        "lần nữa để ghi bản của bạn, hoặc mở lại mục này để lấy bản đang có.",
        cells=(),
        plan=plan,
    )


def who_changed(events: QuerySet[Event], actor: User, what: str) -> str:
    """ "Nguyễn Văn A đã sửa dòng này lúc 14:05 ngày 20/11/2026": the journal knows."""
    latest = events.order_by("-id")
    event = latest.exclude(actor_id=actor.pk).first() or latest.first()
    who = User.objects.filter(pk=event.actor_id).first() if event else None
    name = "Chính bạn, ở một cửa sổ khác," if who == actor else who or "Người khác"
    return f"{name} đã sửa {what}" + (f" lúc {timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}" if event else "")
