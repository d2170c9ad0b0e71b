"""Files out of this room: the journal, indicators, their figures, warnings."""

from insight.exports.files import FORMATS, figures_table, file_of, indicators_table, warnings_table
from insight.exports.journal import board_csv, board_workbook, journal_csv, said

__all__ = [
    "FORMATS",
    "board_csv",
    "board_workbook",
    "figures_table",
    "file_of",
    "indicators_table",
    "journal_csv",
    "said",
    "warnings_table",
]
