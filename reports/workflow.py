"""Which moves a period report allows, to whom, and under what condition. Only `reports.operations` makes them."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from viewflow import this
from viewflow.fsm import State, TransitionNotAllowed
from viewflow.fsm.base import TransitionConditionsUnmet

from journal.operations import record
from reports import perms
from reports.errors import ReportConflict, ReportError
from reports.kinds import unwritten
from reports.models import Report
from units.models import User

S = Report.State
VERBS = {
    "propose": "reports.proposed",
    "hand_back": "reports.handed_back",
    "send": "reports.sent",
    "receive": "reports.received",
    "request_supplement": "reports.supplement_requested",
    "drop": "reports.dropped",
}
UNLISTED = {"drop"}


class ReportFlow:
    state = State(S, default=S.DRAFT)

    def __init__(self, report: Report, actor: User | None, now: datetime | None = None) -> None:
        self.report, self.actor, self.now = report, actor, now

    @state.getter()
    def _get(self) -> Report.State:
        return S(self.report.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.report.state = value

    @state.on_success()
    def _record(self, step: Any, source: str, target: str, **details: Any) -> None:
        self.report.save()
        record(
            VERBS[next(iter(step.get_transitions())).slug],
            ("report", self.report.pk),
            actor=self.actor,
            unit=self.report.unit_id,
            period=self.report.period_key,
            version=self.report.version,
            digest=self.report.digest,
            **{"from": str(source), "to": str(target)},
        )

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def may_write(self, user: User) -> bool:
        return perms.can_write(user, self.report)

    def may_hand_in(self, user: User) -> bool:
        return perms.can_hand_in(user, self.report)

    def may_receive(self, user: User) -> bool:
        return perms.can_receive(user, self.report)

    def asks_the_head(self) -> Any:
        asks = self.report.unit.needs_head_approval
        return State.CONDITION(asks, unmet="Đơn vị không yêu cầu lãnh đạo duyệt: gửi thẳng báo cáo.")

    def is_written(self) -> Any:
        lacking = unwritten(self.report)
        words = "; ".join(f"“{section.title}”" for section in lacking)
        return State.CONDITION(not lacking, unmet=f"Chưa ghi {words}. Không có thì ghi “Không có”.")

    def is_closed(self) -> Any:
        close = self.report.close_date
        return State.CONDITION(
            self.today >= close,
            unmet=f"Số liệu của kỳ chốt ngày {close:%d/%m/%Y}: từ ngày đó mới gửi được. Bản đang soạn giữ nguyên.",
        )

    @state.transition(S.DRAFT, S.AT_HEAD, "Trình lãnh đạo", [this.asks_the_head, this.is_written], this.may_write)
    def propose(self) -> None:
        self.report.handed_back_text = ""

    @state.transition(S.AT_HEAD, S.DRAFT, "Chuyển lại chuyên viên", permission=this.may_hand_in)
    def hand_back(self, *, text: str) -> None:
        self.report.handed_back_text = text

    @state.transition(
        [S.DRAFT, S.AT_HEAD], S.SENT, "Duyệt và gửi", [this.is_written, this.is_closed], this.may_hand_in
    )
    def send(self, *, snapshot: dict[str, Any], digest: str) -> None:
        self.report.snapshot, self.report.digest = snapshot, digest
        self.report.sent_at, self.report.sent_by, self.report.sent_date = self.now, self.actor, self.today
        self.report.first_sent_date = self.report.first_sent_date or self.today
        self.report.is_current = True

    @state.transition(S.SENT, S.RECEIVED, "Tiếp nhận", permission=this.may_receive)
    def receive(self) -> None:
        self.report.received_at, self.report.received_by = self.now, self.actor

    @state.transition(S.SENT, S.TO_SUPPLEMENT, "Đề nghị bổ sung", permission=this.may_receive)
    def request_supplement(self) -> None: ...

    @state.transition([S.DRAFT, S.AT_HEAD], S.DROPPED, "Không phải nộp", permission=None)
    def drop(self) -> None: ...


def make_move(report: Report, name: str, *, actor: User | None, now: datetime, **details: Any) -> None:
    """The caller has locked the row. ReportConflict: somebody was faster; ReportError: a condition is not met."""
    step = getattr(ReportFlow(report, actor, now), name)
    if not step.can_proceed(check_conditions=False):
        raise ReportConflict(_moved(report))
    if actor and not step.has_perm(actor):
        raise PermissionDenied(name)
    try:
        step(**details)
    except TransitionConditionsUnmet as error:
        raise ReportError(error.unmet_message) from None
    except TransitionNotAllowed:
        raise ReportConflict(_moved(report)) from None


def _moved(report: Report) -> str:
    return (
        f"Báo cáo này đang ở bước “{report.get_state_display()}”, người khác vừa chuyển bước. "
        "Bước bạn chọn chưa được ghi; xem lại báo cáo rồi làm tiếp."
    )


def moves_for(report: Report, user: User) -> set[str]:
    """Which the person may make now, conditions aside."""
    flow = ReportFlow(report, user)
    steps = {name: getattr(flow, name) for name in VERBS if name not in UNLISTED}
    found = {name for name, step in steps.items() if step.can_proceed(check_conditions=False) and step.has_perm(user)}
    return found - {"propose"} if not report.unit.needs_head_approval else found
