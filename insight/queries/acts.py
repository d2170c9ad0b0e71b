"""Looking for acts in the journal: by person, unit, kind of object, document and day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from journal.models import Event
from plans.models import Plan
from tasks.models import Assignment
from units.models import User
from units.names import plain
from units.perms import is_admin

HOUSEKEEPING = {
    "unit": "đơn vị",
    "user": "người dùng",
    "unitgroup": "nhóm đơn vị",
    "reorganisation": "sắp xếp đơn vị",
    "calendar": "lịch làm việc của năm",
    "calendarday": "ngày trong lịch làm việc",
    "address": "địa chỉ nhận tin",
    "budget": "hạn mức kênh",
    "opening": "mở gửi tin",
    "lettertemplate": "mẫu báo cáo",
}
"""What administrators look after."""
KINDS = {
    "assignment": "việc được giao",
    "task": "nhiệm vụ",
    "plan": "văn bản",
    "upload": "tệp văn bản tải lên",
    "indicator": "chỉ tiêu",
    "report": "báo cáo",
    "compilation": "báo cáo tổng hợp",
    "criteria": "bộ tiêu chí chấm điểm",
    "objection": "ý kiến về điểm",
    **HOUSEKEEPING,
}


@dataclass(frozen=True)
class Wanted:
    """What the journal is asked for; an empty field asks for everything. Days are local, both included."""

    person: str = ""
    unit_id: int | None = None
    kind: str = ""
    plan_id: int | None = None
    assignment_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None


def readable_events(user: User) -> QuerySet[Event]:
    """Acts on documents whose journal the person may read, acts of and on their own unit, and for those who
    look after people and units the acts on these."""
    mine = user.unit_ids()
    plans = Plan.objects.visible_to(user)
    if not user.sees_everything:
        plans = plans.filter(Q(focal_unit__in=mine) | Q(oversight_unit__in=mine))
    own_work = Assignment.objects.filter(unit__in=mine).values("pk")
    seen = Q(plan_id__in=plans.values("pk")) | Q(actor_unit_id__in=mine)
    seen |= Q(subject_type="assignment", subject_id__in=own_work)
    if is_admin(user):
        seen |= Q(subject_type__in=HOUSEKEEPING)
    return Event.objects.filter(seen)


def events_wanted(user: User, wanted: Wanted) -> QuerySet[Event]:
    given = {
        "actor_id__in": people_named(wanted.person) if wanted.person else None,
        "actor_unit_id": wanted.unit_id,
        "subject_type": wanted.kind or None,
        "plan_id": wanted.plan_id,
        "at__gte": _start_of(wanted.first_day) if wanted.first_day else None,
        "at__lt": _start_of(wanted.last_day + timedelta(days=1)) if wanted.last_day else None,
    }
    events = readable_events(user).filter(**{name: value for name, value in given.items() if value is not None})
    return events.about("assignment", wanted.assignment_id) if wanted.assignment_id else events


def people_named(words: str) -> list[int]:
    """With or without diacritics; people are some thousands, so their names are compared here."""
    wanted = plain(words)
    names = User.objects.values_list("pk", "full_name", "username")
    return [pk for pk, name, username in names if wanted in plain(name) or wanted == username.casefold()]


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
