"""Whether a publication may still be taken back: only while nobody has acted on it."""

from django.utils import timezone

from journal.models import Event, EventQuerySet
from plans.models import Plan
from tasks.models import Assignment
from units.models import Unit

# of a plan in force, but no work on it
NO_WORK = ("plans.linked", "plans.unlinked", "tasks.twinned", "tasks.untwinned", "reports.exported")
DID = {
    "tasks.received": "đã tiếp nhận",
    "tasks.updated": "đã cập nhật tiến độ",
    "tasks.evidence_added": "đã thêm minh chứng cho",
    "tasks.sent": "đã gửi báo cáo",
    "tasks.change_drafted": "đã đề nghị điều chỉnh",
    "tasks.change_asked": "đã đề nghị điều chỉnh",
    "tasks.contribution_asked": "đã yêu cầu phối hợp về",
}


def why_not_withdrawn(plan: Plan) -> str:
    """One sentence naming the first act since publication; empty when it may be taken back."""
    if plan.state != Plan.State.IN_FORCE:
        return "Văn bản này không đang theo dõi nên không có gì để thu hồi."
    act = acts_since_publication(plan).order_by("id").first()
    if act is None:
        return ""
    return f"Không thu hồi được nữa: {_told(act)}. Tải lên bản sửa đổi, hoặc ghi dừng từng việc."


def acts_since_publication(plan: Plan) -> EventQuerySet:
    events = Event.objects.of_plan(plan.pk)
    published = events.filter(verb="plans.published").order_by("-id").values_list("id", flat=True).first()
    return events.filter(id__gt=published or 0).exclude(verb__in=NO_WORK)


def _told(act: Event) -> str:
    when = f"lúc {timezone.localtime(act.at):%H:%M ngày %d/%m/%Y}"
    unit = Unit.objects.filter(pk=act.actor_unit_id).first()
    who = unit.name if unit else "đã có người"
    if act.subject_type != "assignment":
        return f"{who} đã làm việc với văn bản {when}"
    work = Assignment.objects.select_related("task").filter(pk=act.subject_id).first()
    return f"{who} {DID.get(act.verb, 'đã làm việc với')} nhiệm vụ {work.task.code if work else ''} {when}"
