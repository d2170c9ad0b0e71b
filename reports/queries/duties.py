"""The duties behind a report: who must send it to whom, and by which day of the period."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from reports.calendars import due_of
from reports.models import ReportingDuty
from units.calendars import WorkCalendar
from units.models import Unit
from units.periods import Period, Rule, current


@dataclass(frozen=True)
class DutyLine:
    """One sentence of the plan with all its addressees; `due` in the period and the working day to send by."""

    pk: int
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
        pk=duty.pk,
        who="; ".join(each.who_text for each in same),
        to=duty.to_text,
        cadence=duty.get_cadence_display(),
        due_text=duty.due_text,
        quote=duty.quote,
        due=due,
        send_by=calendar.on_or_before(due) if due else None,
    )


def due_in(duty: ReportingDuty, period: Period) -> date | None:
    """The day of the duty's own period that ends in the same month, where the plan names a day."""
    if duty.due_date or not duty.due_day:
        return duty.due_date
    if duty.kind is period.kind:
        return due_of(duty, period)
    own = current(period.last_month, Rule.CALENDAR, duty.kind)
    ends_here = duty.kind.months and period.kind.months and own.last_month == period.last_month
    return due_of(duty, own) if ends_here else None


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
