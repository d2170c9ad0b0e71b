"""Chỉ tiêu of a document; số liệu of units: typed, sent, accepted, corrected."""

from kpi.views.accepting import accept_queue
from kpi.views.describing import add_target, describe, target
from kpi.views.figure import correct, figure, move
from kpi.views.figures import figures
from kpi.views.files import load, template
from kpi.views.grid import grid
from kpi.views.promised import indicators

__all__ = [
    "accept_queue",
    "add_target",
    "correct",
    "describe",
    "figure",
    "figures",
    "grid",
    "indicators",
    "load",
    "move",
    "target",
    "template",
]
