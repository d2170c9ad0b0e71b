"""What may happen: each lifecycle is a flow of viewflow's FSM, in a module of its own."""

from tasks.workflow.assignment import (
    VERBS,
    AssignmentFlow,
    Move,
    iso,
    make_move,
    moves_for,
    new_span,
    span,
    supplement_due,
    unmet,
)

__all__ = [
    "VERBS",
    "AssignmentFlow",
    "Move",
    "iso",
    "make_move",
    "moves_for",
    "new_span",
    "span",
    "supplement_due",
    "unmet",
]
