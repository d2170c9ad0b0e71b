"""Lives as rows: assignments, spans, events, and what units told."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import timezone

from intake.operations.scale.lives import Act, Life
from intake.operations.scale.papers import Paper
from journal.digests import chain, digest
from tasks.models import Assignment, Evidence, Obstacle

State = Assignment.State


def assignment(life: Life, paper: Paper) -> dict[str, Any]:
    received = next(life.told("tasks.received"), None)
    updates = list(life.told("tasks.updated"))
    sent, ended = life.sent_at, life.moment("tasks.confirmed")
    return {
        "id": life.id,
        "plan_id": paper.id,
        "task_id": life.task.id,
        "milestone_id": life.task.id,
        "unit_id": life.unit.id,
        "confirming_unit_id": paper.confirming_unit_id(life.unit),
        "state": life.state,
        "is_ongoing": life.task.due is None,
        "original_due_date": life.task.due,
        "due_date": life.task.due,
        "received_at": received and received.at,
        "leader_id": received and life.unit.head_id,
        "officer_id": received and life.unit.officer_id,
        "quantity_target": life.task.quantity,
        "quantity_done": life.done(life.percent),
        "quantity_unit": "hồ sơ" if life.task.quantity else "",
        "percent": life.percent,
        "updated_at": updates[-1].at if updates else None,
        "sent_date": sent and timezone.localdate(sent),
        "completed_date": ended and timezone.localdate(ended),
        "submission_number": "12/TTr" if life.state == State.AWAITING_APPROVAL else "",
    }


def spans(life: Life, paper: Paper) -> Iterator[dict[str, Any]]:
    starts = [paper.published_at, *(act.at for act in life.moves)]
    states = [State.OPEN, *(act.payload["to"] for act in life.moves)]
    for state, start, end in zip(states, starts, [*starts[1:], None], strict=True):
        sent = life.sent_at if life.sent_at and life.sent_at <= start else None
        yield {
            "assignment_id": life.id,
            "state": state,
            "due_date": life.task.due,
            "sent_date": sent and timezone.localdate(sent),
            "from_at": start,
            "to_at": end,
        }


class Sealer:
    """Numbers, digests and chains events as the journal's own sealer would, without a second pass over them."""

    def __init__(self, last_hash: str) -> None:
        self.count, self.last_hash = 0, last_hash
        self._key = settings.JOURNAL_KEY.encode()

    def sealed(self, acts: Iterable[tuple[Act, tuple[str, int], int]]) -> Iterator[dict[str, Any]]:
        """Rows of events from (act, subject, plan); fills `act.event_id`."""
        for act, subject, plan_id in acts:
            self.count += 1
            act.event_id = self.count
            row = {
                "id": self.count,
                "at": act.at,
                "actor_id": act.actor_id,
                "actor_unit_id": act.unit_id,
                "verb": act.verb,
                "subject_type": subject[0],
                "subject_id": subject[1],
                "plan_id": plan_id,
                "payload": act.payload,
            }
            signed = digest(SimpleNamespace(**row), self._key)  # a model instance costs ten times as much
            (self.last_hash,) = chain(self.last_hash, [signed])
            yield row | {"digest": signed, "position": self.count, "hash": self.last_hash}


def updates(life: Life) -> Iterator[dict[str, Any]]:
    for act in life.told("tasks.updated"):
        before, after = act.payload["percent"]
        done = act.payload.get("done", [None, None])
        yield _told(life, act) | {
            "percent_before": before,
            "percent": after,
            "quantity_before": done[0],
            "quantity_done": done[1],
            "note": f"Đã thực hiện {after}% khối lượng; đang hoàn thiện phần còn lại.",
        }


def obstacles(life: Life) -> Iterator[dict[str, Any]]:
    for act in life.told("tasks.updated"):
        if act.payload["obstacle"]:
            yield _told(life, act) | {
                "kind": Obstacle.Kind.STAFF,
                "text": "Thiếu người làm chuyên trách trong đợt cao điểm.",
                "proposal": "Đề nghị bố trí thêm người hỗ trợ.",
            }


def evidence(life: Life) -> Iterator[dict[str, Any]]:
    for number, act in enumerate(life.told("tasks.evidence_added"), start=1):
        sealed = life.sent_at if life.sent_at and act.at <= life.sent_at else None
        yield _told(life, act) | {
            "kind": Evidence.Kind.DOCUMENT,
            "label": f"Báo cáo kết quả lần {number}",
            "document_number": f"{life.id}.{number}/BC",
            "document_date": timezone.localdate(act.at),
            "sealed_at": sealed,
        }


def notes(life: Life) -> Iterator[dict[str, Any]]:
    for act in life.told("tasks.cancelled"):
        yield _told(life, act) | {"move": "cancel", "text": "Dừng theo Quyết định số 15/QĐ-UBND."}


def _told(life: Life, act: Act) -> dict[str, Any]:
    return {
        "assignment_id": life.id,
        "author_id": act.actor_id,
        "event_id": act.event_id,
        "created_at": act.at,
    }
