"""What this room tells people. The words carry no figures and no names."""

from collections.abc import Iterable
from datetime import date

from notifications.operations import Notice
from reports.models import Report
from units.models import Membership


def opened(reports: Iterable[Report]) -> list[Notice]:
    return [
        _notice(each, "report_opened", f"Báo cáo {each.label} đã mở", counted="báo cáo kỳ đã mở", due=each.due_date)
        for each in reports
    ]


def waits_for_the_head(report: Report, today: date, dedupe: str) -> list[Notice]:
    """To the heads; where the unit has none, to whoever speaks for it."""
    places = Membership.objects.current(today).filter(unit=report.unit_id, role=Membership.Role.HEAD)
    heads = places.filter(user__is_active=True).values_list("user", flat=True)
    text = f"Chờ duyệt: báo cáo {report.label}"
    words = {"counted": "báo cáo chờ duyệt", "dedupe": dedupe}
    return [
        Notice("report_at_head", ("report", report.pk), text, report.get_absolute_url(), to_user_id=pk, **words)
        for pk in heads
    ]


def sent(report: Report) -> list[Notice]:
    text = f"{report.unit.short_name} đã gửi báo cáo {report.label}"
    return [_notice(report, "report_sent", text, to=report.receiver_id, counted="báo cáo chờ tiếp nhận")]


def supplement_requested(report: Report, draft: Report) -> list[Notice]:
    text = f"Cần bổ sung báo cáo {report.label}"
    return [_notice(draft, "report_supplement", text, single=True, detail=draft.reason)]


def chased(report: Report, today: date) -> list[Notice]:
    late = (today - report.due_date).days
    when = f"quá hạn {late} ngày" if late > 0 else f"hạn {report.due_date:%d/%m/%Y}"
    text = f"Đôn đốc nộp báo cáo {report.label}: {when}"
    return [_notice(report, "report_chased", text, single=True, dedupe=today.isoformat())]


def _notice(
    report: Report, kind: str, text: str, *, to: int = 0, due: date | None = None, dedupe: str = "", **more: object
) -> Notice:
    return Notice(
        kind=kind,
        subject=("report", report.pk),
        text=text,
        path=report.get_absolute_url(),
        dedupe=dedupe or f"v{report.version}",
        to_unit_id=to or report.unit_id,
        due_date=due,
        **more,
    )
