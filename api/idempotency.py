"""A write that carries an Idempotency-Key happens once; a repeat gets the first answer."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.models import Answer
from api.problems import KeyReused
from api.schema import IDEMPOTENCY_KEY

KEPT = timedelta(days=7)
LONGEST = 200
View = Callable[..., Response | HttpResponse]


def idempotent(view: View) -> View:
    @wraps(view)
    def once(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response | HttpResponse:
        key = request.headers.get(IDEMPOTENCY_KEY, "")
        if not key:
            return view(self, request, *args, **kwargs)
        if len(key) > LONGEST:
            raise ValidationError({IDEMPOTENCY_KEY: f"Khóa dài hơn {LONGEST} ký tự."})
        return _answer_once(request, key, lambda: _attempt(self, view, request, *args, **kwargs))

    return once


def _attempt(self: Any, view: View, request: Request, *args: Any, **kwargs: Any) -> Response:
    """A refusal is an answer too; its savepoint undoes what the view had begun."""
    try:
        with transaction.atomic():
            return view(self, request, *args, **kwargs)
    except Exception as error:
        return self.handle_exception(error)  # raises again what is a fault of ours: nothing is remembered then


@transaction.atomic
def _answer_once(request: Request, key: str, attempt: Callable[[], Response]) -> Response | HttpResponse:
    """The row is inserted first: a second request with the key waits here until the first has committed."""
    digest = _digest(request)
    answer, is_first = Answer.objects.get_or_create(
        user=request.user, key=key, defaults={"request_digest": digest, "created_at": timezone.now()}
    )
    if is_first:
        return _remember(answer, attempt())
    if answer.request_digest != digest:
        raise KeyReused
    return HttpResponse(
        answer.body,
        status=answer.status,
        content_type=answer.content_type,
        headers={"Idempotency-Replayed": "true"},
    )


def _remember(answer: Answer, response: Response) -> Response:
    answer.status = response.status_code
    answer.body = JSONRenderer().render(response.data).decode()
    answer.content_type = response.content_type or "application/json"
    answer.save(update_fields=["status", "body", "content_type"])
    Answer.objects.filter(user=answer.user_id, created_at__lt=answer.created_at - KEPT).delete()
    return response


def _digest(request: Request) -> str:
    """Over method, path and meaning of the body: a retried multipart form has other boundaries."""
    body = request.data  # JSON may be anything; the view says what is wrong with it
    fields = {name: _content(value) for name, value in body.items()} if isinstance(body, dict) else body
    text = json.dumps([request.method, request.path, fields], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _content(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return [value.name, digest.hexdigest()]
