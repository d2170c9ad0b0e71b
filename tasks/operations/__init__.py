"""What people do to tasks and assignments. Each: keyword-only, one transaction, one journal event."""

from tasks.operations.assigning import Assigned, PartySpec, assign_by_hand, create_task, publish
from tasks.operations.moving import (
    await_approval,
    cancel,
    confirm,
    hand_back,
    propose,
    reopen,
    request_supplement,
    send,
)
from tasks.operations.proving import add_evidence, withdraw_evidence
from tasks.operations.updating import receive, update_progress
from tasks.operations.withdrawing import Withdrawn, withdraw

__all__ = [
    "Assigned",
    "PartySpec",
    "Withdrawn",
    "add_evidence",
    "assign_by_hand",
    "await_approval",
    "cancel",
    "confirm",
    "create_task",
    "hand_back",
    "propose",
    "publish",
    "receive",
    "reopen",
    "request_supplement",
    "send",
    "update_progress",
    "withdraw",
    "withdraw_evidence",
]
