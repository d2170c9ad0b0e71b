"""Names of units and groups, typed as in a document, and found."""

from collections.abc import Iterable
from datetime import date

from django import forms

from tasks.models import TaskParty
from tasks.operations import PartySpec
from units.models import Unit
from units.names import Book


def parties(text: str, part: str, book: Book) -> list[PartySpec]:
    """One a line or separated by ";"; raises ValidationError naming the one that is not found."""
    phrases = [phrase.strip(" .,") for line in text.splitlines() for phrase in line.split(";")]
    # "Sở Y tế; SYT" is one unit
    return list(dict.fromkeys(_party(phrase, part, book) for phrase in filter(None, phrases)))


def _party(phrase: str, part: str, book: Book) -> PartySpec:
    found = book.resolve(phrase)
    if found.exact and found.kind in ("unit", "group"):
        return PartySpec(part=part, unit=found.unit, group=found.group)
    near = ", ".join(f"“{unit.name}”" for unit in [found.unit, *found.suggestions][:3] if unit)
    raise forms.ValidationError(
        f"Không tìm thấy đơn vị “{phrase}”." + (f" Gần nhất: {near}." if near else " Nhập tên đầy đủ của đơn vị.")
    )


def units_of(specs: Iterable[PartySpec], today: date) -> list[Unit]:
    """Groups opened into their units of that day."""
    found = [unit for spec in specs for unit in ([spec.unit] if spec.unit else spec.group.units(today))]
    return list(dict.fromkeys(found))


def one_unit(text: str, today: date) -> Unit:
    specs = parties(text, TaskParty.Part.LEAD, Book.load(today))
    if len(specs) != 1 or specs[0].unit is None:
        raise forms.ValidationError("Nhập tên một đơn vị, không phải nhóm đơn vị.")
    return specs[0].unit
