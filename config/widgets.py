"""The plain widgets of forms, joined as safe strings: Django's own templates for them cost ten times as much."""

from collections.abc import Callable
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString

Widget = dict[str, Any]


class Renderer(DjangoTemplates):
    """Other widgets keep their templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        draw = DRAWN.get(template_name)
        return SafeString(draw(context["widget"])) if draw else super().render(template_name, context, request)


def _safe(value: object) -> str:
    text = str(value)
    return text if isinstance(text, SafeString) else escape(text)


def _attributes(widget: Widget) -> str:
    said = (
        (name, "" if value is True else f'="{_safe(value)}"')
        for name, value in widget["attrs"].items()
        if value is not False
    )
    return "".join(f" {name}{value}" for name, value in said)


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_safe(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{_safe(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    name, value = _safe(widget["name"]), _safe(widget["value"] or "")
    return f'<textarea name="{name}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_safe(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    rows = "".join(_option(option) for option in options)
    return f'\n<optgroup label="{_safe(name)}">{rows}\n</optgroup>' if name else rows


def _option(widget: Widget) -> str:
    value = _safe(widget["value"])
    return f'\n<option value="{value}"{_attributes(widget)}>{_safe(widget["label"])}</option>'


_INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "file", "checkbox")
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
