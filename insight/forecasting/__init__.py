"""Early warning: plain reasons first, then an estimate learnt from finished work. Pure functions over plain facts."""

from insight.forecasting.facts import Facts, Unit, latest_speed, track_record
from insight.forecasting.judging import Judged, judge, lowest_useful
from insight.forecasting.learning import Model, Snapshot, learn, usual
from insight.forecasting.reasons import Reason, reasons
from insight.forecasting.series import Forecast, Verdict, forecast, verdict
from insight.forecasting.trials import Experience, Past, chance_of_missing, experience

__all__ = [
    "Experience",
    "Facts",
    "Forecast",
    "Judged",
    "Model",
    "Past",
    "Reason",
    "Snapshot",
    "Unit",
    "Verdict",
    "chance_of_missing",
    "experience",
    "forecast",
    "judge",
    "latest_speed",
    "learn",
    "lowest_useful",
    "reasons",
    "track_record",
    "usual",
    "verdict",
]
