"""The pages about period reports, as tabs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

PAGES = (
    ("Theo văn bản", "reports:period"),
    ("Báo cáo của đơn vị", "reports:filings"),
    ("Tình hình nộp", "reports:completeness"),
    ("Lịch", "agenda:calendar"),
)


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    works = bool(request.user.unit_ids())
    pages = [page for page in PAGES if works or page[1] != "reports:filings"]
    return [
        {"label": label, "url": (url := reverse(name)), "count": None, "active": url == request.path}
        for label, name in pages
    ]
