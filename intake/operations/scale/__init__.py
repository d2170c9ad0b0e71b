"""Fill an empty database with made-up work for measuring: many plans, units, assignments and their journal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db import connection, models, transaction

from intake.operations.scale import rows
from intake.operations.scale.lives import Act, Life, Teller
from intake.operations.scale.papers import Paper, make_paper, write_paper
from intake.operations.scale.places import Place, make_places, write_places
from journal.digests import GENESIS
from journal.models import Event
from journal.operations import mark_end
from plans.models import Plan, Section
from tasks.models import Assignment, Evidence, Milestone, Note, Obstacle, ProgressUpdate, Span, Task
from tasks.operations.bulk import reset_sequences, write
from units.models import Unit, UnitGroup, User

PLAN_SIZE = 20_000
FEWEST_UNITS = 3
NUMBERED = (Unit, UnitGroup, User, Plan, Section, Task, Milestone, Assignment, Event)


class ScaleError(Exception):
    """Why nothing was loaded, as one English line for the command."""


@dataclass
class Loaded:
    units: int
    plans: int = 0
    tasks: int = 0
    assignments: int = 0
    events: int = 0


@transaction.atomic
def load_scale(*, units: int, assignments: int, acts: int, seed: int, now: datetime) -> Loaded:
    """`acts`: events per assignment (a few have 20). The same seed and `now` give the same rows."""
    if units < FEWEST_UNITS or assignments < 1 or acts < 0:
        raise ScaleError(f"needs at least {FEWEST_UNITS} units, 1 assignment and no negative number of events")
    if taken := next((model for model in (User, Unit, Plan, Event) if model.objects.exists()), None):
        raise ScaleError(f"the database is not empty: it holds rows of {taken._meta.db_table}")
    return _Loading(units, acts, seed, now).load(assignments)


class _Loading:
    def __init__(self, units: int, acts: int, seed: int, now: datetime) -> None:
        self.rng, self.acts, self.now = Random(seed), acts, now
        self.places: list[Place] = make_places(units)
        self.sealer = rows.Sealer(GENESIS)
        self.loaded = Loaded(units)

    def load(self, assignments: int) -> Loaded:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # checked at the end of each COPY; else the server keeps every row's checks until the commit
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        UnitGroup.objects.all().delete()
        write_places(self.places)
        groups = dict(UnitGroup.objects.values_list("code", "id"))
        while missing := assignments - self.loaded.assignments:
            self._plan(min(missing, PLAN_SIZE), groups)
        reset_sequences(*NUMBERED)
        mark_end(self.sealer.count, self.sealer.last_hash)
        self.loaded.events = self.sealer.count
        return self.loaded

    def _plan(self, size: int, groups: dict[str, int]) -> None:
        done = self.loaded
        paper = make_paper(self.rng, done.plans + 1, size, self.places, done.tasks + 1, self.now)
        write_paper(paper, groups)
        lives = list(self._lives(paper))
        write(Assignment, (rows.assignment(life, paper) for life in lives))
        write(Span, (row for life in lives for row in rows.spans(life, paper)))
        write(Event, self.sealer.sealed(_in_time(paper, lives)))
        for model, tell in TOLD:
            write(model, (row for life in lives for row in tell(life)))
        done.plans, done.tasks, done.assignments = (
            done.plans + 1,
            done.tasks + len(paper.tasks),
            done.assignments + size,
        )

    def _lives(self, paper: Paper) -> Iterator[Life]:
        teller = Teller(self.rng, paper, self.acts, self.now)
        pk = self.loaded.assignments
        for task in paper.tasks:
            for unit in task.leads:
                pk += 1
                yield teller.life(pk, task, unit)


TOLD: tuple[tuple[type[models.Model], Callable[[Life], Iterator[dict[str, Any]]]], ...] = (
    (ProgressUpdate, rows.updates),
    (Obstacle, rows.obstacles),
    (Evidence, rows.evidence),
    (Note, rows.notes),
)


def _in_time(paper: Paper, lives: list[Life]) -> Iterator[tuple[Act, tuple[str, int], int]]:
    counts = {"tasks": len(paper.tasks), "assignments": len(lives), "units": len({life.unit.id for life in lives})}
    published = Act(paper.published_at, "plans.published", paper.focal.officer_id, paper.focal.id, counts)
    yield published, ("plan", paper.id), paper.id
    acts = [(act, life.id) for life in lives for act in life.acts]
    acts.sort(key=lambda pair: pair[0].at)
    for act, assignment_id in acts:
        yield act, ("assignment", assignment_id), paper.id
