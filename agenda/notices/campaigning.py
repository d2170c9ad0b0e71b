"""The daily call of a campaign: to every unit that has not counted yet, days off included."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from notifications.operations import Notice
from plans.models import Plan
from units.calendars import WorkCalendar

CALL = "campaign_call"
HOURS = (time(8), time(16))


def calls(silent: Iterable[tuple[Plan, int, int]], moment: datetime, calendar: WorkCalendar) -> Iterator[Notice]:
    """`silent`: (plan, unit, what it still has to do). `moment` in local time; before eight nobody is called.

    In the morning of a working day it is a line of the digest; at four, or on a day off, a letter of its own.
    """
    called = [hour for hour in HOURS if moment.time() >= hour]
    if not called:
        return
    single = len(called) > 1 or not calendar.is_working(moment.date())
    for plan, unit_id, left in silent:
        yield _call(plan, unit_id, left, moment.date(), dedupe=f"{called[-1]:%H}", single=single)


def urge_to_count(plan: Plan, units: Iterable[tuple[int, int]], moment: datetime) -> Iterator[Notice]:
    """From the focal unit, at once."""
    for unit_id, left in units:
        notice = _call(plan, unit_id, left, moment.date(), dedupe=f"urged-{moment:%H}", single=True)
        yield replace(notice, text=f"Đôn đốc: {notice.text}")


def _call(plan: Plan, unit_id: int, left: int, today: date, *, dedupe: str, single: bool) -> Notice:
    return Notice(
        kind=CALL,
        subject=("plan", plan.pk),
        text=f"{plan.reference}: báo số hôm nay, {left} việc chưa xong",
        detail=f"chiến dịch ngày thứ {(today - plan.campaign_from).days + 1}, đến hết {plan.campaign_to:%d/%m/%Y}",
        path=f"/van-ban/{plan.pk}/chien-dich/",
        dedupe=f"{today}-{dedupe}",
        to_unit_id=unit_id,
        single=single,
        plan_id=plan.pk,
        urgency="today",
        rung="chiến dịch",
        counted="chiến dịch chờ báo số",
        why="đơn vị bạn có việc trong chiến dịch",
    )
