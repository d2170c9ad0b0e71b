"""Rows of the busiest lists, joined as safe strings: fifty turns of a template loop cost ten times as much."""

from html import escape  # Django's own also takes lazy strings and costs six times as much
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from config.templatetags.kit import badge
from config.templatetags.vietnamese import ngay, ngay_ngan
from tasks.models import Assignment

register = template.Library()


@register.simple_tag
def assignment_rows(rows: list[dict[str, Any]]) -> SafeString:
    """`<tr>`s of the list of assignments; a row has "assignment", "badge", "distance" and "updated_at"."""
    pages = reverse("tasks:assignment", args=[0]).removesuffix("0/")
    return SafeString("".join(_row(row, f"{pages}{row['assignment'].pk}/") for row in rows))


def _row(row: dict[str, Any], page: str) -> str:
    a: Assignment = row["assignment"]
    label = f"<p>mốc: {escape(a.milestone.label)}</p>" if a.milestone.label else ""
    due = "Thường xuyên" if a.is_ongoing else ngay(a.counted_due_date) or "không nêu ngày"
    late = ' class="sr-red"' if row["badge"].code == "overdue" else ""
    return (
        f'<tr data-row><td class="sr-c-code">{escape(a.task.code)}</td>'
        f'<td class="sr-c-name"><a href="{page}">{escape(a.task.brief)}</a>{label}</td>'
        f'<td class="sr-c-who">{escape(a.unit.short_name)}</td>'
        f'<td class="sr-c-due">{due}<p{late}>{row["distance"]}</p></td>'
        f'<td class="sr-c-state">{badge(row["badge"])}</td>'
        f'<td class="sr-c-when">{ngay_ngan(row["updated_at"])}</td></tr>'
    )
