"""Signing in by password and, where a person has one, a second step; who must have one sets it up first."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agenda.forms.people import CodeForm
from config.signin import SignInForm
from plans.models import Plan
from units.errors import UnitError
from units.models import User
from units.operations import check_second_step, has_second_step
from units.perms import is_admin

ASKED, DUE = "second_step_asked", "second_step_due"
SECONDS = 300


class SignIn(LoginView):
    """Nobody is signed in before the second step: until then the session knows only whom it asks."""

    redirect_authenticated_user = True
    authentication_form = SignInForm

    def form_valid(self, form: SignInForm) -> HttpResponse:
        user, url = form.get_user(), self.get_success_url()
        if not has_second_step(user):
            return _admit(self.request, user, url, due=settings.SECOND_STEP_REQUIRED and must_have(user))
        self.request.session[ASKED] = {"user": user.pk, "at": timezone.now().timestamp(), "url": url}
        return redirect("second_step")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    asked = request.session.get(ASKED, {"at": 0})
    user = User.objects.filter(pk=asked.get("user"), is_active=True).first()
    if user is None or timezone.now().timestamp() > asked["at"] + SECONDS:
        messages.error(request, "Đã quá 5 phút kể từ khi nhập mật khẩu. Đăng nhập lại.")
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_second_step(user=user, code=form.cleaned_data["code"], now=timezone.now())
        except UnitError as error:
            form.add_error("code", error.message)
        else:
            del request.session[ASKED]
            return _admit(request, user, asked["url"])
    return render(request, "registration/second_step.html", {"form": form}, status=400 if form.errors else 200)


def must_have(user: User) -> bool:
    """Administrators, and the focal officers of plans."""
    return is_admin(user) or Plan.objects.led_by(user).exists()


def _admit(request: HttpRequest, user: User, url: str, *, due: bool = False) -> HttpResponse:
    login(request, user)
    if due:
        request.session[DUE] = True
    return redirect(url)


def setting_up_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever must have a second step and has none sees nothing but the page that sets it up."""

    def respond(request: HttpRequest) -> HttpResponse:
        page = reverse("agenda:second_step")
        if request.session.get(DUE) and not request.path.startswith((page, reverse("logout"))):
            return redirect(page)
        return get_response(request)

    return respond
