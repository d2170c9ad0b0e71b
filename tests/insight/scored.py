"""A period with its work: wards of the cast's plan in October to November 2026, and criteria that score them."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from insight.models import Criteria
from insight.operations import draft_criteria, publish_criteria
from tasks.models import Assignment, Span
from tests.factories import AssignmentFactory
from units.models import Unit
from units.periods import Period, administrative_month

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PERIOD: Period = administrative_month(2026, 11)  # 15/10 to 14/11
IN_FORCE = datetime(2026, 9, 20, 9, 0, tzinfo=HANOI)
CLOSED = datetime(2026, 11, 17, 9, 0, tzinfo=HANOI)  # the day after 16/11
TODAY = CLOSED.date()
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
WRITTEN = {
    "name": "Bộ tiêu chí theo dõi cấp xã",
    "number": "2518/QĐ-UBND",
    "issued_date": date(2026, 9, 1),
    "issuer": "UBND Thành phố",
    "groups": ["phuong"],
    "from_date": date(2026, 9, 15),
}


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("qd-2518.pdf", PDF)


def drafted(cast: SimpleNamespace, **told) -> Criteria:
    return draft_criteria(
        unit_id=cast.focal.pk, actor=cast.focal_officer, now=IN_FORCE, file=paper(), **WRITTEN | told
    )


def published(cast: SimpleNamespace, **told) -> Criteria:
    criteria = drafted(cast, **told)
    return publish_criteria(criteria_id=criteria.pk, actor=cast.focal_officer, now=IN_FORCE)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


def work(
    cast: SimpleNamespace,
    unit: Unit,
    due: date,
    sent: date | None = None,
    *,
    confirmed: date | None = None,
    given: date = date(2026, 9, 1),
    **more,
) -> Assignment:
    """Given, and where a day is told sent and confirmed then; with its spans."""
    state = "completed" if confirmed else "sent" if sent else "open"
    row = AssignmentFactory(
        task__plan=cast.plan,
        unit=unit,
        state=state,
        due_date=due,
        original_due_date=due,
        sent_date=sent,
        completed_date=confirmed,
        **more,
    )
    steps = [("open", given, None), ("sent", sent, sent), ("completed", confirmed, sent)]
    steps = [step for step in steps if step[1]]
    for n, (name, day, when) in enumerate(steps):
        ends = moment(steps[n + 1][1], 10 + n) if n + 1 < len(steps) else None
        facts = {"due_date": due, "sent_date": when, "self_confirmed": bool(more.get("self_confirmed")) and n == 2}
        Span.objects.create(assignment=row, state=name, from_at=moment(day, 9 + n), to_at=ends, **facts)
    return row


def on_time(cast: SimpleNamespace, unit: Unit, count: int, *, due: date = date(2026, 10, 30)) -> None:
    for _ in range(count):
        work(cast, unit, due, due - timedelta(days=1), confirmed=due)


def late(cast: SimpleNamespace, unit: Unit, count: int, *, due: date = date(2026, 10, 30)) -> None:
    for _ in range(count):
        work(cast, unit, due, due + timedelta(days=3), confirmed=due + timedelta(days=4))
