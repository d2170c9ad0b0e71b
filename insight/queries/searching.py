"""Tìm kiếm: documents, tasks, units and people by any of their words, with or without diacritics."""

from dataclasses import dataclass

from django.db.models import QuerySet

from plans.models import Plan
from tasks.models import Task
from units.models import Membership, Unit, User
from units.names.searching import matching

KINDS = {"nhiem-vu": "Nhiệm vụ", "van-ban": "Văn bản giao việc", "don-vi": "Đơn vị", "nguoi": "Người"}
FEW, MANY = 8, 40


@dataclass(frozen=True)
class Found:
    """One kind's first rows; `more` says that there are others."""

    kind: str
    title: str
    rows: list
    more: bool


def search(user: User, words: str, *, kind: str = "", page: int = 1) -> list[Found]:
    """Every kind with a few rows, or one kind's page of many."""
    kinds = [kind] if kind in KINDS else list(KINDS)
    size, start = (MANY, (page - 1) * MANY) if kind in KINDS else (FEW, 0)
    found = []
    for one in kinds:
        rows = list(_rows(one, user, words)[start : start + size + 1])
        if rows:
            found.append(Found(one, KINDS[one], rows[:size], len(rows) > size))
    return found


def _rows(kind: str, user: User, words: str) -> QuerySet:
    if kind == "van-ban":
        plans = Plan.objects.visible_to(user).select_related("focal_unit")
        return matching(plans, words, "number", "title", "issuer").order_by("-holds_phrase", "-issued_date", "-pk")
    if kind == "nhiem-vu":
        tasks = Task.objects.visible_to(user).select_related("plan")
        return matching(tasks, words, "code", "content", "product").order_by("-holds_phrase", "-plan", "order")
    if kind == "don-vi":
        return matching(Unit.objects.all(), words, "name", "short_name", "code").order_by(
            "-holds_phrase", "kind", "name"
        )
    return matching(_colleagues(user), words, "full_name", "username").order_by("-holds_phrase", "full_name", "pk")


def _colleagues(user: User) -> QuerySet[User]:
    """People of one's own units; those who answer for the whole city find everybody."""
    people = User.objects.filter(is_active=True).prefetch_related("memberships__unit")
    if user.sees_everything or Plan.objects.led_by(user).exists():
        return people
    mine = {place.unit_id for place in user.current_memberships()}
    return people.filter(pk__in=Membership.objects.filter(unit__in=mine).values("user"))
