"""Every refusal is a problem detail of RFC 9457: `type`, `title`, `status`, `detail`, and `errors` by field."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions as rest
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from agenda.errors import AgendaError
from insight.errors import InsightConflict, InsightError
from intake.errors import DraftIsGone, IntakeError, RowChanged, RowIsGone
from kpi.errors import KpiConflict, KpiError
from notifications.errors import PostError
from reports.errors import ReportConflict, ReportError
from tasks.errors import TaskConflict, TaskError
from units.errors import UnitError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Dữ liệu gửi lên chưa hợp lệ",
    401: "Chưa xác thực",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Phương thức không dùng được ở đây",
    406: "Không trả lời được bằng kiểu nội dung này",
    409: "Việc đã thay đổi",
    413: "Dữ liệu gửi lên quá lớn",
    415: "Kiểu nội dung không nhận",
    422: "Idempotency-Key đã dùng cho yêu cầu khác",
    429: "Gửi quá nhiều yêu cầu",
}
DETAILS: dict[type[Exception], str] = {
    rest.NotAuthenticated: "Gửi kèm mã truy cập trong tiêu đề Authorization: Bearer …",
    PermissionDenied: "Tài khoản này không được làm bước vừa chọn.",
    Http404: "Không có dữ liệu này, hoặc tài khoản không được xem.",
    rest.NotFound: "Không có dữ liệu này, hoặc tài khoản không được xem.",
    rest.MethodNotAllowed: "Xem các phương thức dùng được trong tiêu đề Allow.",
    rest.NotAcceptable: "Chỉ trả lời bằng application/json.",
    rest.UnsupportedMediaType: "Gửi application/json, hoặc multipart/form-data khi kèm tệp.",
    rest.ParseError: "Không đọc được nội dung gửi lên; kiểm tra cú pháp JSON hoặc multipart.",
    rest.Throttled: "Chờ hết thời gian ghi trong tiêu đề Retry-After rồi gửi lại.",
    OverflowError: "Có một mã lớn hơn mọi mã trong hệ thống. Kiểm tra lại các mã rồi gửi lại.",
    RequestDataTooBig: "Phần chữ gửi lên vượt giới hạn của hệ thống; gửi tệp bằng multipart/form-data.",
}
STATUSES: dict[type[Exception], int] = {
    ReportConflict: 409,
    ReportError: 400,
    TaskConflict: 409,
    DraftIsGone: 409,
    RowChanged: 409,
    RowIsGone: 409,
    IntakeError: 400,
    TaskError: 400,
    InsightConflict: 409,
    InsightError: 400,
    KpiConflict: 409,
    KpiError: 400,
    PostError: 400,
    UnitError: 400,
    AgendaError: 400,
    PermissionDenied: 403,
    Http404: 404,
    RequestDataTooBig: 413,
    OverflowError: 400,  # a number that SQLite cannot hold
}

OURS = (TaskError, UnitError, IntakeError, ReportError, PostError, AgendaError, KpiError, InsightError)


class TooLarge(rest.APIException):
    status_code = 413


class KeyReused(rest.APIException):
    status_code = 422
    default_detail = "Yêu cầu này khác yêu cầu đầu tiên mang cùng khóa. Dùng khóa mới cho yêu cầu mới."


class FieldError(serializers.Serializer):
    field = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FieldError(many=True, required=False)


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None for what is our own fault: that stays a 500 with its traceback in the log."""
    status = _status(error)
    if status is None:
        return None
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Không thực hiện được"),
        "status": status,
    }
    body["detail"] = _detail(error)
    if isinstance(error, rest.ValidationError):
        body["errors"] = [{"field": field, "detail": detail} for field, detail in _fields(error.detail)]
    # whatever the client wanted (YAML, HTML): a problem is JSON
    context["request"].accepted_renderer, context["request"].accepted_media_type = JSONRenderer(), MEDIA_TYPE
    return Response(body, status=status, headers=_headers(error), content_type=MEDIA_TYPE)


def _status(error: Exception) -> int | None:
    if isinstance(error, rest.APIException):
        return error.status_code
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), None)


def _detail(error: Exception) -> str:
    if isinstance(error, OURS):
        return error.message
    if isinstance(error, rest.ValidationError):
        return "; ".join(f"{field}: {detail}" for field, detail in _fields(error.detail))
    fixed = next((text for kind, text in DETAILS.items() if isinstance(error, kind)), None)
    return fixed or str(error.detail)


def _fields(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _fields(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _fields(inner, path)
    else:
        # half a surrogate pair that is quoted back cannot be written as UTF-8
        yield path or "body", str(detail).encode(errors="replace").decode()


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return headers
