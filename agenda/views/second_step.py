"""Xác thực hai bước: a key for an app on the phone, recovery codes, and taking it back."""

import io
from base64 import b32encode

import qrcode
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from agenda.forms.people import CodeForm
from units.errors import UnitError
from units.operations import begin_second_step, confirm_second_step, has_second_step, remove_second_step


@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    if has_second_step(request.user):
        return _page(request, CodeForm())
    form, device = CodeForm(request.POST or None), begin_second_step(user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            codes = confirm_second_step(user=request.user, code=form.cleaned_data["code"])
        except UnitError as error:
            form.add_error("code", error.message)
        else:
            request.session.pop("second_step_due", None)
            return render(request, "agenda/second_step_codes.html", {"codes": codes})
    return _page(request, form, device)


@require_POST
def second_step_off(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            remove_second_step(
                user_id=request.user.pk, actor=request.user, code=form.cleaned_data["code"], now=timezone.now()
            )
        except UnitError as error:
            form.add_error("code", error.message)
        else:
            messages.success(request, "Đã tắt xác thực hai bước. Bật lại để nhận mã mới và mã dự phòng mới.")
            return redirect("agenda:second_step")
    return _page(request, form)


@never_cache
@require_GET
def second_step_picture(request: HttpRequest) -> HttpResponse:
    """The key as a QR code, for the app's camera."""
    picture = io.BytesIO()
    url = begin_second_step(user=request.user).config_url
    qrcode.make(url, image_factory=SvgPathImage, border=2).save(picture)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _page(request: HttpRequest, form: CodeForm, device: TOTPDevice | None = None) -> HttpResponse:
    context = {"form": form, "device": device, "key": _grouped(device) if device else ""}
    return render(request, "agenda/second_step.html", context, status=400 if form.errors else 200)


def _grouped(device: TOTPDevice) -> str:
    """The key in fours, for typing."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
