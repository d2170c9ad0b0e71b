"""What stands at the head and foot of the page of one assignment, joined as safe strings as in `rows`."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from config.templatetags.kit import icon
from tasks.queries.changes import Step
from tasks.queries.clear import Thing

register = template.Library()
DRAWN = {"done": "circle-check", "now": "progress"}


@register.simple_tag
def six_things(things: Iterable[Thing], layout: str = "") -> SafeString:
    more = f" sr-six--{layout}" if layout else ""
    return SafeString(f'<dl class="sr-card sr-six{more}">{"".join(map(_thing, things))}</dl>')


def _thing(one: Thing) -> str:
    said = f'<b class="sr-red">{escape(one.missing)}</b>' if one.missing else f"<b>{escape(one.value)}</b>"
    note = f"<span>{escape(one.note)}</span>" if one.note else ""
    return f"<div><dt>{icon(one.icon)}{escape(one.label)}</dt><dd>{said}{note}</dd></div>"


@register.simple_tag
def path_steps(steps: Iterable[Step], layout: str = "") -> SafeString:
    """Who must act next, and who has."""
    more = f" sr-path--{layout}" if layout else ""
    return SafeString(f'<ol class="sr-path{more}">{"".join(map(_step, steps))}</ol>')


def _step(step: Step) -> str:
    drawn = icon(DRAWN.get(step.state, "circle-dashed"))
    return f'<li class="is-{step.state}">{drawn}<div><b>{escape(step.label)}</b>{escape(step.note)}</div></li>'
