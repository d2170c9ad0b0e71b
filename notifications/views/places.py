"""Hồ sơ, Kênh nhận tin: where and when one wants to be written to."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notifications.channels import is_open
from notifications.errors import PostError
from notifications.forms import AddressForm, HoursForm, PhoneForm, wanted_in
from notifications.models import Channel, Preference
from notifications.operations import ask, choose, confirm, confirm_by_link, count_try, forget, set_hours
from notifications.operations.verifying import WrongCode, code_of
from notifications.queries import own_places, pending_code

PAGE = "notifications:places"
FORMS = {Channel.EMAIL: AddressForm, Channel.SMS: PhoneForm, Channel.ZALO: None}


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    return _do(request, "Đã lưu kênh nhận tin.", partial(choose, wanted=wanted_in(request.POST)))


@require_POST
def hours(request: HttpRequest) -> HttpResponse:
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _page(request, hours=form)
    try:
        set_hours(user=request.user, **form.cleaned_data)
    except PostError as error:
        form.add_error(None, error.message)
        return _page(request, hours=form)
    messages.success(request, "Đã lưu giờ nhận tin.")
    return redirect(PAGE)


@require_POST
def start(request: HttpRequest, channel: str) -> HttpResponse:
    """Ask for a code."""
    if channel not in FORMS:
        raise Http404
    form = FORMS[channel](request.POST) if FORMS[channel] else None
    if form and not form.is_valid():
        return _page(request, **{channel: form})
    target = form.cleaned_data["target"] if form else ""
    said = "Gửi mã cho bot Zalo." if channel == Channel.ZALO else f"Đã gửi mã tới {target}. Ghi mã vào ô bên dưới."
    return _do(request, said, partial(ask, channel=channel, target=target, now=timezone.now()))


@require_POST
def check(request: HttpRequest, channel: str) -> HttpResponse:
    code = request.POST.get("code", "")[:20]
    return _do(request, "Đã xác nhận địa chỉ.", partial(confirm, channel=channel, code=code, now=timezone.now()))


@require_POST
def remove(request: HttpRequest, channel: str) -> HttpResponse:
    forget(user=request.user, channel=channel)
    messages.success(request, "Đã bỏ kênh này.")
    return redirect(PAGE)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_mail(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Opening changes nothing: mail scanners open links."""
    context = {"done": False, "trouble": ""}
    if request.method == "POST":
        try:
            confirm_by_link(pk=pk, code=code[:20], now=timezone.now())
            context["done"] = True
        except WrongCode as error:
            count_try(error, now=timezone.now())
            context["trouble"] = "Liên kết không đúng. Mở lại thư, sao chép đủ cả địa chỉ rồi thử lại."
        except PostError as error:
            context["trouble"] = error.message
    return render(request, "notifications/confirm_mail.html", context, status=400 if context["trouble"] else 200)


def _do(request: HttpRequest, said: str, operation: Callable[..., object]) -> HttpResponse:
    try:
        operation(user=request.user)
    except PostError as error:
        if isinstance(error, WrongCode):
            count_try(error, now=timezone.now())
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect(PAGE)


def _page(request: HttpRequest, **forms: object) -> HttpResponse:
    user, now = request.user, timezone.now()
    preference = Preference.objects.filter(user=user).first()
    waiting = {channel: pending_code(user, channel, now) for channel in FORMS}
    zalo = waiting[Channel.ZALO]
    context = {
        "places": own_places(user),
        "hours": forms.get("hours") or HoursForm(initial=model_to_dict(preference) if preference else None),
        "mail": forms.get(Channel.EMAIL) or AddressForm(),
        "phone": (forms.get(Channel.SMS) or PhoneForm()) if is_open(Channel.SMS) else None,
        "mail_waits": waiting[Channel.EMAIL],
        "phone_waits": waiting[Channel.SMS],
        "zalo_open": is_open(Channel.ZALO),
        "zalo_code": code_of(zalo) if zalo else "",
        "zalo_until": zalo.expires_at if zalo else None,
        "bot": settings.ZALO_BOT_NAME,
    }
    return render(request, "notifications/places.html", context, status=400 if forms else 200)
