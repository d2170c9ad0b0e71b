"""Made-up plans: sections, tasks with their parties and milestones, and which units each task goes to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from intake.operations.scale.places import Place
from plans.models import Party, Plan, Section
from tasks.models import Milestone, Task, TaskParty
from tasks.operations.bulk import write
from units.models import Unit

SECTIONS = ("A. THỂ CHẾ", "B. HẠ TẦNG", "C. DỮ LIỆU", "D. DỊCH VỤ CÔNG", "E. NHÂN LỰC")
VERBS = ("Rà soát, cập nhật", "Xây dựng, ban hành", "Số hóa, làm sạch", "Triển khai thí điểm", "Tổng hợp, báo cáo")
OBJECTS = (
    "quy chế làm việc điện tử",
    "dữ liệu hộ kinh doanh trên địa bàn",
    "hồ sơ lưu trữ từ năm 2015",
    "quy trình nội bộ giải quyết thủ tục hành chính",
    "hệ thống mạng nội bộ",
    "tổ công nghệ số cộng đồng",
)
EARLIEST, LATEST = -200, 50  # days from today to a deadline
AGE = timedelta(days=230)


@dataclass(frozen=True)
class Ordered:
    """One task of a plan with one milestone of the same id, and the units that lead it."""

    id: int
    order: int
    due: date | None
    quantity: int | None
    leads: list[Place]
    group: str = ""

    @property
    def content(self) -> str:
        return f"{VERBS[self.id % len(VERBS)]} {OBJECTS[self.id % len(OBJECTS)]}, phần việc số {self.order}"


@dataclass(frozen=True)
class Paper:
    id: int
    focal: Place
    oversight: Place
    published_at: datetime
    tasks: list[Ordered]

    def confirming_unit_id(self, unit: Place) -> int:
        return self.oversight.id if unit.id == self.focal.id else self.focal.id

    @property
    def size(self) -> int:
        return sum(len(task.leads) for task in self.tasks)


def make_paper(rng: Random, number: int, size: int, places: list[Place], first_task: int, now: datetime) -> Paper:
    """A plan of exactly `size` assignments: most tasks go to all units, some to a group, some to one unit."""
    departments = [place for place in places if place.kind == Unit.Kind.DEPARTMENT]
    paper = Paper(number, departments[(number - 1) % len(departments)], places[1], now - AGE, [])
    while missing := size - paper.size:
        order = len(paper.tasks) + 1
        paper.tasks.append(_task(rng, first_task + order - 1, order, missing, places, now.date()))
    return paper


def _task(rng: Random, pk: int, order: int, missing: int, places: list[Place], today: date) -> Ordered:
    leads, group = _leads(rng, places)
    due = None if rng.random() < 0.04 else today + timedelta(days=rng.randint(EARLIEST, LATEST))
    quantity = rng.choice([20, 50, 120]) if rng.random() < 0.1 else None
    # a plan must end: late in it, whatever is missing goes to the first units of the group
    return Ordered(pk, order, due, quantity, leads[:missing], group if len(leads) <= missing else "")


def _leads(rng: Random, places: list[Place]) -> tuple[list[Place], str]:
    draw = rng.random()
    if draw < 0.15:
        return [rng.choice(places)], ""
    local = {Unit.Kind.WARD, Unit.Kind.COMMUNE}
    if draw < 0.25:
        return [place for place in places if place.kind in local] or places, "cap_xa"
    return places, "tat_ca"


def write_paper(paper: Paper, groups: dict[str, int]) -> None:
    write(Plan, [_plan(paper)])
    write(Section, (_section(paper, order) for order in range(1, len(SECTIONS) + 1)))
    write(Task, (_task_row(paper, task) for task in paper.tasks))
    write(Milestone, (_milestone(task) for task in paper.tasks))
    write(TaskParty, (row for task in paper.tasks for row in _task_parties(task, groups)))
    leads = {place.id for task in paper.tasks for place in task.leads}
    write(Party, ({"plan_id": paper.id, "unit_id": unit, "part": Party.Part.LEAD} for unit in sorted(leads)))


def _plan(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "number": f"{paper.id}/KH-UBND",
        "issued_date": paper.published_at.date() - timedelta(days=2),
        "title": f"Chuyển đổi số các đơn vị thuộc Thành phố, đợt {paper.id}",
        "issuer": "UBND Thành phố",
        "focal_unit_id": paper.focal.id,
        "oversight_unit_id": paper.oversight.id,
        "state": Plan.State.IN_FORCE,
        "created_by_id": paper.focal.officer_id,
        "created_at": paper.published_at - timedelta(hours=3),
        "published_at": paper.published_at,
    }


def _section_id(paper: Paper, order: int) -> int:
    return (paper.id - 1) * len(SECTIONS) + order


def _section(paper: Paper, order: int) -> dict[str, Any]:
    return {
        "id": _section_id(paper, order),
        "plan_id": paper.id,
        "order": order,
        "title": SECTIONS[order - 1],
    }


def _task_row(paper: Paper, task: Ordered) -> dict[str, Any]:
    return {
        "id": task.id,
        "plan_id": paper.id,
        "section_id": _section_id(paper, 1 + task.order % len(SECTIONS)),
        "order": task.order,
        "code": f"{'ABCDE'[task.order % len(SECTIONS)]}.{task.order}",
        "content": task.content,
        "product": f"Báo cáo kết quả {OBJECTS[task.id % len(OBJECTS)]}",
        "deadline_text": f"Trước {task.due:%d/%m/%Y}" if task.due else "Thường xuyên",
        "quantity_target": task.quantity,
        "quantity_unit": "hồ sơ" if task.quantity else "",
    }


def _milestone(task: Ordered) -> dict[str, Any]:
    kind = Milestone.Kind.DATE if task.due else Milestone.Kind.ONGOING
    return {"id": task.id, "task_id": task.id, "kind": kind, "due_date": task.due}


def _task_parties(task: Ordered, groups: dict[str, int]) -> Iterator[dict[str, Any]]:
    lead = {"task_id": task.id, "part": TaskParty.Part.LEAD}
    if task.group:
        phrase = "Các sở, ban, ngành, UBND cấp xã" if task.group == "tat_ca" else "UBND các xã, phường"
        group = {"kind": TaskParty.Kind.GROUP, "group_id": groups[task.group], "unit_id": None, "phrase": phrase}
        yield lead | group | {"order": 0}
        return
    for order, place in enumerate(task.leads):
        unit = {"kind": TaskParty.Kind.UNIT, "group_id": None, "unit_id": place.id, "phrase": place.name}
        yield lead | unit | {"order": order}
