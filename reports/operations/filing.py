"""Write, approve, send, receive and correct a period report."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from reports import notices, perms
from reports.errors import ReportConflict, ReportError
from reports.kinds import sections_of
from reports.models import Report
from reports.queries.content import content, digest
from reports.workflow import make_move
from units.models import User

LONGEST = 5_000
COPIED = (
    "unit", "receiver", "period_key", "rule", "label", "start_date", "close_date", "due_date", "focal_due_date",
    "texts", "first_sent_date",
)  # fmt: skip


def lock(report_id: int) -> Report:
    rows = Report.objects.select_related("unit", "receiver").select_for_update(of=("self",))
    return rows.get(pk=report_id)


@transaction.atomic
def save_texts(*, report_id: int, actor: User, texts: dict[str, str], seen: int | None, now: datetime) -> Report:
    """`seen`: the revision the person began with; None writes over whatever is there. No event: it is a draft."""
    report = lock(report_id)
    if not perms.can_write(actor, report):
        raise PermissionDenied("write")
    if report.state != Report.State.DRAFT:
        raise ReportConflict(
            f"Báo cáo đang ở bước “{report.get_state_display()}”, không sửa được nữa. Phần bạn vừa gõ chưa được lưu."
        )
    known = {section.key for section in sections_of(report)}
    wanted = report.texts | {key: _short(text) for key, text in texts.items() if key in known}
    if seen is not None and seen != report.revision and wanted != report.texts:
        at = timezone.localtime(report.edited_at) if report.edited_at else timezone.localtime(report.opened_at)
        raise ReportConflict(
            f"{report.edited_by or 'Hệ thống'} vừa lưu báo cáo này lúc {at:%H:%M ngày %d/%m/%Y}. Phần bạn gõ chưa "
            "được lưu và vẫn ở trong ô; xem bản mới rồi lưu lại."
        )
    if wanted != report.texts:
        report.texts, report.revision = wanted, report.revision + 1
        report.edited_by, report.edited_at = actor, now
        report.save(update_fields=["texts", "revision", "edited_by", "edited_at"])
    return report


def _short(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise ReportError(f"Mỗi mục dài nhất {LONGEST} ký tự; mục bạn gõ có {len(text)}. Rút ngắn rồi lưu lại.")
    return text


@transaction.atomic
def propose(*, report_id: int, actor: User, now: datetime) -> Report:
    report = _move(report_id, "propose", actor, now)
    post(notices.waits_for_the_head(report, timezone.localdate(now), now.isoformat()))
    return report


def hand_back(*, report_id: int, actor: User, text: str, now: datetime) -> Report:
    return _move(report_id, "hand_back", actor, now, text=_said(text, "Ghi rõ cần sửa gì trước khi chuyển lại."))


@transaction.atomic
def send(*, report_id: int, actor: User, now: datetime) -> Report:
    """Out of the unit; what it says is frozen with its digest."""
    report = lock(report_id)
    said = content(report, timezone.localdate(now))
    if report.corrects_id:
        Report.objects.filter(pk=report.corrects_id).update(is_current=False)
    make_move(report, "send", actor=actor, now=now, snapshot=said, digest=digest(said))
    post(notices.sent(report))
    return report


def receive(*, report_id: int, actor: User, now: datetime) -> Report:
    return _move(report_id, "receive", actor, now)


@transaction.atomic
def request_supplement(*, report_id: int, actor: User, text: str, now: datetime) -> Report:
    """What was sent stays as it was; a new version opens for the unit with what is asked."""
    report = _move(report_id, "request_supplement", actor, now)
    draft = _next_version(report, _said(text, "Ghi rõ cần bổ sung gì, ít nhất một câu."), now)
    post(notices.supplement_requested(report, draft))
    return draft


@transaction.atomic
def correct(*, report_id: int, actor: User, text: str, now: datetime) -> Report:
    """The unit opens a corrected version of what it sent; the sent one counts until the new one leaves."""
    report = lock(report_id)
    if not perms.can_write(actor, report):
        raise PermissionDenied("correct")
    if report.state not in (Report.State.SENT, Report.State.RECEIVED):
        raise ReportConflict("Chỉ đính chính được báo cáo đã gửi; bản này chưa gửi hoặc đã được đề nghị bổ sung.")
    draft = _next_version(report, _said(text, "Ghi lý do đính chính."), now)
    record("reports.corrected", ("report", report.pk), actor=actor, to=draft.pk, version=draft.version)
    return draft


def _next_version(report: Report, reason: str, now: datetime) -> Report:
    if Report.objects.filter(corrects=report).exists():
        raise ReportConflict("Báo cáo này đã có bản sau đang soạn; mở bản đó để sửa.")
    facts = {name: getattr(report, name) for name in COPIED}
    version = report.version + 1
    draft = Report.objects.create(
        **facts, version=version, is_current=False, corrects=report, reason=reason, opened_at=now
    )
    draft.duties.set(report.duties.all())
    return draft


@transaction.atomic
def record_paper(*, report_id: int, actor: User, number: str, date: date | None, signer: str, today: date) -> Report:
    """Number, date and signer of the paper that left the unit."""
    report = lock(report_id)
    if not perms.can_write(actor, report):
        raise PermissionDenied("paper")
    if not (number.strip() and date and signer.strip()):
        raise ReportError("Chưa ghi được: cần đủ số, ngày và người ký của văn bản.")
    if date > today:
        raise ReportError(f"Ngày văn bản {date:%d/%m/%Y} ở tương lai; ghi ngày văn bản đã ban hành.")
    if not report.is_frozen:
        raise ReportError("Báo cáo chưa gửi: gửi báo cáo trước, rồi ghi số văn bản đã phát hành.")
    report.paper_number, report.paper_date, report.paper_signer = number.strip()[:60], date, signer.strip()[:120]
    report.save(update_fields=["paper_number", "paper_date", "paper_signer"])
    record("reports.paper_recorded", ("report", report.pk), actor=actor, date=date.isoformat())
    return report


@transaction.atomic
def chase(*, report_ids: list[int], actor: User, now: datetime) -> int:
    """Tell the units that have not sent; how many. Once a day for each, however often it is pressed."""
    rows = Report.objects.current().unsent().filter(pk__in=report_ids, receiver__in=actor.unit_ids())
    rows = list(rows.exclude(unit__in=actor.every_unit_id()).select_related("unit").order_by("pk"))
    if not rows:
        raise ReportError("Không còn báo cáo nào phải đôn đốc trong số đã chọn: các đơn vị vừa nộp.")
    today = timezone.localdate(now)
    post(notices.chased(rows, today), today=today)
    record("reports.chased", ("unit", rows[0].receiver_id), actor=actor, reports=[row.pk for row in rows])
    return len(rows)


@transaction.atomic
def _move(report_id: int, name: str, actor: User, now: datetime, **details: Any) -> Report:
    report = lock(report_id)
    make_move(report, name, actor=actor, now=now, **details)
    return report


def _said(text: str, remedy: str) -> str:
    if not text.strip():
        raise ReportError(remedy)
    return text.strip()[:LONGEST]
