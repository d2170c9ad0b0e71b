"""What measurements amount to: pure functions over plain figures, no scores."""

from kpi.figures.aggregating import CityValue, Measured, city_value
from kpi.figures.checking import Doubt, Entry, doubts
from kpi.figures.meeting import is_met, shortfall, upward
from kpi.figures.paths import Path, straight
from kpi.figures.typed import read_figure

__all__ = [
    "CityValue",
    "Doubt",
    "Entry",
    "Measured",
    "Path",
    "city_value",
    "doubts",
    "is_met",
    "read_figure",
    "shortfall",
    "straight",
    "upward",
]
