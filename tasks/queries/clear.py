"""The six clear things of an assignment: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from tasks.models import Assignment, TaskParty
from tasks.queries.badges import distance
from units.models import Membership, User


@dataclass(frozen=True)
class Thing:
    icon: str
    label: str
    value: str = ""
    note: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Staff:
    """Who works in a unit today and may be named at receipt, by name."""

    heads: list[User]
    everyone: list[User]

    @classmethod
    def of(cls, unit_id: int, today: date) -> "Staff":
        places = Membership.objects.filter(unit=unit_id, role__in=Membership.WORKING, user__is_active=True)
        people = places.select_related("user").order_by("user__full_name")
        people = people.only("role", "from_date", "to_date", "user__full_name", "user__username")
        found = [place for place in people if place.holds_on(today)]
        everyone = {membership.user_id: membership.user for membership in found}
        return cls([m.user for m in found if m.role == Membership.Role.HEAD], list(everyone.values()))

    def fill_in(self, assignment: Assignment) -> None:
        """Its people are almost always of its unit: they need not be asked for once more."""
        known = {person.pk: person for person in self.everyone}
        for place in ("leader", "officer", "confirmed_by"):
            if person := known.get(getattr(assignment, f"{place}_id")):
                setattr(assignment, place, person)


def six_things(assignment: Assignment, staff: Staff, today: date) -> list[Thing]:
    task, plan = assignment.task, assignment.plan
    partners = list(
        task.parties.filter(part=TaskParty.Part.PARTNER).order_by("order").values_list("phrase", flat=True)
    )
    return [
        Thing(
            "user",
            "Rõ người",
            assignment.unit.name,
            _people(assignment),
            "" if assignment.officer else "Chưa ghi người",
        ),
        Thing("clipboard-check", "Rõ việc", assignment.scope or "Chủ trì thực hiện", _partners(partners)),
        _time(assignment, today),
        Thing("shield", "Rõ trách nhiệm", _head_title(assignment), _heads(assignment, staff)),
        Thing("file-check", "Rõ sản phẩm/kết quả", task.product, "", "" if task.product else "Chưa nêu sản phẩm"),
        Thing("gavel", "Rõ thẩm quyền", _confirmer(assignment), f"điều chỉnh thời hạn, phân công: {decider(plan)}"),
    ]


def _people(assignment: Assignment) -> str:
    if not assignment.officer:
        return f"{assignment.unit.name}; ghi lãnh đạo phụ trách, chuyên viên thực hiện khi tiếp nhận"
    return f"lãnh đạo phụ trách: {assignment.leader}; chuyên viên thực hiện: {assignment.officer}"


def _partners(phrases: list[str]) -> str:
    return f"phối hợp: {', '.join(phrases)}" if phrases else "không có đơn vị phối hợp"


def _time(assignment: Assignment, today: date) -> Thing:
    due, words = assignment.counted_due_date, assignment.task.deadline_text
    if due is None:
        value = "Thường xuyên" if assignment.is_ongoing else ""
        return Thing(
            "calendar-event", "Rõ thời gian", value, f"“{words}”" if words else "", "" if value else "Chưa có ngày"
        )
    running = assignment.state not in Assignment.State.finished()
    notes = [distance(due, today) if running else "", f"“{words}”" if words else ""]
    return Thing("calendar-event", "Rõ thời gian", f"{due:%d/%m/%Y}", " · ".join(filter(None, notes)))


def _head_title(assignment: Assignment) -> str:
    return "Chủ tịch UBND" if assignment.unit.kind in ("phuong", "xa") else "Thủ trưởng đơn vị"


def _heads(assignment: Assignment, staff: Staff) -> str:
    names = ", ".join(str(head) for head in staff.heads[:2])
    approves = "; duyệt trước khi gửi" if assignment.unit.needs_head_approval else ""
    return (names or "chưa có tài khoản lãnh đạo") + approves


def _confirmer(assignment: Assignment) -> str:
    if assignment.confirming_unit:
        return f"{assignment.confirming_unit.short_name} xác nhận"
    return "Thủ trưởng đơn vị tự xác nhận, đếm riêng"


def decider(plan: Plan) -> str:
    """The authority that decides changes of dates and units."""
    return plan.focal_unit.name if plan.who_decides == Plan.Decider.FOCAL else plan.issuer or "cơ quan ban hành"
