"""Kept files go out through the app, never by a public address; only what a browser shows safely is shown."""

from django.http import FileResponse, Http404

from tasks.models.attached import Attached

SHOWN = ("application/pdf", "image/png", "image/jpeg")


def shown(row: Attached) -> FileResponse:
    if not row.file:
        raise Http404
    inline = row.content_type in SHOWN
    return FileResponse(
        row.file.open("rb"), as_attachment=not inline, filename=row.file_name, content_type=row.content_type
    )
