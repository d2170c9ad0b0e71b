"""A letter of a plan as its people will read it, and a trial of it to oneself."""

from datetime import date, datetime

from django.utils import timezone

from agenda.models import PlanWords
from agenda.queries.dues import as_due
from agenda.queries.ladders import words_of_plans
from agenda.queries.previewing import example
from notifications.models import Message
from notifications.notices import Reading, read
from notifications.operations import Notice, post
from notifications.operations.composing import house
from plans.models import Plan
from units.models import User

SAMPLE = "sample_letter"


def sample(*, plan: Plan, to: User, day: date, words: PlanWords | None = None) -> Reading:
    """`words` as typed; else those that are saved."""
    own = (words.subject, words.opening) if words else words_of_plans().get(plan.pk, ("", ""))
    line = Message(**_line(plan), due_date=day, user=to, day=day)
    return read([line], to=str(to), is_mailbox=False, day=day, words=own, house=house())


def send_sample(*, plan: Plan, to: User, now: datetime) -> int:
    """To oneself and nobody else, at once."""
    today = timezone.localdate(now)
    facts = _line(plan)
    facts["subject"] = (facts.pop("subject_type"), facts.pop("subject_id"))
    notice = Notice(**facts, dedupe=now.isoformat(), to_user_id=to.pk, personal=True, single=True, due_date=today)
    return post([notice], today=today)


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
