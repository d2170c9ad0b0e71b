"""What people do to tasks and assignments. Each: keyword-only, one transaction, one journal event."""

from tasks.operations.accepting import Judged, answer_criteria, judge
from tasks.operations.answering import answer_obstacle, decide_obstacle, escalate_obstacle, resolve_obstacle
from tasks.operations.assigning import Assigned, PartySpec, assign_by_hand, create_task, publish
from tasks.operations.helping import (
    accept_contribution,
    ask_contribution,
    ask_contribution_again,
    deliver_contribution,
    withdraw_contribution,
)
from tasks.operations.judging import decide, opine
from tasks.operations.moving import (
    await_approval,
    cancel,
    confirm,
    hand_back,
    propose,
    reopen,
    request_supplement,
    send,
    take_back_confirmation,
)
from tasks.operations.naming import name_leads, set_naming_date
from tasks.operations.opening import open_occurrences
from tasks.operations.proving import add_evidence, withdraw_evidence
from tasks.operations.registering import (
    approve_milestone,
    note_milestone,
    reach_milestone,
    register_milestone,
    withdraw_milestone,
)
from tasks.operations.requesting import approve_change, ask_change, withdraw_change
from tasks.operations.sourcing import SourceRow, check_figures, check_lines, load_figures
from tasks.operations.updating import receive, update_progress
from tasks.operations.withdrawing import Withdrawn, withdraw

__all__ = [
    "Assigned",
    "Judged",
    "PartySpec",
    "SourceRow",
    "Withdrawn",
    "accept_contribution",
    "add_evidence",
    "answer_criteria",
    "answer_obstacle",
    "approve_change",
    "approve_milestone",
    "ask_change",
    "ask_contribution",
    "ask_contribution_again",
    "assign_by_hand",
    "await_approval",
    "cancel",
    "check_figures",
    "check_lines",
    "confirm",
    "create_task",
    "decide",
    "decide_obstacle",
    "deliver_contribution",
    "escalate_obstacle",
    "hand_back",
    "judge",
    "load_figures",
    "name_leads",
    "note_milestone",
    "open_occurrences",
    "opine",
    "propose",
    "publish",
    "reach_milestone",
    "receive",
    "register_milestone",
    "reopen",
    "request_supplement",
    "resolve_obstacle",
    "send",
    "set_naming_date",
    "take_back_confirmation",
    "update_progress",
    "withdraw",
    "withdraw_change",
    "withdraw_contribution",
    "withdraw_evidence",
    "withdraw_milestone",
]
