"""Who calls, and whether the token may write."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from api.models import Token
from api.operations import find_token
from units.models import User

SCHEME = "Bearer"
ACTING = "Acting-Unit"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer sauro_…`"""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = find_token(secret.strip(), timezone.now())
        if token is None:
            raise AuthenticationFailed("Mã truy cập sai, đã hết hạn hoặc đã thu hồi.")
        acting = request.headers.get(ACTING, "")
        if acting:
            _act_in(token.user, acting)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


def _act_in(user: User, number: str) -> None:
    """In the name of one unit only, as on the pages; without the header, of all the person's units."""
    if not number.isascii() or not number.isdigit() or int(number) not in {m.unit_id for m in user.all_memberships()}:
        raise AuthenticationFailed(f"{ACTING} phải là số của một đơn vị mà người này đang làm việc.")
    user.act_in(int(number))


class MayWrite(BasePermission):
    """A read token reads; a person signed in on the pages may do here what they may do there."""

    message = "Mã truy cập này chỉ đọc. Dùng mã có quyền ghi."

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or not isinstance(request.auth, Token):
            return True
        return request.auth.scope == Token.Scope.WRITE


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Mã truy cập do quản trị cấp."}
