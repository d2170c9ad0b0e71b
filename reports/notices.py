"""What this room tells people. The words carry no figures and no names."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Max, Min

from notifications.operations import Notice
from reports.models import Report
from units.models import Membership


def plans_of(reports: Iterable[Report]) -> dict[int, int]:
    """Report → the plan that asks for it, where it is one alone: whose focal unit follows what became of a letter."""
    asked = Report.duties.through.objects.filter(report__in=[report.pk for report in reports]).order_by()
    plans = asked.values("report").annotate(first=Min("reportingduty__plan"), last=Max("reportingduty__plan"))
    return dict(plans.filter(first=F("last")).values_list("report", "first"))


def opened(reports: Iterable[Report]) -> list[Notice]:
    reports, words = list(reports), {"counted": "báo cáo kỳ đã mở"}
    plans = plans_of(reports)
    return [
        _notice(each, "report_opened", f"Báo cáo {each.label} đã mở", plans, due=each.due_date, **words)
        for each in reports
    ]


def waits_for_the_head(report: Report, today: date, dedupe: str) -> list[Notice]:
    """To the heads; where the unit has none, to whoever speaks for it."""
    places = Membership.objects.current(today).filter(unit=report.unit_id, role=Membership.Role.HEAD)
    heads = places.filter(user__is_active=True).values_list("user", flat=True)
    text = f"Chờ duyệt: báo cáo {report.label}"
    words = {"counted": "báo cáo chờ duyệt", "dedupe": dedupe, "plan_id": plans_of([report]).get(report.pk)}
    return [
        Notice("report_at_head", ("report", report.pk), text, report.get_absolute_url(), to_user_id=pk, **words)
        for pk in heads
    ]


def sent(report: Report) -> list[Notice]:
    text = f"{report.unit.short_name} đã gửi báo cáo {report.label}"
    words = {"to": report.receiver_id, "counted": "báo cáo chờ tiếp nhận"}
    return [_notice(report, "report_sent", text, plans_of([report]), **words)]


def supplement_requested(report: Report, draft: Report) -> list[Notice]:
    text = f"Cần bổ sung báo cáo {report.label}"
    return [_notice(draft, "report_supplement", text, plans_of([draft]), single=True, detail=draft.reason)]


def chased(reports: list[Report], today: date) -> list[Notice]:
    plans = plans_of(reports)
    return [_chased(report, plans, today) for report in reports]


def _chased(report: Report, plans: dict[int, int], today: date) -> Notice:
    late = (today - report.due_date).days
    when = f"quá hạn {late} ngày" if late > 0 else f"hạn {report.due_date:%d/%m/%Y}"
    text = f"Đôn đốc nộp báo cáo {report.label}: {when}"
    return _notice(report, "report_chased", text, plans, single=True, dedupe=today.isoformat())


def _notice(
    report: Report,
    kind: str,
    text: str,
    plans: dict[int, int],
    *,
    to: int = 0,
    due: date | None = None,
    dedupe: str = "",
    **more: object,
) -> Notice:
    return Notice(
        kind=kind,
        subject=("report", report.pk),
        text=text,
        path=report.get_absolute_url(),
        dedupe=dedupe or f"v{report.version}",
        to_unit_id=to or report.unit_id,
        due_date=due,
        plan_id=plans.get(report.pk),
        **more,
    )
