"""Hours in which people are left alone."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

Hours = tuple[time, time]


def wait_until(now: datetime, *, quiet: Hours | None = None, window: Hours | None = None) -> datetime | None:
    """When something may go out that should not go now; None: at once. `quiet` may run over midnight."""
    local = timezone.localtime(now)
    moment = local
    if window:
        moment = _into(moment, window)
    if quiet and quiet[0] != quiet[1] and _within(moment.time(), quiet):
        moment = _next(moment, quiet[1])
        moment = _into(moment, window) if window else moment
    return moment if moment > local else None


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())


def _into(moment: datetime, window: Hours) -> datetime:
    return moment if _within(moment.time(), window) else _next(moment, window[0])


def _within(clock: time, hours: Hours) -> bool:
    start, end = hours
    return start <= clock < end if start <= end else clock >= start or clock < end


def _next(moment: datetime, hour: time) -> datetime:
    """The next time the clock shows this hour."""
    day = moment.date() if moment.time() < hour else moment.date() + timedelta(days=1)
    return at(day, hour)
