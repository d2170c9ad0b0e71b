"""The navigation bar: which pages a person has, and how much waits for them there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from agenda.perms import may_see_units
from agenda.queries import waiting_count
from insight.queries.objections import to_answer
from journal.kept import until_own_act
from kpi.models import Explanation
from plans.models import Plan
from tasks.queries import changes, helping, promised
from tasks.queries.confirming import to_confirm
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
    key = f"nav:{user.acting_unit_id}:{timezone.localdate()}"
    return until_own_act(key, user.pk, lambda: list(_pages(user)))


def _pages(user: User) -> Iterator[Page]:
    works = bool(user.unit_ids())
    leads = works and Plan.objects.led_by(user).exists()
    if works:
        yield Page("Việc của tôi", reverse("agenda:inbox"), waiting_count(user, timezone.localdate()))
    reads = works or user.sees_everything
    if reads:
        yield Page("Văn bản giao việc", reverse("tasks:plans"))
    if works:
        yield Page("Nhập văn bản", reverse("intake:uploads"))
        if (waiting := to_confirm(user).count()) or leads:
            yield Page("Xác nhận kết quả", reverse("tasks:confirm_queue"), waiting)
        if (waiting := changes.waiting_count(user)) or leads:
            yield Page("Điều chỉnh", reverse("tasks:changes"), waiting, aside=not waiting)
        if waiting := helping.waiting_count(user):
            yield Page("Phối hợp", reverse("tasks:contributions"), waiting)
        if waiting := Explanation.objects.open().filter(unit__in=user.unit_ids()).count():
            yield Page("Giải trình", reverse("insight:asked"), waiting)
        if waiting := promised.waiting_count(user):
            yield Page("Mốc đăng ký", reverse("tasks:milestones"), waiting)
    if user.sees_everything or leads:
        yield Page("Điều hành", reverse("insight:city"))
        yield Page("Đôn đốc", reverse("agenda:reminding"))
    if reads:
        yield Page("Chỉ tiêu", reverse("insight:indicators"))
        yield Page("Báo cáo kỳ", reverse("reports:period"))
        waiting = to_answer(user).count()
        yield Page("Bảng theo dõi đơn vị", reverse("insight:board"), waiting, aside=leads and not waiting)
    if may_see_units(user, leads=leads):
        yield Page("Đơn vị", reverse("agenda:units"), aside=True)
    elif works:
        yield Page("Đơn vị", reverse("agenda:unit", args=[user.acting_unit_id]), aside=True)
    if is_admin(user):
        yield Page("Lịch làm việc", reverse("agenda:working_days"), aside=True)
        yield Page("Mở gửi tin", reverse("agenda:opening"), aside=True)
        yield Page("Quản trị", reverse("admin:index"), aside=True)


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
