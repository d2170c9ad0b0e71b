"""Pages behind the links of letters, for people who are not signed in. To open one changes nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agenda import operations
from agenda.forms.people import START, PeopleForms
from notifications.models import SignedLink
from notifications.operations import find_link, trouble
from units.errors import UnitError
from units.operations import count_attempt, minutes_shut

Purpose = SignedLink.Purpose
DOOR, TRIES = "link", 30  # posts in a quarter of an hour from one address


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, token: str) -> HttpResponse:
    """Đăng ký: the unit names its đầu mối, leaders and officers."""
    link = find_link(token, Purpose.REGISTER)
    if refused := _refused(request, link):
        return refused
    forms = PeopleForms(request.POST or None, initial=[{"role": role} for role in START])
    context = {"unit": link.unit, "forms": forms, "until": link.expires_at, "error": "", "first": START[:3]}
    if request.method == "GET":
        return render(request, "agenda/register.html", context)
    if forms.is_valid():
        people = [form.person for form in forms if form.person]
        try:
            named = operations.register(token=token, people=people, now=timezone.now())
        except UnitError as error:
            context["error"] = error.message
        else:
            return render(request, "agenda/registered.html", {"unit": link.unit, "people": named})
    return render(request, "agenda/register.html", context, status=400)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    link = find_link(token, Purpose.PASSWORD)
    if refused := _refused(request, link):
        return refused
    form = SetPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password1"]
        try:
            operations.set_password(token=token, password=password, now=timezone.now())
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Đã đặt mật khẩu. Đăng nhập bằng tên {link.user.username} hoặc thư công vụ.")
            return redirect("login")
    status = 400 if form.errors else 200
    return render(request, "agenda/set_password.html", {"form": form, "person": link.user}, status=status)


def _refused(request: HttpRequest, link: SignedLink | None) -> HttpResponse | None:
    """A page that says in words why the link opens nothing, or that there were too many tries."""
    now, words, status = timezone.now(), "", 410
    if request.method == "POST" or link is None:
        if minutes := minutes_shut(DOOR, [(request.address, TRIES)], now=now):
            words, status = f"Đã gửi nhiều lần liên tiếp từ địa chỉ này. Thử lại sau {minutes} phút.", 429
        else:
            count_attempt(DOOR, [request.address], now=now)
    words = words or trouble(link, now)
    return render(request, "agenda/link_closed.html", {"words": words}, status=status) if words else None
