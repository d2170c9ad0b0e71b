"""Period reports for tests: the cast's ward reports to Sở Tài chính every month, figures closed on the 10th."""

from datetime import date, datetime

from reports.models import Report, ReportingDuty
from reports.operations import filing
from reports.operations.opening import open_reports
from tests.reports.worlds import at

OPENS, CLOSED, DUE = date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 14)
NOON = at(date(2026, 1, 12), 12)
TEXTS = {"causes": "Thiếu máy quét tài liệu.", "proposals": "Không có"}


def monthly(plan, unit=None, **facts) -> ReportingDuty:
    order = plan.reporting_duties.count() + 1
    facts = {"cadence": "monthly", "close_day": 10, "due_day": 14, "focal_day": 19} | facts
    return ReportingDuty.objects.create(
        plan=plan, order=order, who_text="Các xã, phường", unit=unit, to_text="UBND Thành phố", **facts
    )


def opened(cast, now: datetime = NOON, **facts) -> Report:
    monthly(cast.plan, cast.ward, **facts)
    open_reports(now=now)
    return Report.objects.get(unit=cast.ward)


def written(cast, report: Report, now: datetime = NOON) -> Report:
    return filing.save_texts(report_id=report.pk, actor=cast.unit_officer, texts=TEXTS, seen=None, now=now)


def sent(cast, now: datetime = NOON, **facts) -> Report:
    report = written(cast, opened(cast, now, **facts), now)
    return filing.send(report_id=report.pk, actor=cast.unit_head, now=now)
