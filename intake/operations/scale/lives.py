"""What happened to each made-up assignment: its state, its spans, and the acts that led there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from intake.operations.scale.papers import Ordered, Paper
from intake.operations.scale.places import Place
from tasks.models import Assignment

State = Assignment.State
FULL_STORY, FULL_STORY_EVERY = 20, 500  # one in so many has a long page: 20 events, 10 pieces of evidence
MOVES = {
    "tasks.proposed": (State.OPEN, State.AT_HEAD),
    "tasks.sent": (State.AT_HEAD, State.SENT),
    "tasks.awaited_approval": (State.SENT, State.AWAITING_APPROVAL),
    "tasks.confirmed": (State.SENT, State.COMPLETED),
    "tasks.cancelled": (State.OPEN, State.CANCELLED),
}
PATHS = {
    State.OPEN: [],
    State.AT_HEAD: ["tasks.proposed"],
    State.SENT: ["tasks.proposed", "tasks.sent"],
    State.AWAITING_APPROVAL: ["tasks.proposed", "tasks.sent", "tasks.awaited_approval"],
    State.COMPLETED: ["tasks.proposed", "tasks.sent", "tasks.confirmed"],
    State.CANCELLED: ["tasks.cancelled"],
}


@dataclass(slots=True)
class Act:
    at: datetime
    verb: str
    actor_id: int
    unit_id: int
    payload: dict[str, Any]
    event_id: int = 0


@dataclass(slots=True)
class Life:
    id: int
    task: Ordered
    unit: Place
    state: str
    acts: list[Act] = field(default_factory=list)
    moves: list[Act] = field(default_factory=list)
    percent: int = 0

    def moment(self, verb: str) -> datetime | None:
        return next((act.at for act in self.moves if act.verb == verb), None)

    @property
    def sent_at(self) -> datetime | None:
        return self.moment("tasks.sent")

    def done(self, percent: int) -> int:
        return percent * (self.task.quantity or 0) // 100

    def told(self, verb: str) -> Iterator[Act]:
        return (act for act in self.acts if act.verb == verb)


class Teller:
    """Tells lives of one plan's assignments: `acts` events each, or as many as the state needs."""

    def __init__(self, rng: Random, paper: Paper, acts: int, now: datetime) -> None:
        self.rng, self.paper, self.acts, self.now = rng, paper, acts, now

    def life(self, pk: int, task: Ordered, unit: Place) -> Life:
        life = Life(pk, task, unit, self._state(task.due, unit))
        last = self._between(self._earliest_end(life), self._latest_end(life))
        self._move(life, last)
        if self.acts:
            wanted = max(FULL_STORY, self.acts) if pk % FULL_STORY_EVERY == 1 else self.acts
            self._work(life, last, wanted - len(life.moves))
            life.acts += life.moves
        return life

    def _state(self, due: date | None, unit: Place) -> str:
        draw = self.rng.random()
        if due is None:
            return State.OPEN if draw < 0.95 else State.CANCELLED
        if due >= self.now.date():
            return State.OPEN if draw < 0.85 else State.AT_HEAD if draw < 0.88 else State.COMPLETED
        if draw < unit.slowness:
            return State.OPEN
        rest = (draw - unit.slowness) / (1 - unit.slowness)
        if rest < 0.9:
            return State.COMPLETED
        return State.SENT if rest < 0.95 else State.AWAITING_APPROVAL if rest < 0.97 else State.CANCELLED

    def _earliest_end(self, life: Life) -> datetime:
        started = self.paper.published_at
        return started + (self.now - started) * 0.1

    def _latest_end(self, life: Life) -> datetime:
        """Late by at most twenty days, and early enough for the moves that follow."""
        if life.task.due is None or life.state == State.OPEN:
            return self.now
        close = datetime.combine(life.task.due, self.now.timetz()) + timedelta(days=self.rng.choice([0, 0, 0, 20]))
        return max(self._earliest_end(life), min(close, self.now - timedelta(days=5)))

    def _between(self, start: datetime, end: datetime) -> datetime:
        return start + timedelta(seconds=int((end - start).total_seconds() * self.rng.random()))

    def _move(self, life: Life, first: datetime) -> None:
        at = first
        for verb in PATHS[life.state]:
            source, target = MOVES[verb]
            due = life.task.due.isoformat() if life.task.due else None
            payload = {"from": str(source), "to": str(target), "due": due}
            life.moves.append(Act(at, verb, *self._mover(verb, life.unit), payload))
            at += timedelta(hours=self.rng.randint(2, 48))

    def _mover(self, verb: str, unit: Place) -> tuple[int, int]:
        if verb == "tasks.proposed":
            return unit.officer_id, unit.id
        if verb == "tasks.confirmed" and unit.id == self.paper.focal.id:
            return self.paper.oversight.officer_id, self.paper.oversight.id
        if verb in {"tasks.confirmed", "tasks.cancelled"}:
            return self.paper.focal.officer_id, self.paper.focal.id
        return unit.head_id, unit.id

    def _work(self, life: Life, end: datetime, count: int) -> None:
        """Receipt, updates and evidence before the first move; nothing leaves the unit without evidence."""
        leaves = life.sent_at is not None or life.state == State.AT_HEAD
        verbs = ["tasks.received", *("tasks.updated", "tasks.evidence_added") * count][: max(0, count)]
        if leaves and "tasks.evidence_added" not in verbs:
            verbs.append("tasks.evidence_added")
        goal = 100 if leaves else self.rng.randint(5, 95)
        step = (end - self.paper.published_at) / (len(verbs) + 1)
        for number, verb in enumerate(verbs, start=1):
            at = self.paper.published_at + step * number
            payload = self._payload(verb, life, goal * number // len(verbs))
            life.acts.append(Act(at, verb, life.unit.officer_id, life.unit.id, payload))

    def _payload(self, verb: str, life: Life, percent: int) -> dict[str, Any]:
        if verb == "tasks.received":
            return {"leader": life.unit.head_id, "officer": life.unit.officer_id}
        if verb == "tasks.evidence_added":
            return {"kind": "document", "sha256": ""}
        before, life.percent = life.percent, percent
        payload = {"percent": [before, percent], "obstacle": self.rng.random() < 0.05}
        if life.task.quantity:
            payload["done"] = [life.done(before), life.done(percent), life.task.quantity]
        return payload
