"""Kept files go out through the app, never by a public address; only what a browser shows safely is shown."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tasks.models.attached import Attached

SHOWN = ("application/pdf", "image/png", "image/jpeg")
# A PDF is not sandboxed: the browser's own reader would refuse it. Nothing in it may load or run anything of ours.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
log = logging.getLogger(__name__)


def shown(request: HttpRequest, row: Attached) -> HttpResponse:
    if not row.file:
        raise Http404
    try:
        file = row.file.open("rb")
    except OSError:  # also what django-storages raises for an object that is gone
        log.error("the file of %s %s is missing: %s", row._meta.label, row.pk, row.file.name)
        return render(request, "tasks/file_missing.html", {"row": row}, status=404)
    inline = row.content_type in SHOWN
    answer = FileResponse(file, as_attachment=not inline, filename=row.file_name, content_type=row.content_type)
    answer["Content-Security-Policy"] = ALONE if row.content_type == SHOWN[0] else f"{ALONE}; sandbox"
    return answer
