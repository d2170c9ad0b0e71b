"""What a row of the inbox says: its badge, a second line, the due date's company, and the one verb that fits."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.utils import timezone

from tasks.models import Assignment, Note
from tasks.queries.badges import Badge, badge, distance

State = Assignment.State
RELATED = ("task", "milestone", "plan", "unit", "confirming_unit", "officer")
SHOWN = (
    "state", "counted_due_date", "due_date", "is_ongoing", "received_at", "sent_date", "supplement_asked",
    "updated_at", "percent", "quantity_done", "quantity_target", "quantity_unit", "scope",
    "submission_number", "submission_date", "submission_to", "task__code", "task__content", "task__product",
    "milestone__label", "plan__kind", "plan__number", "plan__published_at", "unit__short_name",
    "confirming_unit__short_name", "officer__full_name", "officer__username",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    assignment: Assignment
    badge: Badge
    line: str
    under_due: str
    verb: str
    url: str
    """Where the verb leads; empty for an update, which is made in the inbox."""

    @property
    def can_open(self) -> bool:
        return self.assignment.state == State.OPEN

    @property
    def before(self) -> str:
        """ "20/28, tức 71%" or "40%" """
        work = self.assignment
        if not work.is_counted:
            return f"{work.percent}%"
        return f"{work.quantity_done}/{work.quantity_target}, tức {work.percent}%"


def rows(groups: dict[int, str], today: date) -> dict[str, list[Row]]:
    """By group, in the order of `groups` (by number of the assignment); a query more where supplements were asked."""
    rows = Assignment.objects.filter(pk__in=groups).select_related(*RELATED).only(*SHOWN).in_bulk()
    assignments = [rows[pk] for pk in groups if pk in rows]
    asked = [a.pk for a in assignments if a.supplement_asked]
    notes = Note.objects.filter(assignment__in=asked, move="request_supplement").order_by("pk")
    words = {note.assignment_id: note for note in notes}
    found: dict[str, list[Row]] = {}
    for assignment in assignments:
        found.setdefault(groups[assignment.pk], []).append(_row(assignment, words.get(assignment.pk), today))
    return found


def _row(assignment: Assignment, asked: Note | None, today: date) -> Row:
    shown = badge(assignment, today, progress=False)
    verb, anchor = _verb(assignment, shown)
    return Row(
        assignment=assignment,
        badge=shown,
        line=f"{assignment.task.code} · {_line(assignment, asked)}",
        under_due=_under_due(assignment, shown, today),
        verb=verb,
        url="" if verb == "Cập nhật" else assignment.get_absolute_url() + anchor,
    )


def _verb(assignment: Assignment, shown: Badge) -> tuple[str, str]:
    if assignment.state != State.OPEN:
        return "Xem", ""
    if assignment.supplement_asked:
        return "Bổ sung và gửi lại", "#minh-chung"
    if assignment.received_at is None and shown.code != "overdue":
        return "Tiếp nhận", "#tiep-nhan"
    return "Cập nhật", ""


def _line(assignment: Assignment, asked: Note | None) -> str:
    confirmer = assignment.confirming_unit.short_name if assignment.confirming_unit else "Thủ trưởng đơn vị"
    if assignment.state == State.AWAITING_APPROVAL and assignment.submission_date:
        letter = f"Tờ trình {assignment.submission_number} ngày {assignment.submission_date:%d/%m/%Y}"
        return f"{letter}, trình {assignment.submission_to}"
    if assignment.state == State.SENT:
        return _sent(assignment, confirmer)
    if assignment.supplement_asked and asked:
        day = timezone.localtime(asked.created_at)
        return f"{confirmer} đề nghị bổ sung {day:%d/%m}: “{_short(asked.text, 160)}”"
    if assignment.received_at is None and assignment.state == State.OPEN:
        return f"{_given(assignment)}Chưa ghi người phụ trách; vẫn cập nhật, gửi được khi chưa tiếp nhận"
    product = _short(assignment.task.product, 120)
    return f"Sản phẩm/kết quả: {product}" if product else _last_update(assignment)


def _short(text: str, size: int) -> str:
    """`shorten`, which is slow, where it has something to do."""
    words = " ".join(text.split())
    return words if len(words) <= size else shorten(words, size, placeholder="…")


def _last_update(assignment: Assignment) -> str:
    at = assignment.updated_at
    return f"Cập nhật gần nhất {timezone.localtime(at):%d/%m/%Y}" if at else "Chưa cập nhật lần nào"


def _given(assignment: Assignment) -> str:
    at = assignment.plan.published_at
    return f"Giao ngày {timezone.localtime(at):%d/%m/%Y} · " if at else ""


def _sent(assignment: Assignment, confirmer: str) -> str:
    due, sent = assignment.counted_due_date, assignment.sent_date
    if due and sent > due:
        return f"Gửi {sent:%d/%m/%Y}, quá hạn {(sent - due).days} ngày"
    in_time = ", trong hạn" if due else ""
    return f"Gửi {sent:%d/%m/%Y}{in_time}. Ngày chờ {confirmer} xác nhận không tính vào thời hạn của đơn vị"


def _under_due(assignment: Assignment, shown: Badge, today: date) -> str:
    if assignment.state in State.with_the_confirmer():
        return f"gửi {assignment.sent_date:%d/%m}"
    if shown.code == "overdue":
        at = assignment.updated_at
        return f"cập nhật {timezone.localtime(at):%d/%m}" if at else "chưa cập nhật"
    if assignment.supplement_asked and assignment.due_date != assignment.counted_due_date:
        return f"hạn {assignment.due_date:%d/%m/%Y}"
    return distance(assignment.counted_due_date, today)
