"""Số liệu: open → sent → accepted or to be supplemented → locked (DESIGN section 5)."""

from datetime import datetime
from typing import Any

from viewflow import this
from viewflow.fsm import State

from kpi import perms
from kpi.errors import KpiConflict
from kpi.models import Measurement
from tasks.workflow.gating import gate, offered
from units.models import User

S = Measurement.State


class MeasurementFlow:
    state = State(S, default=S.OPEN)

    def __init__(self, measurement: Measurement, actor: User, now: datetime | None = None) -> None:
        self.row, self.actor, self.now = measurement, actor, now

    @state.getter()
    def _get(self) -> Measurement.State:
        return S(self.row.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.row.state = value

    @state.on_success()
    def _save(self, step: Any, source: str, target: str, **details: Any) -> None:
        self.row.save()

    def may_enter(self, user: User) -> bool:
        return perms.can_enter(user, self.row)

    def may_accept(self, user: User) -> bool:
        return perms.can_accept(user, self.row)

    def may_follow(self, user: User) -> bool:
        return perms.can_follow(user, self.row.target.indicator)

    @state.transition(S.with_the_unit(), S.SENT, "Gửi số liệu", permission=this.may_enter)
    def send(self) -> None:
        self.row.sent_by, self.row.sent_at = self.actor, self.now

    @state.transition(S.SENT, S.ACCEPTED, "Xác nhận số liệu", permission=this.may_accept)
    def accept(self) -> None:
        self.row.decided_by, self.row.decided_at = self.actor, self.now

    @state.transition(S.SENT, S.TO_SUPPLEMENT, "Đề nghị bổ sung", permission=this.may_accept)
    def request_supplement(self, *, text: str) -> None:
        self.row.decided_by, self.row.decided_at, self.row.supplement_text = self.actor, self.now, text
        self.row.supplements += 1

    @state.transition(S.ACCEPTED, S.LOCKED, "Chốt kỳ", permission=this.may_follow)
    def lock(self) -> None:
        pass


MOVES = ("send", "accept", "request_supplement", "lock")


def make_move(measurement: Measurement, name: str, *, actor: User, now: datetime, **details: Any) -> None:
    """Of a row that the caller has locked. Raises KpiConflict when it has moved on, PermissionDenied."""
    gate(
        MeasurementFlow(measurement, actor, now),
        name,
        actor=actor,
        gone=lambda: f"Số liệu này đã ở trạng thái “{measurement.get_state_display()}”. Tải lại trang để xem.",
        conflict=KpiConflict,
        **details,
    )


def moves_for(user: User, measurement: Measurement) -> set[str]:
    return offered(MeasurementFlow(measurement, user), MOVES, user)
