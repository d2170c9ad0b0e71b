"""What stands above all work: the city, its indicators, warnings, the journal, the search."""

from insight.views.board import board_behind, board_file, unit_board
from insight.views.criteria import (
    criteria,
    criteria_file,
    criteria_list,
    discard_criteria,
    new_criteria,
    publish_criteria,
)
from insight.views.finding import acts, acts_file, city, finder, journal
from insight.views.indicators import explain, explanations, indicator, indicators
from insight.views.objections import object_to_score, objection, objections
from insight.views.warnings import warnings

__all__ = [
    "acts",
    "acts_file",
    "board_behind",
    "board_file",
    "city",
    "criteria",
    "criteria_file",
    "criteria_list",
    "discard_criteria",
    "explain",
    "explanations",
    "finder",
    "indicator",
    "indicators",
    "journal",
    "new_criteria",
    "object_to_score",
    "objection",
    "objections",
    "publish_criteria",
    "unit_board",
    "warnings",
]
