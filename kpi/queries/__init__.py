"""What was measured, and who is still to be heard."""

from kpi.queries.courses import Contribution, Course, PeriodValue, contributions, courses, share_of
from kpi.queries.grid import Cell, Grid, grid_of, periods_of
from kpi.queries.lists import explanations_seen, figures_of_unit, indicators_seen, sent_by_unit, to_accept

__all__ = [
    "Cell",
    "Contribution",
    "Course",
    "Grid",
    "PeriodValue",
    "contributions",
    "courses",
    "explanations_seen",
    "figures_of_unit",
    "grid_of",
    "indicators_seen",
    "periods_of",
    "sent_by_unit",
    "share_of",
    "to_accept",
]
