"""What the intake pages show."""

from intake.queries.clears import Clears, clears_of
from intake.queries.doubts import At, doubts_of, neighbours, open_doubts_on
from intake.queries.lists import my_drafts, my_uploads
from intake.queries.rows import LACKING, place_of, review_rows, tasks_in_order
from intake.queries.source import Window, window
from intake.queries.splitting import pieces_of
from intake.queries.steps import last_step
from intake.queries.totals import Totals, planned, totals
from intake.queries.typed import CELLS, PLAIN, stamp, stamp_row, stamps, typed
from intake.queries.units import places_of_phrase, unsettled

__all__ = [
    "CELLS",
    "LACKING",
    "PLAIN",
    "At",
    "Clears",
    "Totals",
    "Window",
    "clears_of",
    "doubts_of",
    "last_step",
    "my_drafts",
    "my_uploads",
    "neighbours",
    "open_doubts_on",
    "pieces_of",
    "place_of",
    "places_of_phrase",
    "planned",
    "review_rows",
    "stamp",
    "stamp_row",
    "stamps",
    "tasks_in_order",
    "totals",
    "typed",
    "unsettled",
    "window",
]
