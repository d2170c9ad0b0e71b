"""What stands above all work: the city, its pillars, indicators, warnings, the journal, the search."""

from insight.views.board import board_behind, board_file, unit_board
from insight.views.brief import brief
from insight.views.city import city
from insight.views.criteria import (
    criteria,
    criteria_file,
    criteria_list,
    discard_criteria,
    new_criteria,
    publish_criteria,
)
from insight.views.explaining import asked, explain, of_silent, of_work
from insight.views.finding import acts, acts_file, finder, journal
from insight.views.indicator import explanations, indicator
from insight.views.indicators import figures_file, indicators, indicators_file
from insight.views.objections import object_to_score, objection, objections
from insight.views.pillars import plan_pillar, plan_pillars
from insight.views.warnings import warnings, warnings_file

__all__ = [
    "acts",
    "acts_file",
    "asked",
    "board_behind",
    "board_file",
    "brief",
    "city",
    "criteria",
    "criteria_file",
    "criteria_list",
    "discard_criteria",
    "explain",
    "explanations",
    "figures_file",
    "finder",
    "indicator",
    "indicators",
    "indicators_file",
    "journal",
    "new_criteria",
    "object_to_score",
    "objection",
    "objections",
    "of_silent",
    "of_work",
    "plan_pillar",
    "plan_pillars",
    "publish_criteria",
    "unit_board",
    "warnings",
    "warnings_file",
]
