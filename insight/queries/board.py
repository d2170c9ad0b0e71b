"""Bảng theo dõi đơn vị: a group of units in a period, live from the facts or as it was frozen.

With published criteria there are points and an order, without them the same figures by name.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from insight.models import Criteria, Group, Objection, Part, Score, Sheet
from insight.queries import counting, measured
from insight.queries.counting import Window
from insight.queries.measured import Yardstick
from insight.scoring import FEWEST, NOTHING, Rule, Scored, Share, places, score
from journal.kept import until_next_act
from tasks.figures import percent
from units import periods
from units.models import Unit
from units.periods import Period

FREEZE_DAYS = 2  # where no criteria say otherwise


@dataclass(frozen=True)
class Facts:
    """Counts are lượt giao. `shares`: what each part of the score is made of, with data or without."""

    due: int
    on_time: int
    done: int
    overdue: int
    long_overdue: int
    self_confirmed: int
    filed: int
    """Reports that were sent, in time or not."""
    shares: dict[Part, Share]

    @property
    def has_work(self) -> bool:
        return any(share.whole for share in self.shares.values())

    @property
    def on_time_rate(self) -> Decimal | None:
        return percent(self.on_time, self.due)

    @property
    def done_rate(self) -> Decimal | None:
        return percent(self.done, self.due)

    @property
    def update_rate(self) -> Decimal | None:
        return self.shares.get(Part.UPDATING, NOTHING).rate


@dataclass(frozen=True)
class Row:
    """`unplaced`: "few" (too little was due) or "partial" (the unit did not exist all the period); else empty."""

    unit_id: int
    name: str
    facts: Facts
    scored: Scored
    place: int | None = None
    unplaced: str = ""
    before: int | None = None
    """Its place in the period before."""

    @property
    def climbed(self) -> int | None:
        return None if self.place is None or self.before is None else self.before - self.place

    @property
    def fell(self) -> int:
        return -(self.climbed or 0)


@dataclass(frozen=True)
class Board:
    period: Period
    group: Group
    criteria: Criteria | None
    day: date
    rows: tuple[Row, ...]
    sheet: Sheet | None = None

    @cached_property
    def placed(self) -> list[Row]:
        rows = [row for row in self.rows if row.place is not None]
        return sorted(rows, key=lambda row: (row.place, row.name))

    @cached_property
    def others(self) -> list[Row]:
        return [row for row in self.rows if row.place is None]

    def of_unit(self, unit_id: int | None) -> Row | None:
        return next((row for row in self.rows if row.unit_id == unit_id), None)


def period_asked(key: str, today: date) -> Period | None:
    """An administrative month that has begun."""
    try:
        found = periods.parse(key)
    except ValueError:
        return None
    return found if found.kind is periods.Kind.MONTH and found.start <= today else None


def criteria_for(group: Group, period: Period) -> Criteria | None:
    """What scores the group in the period: the latest that was in force on its first day."""
    rows = Criteria.objects.published().filter(from_date__lte=period.start).select_related("unit")
    return next((row for row in rows.order_by("-from_date", "-pk") if group in row.groups), None)


def board(group: Group, period: Period, *, today: date, day: date | None = None) -> Board:
    """As frozen; as of a past `day` where one is asked; else as it is now."""
    sheet = Sheet.objects.current().filter(period_key=period.key, group=group).select_related("criteria").first()
    if sheet and (day is None or day >= sheet.as_of_date):
        return stored(sheet)
    if day is not None and day < today:
        return counted(group, period, day=day, today=today)
    return until_next_act(
        f"board:{group}:{period.key}:{today}", lambda: counted(group, period, day=today, today=today)
    )


def counted(
    group: Group,
    period: Period,
    *,
    day: date,
    today: date,
    criteria: Criteria | None = None,
    ledger: "Ledger | None" = None,
) -> Board:
    """From the facts as known at the end of `day`; a fixed number of queries. `ledger`: to count many at once."""
    criteria = criteria or criteria_for(group, period)
    window = window_of(period, group, criteria, day=day, today=today)
    units = list(units_of(group, period))
    tallies = (ledger or Ledger(day)).tallies(window)
    before = places_before(group, period) if criteria else {}
    rule = rule_of(criteria) if criteria else None
    rows = [_row(unit, _facts(unit.pk, tallies), rule, period, before) for unit in units]
    return Board(period, group, criteria, day, tuple(_placed(rows) if criteria else rows))


def window_of(period: Period, group: Group, criteria: Criteria | None, *, day: date, today: date) -> Window:
    out = Objection.objects.filter(sheet__period_key=period.key, sheet__group=group, assignment__isnull=False)
    left_out = out.filter(state=Objection.State.CORRECTED).values_list("assignment", flat=True)
    days = {"update_days": criteria.update_days, "overdue_days": criteria.overdue_days} if criteria else {}
    return Window(period.start, period.end, day, today, left_out=frozenset(left_out), **days)


def rule_of(criteria: Criteria) -> Rule:
    return Rule(criteria.weights, criteria.overdue_points, criteria.overdue_most)


def units_of(group: Group, period: Period) -> QuerySet[Unit]:
    """Those that existed on some day of the period, by name."""
    rows = Unit.objects.filter(Q(active_from__isnull=True) | Q(active_from__lte=period.end), kind__in=group.kinds)
    return rows.filter(Q(active_to__isnull=True) | Q(active_to__gte=period.start)).order_by("name", "pk")


@dataclass(frozen=True)
class Tallies:
    """What was counted for all units in one window, by unit."""

    due: dict[int, dict[str, int]]
    sent: dict[int, tuple[int, int]]
    updates: dict[int, tuple[int, int]]
    reports: dict[int, tuple[int, int, int]]
    parts: dict[int, list[Decimal]]


class Ledger:
    """Counts each window once for all groups, and holds figures against the paths as they are on `day`."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._kept: dict[Window, Tallies] = {}

    @cached_property
    def known(self) -> dict[int, Yardstick]:
        return measured.yardsticks(self.day)

    def tallies(self, window: Window) -> Tallies:
        if window not in self._kept:
            self._kept[window] = self._counted(window)
        return self._kept[window]

    def _counted(self, window: Window) -> Tallies:
        parts: dict[int, list[Decimal]] = {}
        for one in measured.reached(window, self.known):
            parts.setdefault(one.unit_id, []).append(one.part)
        due, sent = counting.due_by_unit(window), counting.sent_by_unit(window)
        updates, reports = counting.updates_by_unit(window), counting.reports_by_unit(window)
        return Tallies(due, sent, updates, reports, parts)


