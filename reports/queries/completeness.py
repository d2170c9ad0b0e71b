"""Who had to report, who did, and in time; by unit, by group, by plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from reports.models import Report
from tasks.figures import percent
from units.models import Unit, User

SENT = Q(first_sent_date__isnull=False)
ON_TIME = Q(first_sent_date__lte=F("due_date"))
RECEIVED = Q(state=Report.State.RECEIVED)


@dataclass(frozen=True)
class Tally:
    """Reports of one period: expected, sent, of these in time, received."""

    expected: int
    sent: int
    on_time: int
    received: int

    @property
    def missing(self) -> int:
        return self.expected - self.sent

    @property
    def completeness(self) -> object:
        return percent(self.sent, self.expected)

    @property
    def timeliness(self) -> object:
        return percent(self.on_time, self.expected)


@dataclass(frozen=True)
class PeriodAsked:
    receiver_id: int
    receiver: str
    rule: str
    key: str
    label: str
    close_date: date


def expected(receiver_id: int, rule: str, key: str) -> QuerySet[Report]:
    rows = Report.objects.current().exclude(state=Report.State.DROPPED)
    return rows.filter(receiver=receiver_id, rule=rule, period_key=key)


def asked_periods(user: User, size: int = 60) -> list[PeriodAsked]:
    """What units gather, the latest first: those the person works in, all of them for who sees everything."""
    rows = Report.objects.current()
    if not user.sees_everything:
        rows = rows.filter(receiver__in=user.unit_ids())
    names = ("receiver", "receiver__short_name", "rule", "period_key", "label")
    from_db = rows.order_by().values_list(*names).annotate(close=F("close_date")).distinct()
    found: dict[tuple, PeriodAsked] = {}
    for row in sorted(from_db, key=lambda row: row[5], reverse=True):
        found.setdefault((row[0], row[2], row[3]), PeriodAsked(*row))
    return list(found.values())[:size]


def tally(rows: QuerySet[Report]) -> Tally:
    return Tally(**rows.aggregate(**_asked()))


def by_group(rows: QuerySet[Report]) -> list[tuple[str, Tally]]:
    """By kind of unit."""
    return [(Unit.Kind(kind).label, one) for kind, one in _by(rows, "unit__kind")]


def by_plan(rows: QuerySet[Report]) -> list[tuple[str, Tally]]:
    return [(number, one) for number, one in _by(rows, "duties__plan__number") if number]


def in_turn(rows: QuerySet[Report], state: str = "") -> QuerySet[Report]:
    """Missing ones first, then late, then the rest; `state`: missing, late, received."""
    asked = {"missing": ~SENT, "late": SENT & ~ON_TIME, "received": RECEIVED, "waiting": Q(state=Report.State.SENT)}
    if state in asked:
        rows = rows.filter(asked[state])
    order = (F("first_sent_date").desc(nulls_first=True), "unit__kind", "unit__name", "pk")
    return rows.select_related("unit").defer("snapshot", "texts").order_by(*order)


def _by(rows: QuerySet[Report], field: str) -> Iterable[tuple[str, Tally]]:
    grouped = rows.order_by().values(field).annotate(**_asked()).order_by(field)
    return [(row.pop(field), Tally(**row)) for row in grouped]


def _asked() -> dict[str, Count]:
    return {
        "expected": Count("pk", distinct=True),
        "sent": Count("pk", filter=SENT, distinct=True),
        "on_time": Count("pk", filter=SENT & ON_TIME, distinct=True),
        "received": Count("pk", filter=RECEIVED, distinct=True),
    }
