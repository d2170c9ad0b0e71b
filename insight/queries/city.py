"""The city on a day: one rate and its change, who keeps others waiting, documents with most overdue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.cache import caches
from django.db.models import Count, Min, QuerySet

from kpi.models import Explanation
from plans.models import Plan
from tasks.figures import Figures, figures_on
from tasks.models import ChangeRequest
from tasks.queries.standing import Line, Waiting
from units.calendars import WorkCalendar
from units.models import User

EDGES = ((1, 30), (31, 60), (61, 120), (121, None))
MONTH = timedelta(days=31)
KEPT = 6 * 3600  # seconds: what was known at the end of a past day does not change
LONG = 5  # working days: the promised answer to a result that was sent


@dataclass(frozen=True)
class Turn:
    """Since a day before."""

    day: date
    points: Decimal | None
    overdue: int

    @property
    def fewer(self) -> int:
        return -self.overdue


def turn(given: QuerySet, now: Figures, day: date, today: date, scope: str, back: timedelta = MONTH) -> Turn:
    """`scope` names whose work `given` is."""
    before = day - back
    then = caches["bar"].get_or_set(f"city:{scope}:{before}", lambda: _whole(given, before, today), KEPT)
    points = None if now.rate is None or then.rate is None else now.rate - then.rate
    return Turn(before, points, now.open_overdue - then.open_overdue)


def _whole(given: QuerySet, day: date, today: date) -> Figures:
    return figures_on(given, day, today).get((), Figures())


def scope_of(user: User, plans: Iterable[Plan]) -> str:
    """Who sees the same of the same documents."""
    whose = "all" if user.sees_everything else "-".join(map(str, sorted(user.unit_ids())))
    return f"{whose}:{hash(tuple(plan.pk for plan in plans))}"


@dataclass(frozen=True)
class Queue:
    """One kind of waiting: how much, for whom, the longest in words."""

    place: str
    count: int
    whom: str
    longest: str
    is_long: bool
    url: str


def queues(waiting: Iterable[Waiting], plan_ids: list[int], user: User, today: date) -> list[Queue]:
    """Work by place, then requests for a change and explanations. Two queries."""
    calendar = WorkCalendar.load()
    by_place: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_place[one.place].append(one)
    found = [_of_work(place, ones, calendar, today) for place, ones in by_place.items()]
    return [one for one in (*found, *_changes(plan_ids, calendar, today), *_answers(user, today)) if one.count]


URLS = {
    "Chờ xác nhận kết quả": "/viec/?tinh_hinh=sent",
    "Đã trình, chờ phê duyệt": "/viec/?tinh_hinh=awaiting_approval",
    "Chưa tiếp nhận": "/viec/?tinh_hinh=not_received",
}


def _of_work(place: str, ones: list[Waiting], calendar: WorkCalendar, today: date) -> Queue:
    since = min((one.since for one in ones if one.since), default=None)
    days = calendar.working_days_between(since, today) if since else 0
    whom = " · ".join(f"{one.whom} {one.count}" if one.since else one.whom for one in ones[:3])
    longest = f"lâu nhất {days} ngày làm việc" if since else ""
    more = f" và {len(ones) - 3} nơi khác" if len(ones) > 3 else ""
    return Queue(place, sum(one.count for one in ones), whom + more, longest, days > LONG, URLS.get(place, ""))


def _changes(plan_ids: list[int], calendar: WorkCalendar, today: date) -> list[Queue]:
    rows = ChangeRequest.objects.filter(assignment__plan__in=plan_ids)
    rows = rows.filter(state__in=[ChangeRequest.State.ASKED, ChangeRequest.State.OPINED])
    counts = rows.order_by().values_list("state").annotate(n=Count("pk"), since=Min("asked_at__date"))
    by_state = {state: (n, since) for state, n, since in counts}
    if not by_state:
        return []
    whom = [
        f"{words} {by_state[state][0]}"
        for state, words in (("asked", "cơ quan đầu mối có ý kiến"), ("opined", "cấp có thẩm quyền quyết định"))
        if state in by_state
    ]
    days = calendar.working_days_between(min(since for _, since in by_state.values()), today)
    count = sum(n for n, _ in by_state.values())
    longest = f"lâu nhất {days} ngày làm việc"
    return [Queue("Đề nghị điều chỉnh", count, " · ".join(whom), longest, days > LONG, "/dieu-chinh/")]


def _answers(user: User, today: date) -> list[Queue]:
    rows = Explanation.objects.visible_to(user).open()
    found = rows.aggregate(n=Count("pk"), units=Count("unit", distinct=True), first=Min("due_date"))
    if not found["n"]:
        return []
    late = found["first"] < today
    when = f"hạn gần nhất {found['first']:%d/%m/%Y}"
    units = f"{found['units']} đơn vị"
    return [Queue("Chờ giải trình", found["n"], units, when, late, "/giai-trinh/")]


def titled(lines: list[Line]) -> list[tuple[Line, Plan]]:
    """With the document of each line; one query."""
    plans = Plan.objects.select_related("focal_unit").in_bulk([line.key for line in lines])
    return [(line, plans[line.key]) for line in lines]
