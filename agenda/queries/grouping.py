"""Which running work of a person's units stands in which group of the inbox, and how much of each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, TextChoices, Value, When

from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet
from units.models import Membership, User

State = Assignment.State
WEEK = 7


class Group(TextChoices):
    APPROVE = "approve", "Chờ tôi duyệt"
    NOW = "now", "Cần làm ngay"
    WEEK = "week", "7 ngày tới"
    YEAR = "year", "Đến hết năm"
    LATER = "later", "Sau đó, chưa có ngày"
    QUIET = "quiet", "Không phải làm gì lúc này"


TO_DO = ~Q(group=Group.QUIET)
CHIPS = {
    "": TO_DO,
    "qua-han": Q(is_overdue=True),
    "bo-sung": Q(supplement_asked=True),
    "chua-tiep-nhan": Q(received_at=None, state=State.OPEN),
    "cho-xac-nhan": Q(state__in=State.with_the_confirmer()),
    "thuong-xuyen": Q(is_ongoing=True),
}


@dataclass(frozen=True)
class Counts:
    groups: dict[str, int]
    chips: dict[str, int]
    today: int
    """Due today and still with the unit."""

    @property
    def late(self) -> int:
        return self.chips["qua-han"]

    @property
    def to_supplement(self) -> int:
        return self.chips["bo-sung"]


def work(user: User, today: date, *, mine: bool) -> AssignmentQuerySet:
    """Running work of in-force plans; `mine` keeps what names the person, what waits for them or for a name."""
    rows = Assignment.objects.running().filter(unit__in=user.unit_ids(), plan__state=Plan.State.IN_FORCE)
    rows = rows.filter(_mine(user)) if mine else rows
    late = Case(When(_overdue(today), then=Value(True)), default=Value(False))
    return rows.annotate(group=_group(user, today), is_overdue=late)


def looks_at_own_work(user: User) -> bool:
    """Where the inbox begins: heads see the unit, others their own once any work names them."""
    if user.unit_ids(Membership.Role.HEAD):
        return False
    return Assignment.objects.running().filter(_names(user), unit__in=user.unit_ids()).exists()


def waiting_count(user: User, today: date) -> int:
    """How much waits for the person, for the navigation bar: what the inbox begins with under "Cần làm"."""
    if not user.unit_ids():
        return 0
    rows = Assignment.objects.filter(_to_do(user, today), unit__in=user.unit_ids(), plan__state=Plan.State.IN_FORCE)
    return rows.filter(_mine(user)).count() if looks_at_own_work(user) else rows.count()


def count(rows: AssignmentQuerySet, today: date, chip: str) -> Counts:
    """One query; the groups count what `chip` leaves in them."""
    names = {key: f"chip_{n}" for n, key in enumerate(CHIPS)}
    figures = {name: Count("pk", filter=CHIPS[key]) for key, name in names.items()}
    due_today = Count("pk", filter=Q(state=State.OPEN, counted_due_date=today))
    found = list(rows.order_by().values("group").annotate(n=Count("pk"), due_today=due_today, **figures))
    shown = names[chip] if chip else "n"
    return Counts(
        groups={row["group"]: row[shown] for row in found},
        chips={key: sum(row[name] for row in found) for key, name in names.items()},
        today=sum(row["due_today"] for row in found),
    )


def some_of_each_group(rows: AssignmentQuerySet, start: int, size: int, *, chip: str, opened: int) -> dict[int, str]:
    """Group by number: after `start` at most `size` of a group, the earliest due first; `opened` is never left out.

    What one unit has running is counted off here: as a window of the database it costs ten times as much."""
    rows = rows.filter(CHIPS[chip] | Q(pk=opened)) if chip else rows
    ranks: Counter[str] = Counter()
    found = {}
    for pk, group in rows.order_by(F("counted_due_date").asc(nulls_last=True), "pk").values_list("pk", "group"):
        ranks[group] += 1
        if start < ranks[group] <= start + size or pk == opened:
            found[pk] = group
    return found


def next_overdue(rows: AssignmentQuerySet, after: Assignment) -> int | None:
    """The overdue row that follows `after` in the list."""
    due = after.counted_due_date
    if due is None:
        return None
    later = Q(counted_due_date__gt=due) | Q(counted_due_date=due, pk__gt=after.pk)
    late = rows.filter(later, state=State.OPEN, is_overdue=True).order_by("counted_due_date", "pk")
    return late.values_list("pk", flat=True).first()


def _to_do(user: User, today: date) -> Q:
    """`TO_DO` without the groups, for the bar of every page; a test holds the two equal."""
    week = today + timedelta(days=WEEK)
    calls = Q(supplement_asked=True) | Q(received_at=None) | Q(counted_due_date__lte=week)
    waits = Q(state=State.AT_HEAD, unit__in=user.unit_ids(Membership.Role.HEAD))
    return waits | Q(state=State.OPEN) & (Q(is_ongoing=False) | calls)


def _names(user: User) -> Q:
    people = {user.pk, *user.stands_in_for()}
    return Q(officer__in=people) | Q(leader__in=people)


def _mine(user: User) -> Q:
    waits = Q(state=State.AT_HEAD, unit__in=user.unit_ids(Membership.Role.HEAD))
    return _names(user) | Q(officer=None) | waits


def _overdue(today: date) -> Q:
    """`AssignmentQuerySet.overdue` as a condition: late when sent counts too, ongoing work never."""
    in_time = Q(state__in=State.with_the_confirmer(), sent_date__lte=F("counted_due_date"))
    return Q(counted_due_date__lt=today) & ~in_time


def _group(user: User, today: date) -> Case:
    week, year = today + timedelta(days=WEEK), date(today.year, 12, 31)
    heads = user.unit_ids(Membership.Role.HEAD)
    return Case(
        When(state=State.AT_HEAD, unit__in=heads, then=Value(Group.APPROVE.value)),
        When(~Q(state=State.OPEN), then=Value(Group.QUIET.value)),
        When(Q(supplement_asked=True) | Q(counted_due_date__lte=today), then=Value(Group.NOW.value)),
        When(Q(received_at=None) | Q(counted_due_date__lte=week), then=Value(Group.WEEK.value)),
        When(is_ongoing=True, then=Value(Group.QUIET.value)),
        When(counted_due_date__lte=year, then=Value(Group.YEAR.value)),
        default=Value(Group.LATER.value),
    )
