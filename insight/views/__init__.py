"""What stands above all work: the city, its indicators, warnings, the journal, the search."""

from insight.views.finding import acts, acts_file, city, finder, journal
from insight.views.indicators import explain, explanations, indicator, indicators
from insight.views.warnings import warnings

__all__ = [
    "acts",
    "acts_file",
    "city",
    "explain",
    "explanations",
    "finder",
    "indicator",
    "indicators",
    "journal",
    "warnings",
]
