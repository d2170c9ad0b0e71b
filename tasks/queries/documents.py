"""What other documents a plan has to do with, both ways, and what an amendment did to a task."""

from dataclasses import dataclass

from django.db.models import Q

from plans.models import Plan, PlanLink
from tasks.models import Task, TaskAmendment
from units.models import User

WORDS = {
    "content": "Nội dung",
    "product": "Sản phẩm/kết quả",
    "expected_result": "Kết quả cần đạt",
    "deadline_text": "Thời hạn",
    "lead_text": "Chủ trì",
    "partner_text": "Phối hợp",
}
SHOWN = {
    TaskAmendment.Change.REWORDED: ("content", "product", "expected_result"),
    TaskAmendment.Change.MOVED: ("deadline_text",),
    TaskAmendment.Change.REASSIGNED: ("lead_text", "partner_text"),
}


@dataclass(frozen=True)
class Linked:
    """`words`: "sửa đổi" or "được KH 20/KH-UBND sửa đổi"; `other`: the plan, where the reader may open it."""

    words: str
    name: str
    other: Plan | None
    text: str


def linked(plan: Plan, user: User) -> list[Linked]:
    """Three queries, one where there are none. What was only read, and nobody has looked at, is not shown."""
    rows = PlanLink.objects.filter(Q(from_plan=plan) | Q(to_plan=plan), proposed=False)
    if not rows.exists():
        return []
    rows = list(rows.select_related("from_plan", "to_plan").order_by("kind", "pk"))
    ends = {pk for link in rows for pk in (link.from_plan_id, link.to_plan_id) if pk not in (None, plan.pk)}
    visible = set(Plan.objects.visible_to(user).filter(pk__in=ends).values_list("pk", flat=True)) if ends else set()
    return [_told(link, plan, visible) for link in rows]


def _told(link: PlanLink, plan: Plan, visible: set[int]) -> Linked:
    kind = link.get_kind_display()
    if link.from_plan_id == plan.pk:
        name = link.to_plan.reference if link.to_plan else link.number
        return Linked(kind, name, link.to_plan if link.to_plan_id in visible else None, link.text)
    source = link.from_plan
    other = source if source.pk in visible else None
    return Linked(f"được {kind} bởi", source.reference, other, source.title if other else "")


def amendments(task: Task) -> list[tuple[TaskAmendment, list[tuple[str, str]]]]:
    """The latest first, each with the words that stood until then where they read otherwise now."""
    rows = list(task.amendments.select_related("decision").order_by("-pk"))
    later = {name: getattr(task, name) for name in WORDS}
    told = []
    for row in rows:
        names = [name for name in SHOWN.get(row.change, ()) if row.before.get(name, "") != later[name]]
        told.append((row, [(WORDS[name], row.before.get(name, "")) for name in names]))
        later |= {name: row.before.get(name, "") for name in names}
    return told
