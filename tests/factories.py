"""Small builders of facts for tests; every one is a valid row by itself."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from plans.models import Plan
from tasks.models import Assignment, Milestone, Task
from units.models import Membership, Unit, User

TODAY = date(2026, 1, 15)
PASSWORD = "mật khẩu thử nghiệm"


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"X{n:04d}")
    name = factory.Sequence(lambda n: f"Phường Số {n}")
    short_name = factory.SelfAttribute("name")
    kind = Unit.Kind.WARD
    official_mailbox = factory.LazyAttribute(lambda unit: f"vanthu.{unit.code.lower()}@example.org")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Membership.Role.OFFICER


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    number = factory.Sequence(lambda n: f"{n + 1}/KH-UBND")
    issued_date = date(2026, 1, 5)
    title = "Chuẩn hóa dữ liệu dự án đầu tư"
    issuer = "UBND thành phố Hà Nội"
    focal_unit = factory.SubFactory(UnitFactory, kind=Unit.Kind.DEPARTMENT, name="Sở Tài chính")
    created_by = factory.SubFactory(UserFactory)
    state = Plan.State.IN_FORCE


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    plan = factory.SubFactory(PlanFactory)
    order = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda task: f"A.{task.order}")
    content = "Rà soát, chuẩn hóa thông tin dự án"
    product = "Dữ liệu dự án đã được chuẩn hóa"
    deadline_text = "Trước 31/01/2026"


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    task = factory.SubFactory(TaskFactory)
    kind = Milestone.Kind.DATE
    due_date = date(2026, 1, 31)


class AssignmentFactory(DjangoModelFactory):
    """Open, due 31/01/2026, confirmed by the plan's focal unit."""

    class Meta:
        model = Assignment

    task = factory.SubFactory(TaskFactory)
    plan = factory.SelfAttribute("task.plan")
    milestone = factory.LazyAttribute(lambda a: a.task.milestones.first() or MilestoneFactory(task=a.task))
    unit = factory.SubFactory(UnitFactory)
    confirming_unit = factory.SelfAttribute("plan.focal_unit")
    due_date = factory.SelfAttribute("milestone.due_date")
    original_due_date = factory.SelfAttribute("due_date")
