"""Rows of Việc của tôi, joined as safe strings as in `rows`: the page that everybody opens first."""

from dataclasses import dataclass
from html import escape

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from agenda.queries import Row
from config.templatetags.kit import badge, cut, icon
from config.templatetags.vietnamese import ngay, so
from tasks.models import Assignment

register = template.Library()
FORM = "agenda/parts/update.html"


@dataclass(frozen=True)
class Page:
    """What all rows of one page share."""

    pages: str
    """Address of all work, before the number."""
    opening: str
    mine: bool
    plan_is_said: bool
    unit_is_said: bool
    pick: bool


@register.simple_tag(takes_context=True)
def inbox_rows(context: Context, rows: list[Row], pick: bool) -> SafeString:
    """`<tr>`s; the row that is `opened` has the form under it. With `pick` each can be ticked."""
    ask = context["ask"]
    page = Page(
        pages=reverse("tasks:assignment", args=[0]).removesuffix("0/"),
        opening=escape(ask.opening),
        mine=ask.mine,
        plan_is_said=len(context["plans"]) > 1,
        unit_is_said=context["several_units"],
        pick=pick,
    )
    return SafeString("".join(_rows(row, page, context) for row in rows))


def _rows(row: Row, page: Page, context: Context) -> str:
    is_open = row is context["opened"]
    return _row(row, page, is_open=is_open) + (_form(row, context) if is_open else "")


def _row(row: Row, page: Page, *, is_open: bool) -> str:
    a = row.assignment
    code = row.badge.code
    return (
        f'<tr data-row id="viec-{a.pk}"{_class("is-open") if is_open else ""}>'
        f'<td class="sr-c-state">{_tick(a) if page.pick else ""}{badge(row.badge)}</td>'
        f'<td class="sr-c-name"><a href="{page.pages}{a.pk}/">{_name(a)}</a><p>{_line(row, page)}</p></td>'
        f'<td class="sr-c-who">{_who(a, page)}</td><td class="sr-c-bar">{_bar(a)}</td>'
        f'<td class="sr-c-due">{_due(a)}<p{_class("sr-amber") if code == "due_soon" else ""}>{row.under_due}</p></td>'
        f'<td class="sr-c-act">{_act(row, page, is_open=is_open)}</td></tr>'
    )


def _class(name: str) -> str:
    return f' class="{name}"'


def _tick(a: Assignment) -> str:
    said = f'value="{a.pk}" data-key="space" aria-label="Chọn {escape(a.task.code)}"'
    return f'<input class="sr-tick" type="checkbox" name="ids" {said}> '


def _name(a: Assignment) -> str:
    milestone = f" – mốc: {escape(a.milestone.label)}" if a.milestone.label else ""
    return escape(cut(a.task.name, 200)) + milestone


def _line(row: Row, page: Page) -> str:
    plan = f"{escape(row.assignment.plan.reference)} · " if page.plan_is_said else ""
    return plan + escape(row.line)


def _who(a: Assignment, page: Page) -> str:
    who = "Chủ trì" if page.mine else escape(str(a.officer or "chưa ghi người"))
    scope = f"<p>{escape(cut(a.scope, 60))}</p>" if a.scope else ""
    return who + scope + (f"<p>{escape(a.unit.short_name)}</p>" if page.unit_is_said else "")


def _bar(a: Assignment) -> str:
    if a.is_counted:
        return _meter(
            round(100 * a.quantity_done / a.quantity_target), f"{so(a.quantity_done)}/{so(a.quantity_target)}"
        )
    return _meter(a.percent, f"{a.percent}%") if a.percent else "–"


def _meter(percent: int, words: str) -> str:
    """As components/bar.html."""
    return (
        '<span class="sr-progress"><svg class="sr-meter" width="64" height="6" viewBox="0 0 100 6" '
        'preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{percent}" height="6"/></svg>{words}</span>'
    )


def _due(a: Assignment) -> str:
    return ngay(a.counted_due_date) or ("Thường xuyên" if a.is_ongoing else "chưa có ngày")


def _act(row: Row, page: Page, *, is_open: bool) -> str:
    """The one verb that fits; U is the key of those that open in place."""
    if is_open:
        here = f'href="{page.opening}0" hx-get="{page.opening}0" hx-push-url="true" data-key="esc"'
        return f'<a class="sr-btn sr-btn--quiet sr-btn--small" {here}>Thu gọn{icon("chevron-up")}</a>'
    if row.url:
        quiet = " sr-btn--quiet" if row.verb == "Xem" else ""
        key = ' data-key="u"' if row.can_open else ""
        return f'<a class="sr-btn sr-btn--small{quiet}" href="{row.url}"{key}>{row.verb}</a>'
    pk, there = row.assignment.pk, f"{page.opening}{row.assignment.pk}"
    said = f'href="{there}#viec-{pk}" hx-get="{there}" hx-push-url="true" data-key="u"'
    return f'<a class="sr-btn sr-btn--small" {said}>Cập nhật</a>'


def _form(row: Row, context: Context) -> str:
    with context.push(a=row.assignment, row=row):
        form = context.template.engine.get_template(FORM).render(context)
    return f'<tr class="is-open"><td class="sr-c-hide"></td><td class="sr-c-all" colspan="5">{form}</td></tr>'
