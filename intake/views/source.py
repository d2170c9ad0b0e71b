"""The file that a document was read from."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from intake.views.answers import led_plan


def source(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was sent, always as a download."""
    kept = get_object_or_404(led_plan(request, pk).source_files.defer("picture").order_by("pk"))
    try:
        return FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    except FileNotFoundError:
        text = f"Tệp gốc “{kept.name}” không còn trên máy chủ; dữ liệu đã đọc vẫn đủ. Báo người quản trị."
        messages.error(request, text)
        return redirect("intake:review", pk)
