"""What happened to an assignment: the journal's events with the words that people left beside them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from journal.models import Event
from tasks.models import Assignment, Evidence, Note, Obstacle, ProgressUpdate
from units.models import User

SIZE = 30


@dataclass(frozen=True)
class Entry:
    event: Event
    actor: User | None
    note: Note | None = None
    update: ProgressUpdate | None = None
    obstacle: Obstacle | None = None
    evidence: Evidence | None = None

    @property
    def template(self) -> str:
        return f"{self.event.verb.replace('.', '/events/', 1)}.html"


def timeline(assignment: Assignment, *, size: int = SIZE) -> list[Entry]:
    """Newest first, down to the act that assigned the work. A fixed number of queries."""
    mine = Q(subject_type="assignment", subject_id=assignment.pk)
    origin = Q(subject_type="task", subject_id=assignment.task_id) | Q(
        subject_type="plan", subject_id=assignment.plan_id, verb="plans.published"
    )
    events = list(Event.objects.filter(mine | origin).order_by("-id")[:size])
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    words = {name: _by_event(model, assignment) for name, model in _WORDS.items()}
    return [
        Entry(event, people.get(event.actor_id), **{name: found.get(event.pk) for name, found in words.items()})
        for event in events
    ]


_WORDS: dict[str, Any] = {"note": Note, "update": ProgressUpdate, "obstacle": Obstacle, "evidence": Evidence}


def _by_event(model: Any, assignment: Assignment) -> dict[int, Any]:
    return {row.event_id: row for row in model.objects.filter(assignment=assignment).order_by("-id")[:100]}
