"""Yêu cầu phối hợp: the lead asks, the partner delivers, the lead accepts or asks again."""

from datetime import date, datetime
from typing import Any

from viewflow import this
from viewflow.fsm import State

from journal.operations import record
from tasks import perms
from tasks.models import ContributionRequest
from tasks.workflow.gating import offered
from units.models import User

S = ContributionRequest.State
VERBS = {
    "deliver": "tasks.contribution_delivered",
    "accept": "tasks.contribution_accepted",
    "ask_again": "tasks.contribution_asked_again",
    "withdraw": "tasks.contribution_withdrawn",
}


class ContributionFlow:
    state = State(S, default=S.ASKED)

    def __init__(self, request: ContributionRequest, actor: User, now: datetime | None = None) -> None:
        self.request, self.actor, self.now = request, actor, now

    @state.getter()
    def _get(self) -> ContributionRequest.State:
        return S(self.request.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.request.state = value

    @state.on_success()
    def _record(self, step: Any, source: str, target: str, **details: Any) -> None:
        self.request.save()
        assignment = self.request.assignment
        record(
            VERBS[next(iter(step.get_transitions())).slug],
            ("assignment", assignment.pk),
            actor=self.actor,
            plan_id=assignment.plan_id,
            request=self.request.pk,
            to=str(target),
        )

    def may_deliver(self, user: User) -> bool:
        return perms.can_deliver(user, self.request)

    def may_ask(self, user: User) -> bool:
        return perms.can_work(user, self.request.assignment)

    @state.transition(S.ASKED, S.DELIVERED, "Gửi kết quả phối hợp", permission=this.may_deliver)
    def deliver(self, *, text: str, number: str = "", day: date | None = None) -> None:
        row = self.request
        row.delivery, row.delivery_number, row.delivery_date = text, number, day
        row.delivered_by, row.delivered_at = self.actor, self.now

    @state.transition(S.DELIVERED, S.ACCEPTED, "Ghi nhận", permission=this.may_ask)
    def accept(self) -> None:
        self.request.closed_at = self.now

    @state.transition(S.DELIVERED, S.ASKED, "Đề nghị làm thêm", permission=this.may_ask)
    def ask_again(self, *, text: str) -> None:
        self.request.asked_again = text

    @state.transition(S.open(), S.WITHDRAWN, "Rút yêu cầu", permission=this.may_ask)
    def withdraw(self) -> None:
        self.request.closed_at = self.now


def contribution_moves(user: User, request: ContributionRequest) -> set[str]:
    return offered(ContributionFlow(request, user), VERBS, user)
