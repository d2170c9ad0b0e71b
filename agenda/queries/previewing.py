"""What a ladder will do: for one real assignment day by day, and for a plan in numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from agenda.ladder import CITY, FOCAL, HEAD, LEADER, OFFICER, Rung, Steps, rungs_of
from agenda.models import Acknowledgement
from notifications.models import Channel
from plans.models import Plan
from tasks.models import Assignment
from units.calendars import WorkCalendar, weekday
from units.models import CalendarDay, Membership, User
from units.queries import reached_instead, staff

WEEKS, AHEAD, SHOWN = 4, timedelta(days=120), 8
IN_THE_UNIT = frozenset({OFFICER, LEADER, HEAD})


@dataclass(frozen=True)
class Reached:
    """One line of the preview."""

    day: date
    rung: Rung
    people: list[str]
    why_moved: str
    held: bool

    @property
    def channels(self) -> str:
        return ", ".join(Channel(code).label for code in Channel.values if code in self.rung.channels)


@dataclass(frozen=True)
class Effect:
    open: int
    weekly: int
    """Messages a week, more (or fewer) than by the rungs that hold now."""

    @property
    def fewer(self) -> int:
        return -self.weekly


def preview(work: Assignment, steps: Steps, calendar: WorkCalendar, today: date) -> list[Reached]:
    """From today on; empty where the work has no date or has left its unit."""
    due = work.counted_due_date
    if due is None or work.state not in (Assignment.State.OPEN, Assignment.State.AT_HEAD):
        return []
    until = max(due, today) + AHEAD
    rungs = rungs_of(due, steps, calendar, after=today - timedelta(days=1), until=until)[:SHOWN]
    names = {day.day: day.name or "ngày nghỉ" for day in CalendarDay.objects.filter(kind=CalendarDay.Kind.OFF)}
    held = Acknowledgement.objects.filter(assignment=work).order_by("-held_until").first()
    people = _people(work, today)
    return [
        Reached(
            rung.day,
            rung,
            _named(rung, people, today),
            why_moved(rung, calendar, names),
            bool(held and rung.day <= held.held_until),
        )
        for rung in rungs
    ]


def why_moved(rung: Rung, calendar: WorkCalendar, names: dict[date, str]) -> str:
    """ "dời từ 01/01: nghỉ Tết Dương lịch, rồi thứ Bảy, Chủ nhật"; empty where the calendar moved nothing."""
    asked, day = rung.asked_for, rung.day
    if calendar.is_working(asked) or asked == day:
        return ""
    step = timedelta(days=1 if day > asked else -1)
    off, one = [], asked
    while one != day:
        off.append(names.get(one, weekday(one)))
        one += step
    return f"dời từ {asked:%d/%m}: {', '.join(dict.fromkeys(off))}"


def effect(plan: Plan, old: Steps, new: Steps, calendar: WorkCalendar, today: date) -> Effect:
    dated = plan.assignments.with_the_unit().filter(counted_due_date__isnull=False)
    counts = dict(dated.values_list("counted_due_date").annotate(Count("pk")).order_by())
    until = today + timedelta(weeks=WEEKS)

    def messages(steps: Steps) -> int:
        return sum(
            count * len(rung.to & IN_THE_UNIT)
            for due, count in counts.items()
            for rung in rungs_of(due, steps, calendar, after=today, until=until)
        )

    return Effect(sum(counts.values()), round((messages(new) - messages(old)) / WEEKS))


def example(plan: Plan, asked: int | None) -> Assignment | None:
    """The work that is looked at: the one asked for, else the last one due, with most rungs ahead."""
    rows = plan.assignments.select_related("task", "unit", "plan__focal_unit", "officer", "leader")
    if asked and (found := rows.filter(pk=asked).first()):
        return found
    return rows.with_the_unit().filter(counted_due_date__isnull=False).order_by("-counted_due_date", "pk").first()


def examples(plan: Plan, today: date, chosen: Assignment | None) -> list[Assignment]:
    """A few to choose from: late ones, the next ones, the chosen."""
    rows = plan.assignments.with_the_unit().select_related("task", "unit").filter(counted_due_date__isnull=False)
    late = rows.filter(counted_due_date__lt=today).order_by("-counted_due_date", "pk")[:8]
    ahead = rows.filter(Q(counted_due_date__gte=today)).order_by("counted_due_date", "pk")[:16]
    found = {one.pk: one for one in (*late, *ahead)}
    return list((found | ({chosen.pk: chosen} if chosen else {})).values())


def _people(work: Assignment, today: date) -> dict[str, list[User]]:
    """By role; the unit's speakers where no officer is named."""
    places = list(staff(work.unit_id, today).order_by("user"))
    there = {place.user_id for place in places}
    by_role = {role: [p.user for p in places if p.role == role] for role in Membership.WORKING}
    speakers = next(
        (by_role[role] for role in (Membership.Role.COORDINATOR, Membership.Role.HEAD) if by_role[role]), []
    )
    return {
        OFFICER: [work.officer] if work.officer_id in there else speakers,
        LEADER: [work.leader] if work.leader_id in there else [],
        HEAD: by_role[Membership.Role.HEAD],
    }


def _named(rung: Rung, people: dict[str, list[User]], today: date) -> list[str]:
    reached = dict.fromkeys(user for role in (OFFICER, LEADER, HEAD) if role in rung.to for user in people[role])
    away = reached_instead([user.pk for user in reached], rung.day)
    deputies = User.objects.in_bulk(set(away.values()))
    names = [f"{deputies[away[user.pk]]} (thay {user})" if user.pk in away else str(user) for user in reached]
    if not names and rung.to & IN_THE_UNIT:
        names = ["hộp thư của đơn vị"]
    if FOCAL in rung.to:
        names.append("cơ quan đầu mối (bản tổng hợp)")
    return names + (["lãnh đạo UBND Thành phố (bản tổng hợp)"] if CITY in rung.to else [])
