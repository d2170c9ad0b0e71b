"""The navigation bar: which pages a person has, and how much waits for them there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from agenda.perms import may_see_units
from agenda.queries.waiting import Waiting, waiting
from config.templatetags.kit import address
from units.models import Membership, User
from units.perms import is_admin

ROOM, LETTER, GAP, COUNT = 850, 7, 20, 26  # pixels: the bar at 1,280, a letter, around a page, its count


@dataclass(frozen=True)
class Page:
    label: str
    url: str
    count: int = 0
    active: bool = False
    aside: bool = False
    """In the person's own menu: the bar has room for what is opened every day."""


def navigation(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    pages = [_marked(page, request.path) for page in _known_pages(user)]
    shown = _fitting([page for page in pages if not page.aside])
    return {
        "acting": _acting(user),
        "nav": shown,
        "nav_aside": [page for page in pages if page not in shown],
        "nav_unit": _unit(user),
        "mailbox": not settings.EMAIL_URL,
    }


def _fitting(pages: list[Page]) -> list[Page]:
    """Those that the bar has room for; the others stand in the person's own menu."""
    widths = accumulate(len(page.label) * LETTER + GAP + COUNT * bool(page.count) for page in pages)
    return [page for page, end in zip(pages, widths, strict=True) if end <= ROOM]


def _known_pages(user: User) -> list[Page]:
    return list(_pages(user, waiting(user, timezone.localdate())))


def _pages(user: User, counted: Waiting) -> Iterator[Page]:
    waits, works = counted.words, bool(user.unit_ids())
    leads = waits.leads
    if works:
        yield Page("Việc của tôi", address("agenda:inbox"), counted.work)
    reads = works or user.sees_everything
    if reads:
        yield Page("Văn bản giao việc", address("tasks:plans"))
    if works:
        yield Page("Nhập văn bản", address("intake:uploads"))
        if waits.to_confirm or leads:
            yield Page("Xác nhận kết quả", address("tasks:confirm_queue"), waits.to_confirm)
        if waits.changes or leads:
            yield Page("Điều chỉnh", address("tasks:changes"), waits.changes, aside=not waits.changes)
        if waits.contributions:
            yield Page("Phối hợp", address("tasks:contributions"), waits.contributions)
        if waits.explanations:
            yield Page("Giải trình", address("insight:asked"), waits.explanations)
        if waits.milestones:
            yield Page("Mốc đăng ký", address("tasks:milestones"), waits.milestones)
    if user.sees_everything or leads:
        yield Page("Điều hành", address("insight:city"))
        yield Page("Đôn đốc", address("agenda:reminding"))
    if reads:
        yield Page("Chỉ tiêu", address("insight:indicators"))
        yield Page("Báo cáo kỳ", address("reports:period"))
        waiting = waits.objections
        yield Page("Bảng theo dõi đơn vị", address("insight:board"), waiting, aside=leads and not waiting)
    if may_see_units(user, leads=leads):
        yield Page("Đơn vị", address("agenda:units"), aside=True)
    elif works:
        yield Page("Đơn vị", reverse("agenda:unit", args=[user.acting_unit_id]), aside=True)
    if is_admin(user):
        yield Page("Lịch làm việc", address("agenda:working_days"), aside=True)
        yield Page("Mở gửi tin", address("agenda:opening"), aside=True)
        yield Page("Quản trị", address("admin:index"), aside=True)


def _acting(user: User) -> list[tuple[int, str, bool]]:
    """The units the person may act for, when there is a choice: number, name, whether it is the one now."""
    units = {m.unit_id: m.unit.short_name for m in user.all_memberships() if m.user_id == user.pk}
    return [(pk, name, pk == user.acting_unit_id) for pk, name in units.items()] if len(units) > 1 else []


def _marked(page: Page, path: str) -> Page:
    active = path == page.url if page.url == "/" else path.startswith(page.url)
    return replace(page, active=active)


def _unit(user: User) -> str:
    memberships = [place for place in user.current_memberships() if place.user_id == user.pk]
    if not memberships:
        return ""
    first = memberships[0]
    if first.role in Membership.WORKING:
        return first.unit.short_name
    return first.get_role_display()
