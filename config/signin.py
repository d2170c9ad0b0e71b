from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import Q
from django.http import HttpRequest

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
