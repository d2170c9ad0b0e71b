"""Days, switch and outline of duties of a plan in force, and single reports on a period of their own."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from journal.operations import record
from plans.models import Plan
from reports import perms
from reports.calendars import dates_between
from reports.errors import ReportError
from reports.models import BY_WEEKDAY, ReportingDuty
from units.calendars import WorkCalendar
from units.models import User

DAYS = {"close_day": "Ngày chốt số liệu", "due_day": "Ngày đơn vị nộp", "focal_day": "Ngày gửi"}
LOOKED_AT = 400  # days ahead in which every period must leave a working day


@transaction.atomic
def set_duty(*, duty_id: int, actor: User, today: date, **facts: Any) -> ReportingDuty:
    """Drafts that are open follow at the next opening (`open_reports`)."""
    duty = ReportingDuty.objects.select_related("plan").select_for_update(of=("self",)).get(pk=duty_id)
    if not perms.can_set(actor, duty):
        raise PermissionDenied("set")
    for name, value in facts.items():
        setattr(duty, name, value)
    _check(duty, today)
    duty.save()
    record("reports.duty_set", ("plan", duty.plan_id), actor=actor, plan_id=duty.plan_id, duty=duty.pk)
    return duty


@transaction.atomic
def ask_once(
    *, duty_id: int, actor: User, label: str, from_date: date, to_date: date, due_date: date, today: date
) -> list[ReportingDuty]:
    """The same units report once more, on days of their own; so do the others of the same sentence."""
    duty = ReportingDuty.objects.select_related("plan").get(pk=duty_id)
    if not perms.can_set(actor, duty):
        raise PermissionDenied("ask")
    Plan.objects.select_for_update(of=("self",)).get(pk=duty.plan_id)
    _check_days(duty.plan, from_date, to_date, due_date, today)
    same = ReportingDuty.objects.filter(plan=duty.plan, quote=duty.quote, cadence=duty.cadence).in_order()
    last = duty.plan.reporting_duties.aggregate(last=Max("order"))["last"]
    rows = [
        ReportingDuty(
            plan=duty.plan,
            order=last + n,
            who_text=one.who_text,
            unit_id=one.unit_id,
            group_id=one.group_id,
            via_unit_id=one.via_unit_id,
            to_text=one.to_text,
            cadence=ReportingDuty.Cadence.ONCE,
            label=label.strip(),
            from_date=from_date,
            to_date=to_date,
            due_date=due_date,
        )
        for n, one in enumerate(same, 1)
    ]
    ReportingDuty.objects.bulk_create(rows)
    record("reports.asked_once", ("plan", duty.plan_id), actor=actor, plan_id=duty.plan_id, duties=len(rows))
    return rows


def _check_days(plan: Plan, start: date, end: date, due: date, today: date) -> None:
    if end < start:
        raise ReportError(f"Kỳ số liệu kết thúc {end:%d/%m/%Y} trước khi bắt đầu {start:%d/%m/%Y}; ghi lại hai ngày.")
    if due < end:
        raise ReportError(f"Hạn nộp {due:%d/%m/%Y} trước ngày chốt số liệu {end:%d/%m/%Y}; chọn hạn sau ngày chốt.")
    if due < today:
        raise ReportError(f"Hạn nộp {due:%d/%m/%Y} đã qua; chọn hạn từ hôm nay trở đi.")
    others = plan.reporting_duties.filter(cadence=ReportingDuty.Cadence.ONCE, from_date__lte=end, to_date__gte=start)
    if other := others.order_by("order").first():
        raise ReportError(
            f"Kỳ này trùng với kỳ “{other.label}” ({other.from_date:%d/%m/%Y} – {other.to_date:%d/%m/%Y}) của cùng "
            "văn bản: một khoảng ngày chỉ báo cáo một lần. Chọn khoảng ngày khác."
        )


def _check(duty: ReportingDuty, today: date) -> None:
    for name, label in DAYS.items():
        if (day := getattr(duty, name)) is not None and not 1 <= day <= 31:
            raise ReportError(f"{label} phải từ 1 đến 31.")
    if duty.kind in BY_WEEKDAY and (duty.due_day or 1) > 7:
        raise ReportError("Báo cáo tuần: ngày nộp là thứ trong tuần, từ 1 (thứ Hai) đến 7 (Chủ nhật).")
    if not -11 <= duty.due_offset <= 11:
        raise ReportError("Số tháng nộp sau tháng cuối kỳ phải trong khoảng 11 tháng.")
    if duty.kind.months:
        _leaves_a_working_day(duty, today)


def _leaves_a_working_day(duty: ReportingDuty, today: date) -> None:
    """NĐ 09/2019/NĐ-CP, Điều 8 khoản 5: at least one working day between closing the figures and sending them."""
    calendar = WorkCalendar.load()
    until = date.fromordinal(today.toordinal() + LOOKED_AT)
    for dates in dates_between(duty, today, until, calendar):
        closed = dates.period.end
        if calendar.working_days_between(closed, dates.due) < 1:
            raise ReportError(
                f"Kỳ {dates.period.label}: chốt số liệu {closed:%d/%m/%Y}, đơn vị nộp {dates.due:%d/%m/%Y}, không "
                "còn ngày làm việc nào ở giữa (NĐ 09/2019/NĐ-CP cần ít nhất một). Chốt sớm hơn hoặc nộp muộn hơn."
            )
