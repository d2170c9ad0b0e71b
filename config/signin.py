from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse_lazy

from units.models import User


class NameOrMailBackend(ModelBackend):
    """Sign in with the account name or the mail address; a mail address that two accounts share opens neither."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if not username or not password:
            return None
        found = list(User.objects.filter(Q(username=username) | Q(email__iexact=username, email__contains="@"))[:2])
        exact = [user for user in found if user.username == username]
        user = (exact or found)[0] if exact or len(found) == 1 else None
        if user is None:
            User().set_password(password)  # same time as a real check, so names cannot be probed
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


class SignInForm(AuthenticationForm):
    """One sentence for a wrong name, a wrong password and a closed account, so that none can be told apart."""

    error_messages = dict.fromkeys(("invalid_login", "inactive"), "Tên đăng nhập hoặc mật khẩu chưa đúng.")


class ChangePassword(SuccessMessageMixin, PasswordChangeView):
    """So that whoever made the account does not know its password for good."""

    form_class = PasswordChangeForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("password")
    success_message = "Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới."
