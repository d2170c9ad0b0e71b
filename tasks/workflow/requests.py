"""Đề nghị điều chỉnh: the unit asks, the focal unit gives its opinion, the authority of the plan decides."""

from datetime import datetime
from typing import Any

from viewflow import this
from viewflow.fsm import State

from journal.operations import record
from plans.models import Plan
from tasks import perms
from tasks.models import ChangeRequest
from tasks.workflow.gating import offered
from units.models import User

S = ChangeRequest.State
VERBS = {
    "approve": "tasks.change_asked",
    "opine": "tasks.change_opined",
    "grant": "tasks.change_granted",
    "decline": "tasks.change_declined",
    "withdraw": "tasks.change_withdrawn",
}


class ChangeRequestFlow:
    state = State(S, default=S.ASKED)

    def __init__(self, request: ChangeRequest, actor: User, now: datetime | None = None) -> None:
        self.request, self.actor, self.now = request, actor, now

    @state.getter()
    def _get(self) -> ChangeRequest.State:
        return S(self.request.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.request.state = value

    @state.on_success()
    def _record(self, step: Any, source: str, target: str, **details: Any) -> None:
        """`details` are words and go into the row, never into the journal."""
        self.request.save()
        assignment = self.request.assignment
        record(
            VERBS[next(iter(step.get_transitions())).slug],
            ("assignment", assignment.pk),
            actor=self.actor,
            plan_id=assignment.plan_id,
            request=self.request.pk,
            kind=self.request.kind,
            to=str(target),
        )

    def is_head(self, user: User) -> bool:
        return perms.is_head(user, self.request.assignment)

    def may_opine(self, user: User) -> bool:
        return perms.can_opine(user, self.request.assignment)

    def may_record_decision(self, user: User) -> bool:
        return perms.can_record_decision(user, self.request.assignment)

    def may_withdraw(self, user: User) -> bool:
        """What the head let out, the head takes back."""
        inside = self.request.state == S.AT_HEAD
        return (perms.can_work if inside else perms.can_send)(user, self.request.assignment)

    def is_looked_at(self) -> Any:
        """The focal unit decides alone only what the plan leaves to it; its opinion is then the decision."""
        alone = self.request.assignment.plan.who_decides == Plan.Decider.FOCAL
        return State.CONDITION(
            alone or self.request.state == S.OPINED,
            unmet="Chưa ghi quyết định được: đề nghị cần ý kiến của cơ quan đầu mối trước.",
        )

    @state.transition(S.AT_HEAD, S.ASKED, "Duyệt và gửi", permission=this.is_head)
    def approve(self) -> None:
        self.request.asked_at = self.now

    @state.transition(S.ASKED, S.OPINED, "Ghi ý kiến", permission=this.may_opine)
    def opine(self, *, agrees: bool, text: str) -> None:
        self.request.opinion, self.request.opinion_agrees = text, agrees
        self.request.opinion_by, self.request.opinion_at = self.actor, self.now

    @state.transition([S.ASKED, S.OPINED], S.APPROVED, "Điều chỉnh", [this.is_looked_at], this.may_record_decision)
    def grant(self) -> None:
        self._decided()

    @state.transition(
        [S.ASKED, S.OPINED], S.NOT_APPROVED, "Không điều chỉnh", [this.is_looked_at], this.may_record_decision
    )
    def decline(self) -> None:
        self._decided()

    def _decided(self) -> None:
        self.request.decided_by, self.request.decided_at = self.actor, self.now

    @state.transition(S.pending(), S.WITHDRAWN, "Rút đề nghị", permission=this.may_withdraw)
    def withdraw(self) -> None: ...


def request_moves(user: User, request: ChangeRequest) -> set[str]:
    return offered(ChangeRequestFlow(request, user), VERBS, user)


def request_buttons(user: User, request: ChangeRequest) -> set[str]:
    """The same with the conditions: "decide" where an answer may be recorded, no opinion where it is the decision."""
    moves = request_moves(user, request)
    alone = request.assignment.plan.who_decides == Plan.Decider.FOCAL
    if "grant" in moves and (alone or request.state == S.OPINED):
        moves.add("decide")
    return moves - {"grant", "decline"} - ({"opine"} if alone else set())
