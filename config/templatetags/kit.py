"""Parts of the UI kit that stand in every row of a list: as tags, since fifty includes cost ten times as much."""

from collections.abc import Iterable
from functools import cache
from html import escape  # Django's own also takes lazy strings and costs six times as much

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.queries.badges import Badge

register = template.Library()


@register.simple_tag
def badge(shown: Badge, filled: bool = False) -> SafeString:
    more = " sr-badge--filled" if filled else ""
    return format_html(
        '<span class="sr-badge sr-badge--{}{}">{}{}</span>',
        shown.code,
        more,
        icon(f"state-{shown.code}"),
        shown.label,
    )


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
