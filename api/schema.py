"""What the OpenAPI description says of every endpoint beyond its own fields."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from api.problems import MEDIA_TYPE, TITLES, Problem

IDEMPOTENCY_KEY = "Idempotency-Key"
KEY_PARAMETER = OpenApiParameter(
    IDEMPOTENCY_KEY,
    str,
    OpenApiParameter.HEADER,
    description="Khóa tự chọn: gửi lại cùng khóa và cùng nội dung thì nhận lại câu trả lời đầu tiên.",
)


def problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    return {(status, MEDIA_TYPE): OpenApiResponse(Problem, TITLES[status]) for status in statuses}


def reads(response: Any, *, media_type: str = "application/json", **more: Any) -> Any:
    return extend_schema(responses={(200, media_type): response, **problems(400, 401, 403, 404)}, **more)


def writes(request: Any, response: Any, status: int = 200, *, parameters: Any = (), **more: Any) -> Any:
    return extend_schema(
        request=request,
        responses={status: response, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
        parameters=[KEY_PARAMETER, *parameters],
        **more,
    )
