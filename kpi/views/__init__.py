"""Chỉ tiêu of a document; số liệu of units: typed, sent, accepted, corrected."""

from kpi.views.accepting import accept_queue
from kpi.views.figure import correct, figure, move
from kpi.views.figures import figures
from kpi.views.files import load, template
from kpi.views.promised import indicators

__all__ = ["accept_queue", "correct", "figure", "figures", "indicators", "load", "move", "template"]
