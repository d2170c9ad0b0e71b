"""What may happen: each lifecycle is a flow of viewflow's FSM, in a module of its own."""

from tasks.workflow.assignment import (
    VERBS,
    AssignmentFlow,
    Move,
    iso,
    lifecycle,
    make_move,
    moves_for,
    supplement_due,
    unmet,
)
from tasks.workflow.contributions import ContributionFlow, contribution_moves
from tasks.workflow.gating import gate
from tasks.workflow.obstacles import ObstacleFlow, obstacle_moves
from tasks.workflow.ready import unanswered, unproved
from tasks.workflow.requests import ChangeRequestFlow, request_buttons, request_moves
from tasks.workflow.spans import new_span, span

__all__ = [
    "VERBS",
    "AssignmentFlow",
    "ChangeRequestFlow",
    "ContributionFlow",
    "Move",
    "ObstacleFlow",
    "contribution_moves",
    "gate",
    "iso",
    "lifecycle",
    "make_move",
    "moves_for",
    "new_span",
    "obstacle_moves",
    "request_buttons",
    "request_moves",
    "span",
    "supplement_due",
    "unanswered",
    "unmet",
    "unproved",
]
