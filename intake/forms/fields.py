"""What several forms of the room ask for: a day, a unit by any of its names, names and lines."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from intake.queries.book import book_of
from units.models import Unit


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        errors = {"invalid": "Ngày phải theo dạng dd/mm/yyyy, ví dụ 31/01/2026."}
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=errors, **kwargs)


class UnitNameField(forms.CharField):
    """One unit by any of its names; an unknown name is answered with the nearest three."""

    def clean(self, value: str) -> Unit | None:
        name = super().clean(value)
        if not name:
            return None
        today = timezone.localdate()
        known = Unit.objects.active(today).filter(name=name).first()
        found = None if known else book_of(today).resolve(name)
        if known or found.unit:
            return known or found.unit
        nearest = "; ".join(unit.name for unit in found.suggestions[:3])
        hint = f" Gần nhất: {nearest}." if nearest else " Ghi đủ tên đơn vị."
        raise forms.ValidationError(f"Không có đơn vị nào tên “{name}”.{hint}")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def split_names(typed: str) -> list[str]:
    return list(dict.fromkeys(name for part in re.split(r"[;\n]", typed) if (name := part.strip(" .\r\t"))))


def split_lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]
