"""What people do to indicators and their figures. Each: keyword-only, one transaction, one journal event."""

from kpi.operations.correcting import correct
from kpi.operations.describing import add_target, describe, draw_path, measure_by
from kpi.operations.entering import Filled, enter, enter_many
from kpi.operations.explaining import ask_explanation, ask_of_work, explain
from kpi.operations.importing import add_indicators
from kpi.operations.moving import Moved, accept, accept_many, lock_period, request_supplement, send, send_many
from kpi.operations.opening import open_measurements

__all__ = [
    "Filled",
    "Moved",
    "accept",
    "accept_many",
    "add_indicators",
    "add_target",
    "ask_explanation",
    "ask_of_work",
    "correct",
    "describe",
    "draw_path",
    "enter",
    "enter_many",
    "explain",
    "lock_period",
    "measure_by",
    "open_measurements",
    "request_supplement",
    "send",
    "send_many",
]
