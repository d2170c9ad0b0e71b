"""Open the reports whose time has come, as drafts with live figures; safe to run at any time and twice at once."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from reports import notices
from reports.calendars import Dates
from reports.models import Report
from reports.queries.expecting import Key, Owed, duties_in_force, owed
from reports.workflow import make_move
from units.models import Succession

AHEAD = timedelta(days=62)  # no duty opens its reports earlier
MISSED = timedelta(days=14)  # what should have been opened while nothing ran
DATES = ("start_date", "close_date", "due_date", "focal_due_date", "label")


@transaction.atomic
def open_reports(*, now: datetime) -> int:
    """How many were opened."""
    today = timezone.localdate(now)
    wanted = owed(duties_in_force(), today - MISSED, today + AHEAD, today)
    wanted = {key: one for key, one in wanted.items() if one.dates.opens <= today}
    wanted |= _of_successors(today, now, wanted)
    known = _known(wanted)
    _follow_dates(wanted, known)
    missing = [one for key, one in wanted.items() if key not in known]
    Report.objects.bulk_create([_draft(one, now) for one in missing], batch_size=500, ignore_conflicts=True)
    opened = {key: report for key, report in _known(wanted).items() if key not in known and report.opened_at == now}
    _link(wanted, known | opened)
    for (receiver, period), count in Counter((key[1], key[3]) for key in opened).items():
        record("reports.opened", ("unit", receiver), period=period, reports=count)
    post(notices.opened(opened.values()), today=today)
    return len(opened)


def _known(wanted: dict[Key, Owed]) -> dict[Key, Report]:
    rows = Report.objects.filter(
        receiver__in={key[1] for key in wanted}, period_key__in={key[3] for key in wanted}, version=1
    )
    return {(row.unit_id, row.receiver_id, row.rule, row.period_key): row for row in rows.defer("snapshot", "texts")}


def _draft(one: Owed, now: datetime) -> Report:
    return Report(
        unit_id=one.unit_id,
        receiver_id=one.receiver_id,
        period_key=one.dates.period.key,
        rule=one.dates.period.rule.value,
        opened_at=now,
        **_facts(one),
    )


def _facts(one: Owed) -> dict[str, Any]:
    dates = one.dates
    found = (dates.start, dates.close, dates.due, dates.focal_due, dates.period.label)
    return dict(zip(DATES, found, strict=True))


def _follow_dates(wanted: dict[Key, Owed], known: dict[Key, Report]) -> None:
    """A duty whose days were changed moves the drafts it has opened."""
    moved = []
    for key, report in known.items():
        if report.state in Report.State.with_the_unit() and (facts := _facts(wanted[key])) != _dates_of(report):
            for name, value in facts.items():
                setattr(report, name, value)
            moved.append(report)
    Report.objects.bulk_update(moved, DATES, batch_size=500)


def _dates_of(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in DATES}


def _link(wanted: dict[Key, Owed], reports: dict[Key, Report]) -> None:
    """Drafts cover what duties ask today; what was sent covers what it covered."""
    through = Report.duties.through
    rows = [
        through(report_id=report.pk, reportingduty_id=duty.pk)
        for key, report in reports.items()
        if key in wanted and report.state in Report.State.with_the_unit()
        for duty in wanted[key].duties
    ]
    through.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)


def _of_successors(today: date, now: datetime, wanted: dict[Key, Owed]) -> dict[Key, Owed]:
    """Units that ended owe nothing more; who stands in their place owes the same report for the same period."""
    found: dict[Key, Owed] = {}
    ended = Report.objects.unsent().filter(unit__active_to__lt=today).select_for_update(of=("self",))
    for report in ended.select_related("unit").prefetch_related("duties__plan"):
        make_move(report, "drop", actor=None, now=now)
        taking_over = Succession.objects.filter(predecessor=report.unit_id).values_list("successor", flat=True)
        for unit_id in taking_over.order_by("successor"):
            one = Owed(unit_id, report.receiver_id, _same_days(report), list(report.duties.all()))
            if unit_id != report.receiver_id and one.key not in wanted:
                found[one.key] = one
    return found


def _same_days(report: Report) -> Dates:
    return Dates(
        replace(report.period, label=report.label),
        report.start_date,
        report.close_date,
        report.due_date,
        report.focal_due_date,
        report.start_date,
    )
