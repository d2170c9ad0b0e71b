"""Two plans, eight units and their people, small enough for every row to be moved many times."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from journal.operations import happened_at
from plans.models import Plan
from tasks import operations as op
from tasks.models import Assignment, Milestone, Task, TaskParty
from tests.cast import HANOI
from tests.factories import MembershipFactory, PlanFactory, TaskFactory, UnitFactory
from units.models import Membership, Unit, UnitGroup, User

START = datetime(2026, 1, 5, 8, 0, tzinfo=HANOI)
DAYS = (3, 12, 25, 40, 90, None)
Role, Kind, Part = Membership.Role, TaskParty.Kind, TaskParty.Part


@dataclass
class World:
    focal: Unit
    office: Unit
    partner: Unit
    wards: list[Unit]
    heir: Unit  # takes over from the first ward, has nobody yet
    people: list[User] = field(default_factory=list)
    staff: dict[int, list[User]] = field(default_factory=dict)  # by unit, the head first
    open_lead: int = 0

    @property
    def units(self) -> list[Unit]:
        return [self.focal, self.office, self.partner, *self.wards, self.heir]

    def person(self, *places: tuple[Unit, str]) -> User:
        first, *others = places
        user = MembershipFactory(unit=first[0], role=first[1]).user
        for unit, role in others:
            MembershipFactory(unit=unit, role=role, user=user)
        self.people.append(user)
        for unit, role in places:
            if role in Membership.WORKING:
                self.staff.setdefault(unit.pk, []).append(user)
        return user


def build() -> World:
    so = Unit.Kind.DEPARTMENT
    focal, office = UnitFactory(kind=so, name="Sở Tài chính"), UnitFactory(kind=so, name="Văn phòng UBND Thành phố")
    partner = UnitFactory(kind=so, name="Sở Khoa học và Công nghệ")
    world = World(focal, office, partner, [UnitFactory() for _ in range(4)], UnitFactory(name="Phường Mới"))
    world.wards[3].needs_head_approval = False
    world.wards[3].save()
    for unit in world.units[:-1]:
        world.person((unit, Role.HEAD))
        world.person((unit, Role.OFFICER))
    world.person((world.wards[1], Role.OFFICER), (focal, Role.OFFICER))
    world.person((office, Role.ADMIN))
    world.person((office, Role.INSPECTOR))
    world.person((UnitFactory(), Role.OFFICER))
    UnitGroup.objects.create(code="PX", name="UBND phường", kinds=[]).members.set(world.wards)
    _plan(world, oversight_unit=office)
    _plan(world, who_decides=Plan.Decider.FOCAL)
    return world


def _plan(world: World, **more: object) -> None:
    plan = PlanFactory(focal_unit=world.focal, state=Plan.State.DRAFT, issued_date=START.date(), **more)
    group = UnitGroup.objects.get(code="PX")
    for number, days in enumerate(DAYS):
        task = _task(plan, START.date() + timedelta(days) if days else None, acceptance=["đúng"] * (number == 1))
        _lead(task, Kind.GROUP, group=group) if number % 3 == 0 else _lead(
            task, Kind.UNIT, unit=world.wards[number % 4]
        )
        if number == 2:
            _lead(task, Kind.UNIT, unit=world.focal)
        if number == 4:
            world.open_lead = _lead(task, Kind.OPEN, phrase="đơn vị được giao").pk
    with happened_at(START):
        op.publish(plan_id=plan.pk, actor=world.staff[world.focal.pk][1], now=START)


def _task(plan: Plan, due: date | None, **more: object) -> Task:
    task = TaskFactory(plan=plan, **more)
    Milestone.objects.create(task=task, kind="date" if due else "none", due_date=due)
    return task


def _lead(task: Task, kind: str, **whom: object) -> TaskParty:
    phrase = {"phrase": "đơn vị chủ trì"} | whom
    return TaskParty.objects.create(task=task, part=Part.LEAD, kind=kind, **phrase)


def first_dates() -> dict[int, date | None]:
    return dict(Assignment.objects.values_list("pk", "original_due_date"))
