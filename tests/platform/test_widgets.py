"""Our drawing of plain widgets says to the browser what Django's own templates say."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from config.widgets import DRAWN, Renderer

BAD = """"'><script>alert(1)</script>&"""
CHOICES = [("", "Chọn"), (1, BAD), ("nhóm <b>", [("a", "A & B"), (BAD, "C")])]
WIDGETS = {
    "text": (forms.TextInput({"class": BAD, "disabled": True, "hidden": False, "maxlength": 5}), BAD),
    "empty": (forms.TextInput(), None),
    "number": (forms.NumberInput({"min": 0}), 12000),
    "email": (forms.EmailInput(), "a@b.vn"),
    "link": (forms.URLInput(), "https://a.vn/?a=1&b=2"),
    "password": (forms.PasswordInput(), "hidden"),
    "hidden": (forms.HiddenInput(), 7),
    "day": (forms.DateInput({"type": "date"}, format="%Y-%m-%d"), date(2026, 1, 31)),
    "file": (forms.FileInput({"accept": ".pdf"}), None),
    "cleared file": (forms.ClearableFileInput(), None),
    "ticked": (forms.CheckboxInput(), True),
    "not ticked": (forms.CheckboxInput(), False),
    "words": (forms.Textarea({"rows": 3}), f"\n{BAD}\nhai dòng"),
    "no words": (forms.Textarea(), None),
    "choice": (forms.Select(choices=CHOICES), 1),
    "choice in a group": (forms.Select(choices=CHOICES), BAD),
    "choices": (forms.SelectMultiple(choices=CHOICES), [1, "a"]),
    "yes, no or unknown": (forms.NullBooleanSelect(), None),
    "radio": (forms.RadioSelect(choices=CHOICES), 1),
    "boxes": (forms.CheckboxSelectMultiple(choices=CHOICES), [1]),
}


class Reading(HTMLParser):
    """What a browser makes of it: tags with their attributes, and words; line breaks between tags say nothing."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        within_words = self.found and isinstance(self.found[-1], tuple) and self.found[-1][0] == "textarea"
        if within_words or data.strip():
            self.found.append(data if within_words else data.strip())


@pytest.mark.parametrize(("widget", "value"), WIDGETS.values(), ids=WIDGETS)
def test_a_widget_reads_as_django_draws_it(widget, value):
    ours = widget.render('ten"', value, {"id": "id_ten"}, Renderer())
    theirs = widget.render('ten"', value, {"id": "id_ten"}, DjangoTemplates())
    assert Reading(ours).found == Reading(theirs).found


def test_every_widget_drawn_here_is_one_of_djangos():
    renderer = DjangoTemplates()
    assert all(renderer.get_template(name) for name in DRAWN)
