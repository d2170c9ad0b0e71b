"""The ladder: which days speak of which due dates, and what it is that falls due."""

from agenda.ladder.days import (
    CITY,
    FOCAL,
    HEAD,
    HELD_DAYS,
    LEADER,
    OFFICER,
    USUAL,
    USUAL_FOR_REPORTS,
    Rung,
    Step,
    Steps,
    dates_spoken_of,
    in_hours,
    in_office_hours,
    last_rung,
    likely_end,
    rungs_of,
)
from agenda.ladder.duties import Due, Spoken
from agenda.ladder.specs import RungSpec, spec_of, specs_of

__all__ = [
    "CITY",
    "FOCAL",
    "HEAD",
    "HELD_DAYS",
    "LEADER",
    "OFFICER",
    "USUAL",
    "USUAL_FOR_REPORTS",
    "Due",
    "Rung",
    "RungSpec",
    "Spoken",
    "Step",
    "Steps",
    "dates_spoken_of",
    "in_hours",
    "in_office_hours",
    "last_rung",
    "likely_end",
    "rungs_of",
    "spec_of",
    "specs_of",
]
