"""What happened to an assignment: the journal's events with the words that people left beside them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from journal.models import Event
from tasks.models import Assignment, Evidence, Note, Obstacle, ProgressUpdate
from tasks.models.work import Told
from units.models import User

SIZE = 30
LAST = 200


@dataclass(frozen=True)
class Entry:
    event: Event
    actor: User | None
    note: Note | None = None
    update: ProgressUpdate | None = None
    obstacle: Obstacle | None = None
    evidence: Evidence | None = None
    instead_of: User | None = None
    """The absent person for whom the actor stood in."""

    @property
    def template(self) -> str:
        return f"{self.event.verb.replace('.', '/events/', 1)}.html"


@dataclass(frozen=True)
class Words:
    """What people said and showed about an assignment; words newest first, at most `LAST` of each kind."""

    note: list[Note]
    update: list[ProgressUpdate]
    obstacle: list[Obstacle]
    evidence: list[Evidence]

    @classmethod
    def about(cls, assignment: Assignment, kinds: set[str], evidence: list[Evidence]) -> "Words":
        """`kinds`: what there is of notes and obstacles (`beside`)."""
        asked = {
            "note": Note if "notes" in kinds else None,
            "update": ProgressUpdate,
            "obstacle": Obstacle if "obstacles" in kinds else None,
        }
        found = {name: _latest(model, assignment) if model else [] for name, model in asked.items()}
        return cls(**found, evidence=evidence)


def _latest(model: type[Told], assignment: Assignment) -> list[Any]:
    return list(model.objects.filter(assignment=assignment).order_by("-id")[:LAST])


def timeline(assignment: Assignment, words: Words, *, size: int = SIZE) -> list[Entry]:
    """Newest first, down to the act that assigned the work. Two queries."""
    mine = Q(subject_type="assignment", subject_id=assignment.pk)
    origin = Q(subject_type="task", subject_id=assignment.task_id) | Q(
        subject_type="plan", subject_id=assignment.plan_id, verb="plans.published"
    )
    events = list(Event.objects.filter(mine | origin).order_by("-id")[:size])
    absent = {event.pk: event.payload.get("in_place_of") for event in events}
    people = User.objects.only("full_name", "username").in_bulk(
        ({event.actor_id for event in events} | set(absent.values())) - {None}
    )
    said: dict[str, dict[int, Any]] = {
        name: {row.event_id: row for row in rows} for name, rows in vars(words).items()
    }
    return [
        Entry(
            event,
            people.get(event.actor_id),
            instead_of=people.get(absent[event.pk]),
            **{name: found.get(event.pk) for name, found in said.items()},
        )
        for event in events
    ]
