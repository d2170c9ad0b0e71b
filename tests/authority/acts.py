"""Every act on one assignment and what hangs on it, each as a call that needs only an actor; and their states."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from journal.operations import happened_at, record
from plans.models import Plan
from tasks import operations as op
from tasks.errors import TaskConflict, TaskError
from tasks.models import (
    Assignment,
    ChangeRequest,
    ContributionRequest,
    Evidence,
    Obstacle,
    RegisteredMilestone,
)
from tests.cast import NOW
from units.models import User

DAY = timedelta(days=1)
TODAY, SOON, LATER = NOW.date(), NOW.date() + 5 * DAY, NOW.date() + 90 * DAY
PAPER = {"number": "4127/TTr-UBND", "date": TODAY}
Act = Callable[..., Any]


def outcome(act: Act, actor: User) -> str:
    """ "done", "403", "409", or the sentence of another refusal; nothing stays."""
    try:
        with transaction.atomic():
            act(actor=actor, now=NOW)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "403"
    except TaskConflict:
        return "409"
    except TaskError as error:
        return error.message
    return "done"


def prove(assignment: Assignment, author: User) -> Evidence:
    event = record("tasks.evidence_added", ("assignment", assignment.pk), actor=author, kind="document")
    told = {"assignment": assignment, "author": author, "event": event, "created_at": NOW}
    return Evidence.objects.create(**told, kind="document", label="Báo cáo", document_number="12/BC")


def bring(assignment: Assignment, state: str, by: User) -> None:
    """Into this state, by facts alone; what is completed was confirmed by `by` a moment ago."""
    facts: dict[str, Any] = {"state": state}
    if state in ("sent", "awaiting_approval", "completed"):
        facts |= {"sent_date": TODAY, "first_sent_date": TODAY}
    if state == "completed":
        facts |= {"completed_date": TODAY, "confirmed_by": by}
    Assignment.objects.filter(pk=assignment.pk).update(**facts)
    with happened_at(NOW):
        record("tasks.confirmed", ("assignment", assignment.pk), actor=by)


def moves_of(work: Assignment, unit_head: User, unit_officer: User, evidence: Evidence) -> dict[str, Act]:
    on = {"assignment_id": work.pk}
    row = op.SourceRow(2, work.pk, "đơn vị", 10, 10, before=(None, 0))
    wish = {"kind": "lead", "reason": "subjective", "text": "Không thuộc chức năng"}
    update = {"percent": 40, "note": "Đã rà soát"}
    return {
        "receive": partial(op.receive, **on, leader_id=unit_head.pk, officer_id=unit_officer.pk),
        "update": partial(op.update_progress, **on, **update),
        "prove": partial(op.add_evidence, **on, kind="document", label="Quyết định", document_number="7/QĐ"),
        "withdraw_proof": partial(op.withdraw_evidence, evidence_id=evidence.pk),
        "answer_criteria": partial(op.answer_criteria, **on, answers={"đúng": "Đã đối chiếu"}),
        "judge": partial(op.judge, **on, evidence={evidence.pk: op.Judged("ok")}),
        "propose": partial(op.propose, **on),
        "send": partial(op.send, **on),
        "hand_back": partial(op.hand_back, **on, text="Sửa bảng 2"),
        "await_approval": partial(op.await_approval, **on, **PAPER, to="UBND Thành phố"),
        "confirm": partial(op.confirm, **on),
        "take_back": partial(op.take_back_confirmation, **on),
        "load_figures": partial(
            op.load_figures, task_id=work.task_id, rows=[row], source="Hệ thống nguồn", confirm=True
        ),
        "request_supplement": partial(op.request_supplement, **on, reason="product", text="Thiếu phụ lục"),
        "reopen": partial(op.reopen, **on, text="Xác nhận nhầm"),
        "cancel": partial(op.cancel, **on, text="QĐ 12/QĐ-UBND"),
        "ask_change": partial(op.ask_change, **on, **wish, unit_id=work.plan.oversight_unit_id),
        "ask_contribution": partial(
            op.ask_contribution, **on, what="Số liệu", due_date=SOON, partner_id=work.plan.oversight_unit_id
        ),
        "register_milestone": partial(op.register_milestone, **on, label="Trình dự thảo", due_date=LATER),
    }


def told(work: Assignment, author: User) -> dict[str, Any]:
    event = record("tasks.updated", ("assignment", work.pk), actor=author, percent=[0, 10])
    return {"assignment": work, "author": author, "event": event, "created_at": NOW}


def change_request(work: Assignment, state: str, author: User, by: User) -> tuple[ChangeRequest, dict[str, Act]]:
    facts: dict[str, Any] = {"asked_at": None if state == "at_head" else NOW}
    if state == "opined":
        facts |= {"opinion": "Đồng ý", "opinion_agrees": True, "opinion_by": by, "opinion_at": NOW}
    if state in ("approved", "not_approved"):
        paper = op.deciding.paper_of(work.plan, op.deciding.Decision("UBND", "9/QĐ", TODAY), actor=by, now=NOW)
        facts |= {"decision": paper, "decided_by": by, "decided_at": NOW, "decided_due_date": LATER}
    wish = {"kind": "deadline", "reason": "subjective", "text": "Chờ hướng dẫn", "wanted_due_date": LATER}
    row = ChangeRequest.objects.create(**told(work, author), **wish, **facts, state=state)
    many = {"request_ids": [row.pk]}
    decided = many | PAPER
    return row, {
        "approve": partial(op.approve_change, request_id=row.pk),
        "opine": partial(op.opine, **many, agrees=True, text="Đồng ý"),
        "grant": lambda **who: op.decide(**decided, approved=True, file=_paper(), **who),
        "decline": lambda **who: op.decide(**decided, approved=False, file=_paper(), **who),
        "withdraw": partial(op.withdraw_change, request_id=row.pk),
    }


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")


def contribution(
    work: Assignment, state: str, author: User, **whom: Any
) -> tuple[ContributionRequest, dict[str, Act]]:
    facts: dict[str, Any] = {"delivered_at": None if state == "asked" else NOW, "what": "Số liệu", "due_date": SOON}
    facts |= {"closed_at": NOW if state in ("accepted", "withdrawn") else None}
    facts |= {"delivery_number": "3/CV", "delivery_date": TODAY} if "outsider" in whom else {}
    row = ContributionRequest.objects.create(**told(work, author), **whom, **facts, state=state)
    on = {"request_id": row.pk}
    return row, {
        "deliver": partial(op.deliver_contribution, **on, **PAPER, text="Gửi số liệu"),
        "accept": partial(op.accept_contribution, **on),
        "ask_again": partial(op.ask_contribution_again, **on, text="Thiếu quý III"),
        "withdraw": partial(op.withdraw_contribution, **on),
    }


def obstacle(work: Assignment, state: str, author: User, by: User) -> tuple[Obstacle, dict[str, Act]]:
    facts: dict[str, Any] = {"closed_at": None if state in ("open", "escalated") else NOW, "text": "Thiếu kinh phí"}
    facts |= {"answer": "Đã cấp", "answered_by": by}
    facts |= {f"{name}_{what}": value for name in ("escalated", "decided") for what, value in PAPER.items()}
    row = Obstacle.objects.create(**told(work, author), **facts, state=state)
    on = {"obstacle_id": row.pk}
    return row, {
        "answer": partial(op.answer_obstacle, **on, text="Đã cấp"),
        "escalate": partial(op.escalate_obstacle, **on, **PAPER, to="UBND Thành phố"),
        "decide": partial(op.decide_obstacle, **on, **PAPER, text="Cấp 2 tỷ"),
        "resolve": partial(op.resolve_obstacle, **on),
    }


def milestone(work: Assignment, state: str, author: User, by: User) -> tuple[RegisteredMilestone, dict[str, Act]]:
    facts = {"approved_by": by, "approved_at": NOW, "noted_by": by, "noted_at": NOW}
    words = told(work, author)
    row = RegisteredMilestone.objects.create(**words, **facts, label="Trình dự thảo", due_date=SOON, state=state)
    on = {"milestone_id": row.pk}
    return row, {
        "approve": partial(op.approve_milestone, **on),
        "note": partial(op.note_milestone, **on),
        "withdraw": partial(op.withdraw_milestone, **on),
        "reach": partial(op.reach_milestone, **on, day=TODAY),
    }


def own_work(cast: SimpleNamespace, make: Callable[..., Assignment]) -> Assignment:
    """The focal unit's own duty: the oversight unit confirms it."""
    return make(task__plan=cast.plan, unit=cast.focal, confirming_unit=cast.office)


def decided_by_focal(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(who_decides=Plan.Decider.FOCAL)
