from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.contrib.messages.views import SuccessMessageMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone

from units.models import User
from units.operations import count_attempt, forget_attempts, minutes_shut

DOOR = "sign-in"
PER_NAME, PER_ADDRESS = 5, 50  # tries in a quarter of an hour; a whole office may share one address


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
        keys, now = _keys(request, username), timezone.now()
        if minutes_shut(DOOR, keys, now=now):
            raise PermissionDenied(DOOR)
        count_attempt(DOOR, [key for key, _ in keys], now=now)
        user = self._find(username, password)
        if user:
            forget_attempts(DOOR, [keys[0][0]])
        return user

    def _find(self, username: str, password: str) -> User | None:
        found = list(User.objects.filter(Q(username=username) | Q(email__iexact=username, email__contains="@"))[:2])
        exact = [user for user in found if user.username == username]
        user = (exact or found)[0] if exact or len(found) == 1 else None
        if user is None:
            User().set_password(password)  # same time as a real check, so names cannot be probed
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def _keys(request: HttpRequest | None, username: str) -> list[tuple[str, int]]:
    """The name as typed, whether it exists or not, and the address the try comes from."""
    address = getattr(request, "address", "")
    return [(f"name:{username.strip()}", PER_NAME), *([(f"from:{address}", PER_ADDRESS)] if address else [])]


class SignInForm(AuthenticationForm):
    """One sentence for a wrong name, a wrong password and a closed account, so that none can be told apart."""

    error_messages = dict.fromkeys(("invalid_login", "inactive"), "Tên đăng nhập hoặc mật khẩu chưa đúng.")

    def get_invalid_login_error(self) -> ValidationError:
        keys = _keys(self.request, self.cleaned_data.get("username") or "")
        if minutes := minutes_shut(DOOR, keys, now=timezone.now()):
            return ValidationError(
                f"Đã thử sai nhiều lần nên tạm dừng đăng nhập. Thử lại sau {minutes} phút, "
                "hoặc nhờ đầu mối đơn vị gửi liên kết đặt lại mật khẩu."
            )
        return super().get_invalid_login_error()


class ChangePassword(SuccessMessageMixin, PasswordChangeView):
    """So that whoever made the account does not know its password for good."""

    form_class = PasswordChangeForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("password")
    success_message = "Đã đổi mật khẩu. Lần đăng nhập sau dùng mật khẩu mới."
