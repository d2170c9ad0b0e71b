"""What Zalo and the SMS gateway call. Zalo is answered at once with 200, since it asks again for hours otherwise."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications.operations.receipts import from_gateway, take_sms_receipts
from notifications.operations.receiving import is_signed, take_receipt, take_update

MOST_BYTES = 64 * 1024
WINDOW_MS = 5 * 60 * 1000


@csrf_exempt
@login_not_required
@require_POST
def bot(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("X-Bot-Api-Secret-Token", "")
    if not settings.ZALO_BOT_SECRET or not constant_time_compare(given, settings.ZALO_BOT_SECRET):
        return HttpResponse(status=403)
    content = _read(request)
    if content is None:
        return HttpResponse(status=400)
    take_update(content, now=timezone.now())
    return HttpResponse(status=200)


@csrf_exempt
@login_not_required
@require_POST
def account(request: HttpRequest) -> HttpResponse:
    content = _read(request)
    if content is None:
        return HttpResponse(status=400)
    if not content:  # Zalo tries the address when it is saved
        return HttpResponse(status=200)
    now, header_time = timezone.now(), request.headers.get("X-ZEvent-Timestamp", "")
    late = header_time.isdecimal() and abs(int(header_time[:15]) - now.timestamp() * 1000) > WINDOW_MS
    signature = request.headers.get("X-ZEvent-Signature", "")
    body_time = str(content.get("timestamp", ""))
    if late or not is_signed(request.body, signature=signature, header_time=header_time, body_time=body_time):
        return HttpResponse(status=403)
    take_receipt(content, now=now)
    return HttpResponse(status=200)


@csrf_exempt
@login_not_required
@require_POST
def gateway(request: HttpRequest) -> HttpResponse:
    """Delivery reports of SMS: one or many as JSON, or one as a form."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    signature = request.headers.get("X-Signature", "")
    if _too_long(request):
        return HttpResponse(status=400)
    if not from_gateway(request.body, bearer=bearer, signature=signature):
        return HttpResponse(status=403)
    content = _json(request) if request.content_type == "application/json" else request.POST.dict()
    if not isinstance(content, dict | list):
        return HttpResponse(status=400)
    take_sms_receipts(content, now=timezone.now())
    return HttpResponse(status=200)


def _read(request: HttpRequest) -> dict[str, Any] | None:
    content = None if _too_long(request) else _json(request)
    return content if isinstance(content, dict) else None


def _json(request: HttpRequest) -> object:
    try:
        return json.loads(request.body or b"{}")
    except ValueError:
        return None


def _too_long(request: HttpRequest) -> bool:
    return int(request.headers.get("Content-Length") or 0) > MOST_BYTES
