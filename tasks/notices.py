"""What this room tells people. Links lead to the work; the words carry no progress and no names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from notifications.operations import Notice
from plans.models import Plan
from tasks import perms
from tasks.models import Assignment, Change, ChangeRequest, ContributionRequest, Obstacle, RegisteredMilestone
from units.models import Membership, MembershipQuerySet

ALONE_DAYS = 3  # new work with less time than this does not wait for the day's digest


def supplement_requested(assignment: Assignment, why: str, now: datetime) -> list[Notice]:
    """To the officer and the leader in charge; where neither is named or works there any more, to the unit."""
    due = assignment.counted_due
    until = f", đến {due:%d/%m}" if due and due >= timezone.localdate(now) else ""
    text = f"Cần bổ sung: {assignment.task.code}{until}"
    detail = f"{assignment.task.brief} {why}"
    named = _at_work(assignment, now).filter(user__in={assignment.officer_id, assignment.leader_id} - {None})
    people = [{"to_user_id": user_id} for user_id in sorted(set(named.values_list("user_id", flat=True)))]
    return [
        _notice(assignment, "supplement_requested", text, dedupe=now.isoformat(), single=True, detail=detail, **to)
        for to in people or [{"to_unit_id": assignment.unit_id}]
    ]


def waits_for_the_head(assignment: Assignment, now: datetime) -> list[Notice]:
    heads = _at_work(assignment, now).filter(role=Membership.Role.HEAD).values_list("user_id", flat=True)
    text = f"Chờ duyệt: {assignment.task.code} {assignment.task.name[:80]}"
    return [
        _notice(
            assignment,
            "waits_for_the_head",
            text,
            dedupe=now.isoformat(),
            to_user_id=user_id,
            counted="việc chờ duyệt",
        )
        for user_id in heads
    ]


def milestone_registered(milestone: RegisteredMilestone, now: datetime) -> list[Notice]:
    """To the heads while it waits for them, then to the unit that takes note."""
    assignment, day = milestone.assignment, f"{milestone.due_date:%d/%m/%Y}"
    words = {"dedupe": f"milestone-{milestone.pk}-{milestone.state}", "counted": "mốc đăng ký"}
    if milestone.state == RegisteredMilestone.State.APPROVED:
        text = f"Mốc đơn vị đăng ký, chờ ghi nhận: {assignment.task.code}, {day}"
        return [_notice(assignment, "milestone_approved", text, to_unit_id=perms.looks_at(assignment), **words)]
    text = f"Chờ duyệt mốc đăng ký: {assignment.task.code}, {day}"
    heads = _at_work(assignment, now).filter(role=Membership.Role.HEAD).values_list("user_id", flat=True)
    return [_notice(assignment, "milestone_registered", text, to_user_id=pk, **words) for pk in heads]


def assigned(plan: Plan, rows: Sequence[dict[str, Any]], dedupe: str, *, today: date) -> list[Notice]:
    """`rows` of new assignments; one notice a unit, however many. What is due within days goes alone, at once."""
    counts = Counter(row["unit_id"] for row in rows)
    soon = today + timedelta(days=ALONE_DAYS)
    urgent = {row["unit_id"] for row in rows if row["due_date"] and row["due_date"] < soon}
    return [
        Notice(
            kind="assigned",
            subject=("plan", plan.pk),
            text=f"{count} việc mới từ {plan.reference}, ghi người thực hiện",
            path=f"/viec/?van_ban={plan.pk}",
            dedupe=dedupe,
            to_unit_id=unit_id,
            single=unit_id in urgent,
            counted="văn bản có việc mới",
            urgency="new",
            plan_id=plan.pk,
        )
        for unit_id, count in counts.items()
    ]


CHANGED = {
    Change.Kind.DEADLINE: "Đã điều chỉnh thời hạn",
    Change.Kind.LEAD: "Đã điều chỉnh phân công",
    Change.Kind.DROP: "Đã dừng thực hiện",
    Change.Kind.REORGANISED: "Đã sắp xếp đơn vị",
}


def changed(changes: Iterable[Change], now: datetime) -> list[Notice]:
    """To the unit that had the work, and to those that go on with it; one letter a unit, however many changes."""
    by_unit: dict[int, list[tuple[Change, Assignment]]] = defaultdict(list)
    for change in changes:
        going_on = Assignment.objects.filter(continues__before=change.assignment, continues__created_at=now)
        for assignment in [change.assignment, *going_on.select_related("task")]:
            by_unit[assignment.unit_id].append((change, assignment))
    return [_changed(unit_id, rows) for unit_id, rows in by_unit.items()]


def _changed(unit_id: int, rows: list[tuple[Change, Assignment]]) -> Notice:
    change, assignment = rows[0]
    words = {"dedupe": f"change-{change.pk}", "to_unit_id": unit_id, "single": True}
    words["detail"] = f"Theo {change.decision}"
    if len(rows) > 1:
        text = f"{CHANGED[change.kind]}: {len(rows)} việc theo {change.decision.number}"
        path = f"/viec/?van_ban={assignment.plan_id}"
        words |= {"subject": ("plan", assignment.plan_id), "plan_id": assignment.plan_id}
        return Notice(kind="changed", text=text, path=path, **words)
    until = f" đến {change.due_after:%d/%m/%Y}" if change.due_after else ""
    return _notice(assignment, "changed", f"{CHANGED[change.kind]}: {assignment.task.code}{until}", **words)


def change_at_head(request: ChangeRequest, now: datetime) -> list[Notice]:
    """To the unit's heads: a request leaves only with their word."""
    text = f"Chờ duyệt: đề nghị điều chỉnh {request.get_kind_display()} {request.assignment.task.code}"
    heads = _at_work(request.assignment, now).filter(role=Membership.Role.HEAD).values_list("user_id", flat=True)
    words = {"dedupe": f"change-{request.pk}", "counted": "đề nghị chờ duyệt"}
    return [_notice(request.assignment, "change_at_head", text, to_user_id=user_id, **words) for user_id in heads]


