"""The duties behind a report: who must send it to whom, and by which day of the period."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from reports.models import ReportingDuty
from units.calendars import WorkCalendar
from units.models import Unit
from units.periods import Period


@dataclass(frozen=True)
class DutyLine:
    """One sentence of the plan with all its addressees; `due` in the period and the working day to send by."""

    who: str
    to: str
    cadence: str
    due_text: str
    quote: str
    due: date | None
    send_by: date | None


def duties_of(plan: Plan) -> list[ReportingDuty]:
    return list(
        plan.reporting_duties.select_related("group", "via_unit").prefetch_related("group__members").in_order()
    )


def duty_lines(duties: list[ReportingDuty], period: Period, calendar: WorkCalendar) -> list[DutyLine]:
    sentences: dict[tuple[str, str, str], list[ReportingDuty]] = {}
    for duty in duties:
        sentences.setdefault((duty.quote, duty.to_text, duty.cadence), []).append(duty)
    return [_line(same, period, calendar) for same in sentences.values()]


def _line(same: list[ReportingDuty], period: Period, calendar: WorkCalendar) -> DutyLine:
    duty = same[0]
    due = due_in(duty, period)
    return DutyLine(
        who="; ".join(each.who_text for each in same),
        to=duty.to_text,
        cadence=duty.get_cadence_display(),
        due_text=duty.due_text,
        quote=duty.quote,
        due=due,
        send_by=calendar.on_or_before(due) if due else None,
    )


def due_in(duty: ReportingDuty, period: Period) -> date | None:
    """The day of a periodic report in the month the period is named after; of a single one, its date."""
    month = period.last_month
    if duty.due_date or not duty.due_day:
        return duty.due_date
    if duty.cadence == ReportingDuty.Cadence.QUARTERLY and not period.ends_quarter:
        return None
    return month.replace(day=min(duty.due_day, monthrange(month.year, month.month)[1]))


def addressee(duties: list[ReportingDuty], unit: Unit) -> str:
    """Where the plan tells this unit to report; empty where it tells nothing."""
    return next((duty.to_text for duty in duties if _binds(duty, unit)), "")


def _binds(duty: ReportingDuty, unit: Unit) -> bool:
    if duty.unit_id:
        return duty.unit_id == unit.pk
    group = duty.group
    if group is None or group.is_open:
        return False
    return unit.kind in group.kinds or unit in group.members.all()
