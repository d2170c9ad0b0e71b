"""The six clear things at publication: what a row of a draft lacks before any unit has it (`clear`: once one has)."""

from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from tasks.queries.fanout import due_date

DRAFTED = {
    "nguoi": "người",
    "viec": "việc",
    "thoi-gian": "thời gian",
    "trach-nhiem": "trách nhiệm",
    "san-pham": "sản phẩm/kết quả",
    "tham-quyen": "thẩm quyền",
}


def gaps(task: Task) -> set[str]:
    """Which of the six (codes of DRAFTED) are not clear at publication; asks for the row's parties and milestones.

    A lead still to be chosen is a gap of "người" though another lead is known: somebody has to name it.
    """
    leads = [party for party in task.parties.all() if party.part == TaskParty.Part.LEAD]
    known = [party for party in leads if party.kind in (TaskParty.Kind.UNIT, TaskParty.Kind.GROUP)]
    own = {party.unit_id for party in known}
    clear = {
        "nguoi": known and len(known) == len([p for p in leads if p.kind != TaskParty.Kind.OUTSIDER]),
        "viec": task.content and not task.held,
        "thoi-gian": any(_is_timed(milestone, task.plan) for milestone in task.milestones.all()),
        "trach-nhiem": known,  # the head of each known lead answers
        "san-pham": task.product,
        "tham-quyen": task.confirming_unit_id and own != {task.confirming_unit_id},
    }
    return {code for code, is_clear in clear.items() if not is_clear}


def _is_timed(milestone: Milestone, plan: Plan) -> bool:
    undated = milestone.kind in (Milestone.Kind.ONGOING, Milestone.Kind.RECURRING, Milestone.Kind.DONE)
    return undated or due_date(milestone, plan) is not None
