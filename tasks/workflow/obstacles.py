"""Khó khăn, vướng mắc: answered by the focal unit, taken higher and decided there, or solved by the unit."""

from datetime import date, datetime
from typing import Any

from viewflow import this
from viewflow.fsm import State

from journal.operations import record
from tasks import perms
from tasks.models import Obstacle
from tasks.workflow.gating import offered
from units.models import User

S = Obstacle.State
VERBS = {
    "answer": "tasks.obstacle_answered",
    "escalate": "tasks.obstacle_escalated",
    "decide": "tasks.obstacle_decided",
    "resolve": "tasks.obstacle_resolved",
}


class ObstacleFlow:
    state = State(S, default=S.OPEN)

    def __init__(self, obstacle: Obstacle, actor: User, now: datetime | None = None) -> None:
        self.obstacle, self.actor, self.now = obstacle, actor, now

    @state.getter()
    def _get(self) -> Obstacle.State:
        return S(self.obstacle.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.obstacle.state = value

    @state.on_success()
    def _record(self, step: Any, source: str, target: str, **details: Any) -> None:
        if target not in S.open():
            self.obstacle.closed_at = self.now
        self.obstacle.save()
        assignment = self.obstacle.assignment
        record(
            VERBS[next(iter(step.get_transitions())).slug],
            ("assignment", assignment.pk),
            actor=self.actor,
            plan_id=assignment.plan_id,
            obstacle=self.obstacle.pk,
        )

    def may_answer(self, user: User) -> bool:
        return perms.can_answer(user, self.obstacle.assignment)

    def may_resolve(self, user: User) -> bool:
        return perms.can_work(user, self.obstacle.assignment)

    @state.transition(S.open(), S.ANSWERED, "Trả lời", permission=this.may_answer)
    def answer(self, *, text: str) -> None:
        self.obstacle.answer, self.obstacle.answered_by, self.obstacle.answered_at = text, self.actor, self.now

    @state.transition(S.OPEN, S.ESCALATED, "Ghi đã báo cáo cấp trên", permission=this.may_answer)
    def escalate(self, *, to: str, number: str, day: date) -> None:
        self.obstacle.escalated_to, self.obstacle.escalated_number, self.obstacle.escalated_date = to, number, day

    @state.transition(S.open(), S.DECIDED, "Ghi quyết định", permission=this.may_answer)
    def decide(self, *, number: str, day: date, text: str) -> None:
        self.obstacle.decided_number, self.obstacle.decided_date, self.obstacle.decided_text = number, day, text

    @state.transition(S.open(), S.RESOLVED, "Đơn vị đã giải quyết", permission=this.may_resolve)
    def resolve(self) -> None: ...


def obstacle_moves(user: User, obstacle: Obstacle) -> set[str]:
    return offered(ObstacleFlow(obstacle, user), VERBS, user)
