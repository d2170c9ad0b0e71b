"""Parts of the UI kit that stand in every row of a list: as tags, since fifty includes cost ten times as much."""

from collections.abc import Iterable
from functools import cache
from html import escape  # Django's own also takes lazy strings and costs six times as much
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from config.templatetags.vietnamese import so
from tasks.figures import Figures, Official
from tasks.queries.badges import Badge

register = template.Library()


@register.simple_tag
def badge(shown: Badge, filled: bool = False) -> SafeString:
    more = " sr-badge--filled" if filled else ""
    code = escape(shown.code)
    words = f"{icon(f'state-{code}')}{escape(shown.label)}"
    return SafeString(f'<span class="sr-badge sr-badge--{code}{more}">{words}</span>')


@register.simple_tag
def stackbar(figures: Figures, tall: bool = False) -> SafeString:
    """The four official states as parts of one bar."""
    counts = (figures.done_on_time, figures.done_late, figures.open_in_time, figures.open_overdue)
    parts, start, whole = [], 0, figures.counted
    for state, count in zip(Official.values, counts, strict=True):
        if count:
            x = f' x="{round(1000 * start / whole)}"' if start else ""
            parts.append(f'<rect class="sr-fill--{state}"{x} width="{round(1000 * count / whole)}" height="10"/>')
        start += count
    return SafeString(
        f'<svg class="sr-stackbar" width="190" height="{12 if tall else 8}" viewBox="0 0 1000 10" '
        f'preserveAspectRatio="none" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


@register.simple_tag
def stackline(figures: Figures) -> SafeString:
    """The bar with how much is done and late under it."""
    late = f' · <b class="sr-red">{so(figures.open_overdue)} quá hạn</b>' if figures.open_overdue else ""
    words = f"<p>{so(figures.done)}/{so(figures.counted)} xong{late}</p>"
    return SafeString(f'<div class="sr-stackline">{stackbar(figures)}{words}</div>')


def cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[: size - 1]}…"


@register.simple_tag
@cache
def icon(name: str, more: str = "") -> SafeString:
    """One of the sprite's drawings (`scripts/build_icons.py` lists them); `more` is a class, e.g. sr-icon--big."""
    return format_html(
        '<svg class="{}" width="16" height="16" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"sr-icon {more}".rstrip(),
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
@cache
def address(name: str) -> str:
    """Of a page without numbers, looked up once: the bar has a dozen on every page."""
    return reverse(name)


@register.simple_tag
def nav_links(pages: Iterable[Any]) -> SafeString:
    """Of the bar (`config.navigation.Page`), which every page shows twice: on a desk and on a phone."""
    return SafeString(f"<ul>{''.join(f'<li>{_page_link(page)}</li>' for page in pages)}</ul>")


@register.simple_tag
def aside_links(pages: Iterable[Any]) -> SafeString:
    """Of the person's own menu."""
    return SafeString("".join(_page_link(page, icon("building-bank")) for page in pages))


def _page_link(page: Any, picture: str = "") -> str:
    here = ' aria-current="page"' if page.active else ""
    count = f'<span class="sr-count">{so(page.count)}</span>' if page.count else ""
    return f'<a href="{escape(page.url)}"{here}>{picture}{escape(page.label)}{count}</a>'


@register.simple_tag
def options(pairs: Iterable[tuple[object, str]], chosen: object) -> SafeString:
    """`<option>`s of (value, words); the one whose value reads like `chosen` is selected."""
    said = ((escape(str(value)), str(value) == str(chosen), escape(str(words))) for value, words in pairs)
    rows = (f'<option value="{value}"{" selected" if now else ""}>{words}</option>' for value, now, words in said)
    return SafeString("".join(rows))


@register.simple_tag
@cache
def styles() -> SafeString:
    """The head that all pages share: addresses of styles and scripts, the same until the next release."""
    return render_to_string("components/styles.html")


@register.simple_tag(takes_context=True)
def form_field(context: Context) -> SafeString:
    """The body of components/field.html, which says what it takes."""
    field: BoundField = context["field"]
    if field.is_hidden:
        return field.as_widget()
    box = "fieldset" if field.use_fieldset else "div"
    wrong = " sr-field--wrong" if field.errors else ""
    more = f" {conditional_escape(given)}" if (given := context.get("field_class")) else ""
    hint = (
        f'<p class="sr-hint" id="{field.auto_id}_helptext">{conditional_escape(field.help_text)}</p>'
        if field.help_text
        else ""
    )
    asked = _ticked(field) if field.widget_type == "checkbox" else _labelled(field, context)
    return SafeString(f'<{box} class="sr-field{wrong}{more}">\n  {asked}\n  {_errors(field)}{hint}\n</{box}>')


def _ticked(field: BoundField) -> str:
    label = conditional_escape(field.label)
    return f'<label class="sr-check" for="{field.id_for_label}">{field}<span>{label}</span></label>'


def _labelled(field: BoundField, context: Context) -> str:
    name = conditional_escape(context.get("field_label") or field.label)
    optional = not field.field.required and not context.get("quiet")
    more = '<span class="sr-optional">– không bắt buộc</span>' if optional else ""
    if aside := context.get("aside"):
        more += f'<span class="sr-note">{conditional_escape(aside)}</span>'
    opened, closed = ("<legend>", "</legend>") if field.use_fieldset else (_label_for(field), "</label>")
    return f"{opened}<span>{name}</span>{more}{closed}\n  {field}"


def _label_for(field: BoundField) -> str:
    return f'<label for="{field.id_for_label}">'


def _errors(field: BoundField) -> str:
    """The widget names the first one in aria-describedby."""
    said = (f"{icon('alert-circle')}<span>{conditional_escape(error)}</span>" for error in field.errors)
    name = f' id="{field.auto_id}_error"'
    return "".join(f'<p class="sr-error"{"" if n else name}>{words}</p>' for n, words in enumerate(said))
