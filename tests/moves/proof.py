"""What holds after any moves: three ways of counting agree, the journal is whole, nobody judged their own work."""

from collections import defaultdict
from datetime import date

from django.db.models import F

from journal.models import Event
from journal.operations import seal
from journal.queries import first_broken
from tasks.figures import Figures, figures_by, figures_on
from tasks.models import Assignment, Continuation, Span
from tests.moves.folding import Fold
from tests.moves.world import World
from units.models import Membership

State = Assignment.State


def prove(world: World, first_dates: dict[int, date | None], today: date) -> int:
    """How many evenings agreed."""
    _nobody_confirmed_their_own(world)
    _first_dates_stand(first_dates)
    _spans_tell_one_story()
    while seal():
        pass
    assert first_broken() is None
    return _figures_agree(today)


def _figures_agree(today: date) -> int:
    rows, fold, evenings = Assignment.objects.all(), Fold(), 0
    for day, told in fold.evenings(today):
        spans = _plain(figures_on(rows, day, today, "unit"))
        assert told == spans, f"the journal and the spans differ at the end of {day}"
        evenings += 1
    assert fold.figures(today) == _plain(figures_by(rows, today, "unit"))
    for row in rows:
        told = fold.of[row.pk]
        now = (told.state, told.counted_due, told.alone)
        assert now == (row.state, row.counted_due_date, row.self_confirmed), row.pk
    return evenings


def _plain(found: dict[tuple, Figures]) -> dict[int, Figures]:
    return {unit: figures for (unit,), figures in found.items()}


def _nobody_confirmed_their_own(world: World) -> None:
    units = defaultdict(set)
    for user, unit in Membership.objects.filter(role__in=Membership.WORKING).values_list("user", "unit"):
        units[user].add(unit)
    rows = Assignment.objects.in_bulk()
    for event in Event.objects.filter(verb__in=["tasks.confirmed", "tasks.completed_by_figures"]):
        row = rows[event.subject_id]
        assert row.confirming_unit_id is None or row.unit_id not in units[event.actor_id], event.pk
    apart = Assignment.objects.filter(state=State.COMPLETED).exclude(confirming_unit=None)
    assert not apart.filter(self_confirmed=True).exists()
    assert not Assignment.objects.filter(confirming_unit=F("unit")).exists()


def _first_dates_stand(first: dict[int, date | None]) -> None:
    for row in Assignment.objects.filter(pk__in=first):
        assert row.original_due_date == first[row.pk]
    for link in Continuation.objects.select_related("before", "after"):
        if link.after_id not in first:
            assert link.after.original_due_date == link.before.original_due_date


def _spans_tell_one_story() -> None:
    """One after the other without a gap, the last one open and as the row stands."""
    told = defaultdict(list)
    for span in Span.objects.order_by("assignment", "from_at", "pk"):
        told[span.assignment_id].append(span)
    for row in Assignment.objects.all():
        spans = told[row.pk]
        assert [span.to_at for span in spans].count(None) == 1
        assert [span.to_at for span in spans[:-1]] == [span.from_at for span in spans[1:]]
        last = spans[-1]
        assert (last.state, last.due_date, last.sent_date) == (row.state, row.counted_due_date, row.sent_date)
