"""Thôi nhận bản gộp: by the link of a letter, or by one POST of a mail program (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications.operations import address_of, set_digests, target_of


@csrf_exempt  # the mail program has no cookie of ours; the link itself is the right
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    address = address_of(token)
    if address is None:
        return render(request, "notifications/stop.html", {"address": None, "target": ""}, status=404)
    if request.method == "POST":
        again = request.POST.get("action") == "again"
        address = set_digests(token=token, wanted=again) or address
    return render(request, "notifications/stop.html", {"address": address, "target": target_of(token)})
