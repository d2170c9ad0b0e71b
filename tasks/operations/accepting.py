"""The ready set: the unit answers each criterion, the confirming unit judges answers and evidence, one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from tasks import perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Evidence
from tasks.operations.locking import lock, lock_for_work, who_moved_it
from tasks.operations.speaking import said
from units.models import User

Judgement = Evidence.Judgement
LONGEST = 500


@dataclass(frozen=True)
class Judged:
    judgement: str
    words: str = ""

    def checked(self, what: str) -> "Judged":
        if self.judgement not in Judgement.values:
            raise TaskError(f"Chọn “Đạt” hoặc “Chưa đạt” cho “{what[:80]}”.")
        if self.judgement == Judgement.OK:
            return Judged(Judgement.OK, self.words.strip()[:LONGEST])
        return Judged(
            self.judgement, said(self.words, f"Ghi “{what[:80]}” chưa đạt ở đâu, một câu.", longest=LONGEST)
        )


@transaction.atomic
def answer_criteria(*, assignment_id: int, actor: User, answers: Mapping[str, str], now: datetime) -> Assignment:
    """A changed answer is judged anew; an empty one is taken back."""
    assignment = lock_for_work(assignment_id, actor)
    kept = dict(assignment.acceptance_answers)
    for criterion, text in answers.items():
        if criterion not in assignment.task.criteria:
            raise TaskError(f"“{criterion[:80]}” không phải tiêu chí của nhiệm vụ này. Tải lại trang rồi ghi lại.")
        if not text.strip():
            kept.pop(criterion, None)
        elif text.strip() != assignment.answer_to(criterion):
            kept[criterion] = {"text": said(text, "", longest=LONGEST)}
    if kept == assignment.acceptance_answers:
        raise TaskError("Chưa có gì để lưu: ghi câu trả lời cho ít nhất một tiêu chí.")
    assignment.acceptance_answers, assignment.updated_at = kept, now
    assignment.save(update_fields=["acceptance_answers", "updated_at"])
    _record("tasks.criteria_answered", assignment, actor, answered=len(kept), of=len(assignment.task.criteria))
    return assignment


@transaction.atomic
def judge(
    *,
    assignment_id: int,
    actor: User,
    now: datetime,
    evidence: Mapping[int, Judged] | None = None,
    criteria: Mapping[str, Judged] | None = None,
) -> Assignment:
    """Đạt or chưa đạt, item by item, while the work waits for confirmation. All of them or none."""
    assignment = lock(assignment_id)
    if not perms.can_confirm(actor, assignment):
        raise PermissionDenied("judge")
    if assignment.state not in Assignment.State.with_the_confirmer():
        raise TaskConflict(who_moved_it(assignment))
    changed = _judge_evidence(assignment, evidence or {}, actor, now) + _judge_criteria(assignment, criteria or {})
    if not changed:
        raise TaskError("Chưa có đánh giá nào thay đổi. Chọn “Đạt” hoặc “Chưa đạt” rồi lưu.")
    _record("tasks.judged", assignment, actor, items=changed)
    return assignment


def _judge_evidence(assignment: Assignment, judged: Mapping[int, Judged], actor: User, now: datetime) -> int:
    rows, changed = assignment.evidences.current().in_bulk(judged), 0
    for pk, one in judged.items():
        row = rows.get(pk)
        if row is None:
            raise TaskError("Một minh chứng đã có phiên bản mới hoặc đã rút. Tải lại trang rồi đánh giá lại.")
        one = one.checked(row.label)
        if (row.judgement, row.judged_text) == (one.judgement, one.words):
            continue
        row.judgement, row.judged_text = one.judgement, one.words
        row.judged_by, row.judged_at = actor, now
        row.save(update_fields=["judgement", "judged_text", "judged_by", "judged_at"])
        changed += 1
    return changed


def _judge_criteria(assignment: Assignment, judged: Mapping[str, Judged]) -> int:
    answers, changed = assignment.acceptance_answers, 0
    for criterion, one in judged.items():
        if criterion not in answers:
            raise TaskError(f"Đơn vị chưa trả lời tiêu chí “{criterion[:80]}”. Tải lại trang rồi đánh giá lại.")
        one = one.checked(criterion)
        new = {"text": answers[criterion]["text"], "judgement": one.judgement, "words": one.words}
        changed += new != answers[criterion]
        answers[criterion] = new
    if changed:
        assignment.save(update_fields=["acceptance_answers"])
    return changed


def _record(verb: str, assignment: Assignment, actor: User, **payload: int) -> None:
    record(verb, ("assignment", assignment.pk), actor=actor, plan_id=assignment.plan_id, **payload)
