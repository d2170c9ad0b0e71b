"""The spans of an assignment: they answer "as of day D"."""

from datetime import datetime
from typing import Any

from tasks.models import Assignment, Span


def span(assignment: Assignment, now: datetime) -> None:
    """Close the open span and begin the next."""
    Span.objects.filter(assignment=assignment, to_at=None).update(to_at=now)
    Span.objects.create(**new_span(assignment, now))


def new_span(assignment: Assignment, now: datetime) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "state": assignment.state,
        "due_date": assignment.counted_due,
        "sent_date": assignment.sent_date,
        "self_confirmed": assignment.self_confirmed,
        "from_at": now,
    }
