"""What a plan promises in figures, and what was measured of it."""

from kpi.models.indicators import Base, Indicator, IndicatorParty, IndicatorQuerySet, PathPoint, Target
from kpi.models.measuring import Explanation, Measurement, MeasurementQuerySet

__all__ = [
    "Base",
    "Explanation",
    "Indicator",
    "IndicatorParty",
    "IndicatorQuerySet",
    "Measurement",
    "MeasurementQuerySet",
    "PathPoint",
    "Target",
]