def change_asked(request: ChangeRequest) -> list[Notice]:
    """To the unit that looks at it."""
    text = f"Đề nghị điều chỉnh {request.get_kind_display()}: {request.assignment.task.code}"
    to = perms.looks_at(request.assignment)
    words = {"dedupe": f"change-{request.pk}", "counted": "đề nghị điều chỉnh chờ ý kiến"}
    return [_notice(request.assignment, "change_asked", text, to_unit_id=to, **words)]


def change_opined(requests: list[ChangeRequest]) -> list[Notice]:
    return [_answered(request, "change_opined", "Đã có ý kiến") for request in requests]


def change_declined(requests: list[ChangeRequest]) -> list[Notice]:
    return [_answered(request, "change_declined", "Không điều chỉnh") for request in requests]


def _answered(request: ChangeRequest, kind: str, said: str) -> Notice:
    assignment = request.assignment
    text = f"{said}: {request.get_kind_display()} {assignment.task.code}"
    words = {"dedupe": f"change-{request.pk}", "counted": "đề nghị có trả lời", "single": kind == "change_declined"}
    return _notice(assignment, kind, text, to_unit_id=assignment.unit_id, **words)


TO_PARTNER = {
    "contribution_asked": "Yêu cầu phối hợp",
    "contribution_asked_again": "Đề nghị làm thêm phần phối hợp",
    "contribution_accepted": "Đã ghi nhận kết quả phối hợp",
    "contribution_withdrawn": "Đã rút yêu cầu phối hợp",
}


def contribution(request: ContributionRequest, kind: str, now: datetime) -> list[Notice]:
    """Between the lead and its partner; an outsider reads nothing here."""
    if request.partner_id is None:
        return []
    code = request.assignment.task.code
    until = f", trước {request.due_date:%d/%m/%Y}" if request.state == request.State.ASKED else ""
    to, text = request.partner_id, f"{TO_PARTNER.get(kind, '')}: {code}{until}"
    if kind == "contribution_delivered":
        to, text = request.assignment.unit_id, f"{request.partner.short_name} đã phối hợp: {code}"
    path = f"/phoi-hop/{request.pk}/"
    words = {"dedupe": now.isoformat(), "counted": "yêu cầu phối hợp"}
    return [Notice(kind=kind, subject=("contribution", request.pk), text=text, path=path, to_unit_id=to, **words)]


def obstacle_answered(obstacle: Obstacle) -> list[Notice]:
    text = f"{obstacle.get_state_display()}: khó khăn, vướng mắc {obstacle.assignment.task.code}"
    words = {"counted": "khó khăn có trả lời", "to_unit_id": obstacle.assignment.unit_id}
    words["dedupe"] = f"{obstacle.pk}-{obstacle.state}"
    return [_notice(obstacle.assignment, "obstacle_answered", text, **words)]


def _at_work(assignment: Assignment, now: datetime) -> MembershipQuerySet:
    """Who works in the unit on that day and may sign in."""
    current = Membership.objects.current(timezone.localdate(now))
    return current.filter(unit=assignment.unit_id, role__in=Membership.WORKING, user__is_active=True)


def _notice(assignment: Assignment, kind: str, text: str, **more: object) -> Notice:
    path = f"/viec/{assignment.pk}/"
    about = {"subject": ("assignment", assignment.pk), "plan_id": assignment.plan_id, "code": assignment.task.code}
    return Notice(kind=kind, text=text, path=path, **about, **more)
