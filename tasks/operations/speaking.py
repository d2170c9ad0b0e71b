"""What people type and choose, checked once for every operation: words, days, and who came first."""

from datetime import date

from django.db.models import Model
from django.utils import timezone

from journal.models import Event
from tasks.errors import TaskError
from units.models import User

LONGEST = 4_000
YEARS_AHEAD = 20


def said(text: str, remedy: str, *, longest: int = LONGEST) -> str:
    """Without the spaces around; raises TaskError with `remedy` when nothing is left."""
    text = text.replace("\0", "").strip()
    if not text:
        raise TaskError(remedy)
    if len(text) > longest:
        raise TaskError(f"Nội dung dài {len(text)} ký tự, nhiều hơn {longest}. Rút gọn, hoặc gửi kèm tệp.")
    return text


def coming(day: date | None, today: date, what: str) -> date:
    """A day from today on, and not in the far future by a slip of the finger."""
    if day is None:
        raise TaskError(f"Chọn {what}.")
    if day < today:
        raise TaskError(f"{what.capitalize()} {day:%d/%m/%Y} đã qua. Chọn ngày từ hôm nay {today:%d/%m/%Y} trở đi.")
    if day.year > today.year + YEARS_AHEAD:
        raise TaskError(f"{what.capitalize()} {day:%d/%m/%Y} quá xa. Kiểm tra lại năm.")
    return day


def gone_by(day: date | None, today: date, what: str) -> date:
    """The day of a document that exists: today at the latest."""
    if day is None:
        raise TaskError(f"Ghi {what}.")
    if day > today:
        raise TaskError(f"{what.capitalize()} {day:%d/%m/%Y} chưa đến. Ghi đúng ngày của văn bản.")
    return day


def came_second(row: Model, assignment_id: int, key: str, what: str) -> str:
    """Who moved this request or obstacle last, and when: the sentence for the person who came too late."""
    events = Event.objects.about("assignment", assignment_id).filter(**{f"payload__{key}": row.pk})
    event = events.order_by("-id").first()
    actor = User.objects.filter(pk=event.actor_id).first() if event else None
    when = f" lúc {timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}" if event else ""
    return (
        f"{actor or 'Hệ thống'} đã chuyển {what} này sang “{row.get_state_display()}”{when}. "
        "Bước bạn vừa chọn chưa được ghi; xem lại rồi làm tiếp."
    )
