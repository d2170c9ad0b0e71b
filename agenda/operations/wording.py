"""A letter of a plan as its people will read it, and a trial of it to oneself."""

from datetime import date, datetime

from django.utils import timezone

from agenda.models import PlanWords
from agenda.notices import due_words
from agenda.queries.dues import as_due
from agenda.queries.ladders import words_of_plans
from agenda.queries.previewing import example, examples
from notifications.models import Message
from notifications.notices import Reading, read
from notifications.operations import Notice, post
from notifications.operations.composing import house
from plans.models import Plan
from tasks.models import Assignment
from units.calendars import WorkCalendar
from units.models import User

SAMPLE, LINES = "sample_letter", 3


def sample(*, plan: Plan, to: User, day: date, words: PlanWords | None = None) -> Reading:
    """A digest about real work of the plan. `words` as typed; else those that are saved."""
    own = (words.subject, words.opening) if words else words_of_plans().get(plan.pk, ("", ""))
    lines = [_told(work, day) for work in _some(plan, day)] or [_line(plan) | {"due_date": day}]
    messages = [Message(**line, user=to, day=day, why="bạn là chuyên viên thực hiện") for line in lines]
    return read(messages, to=str(to), is_mailbox=False, day=day, words=own, house=house())


def send_sample(*, plan: Plan, to: User, now: datetime) -> int:
    """To oneself and nobody else, at once."""
    today = timezone.localdate(now)
    facts = _line(plan)
    facts["subject"] = (facts.pop("subject_type"), facts.pop("subject_id"))
    notice = Notice(**facts, dedupe=now.isoformat(), to_user_id=to.pk, personal=True, single=True, due_date=today)
    return post([notice], today=today)


def _some(plan: Plan, day: date) -> list[Assignment]:
    """Of a late piece of work and the next ones, one of each task."""
    by_task = {work.task_id: work for work in examples(plan, day, None)}
    return sorted(by_task.values(), key=lambda work: work.counted_due_date)[:LINES]


def _told(work: Assignment, day: date) -> dict[str, object]:
    due, calendar = as_due(work), WorkCalendar.load()
    return {
        "kind": due.kind,
        "subject_type": due.subject[0],
        "subject_id": due.subject[1],
        "text": due.text,
        "detail": f"{work.plan.reference} · {due_words(due.date, calendar, day)}",
        "path": due.path,
        "code": due.code,
        "due_date": due.date,
    }


def _line(plan: Plan) -> dict[str, object]:
    work = example(plan, None)
    text = as_due(work).text if work else f"một việc của {plan.reference}"
    return {
        "kind": SAMPLE,
        "subject_type": "plan",
        "subject_id": plan.pk,
        "text": f"Thư thử: {text}",
        "detail": f"{plan.reference} · hạn hôm nay",
        "path": f"/van-ban/{plan.pk}/",
        "plan_id": plan.pk,
    }
