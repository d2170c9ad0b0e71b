"""The spans of an assignment: they answer "as of day D"."""

from datetime import datetime
from typing import Any

from tasks.models import Assignment, Span


def span(assignment: Assignment, now: datetime) -> None:
    """Close the open span and begin the next: after the one whose lock was waited for, whatever `now` says."""
    rows = Span.objects.filter(assignment=assignment, to_at=None)
    begun = rows.values_list("from_at", flat=True).first()
    moment = max(now, begun) if begun else now
    rows.update(to_at=moment)
    Span.objects.create(**new_span(assignment, moment))


def new_span(assignment: Assignment, now: datetime) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "state": assignment.state,
        "due_date": assignment.counted_due,
        "sent_date": assignment.sent_date,
        "self_confirmed": assignment.self_confirmed,
        "from_at": now,
    }
