"""What changes units, people and the calendar; each one transaction and one event."""

from units.operations.absences import cancel_absence, record_absence
from units.operations.accounts import NewPerson, add_member, create_account, enrol, open_admin_pages
from units.operations.aliases import remember_alias
from units.operations.approval import set_head_approval, set_office_hours
from units.operations.attempts import count_attempt, forget_attempts, minutes_shut
from units.operations.calendars import drop_calendar_day, propose_calendar, seed_calendar, set_calendar_day
from units.operations.loading import DATA, Loaded, load_units
from units.operations.profile import change_profile
from units.operations.second_step import (
    begin_second_step,
    check_second_step,
    confirm_second_step,
    has_second_step,
    remove_second_step,
)

__all__ = [
    "DATA",
    "Loaded",
    "NewPerson",
    "add_member",
    "begin_second_step",
    "cancel_absence",
    "change_profile",
    "check_second_step",
    "confirm_second_step",
    "count_attempt",
    "create_account",
    "drop_calendar_day",
    "enrol",
    "forget_attempts",
    "has_second_step",
    "load_units",
    "minutes_shut",
    "open_admin_pages",
    "propose_calendar",
    "record_absence",
    "remember_alias",
    "remove_second_step",
    "seed_calendar",
    "set_calendar_day",
    "set_head_approval",
    "set_office_hours",
]
