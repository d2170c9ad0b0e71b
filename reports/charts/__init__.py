"""Pictures of figures: pure functions from numbers to inline SVG, the same on a page, in PDF and in Word files."""

from reports.charts.bars import group_bars, state_bars
from reports.charts.columns import Column, column_chart
from reports.charts.drawing import Chart
from reports.charts.lines import Forecast, Level, Point, line_chart

__all__ = ["Chart", "Column", "Forecast", "Level", "Point", "column_chart", "group_bars", "line_chart", "state_bars"]
