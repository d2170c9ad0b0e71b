"""The journal of a plan, in words for those who answer for it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from insight.queries.acts import HOUSEKEEPING
from journal.models import Event
from plans.models import Plan
from tasks.models import Assignment, Task
from units.models import Unit, User

SIZE = 50
ICONS = {"intake": "file-import", "plans": "flag", "reports": "download"}


@dataclass(frozen=True)
class Entry:
    event: Event
    actor: User | None
    about: Assignment | Task | None
    whom: Unit | User | str
    """What administrators look after: the unit, the person (unless oneself), or what kind of thing it is."""

    @property
    def template(self) -> str:
        room, verb = self.event.verb.split(".", 1)
        return f"{room}/events/{verb}.html"

    @property
    def icon(self) -> str:
        return ICONS.get(self.event.verb.split(".")[0], "clipboard-check")


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    next_before: int | None


def journal_page(plan: Plan, *, before: int | None = None, size: int = SIZE) -> Page:
    return page_of(Event.objects.of_plan(plan.pk), before=before, size=size)


def page_of(events: QuerySet[Event], *, before: int | None = None, size: int = SIZE) -> Page:
    """The newest events, or those before event `before`; four queries, without counting the rest."""
    events = events.order_by("-id")
    if before is not None:
        events = events.filter(pk__lt=before)
    found = list(events[: size + 1])
    shown = found[:size]
    return Page(entries_of(shown), shown[-1].pk if len(found) > size else None)


def entries_of(events: list[Event]) -> list[Entry]:
    """Events with the people and the work they speak of, at most four queries."""
    named = {event.subject_id for event in events if event.subject_type == "user"}
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id} | named)
    assignments = _subjects(Assignment.objects.select_related("task", "unit"), events, "assignment")
    tasks = _subjects(Task.objects.all(), events, "task")
    work = {"assignment": assignments, "task": tasks}
    kept = {"unit": _subjects(Unit.objects.all(), events, "unit"), "user": people}
    return [
        Entry(
            event,
            people.get(event.actor_id),
            work.get(event.subject_type, {}).get(event.subject_id),
            _whom(event, kept),
        )
        for event in events
    ]


def _whom(event: Event, kept: dict[str, dict[int, Unit | User]]) -> Unit | User | str:
    if event.subject_type == "user" and event.subject_id == event.actor_id:
        return ""
    one = kept.get(event.subject_type, {}).get(event.subject_id)
    return one or HOUSEKEEPING.get(event.subject_type, "")


def _subjects(rows: QuerySet, events: list[Event], kind: str) -> dict[int, Assignment | Task | Unit]:
    return rows.in_bulk({event.subject_id for event in events if event.subject_type == kind})
