"""Due days as a calendar that other programs subscribe to (RFC 5545): code, short title, day, link; nothing else."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from agenda.queries.due_days import Entry


def feed(entries: Iterable[Entry], *, base: str) -> bytes:
    """`base`: the address links begin with."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sau Ro//Lich han//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Sáu Rõ: hạn việc và báo cáo")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for entry in entries:
        calendar.add_component(_event(entry, base))
    return calendar.to_ical()


def _event(entry: Entry, base: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@sauro")
    event.add("dtstamp", datetime.combine(entry.day, time.min, UTC))  # the same content gives the same file
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"Hạn: {entry.words}")
    event.add("url", f"{base}{entry.path}")
    event.add("transp", "TRANSPARENT")
    return event
