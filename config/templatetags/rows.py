"""Rows of the busiest lists, joined as safe strings: fifty turns of a template loop cost ten times as much."""

from html import escape  # Django's own also takes lazy strings and costs six times as much
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from config.templatetags.kit import badge, cut, icon, stackline
from config.templatetags.vietnamese import ngay, ngay_ngan, phan_tram, so
from tasks.models import Assignment
from tasks.queries.lists import TaskRow
from tasks.queries.standing import Line

register = template.Library()


@register.simple_tag
def assignment_rows(rows: list[dict[str, Any]]) -> SafeString:
    """`<tr>`s of the list of assignments; a row has "assignment", "badge", "distance", "updated_at" and "alone" (the
    head who confirmed the own unit's work)."""
    pages = reverse("tasks:assignment", args=[0]).removesuffix("0/")
    return SafeString("".join(_row(row, f"{pages}{row['assignment'].pk}/") for row in rows))


def _row(row: dict[str, Any], page: str) -> str:
    a: Assignment = row["assignment"]
    label = f"<p>mốc: {escape(a.milestone.label)}</p>" if a.milestone.label else ""
    due = "Thường xuyên" if a.is_ongoing else ngay(a.counted_due_date) or "không nêu ngày"
    alone = f"<p>tự xác nhận: {escape(row['alone'])}</p>" if row["alone"] else ""
    late = ' class="sr-red"' if row["badge"].code == "overdue" else ""
    return (
        f'<tr data-row><td class="sr-c-code">{escape(a.task.code)}</td>'
        f'<td class="sr-c-name"><a href="{page}">{escape(a.task.brief)}</a>{label}</td>'
        f'<td class="sr-c-who">{escape(a.unit.short_name)}{alone}</td>'
        f'<td class="sr-c-due">{due}<p{late}>{row["distance"]}</p></td>'
        f'<td class="sr-c-state">{badge(row["badge"])}</td>'
        f'<td class="sr-c-when">{ngay_ngan(row["updated_at"])}</td></tr>'
    )


@register.simple_tag
def task_lines(rows: list[TaskRow]) -> SafeString:
    """`<tr>`s of a plan's table of tasks, under the headings of their sections."""
    pages = reverse("tasks:task", args=[0]).removesuffix("0/")
    lines, section = [], None
    for row in rows:
        task = row.task
        if task.section and task.section_id != section:
            lines.append(
                f'<tr class="sr-group"><th colspan="6" scope="rowgroup">{escape(task.section.path)}</th></tr>'
            )
        section = task.section_id
        lines.append(_task(row, (row.only and row.assignment_url) or f"{pages}{task.pk}/"))
    return SafeString("".join(lines))


def _task(row: TaskRow, page: str) -> str:
    task = row.task
    starred = f'{icon("star-filled")}<span class="sr-hidden">Trọng tâm: </span>' if task.starred else ""
    return (
        f'<tr data-row id="nv-{task.pk}"><td class="sr-c-code">{escape(task.code)}</td>'
        f'<td class="sr-c-name">{starred}<a href="{page}">{escape(task.brief)}</a>{_under_name(row)}</td>'
        f'<td class="sr-c-who">{escape("; ".join(row.leads))}</td><td class="sr-c-due">{_due(row)}</td>'
        f'<td class="sr-c-state">{_state(row)}</td><td class="sr-c-when">{ngay_ngan(row.updated_at)}</td></tr>'
    )


def _under_name(row: TaskRow) -> str:
    if row.partners:
        return f"<p>Phối hợp: {escape(cut(', '.join(row.partners), 120))}</p>"
    product = row.task.product
    return f"<p>Sản phẩm/kết quả: {escape(cut(product, 120))}</p>" if product else ""


def _due(row: TaskRow) -> str:
    words = f"“{escape(cut(row.task.deadline_text, 40))}”"
    if row.due:
        is_late = row.figures.open_overdue or (row.badge and row.badge.code == "overdue")
        late = ' class="sr-red"' if is_late else ""
        return f"{ngay(row.due)}<p{late}>{row.distance or words}</p>"
    if row.figures.ongoing:
        return "Thường xuyên<p>ngoài tỷ lệ</p>"
    return f"<p>{words}</p>" if row.task.deadline_text else "không nêu ngày"


def _state(row: TaskRow) -> str:
    if row.badge:
        return badge(row.badge)
    return stackline(row.figures) if row.figures.counted else f'<span class="sr-second">{escape(row.note)}</span>'


@register.simple_tag
def figure_lines(lines: list[Line], address: str = "") -> SafeString:
    """`<tr>`s of a breakdown; `address` plus a line's key is where its rows stand."""
    return SafeString("".join(_line(line, escape(address)) for line in lines))


def _line(line: Line, address: str) -> str:
    found, name = line.figures, escape(line.name)
    late = " sr-red" if found.open_overdue else ""
    linked = f'<a href="{address}{line.key}">{name}</a>' if address else name
    numbers = (found.done_on_time, found.done_late, found.open_in_time)
    counts = "".join(f'<td class="sr-num">{so(number)}</td>' for number in numbers)
    return (
        f'<tr data-row><th scope="row">{linked}</th>{counts}'
        f'<td class="sr-num{late}">{so(found.open_overdue)}</td><td class="sr-num">{phan_tram(found.rate)}</td></tr>'
    )
