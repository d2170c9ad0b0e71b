"""R1: what share of the fields of units' reports of a sample month is typed by hand."""

from django.db import transaction
from django.utils import timezone

from bench.figure import Figure
from bench.ground import Ground
from plans.models import Plan
from reports.models import Report, ReportingDuty
from reports.operations.opening import open_reports
from reports.queries.content import content, filled_count, typed_count
from units.models import UnitGroup

MOST = 0.15
UNITS = 50


def typed_by_hand(ground: Ground) -> Figure:
    """A duty of all units is added, the month's reports open and are read, and all of it is rolled back."""
    _ = ground.data
    with transaction.atomic():
        counts = [_fields(report) for report in _opened()]
        transaction.set_rollback(True)
    typed, filled = (sum(part) for part in zip(*counts, strict=True))
    share = typed / (typed + filled)
    return Figure(
        id="R1",
        measured=share,
        unit="share",
        budget=MOST,
        holds=share <= MOST,
        n=len(counts),
        words=f"{typed} typed of {typed + filled} fields in {len(counts)} reports: {share:.3f}",
        rule=f"≤ {MOST}",
    )


def _opened() -> list[Report]:
    """Due today, so that all of the month lies before."""
    now = timezone.now()
    today = timezone.localdate(now)
    plan = Plan.objects.filter(state=Plan.State.IN_FORCE).order_by("pk").first()
    ReportingDuty.objects.create(
        plan=plan,
        order=999,
        who_text="mọi đơn vị",
        group=UnitGroup.objects.create(code="bench", name="mọi đơn vị", kinds=["so", "ban", "nganh", "phuong", "xa"]),
        cadence=ReportingDuty.Cadence.MONTHLY,
        due_day=today.day,
        close_day=max(today.day - 1, 1),
    )
    open_reports(now=now)
    rows = Report.objects.filter(due_date=today, unit__assignments__plan=plan).distinct().order_by("pk")
    return list(rows.select_related("unit", "receiver")[:UNITS])


def _fields(report: Report) -> tuple[int, int]:
    """(typed, filled)"""
    said = content(report, timezone.localdate())
    return typed_count(said), filled_count(said)