def _facts(unit_id: int, counts: Tallies) -> Facts:
    due, parts = counts.due.get(unit_id, {}), counts.parts.get(unit_id, [])
    on_time, overdue = due.get("done_on_time", 0), due.get("open_overdue", 0)
    done = on_time + due.get("done_late", 0)
    (sends, back), (asked, fresh) = counts.sent.get(unit_id, (0, 0)), counts.updates.get(unit_id, (0, 0))
    owed, filed, in_time = counts.reports.get(unit_id, (0, 0, 0))
    shares = {
        Part.TIMELINESS: Share(Decimal(on_time), done + overdue),
        Part.QUALITY: Share(Decimal(sends - back), sends),
        Part.REPORTING: Share(Decimal(filed + in_time) / 2, owed),
        Part.UPDATING: Share(Decimal(fresh), asked),
        Part.INDICATORS: Share(sum(parts, Decimal(0)), len(parts)),
    }
    return Facts(
        due=done + overdue,
        on_time=on_time,
        done=done,
        overdue=overdue,
        long_overdue=due.get("long_overdue", 0),
        self_confirmed=due.get("self_confirmed", 0),
        filed=filed,
        shares=shares,
    )


def _row(unit: Unit, facts: Facts, rule: Rule | None, period: Period, before: dict[int, int]) -> Row:
    scored = score(facts.shares, facts.long_overdue, rule) if rule else Scored()
    whole = (unit.active_from or period.start) <= period.start and (unit.active_to or period.end) >= period.end
    unplaced = "partial" if not whole else "few" if facts.due < FEWEST else ""
    return Row(unit.pk, unit.short_name, facts, scored, unplaced=unplaced, before=before.get(unit.pk))


def _placed(rows: list[Row]) -> list[Row]:
    """An order of the few that had much to do by then would say nothing: half of those with work must be in it."""
    ranked = {row.unit_id: row.scored.total for row in rows if not row.unplaced and row.scored.total is not None}
    found = places(ranked) if 2 * len(ranked) >= sum(row.facts.has_work for row in rows) else {}
    return [Row(**{**vars(row), "place": found.get(row.unit_id)}) for row in rows]


def places_before(group: Group, period: Period) -> dict[int, int]:
    sheets = Sheet.objects.current().filter(period_key=period.previous.key, group=group)
    rows = Score.objects.filter(sheet__in=sheets, place__isnull=False)
    return dict(rows.values_list("unit", "place"))


def stored(sheet: Sheet) -> Board:
    """As it was frozen: the facts of that day, and the points by the criteria of that time."""
    before = places_before(Group(sheet.group), sheet.period) if sheet.criteria else {}
    rule = rule_of(sheet.criteria) if sheet.criteria else None
    scores = sheet.scores.select_related("unit").order_by("unit__name", "unit")
    rows = tuple(_stored_row(one, rule, before) for one in scores)
    return Board(sheet.period, Group(sheet.group), sheet.criteria, sheet.as_of_date, rows, sheet)


def _stored_row(one: Score, rule: Rule | None, before: dict[int, int]) -> Row:
    facts = facts_from(one.facts)
    scored = score(facts.shares, facts.long_overdue, rule) if rule else Scored()
    scored = Scored(scored.lines, scored.taken, one.total)
    return Row(one.unit_id, one.unit.short_name, facts, scored, one.place, one.unplaced, before.get(one.unit_id))


def facts_into(facts: Facts) -> dict:
    """As JSON; `facts_from` reads it back."""
    shares = {part.value: [str(share.got), share.whole] for part, share in facts.shares.items()}
    return {**vars(facts), "shares": shares}


def facts_from(kept: dict) -> Facts:
    shares = {Part(part): Share(Decimal(got), whole) for part, (got, whole) in kept["shares"].items()}
    return Facts(**{**kept, "shares": shares})


def closing_day(period: Period, criteria: Criteria | None) -> date:
    return period.end + timedelta(days=criteria.freeze_days if criteria else FREEZE_DAYS)
