"""Which moves an assignment allows, to whom, and under what condition (DESIGN section 5).

Only `tasks.operations` calls `make_move`: viewflow neither locks nor checks the person by itself.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from viewflow import this
from viewflow.fsm import State, TransitionNotAllowed, chart
from viewflow.fsm.base import TransitionConditionsUnmet

from journal.models import Event
from journal.operations import record
from tasks import perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Evidence
from tasks.workflow import ready
from tasks.workflow.spans import span
from units.models import User

S = Assignment.State
RUNNING = [S.OPEN, S.AT_HEAD, S.SENT, S.AWAITING_APPROVAL]
VERBS = {
    "propose": "tasks.proposed",
    "send": "tasks.sent",
    "hand_back": "tasks.handed_back",
    "await_approval": "tasks.awaited_approval",
    "confirm": "tasks.confirmed",
    "complete_by_figures": "tasks.completed_by_figures",
    "request_supplement": "tasks.supplement_requested",
    "take_back": "tasks.confirmation_taken_back",
    "reopen": "tasks.reopened",
    "cancel": "tasks.cancelled",
}
# where an absent head's deputy acts for the head
HEADS_MOVES = {"send", "hand_back"}
# not a button of every page: a load of figures, and the moments after a confirmation
UNLISTED = {"complete_by_figures", "take_back"}
TAKE_BACK = timedelta(minutes=1)
# made only by a recorded decision (operations.deciding), which has checked the person
DECIDED = {"drop": "tasks.dropped", "transfer": "tasks.transferred"}


class AssignmentFlow:
    state = State(S, default=S.OPEN)

    def __init__(self, assignment: Assignment, actor: User, now: datetime | None = None) -> None:
        self.assignment, self.actor, self.now = assignment, actor, now
        self.event: Event | None = None

    @state.getter()
    def _get(self) -> Assignment.State:
        return S(self.assignment.state)

    @state.setter()
    def _set(self, value: str) -> None:
        self.assignment.state = value

    @state.on_success()
    def _record(self, step: Any, source: str, target: str, **details: Any) -> None:
        self.assignment.save()
        span(self.assignment, self.now)
        slug = next(iter(step.get_transitions())).slug
        payload = {"from": str(source), "to": str(target), "due": iso(self.assignment.counted_due), **details}
        self.event = record(
            (VERBS | DECIDED)[slug],
            ("assignment", self.assignment.pk),
            actor=self.actor,
            plan_id=self.assignment.plan_id,
            **payload,
            **perms.in_place_of(self.actor, self.assignment, as_head=slug in HEADS_MOVES),
        )

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def may_work(self, user: User) -> bool:
        return perms.can_work(user, self.assignment)

    def may_send(self, user: User) -> bool:
        return perms.can_send(user, self.assignment)

    def is_head(self, user: User) -> bool:
        return perms.is_head(user, self.assignment)

    def may_confirm(self, user: User) -> bool:
        return perms.can_confirm(user, self.assignment)

    def may_take_back(self, user: User) -> bool:
        return perms.can_confirm(user, self.assignment) and self.assignment.confirmed_by_id == user.pk

    def may_load_figures(self, user: User) -> bool:
        return perms.can_load_figures(user, self.assignment)

    def may_record_submission(self, user: User) -> bool:
        return perms.can_record_submission(user, self.assignment)

    def may_cancel(self, user: User) -> bool:
        return perms.can_cancel(user, self.assignment)

    def asks_the_head(self) -> Any:
        asks = self.assignment.unit.needs_head_approval
        return State.CONDITION(asks, unmet="Đơn vị không yêu cầu lãnh đạo duyệt: gửi thẳng báo cáo hoàn thành.")

    def has_evidence(self) -> Any:
        lacking = ready.unproved(self.assignment)
        return State.CONDITION(not lacking, unmet=ready.say_unproved(lacking))

    def is_ready(self) -> Any:
        lacking = ready.unanswered(self.assignment)
        return State.CONDITION(not lacking, unmet=ready.say_unanswered(lacking))

    def is_submitted(self) -> Any:
        level = self.assignment.task.approval_level
        return State.CONDITION(
            not level or self.assignment.submission_number != "",
            unmet=f"Sản phẩm do {level} phê duyệt: ghi số, ngày tờ trình và cấp trình trước khi xác nhận.",
        )

    def falls_not_short(self) -> Any:
        short = ready.judged_short(self.assignment)
        return State.CONDITION(not short, unmet=ready.say_short(short))

    def just_happened(self) -> Any:
        """The confirmation was the last thing told of the work, and that a moment ago."""
        last = Event.objects.about("assignment", self.assignment.pk).order_by("-id").first()
        fresh = last and last.verb == VERBS["confirm"] and self.now - last.at <= TAKE_BACK
        return State.CONDITION(
            bool(fresh), unmet="Đã quá một phút, hoặc việc đã có bước mới: mở lại việc và ghi lý do."
        )

    def before_confirmation(self) -> S:
        return S.AWAITING_APPROVAL if self.assignment.submission_number else S.SENT

    @state.transition(
        S.OPEN, S.AT_HEAD, "Trình lãnh đạo", [this.asks_the_head, this.has_evidence, this.is_ready], this.may_work
    )
    def propose(self) -> None: ...

    @state.transition([S.OPEN, S.AT_HEAD], S.SENT, "Duyệt và gửi", [this.has_evidence, this.is_ready], this.may_send)
    def send(self) -> None:
        self.assignment.sent_date = self.today
        self.assignment.first_sent_date = self.assignment.first_sent_date or self.today
        self.assignment.supplement_asked = False
        self.assignment.evidences.filter(withdrawn_at=None, sealed_at=None).update(sealed_at=self.now)

    @state.transition(S.AT_HEAD, S.OPEN, "Chuyển lại chuyên viên", permission=this.is_head)
    def hand_back(self) -> None: ...

    @state.transition(
        S.SENT, S.AWAITING_APPROVAL, "Ghi đã trình, chờ phê duyệt", permission=this.may_record_submission
    )
    def await_approval(self) -> None: ...

    @state.transition(
        [S.SENT, S.AWAITING_APPROVAL],
        S.COMPLETED,
        "Xác nhận hoàn thành",
        [this.is_submitted, this.falls_not_short],
        this.may_confirm,
    )
    def confirm(self) -> None:
        self.assignment.completed_date = self.today
        self.assignment.self_confirmed = self.assignment.confirming_unit_id is None
        self.assignment.confirmed_by = self.actor

    @state.transition(RUNNING, S.COMPLETED, "Xác nhận theo số liệu hệ thống nguồn", permission=this.may_load_figures)
    def complete_by_figures(self) -> None:
        """The source system counts the whole of it: nothing is left for the unit to send."""
        row = self.assignment
        row.sent_date = row.sent_date or self.today
        row.first_sent_date = row.first_sent_date or row.sent_date
        row.supplement_asked = False
        row.completed_date, row.confirmed_by = self.today, self.actor

    @state.transition(
        S.COMPLETED,
        State.GET_STATE(before_confirmation, states=[S.SENT, S.AWAITING_APPROVAL]),
        "Hoàn tác xác nhận",
        [this.just_happened],
        this.may_take_back,
    )
    def take_back(self) -> None:
        self.assignment.completed_date = self.assignment.confirmed_by = None
        self.assignment.self_confirmed = False

    @state.transition([S.SENT, S.AWAITING_APPROVAL], S.OPEN, "Đề nghị bổ sung", permission=this.may_confirm)
    def request_supplement(self, *, reason: str) -> None:
        self.assignment.supplement_asked = True
        self.assignment.supplement_due_date = supplement_due(self.assignment, self.today)

    @state.transition(S.COMPLETED, S.OPEN, "Mở lại", permission=this.may_confirm)
    def reopen(self) -> None:
        self.assignment.completed_date = self.assignment.confirmed_by = None
        self.assignment.self_confirmed = False

    @state.transition([*RUNNING, S.COMPLETED], S.CANCELLED, "Dừng thực hiện", permission=this.may_cancel)
    def cancel(self) -> None:
        self.assignment.supplement_asked = False

    @state.transition(RUNNING, S.CANCELLED, "Dừng theo quyết định", permission=None)
    def drop(self, *, decision: int, number: str) -> None:
        self.assignment.supplement_asked = False

    @state.transition(RUNNING, S.CANCELLED, "Chuyển đơn vị khác thực hiện", permission=None)
    def transfer(self, *, decision: int, number: str, units: list[int]) -> None:
        self.assignment.supplement_asked = False


@dataclass(frozen=True)
class Move:
    slug: str
    label: str


def moves_for(user: User, assignment: Assignment) -> list[Move]:
    """What the person may do now, conditions aside (a missing proof is said beside the button)."""
    flow = AssignmentFlow(assignment, user)
    skipped = UNLISTED if assignment.unit.needs_head_approval else {"propose", *UNLISTED}
    steps = {name: getattr(flow, name) for name in VERBS if name not in skipped}
    return [
        Move(name, _label(name, step.label, assignment))
        for name, step in steps.items()
        if step.can_proceed(check_conditions=False) and step.has_perm(user)
    ]


def _label(name: str, label: str, assignment: Assignment) -> str:
    if name == "send" and not assignment.unit.needs_head_approval:
        return "Bổ sung và gửi lại" if assignment.supplement_asked else "Gửi báo cáo hoàn thành"
    return label


def unmet(assignment: Assignment, pieces: list[Evidence] | None = None) -> str:
    """Why the work cannot leave the unit yet; empty when it can. `pieces` as in `ready.unproved`."""
    unproved, unanswered = ready.unproved(assignment, pieces), ready.unanswered(assignment)
    said = [unproved and ready.say_unproved(unproved), unanswered and ready.say_unanswered(unanswered)]
    return " ".join(filter(None, said))


def make_move(assignment: Assignment, name: str, *, actor: User, now: datetime, **details: Any) -> Event:
    """Gate, then move a row that the caller has locked. Raises PermissionDenied, TaskConflict, TaskError."""
    flow = AssignmentFlow(assignment, actor, now)
    step = getattr(flow, name)
    if not step.can_proceed(check_conditions=False):
        raise TaskConflict(
            f"Việc này đang ở bước “{S(assignment.state).label}”, không còn thực hiện được bước vừa chọn."
        )
    if not step.has_perm(actor):
        raise PermissionDenied(name)
    try:
        step(**details)
    except TransitionConditionsUnmet as error:
        raise TaskError(error.unmet_message) from None
    except TransitionNotAllowed as error:
        raise TaskConflict(str(error)) from None
    return flow.event


def supplement_due(assignment: Assignment, today: date) -> date | None:
    """max(due, that day + the days the unit had left when it sent): asking for more never costs the unit time.

    Whoever sent late had fewer than none, so what was late stays as late as it was: asking never makes it in time.
    """
    due, sent = assignment.counted_due, assignment.sent_date
    if due is None:
        return None
    return max(due, today + (due - sent))


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def lifecycle() -> str:
    """All states and moves in the DOT language."""
    return chart(AssignmentFlow.state).strip()
