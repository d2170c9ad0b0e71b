"""Mở gửi tin: before the go-live only those on a list are written to. The administrators keep it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agenda.perms import may_follow_reminding
from agenda.queries.opening import found, listed, others
from notifications.errors import PostError
from notifications.operations.opening import add_guests, drop_guest, hold_to_guests, open_to_all
from notifications.queries import Guests
from plans.models import Plan
from tasks.views.asking import number
from units.perms import is_admin

SIZE = 50


@require_GET
def opening(request: HttpRequest) -> HttpResponse:
    _only_admin(request)
    today, sought = timezone.localdate(), request.GET.get("tim", "")[:100].strip()
    context = {
        "everybody": Guests().everybody,
        "page": Paginator(listed(today), SIZE).get_page(request.GET.get("trang")),
        "others": others(today),
        "sought": sought,
        "found": found(sought, today),
        "follows": may_follow_reminding(request.user),
        "leads": Plan.objects.led_by(request.user).exists(),
        "keeps": True,
        "plan": None,
    }
    return render(request, "agenda/opening.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    people, units = (_numbers(request, name) for name in ("nguoi", "don_vi"))
    return _do(request, lambda: _added(add_guests(people=people, units=units, actor=request.user)))


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    user_id, unit_id = number(request.POST.get("nguoi", "")), number(request.POST.get("don_vi", ""))

    def do() -> str:
        drop_guest(actor=request.user, user_id=user_id, unit_id=unit_id)
        return "Đã bỏ khỏi danh sách."

    return _do(request, do)


@require_POST
def to_all(request: HttpRequest) -> HttpResponse:
    def do() -> str:
        open_to_all(actor=request.user)
        return "Đã mở gửi tin cho mọi người. Lần nhắc việc tới đi đến tất cả."

    return _do(request, do)


@require_POST
def to_guests(request: HttpRequest) -> HttpResponse:
    def do() -> str:
        hold_to_guests(actor=request.user)
        return "Từ bây giờ chỉ gửi tin cho người và đơn vị trong danh sách."

    return _do(request, do)


def _do(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    _only_admin(request)
    try:
        messages.success(request, act())
    except PostError as error:
        messages.error(request, error.message)
    return redirect("agenda:opening")


def _added(count: int) -> str:
    return f"Đã thêm {count} dòng vào danh sách." if count else "Những người, đơn vị này đã có trong danh sách."


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [pk for text in request.POST.getlist(name) if (pk := number(text)) is not None]


def _only_admin(request: HttpRequest) -> None:
    if not is_admin(request.user):
        raise Http404
