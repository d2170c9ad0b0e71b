"""Freeze the scores of a period once it is closed, and correct what was frozen by a new version."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from insight.models import Group, Score, Sheet
from insight.queries.board import Board, Ledger, closing_day, counted, criteria_for, facts_into
from journal.operations import record
from plans.models import Plan
from units.models import User
from units.periods import Period, current

MISSED = 3  # periods back that a server which stood still makes up for


def freeze_due(*, now: datetime) -> list[Sheet]:
    """All groups of the periods whose closing day has passed; safe to run again."""
    today = timezone.localdate(now)
    period, made = current(today), []
    first = Plan.objects.exclude(published_at=None).order_by("published_at").values_list("published_at", flat=True)
    begun = first.first()
    for _ in range(MISSED):
        period = period.previous
        if begun and period.end >= timezone.localdate(begun):
            made += [sheet for group in Group if (sheet := freeze(period, group, now=now))]
    return made


@transaction.atomic
def freeze(period: Period, group: Group, *, now: datetime) -> Sheet | None:
    """None before its closing day is over, and where it is frozen already."""
    today = timezone.localdate(now)
    day = closing_day(period, criteria_for(group, period))
    if today <= day or Sheet.objects.filter(period_key=period.key, group=group).exists():
        return None
    return keep(counted(group, period, day=day, today=today), now=now)


def keep(
    board: Board, *, now: datetime, actor: User | None = None, after: Sheet | None = None, reason: str = ""
) -> Sheet:
    """Within the caller's transaction. `after`: the version that this one corrects, locked."""
    version, until = 1, None
    if after:
        version, until = after.version + 1, after.objections_until
        Sheet.objects.filter(pk=after.pk).update(is_current=False)
    elif board.criteria:
        until = timezone.localdate(now) + timedelta(days=board.criteria.objection_days)
    sheet = Sheet.objects.create(
        period_key=board.period.key,
        group=board.group,
        start_date=board.period.start,
        end_date=board.period.end,
        as_of_date=board.day,
        criteria=board.criteria,
        objections_until=until,
        version=version,
        reason=reason,
        digest=digest_of(board.criteria.digest if board.criteria else "", board.day, _contents(board)),
        frozen_at=now,
    )
    Score.objects.bulk_create((_score(sheet, *contents) for contents in _contents(board)), batch_size=500)
    verb = "insight.scores_corrected" if after else "insight.scores_frozen"
    told = {"period": sheet.period_key, "group": sheet.group, "version": version, "digest": sheet.digest}
    record(verb, ("sheet", sheet.pk), actor=actor, units=len(board.rows), **told)
    return sheet


def _contents(board: Board) -> list[tuple]:
    return [
        (row.unit_id, facts_into(row.facts), row.scored.total, row.place, row.unplaced)
        for row in sorted(board.rows, key=lambda row: row.unit_id)
    ]


def _score(sheet: Sheet, unit_id: int, facts: dict, total: object, place: int | None, unplaced: str) -> Score:
    return Score(sheet=sheet, unit_id=unit_id, facts=facts, total=total, place=place, unplaced=unplaced)


def digest_of(criteria: str, day: date, contents: Iterable[tuple]) -> str:
    """SHA-256 over all that was frozen, in the order of the units."""
    rows = [[unit, facts, None if total is None else str(total), *rest] for unit, facts, total, *rest in contents]
    told = json.dumps([criteria, f"{day}", rows], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def is_whole(sheet: Sheet) -> bool:
    """What stands in the rows is what was frozen."""
    rows = sheet.scores.order_by("unit").values_list("unit", "facts", "total", "place", "unplaced")
    return digest_of(sheet.criteria.digest if sheet.criteria else "", sheet.as_of_date, rows) == sheet.digest


def rescore(periods: Iterable[Period], groups: Iterable[Group], *, today: date) -> list[Board]:
    """Many periods at once from the facts as known today; nothing is written."""
    ledger = Ledger(today)
    return [
        counted(group, period, day=min(today, closing_day(period, None)), today=today, ledger=ledger)
        for period in periods
        for group in groups
    ]
