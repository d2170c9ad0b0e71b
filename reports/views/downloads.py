"""A file as an answer."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

from units.names import plain

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def download(content: bytes, name: str) -> HttpResponse:
    return _named(HttpResponse(content, content_type=TYPES[name.rsplit(".", 1)[1]]), name)


def stream(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    return _named(StreamingHttpResponse(lines, content_type=TYPES["csv"]), name)


def _named(response: Any, name: str) -> Any:
    ascii_name = re.sub(r"[^a-z0-9.]+", "-", plain(name))
    response["Content-Disposition"] = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
