"""What changes units, people and the calendar; each one transaction and one event."""

from units.operations.accounts import create_account, open_admin_pages
from units.operations.calendars import seed_calendar
from units.operations.loading import DATA, Loaded, load_units

__all__ = ["DATA", "Loaded", "create_account", "load_units", "open_admin_pages", "seed_calendar"]
