"""Trụ cột: a document's indicators and tasks under the same heading, and how both stand.

A pillar is what the table of indicators calls one; the sections of tasks whose titles contain its name belong to it.
Sections under no such name stand as pillars of their own, at the level below the document's chapters.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from insight.forecasting import Verdict
from insight.queries.indicators import Standing, of_indicators, worst
from kpi.models import Indicator
from kpi.queries import indicators_seen
from plans.models import Plan, Section
from tasks.figures import Figures, added_up, figures_on
from units.models import User
from units.names import plain

NUMBER = re.compile(r"^(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Za-zđĐ])[.)]\s+")


@dataclass
class Pillar:
    number: int
    """Its place on the page of the document, from 1."""
    name: str
    sections: list[int] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    words: Counter = field(default_factory=Counter)
    """How many indicators stand in which verdict."""


def pillars_of(user: User, plan_id: int | None) -> list[str]:
    """The names that indicators of a document stand under, in its order."""
    rows = indicators_seen(user).filter(plan=plan_id).exclude(pillar="").prefetch_related(None)
    return list(dict.fromkeys(rows.values_list("pillar", flat=True)))


def pillars(plan: Plan, user: User, today: date) -> tuple[list[Pillar], dict[int, list[Standing]]]:
    """All pillars of a document, and where its indicators stand; a fixed number of queries."""
    indicators = list(indicators_seen(user).filter(plan=plan))
    stands = of_indicators(indicators, today)
    found = _of_indicators(indicators, stands)
    counts = added_up(
        (section, one)
        for (section,), one in figures_on(plan.assignments.all(), today, today, "task__section").items()
    )
    sections = list(Section.objects.filter(plan=plan).order_by("order", "pk"))
    by_name = {plain(NUMBER.sub("", pillar.name)): pillar for pillar in found}
    for section, heading in _headings(sections).items():
        if section in counts:
            _place(found, by_name, _named(heading, by_name), heading[-1], section, counts[section])
    if None in counts:
        found.append(Pillar(len(found) + 1, "(ngoài các mục)", [0], figures=counts[None]))
    return found, stands


def _of_indicators(indicators: Iterable[Indicator], stands: dict[int, list[Standing]]) -> list[Pillar]:
    found: dict[str, Pillar] = {}
    for one in indicators:
        if one.pillar:
            pillar = found.setdefault(one.pillar, Pillar(len(found) + 1, one.pillar))
            pillar.indicators.append(one)
            pillar.words[verdict_of(stands.get(one.pk, []))] += 1
    return list(found.values())


def verdict_of(stands: list[Standing]) -> Verdict:
    return worst(one.verdict for one in stands)


def _headings(sections: list[Section]) -> dict[int, list[str]]:
    """By section: titles from its own up to the one below the chapter."""
    by_pk = {section.pk: section for section in sections}
    found = {}
    for section in sections:
        titles, one = [section.title], section
        while one.parent_id and by_pk[one.parent_id].parent_id:
            one = by_pk[one.parent_id]
            titles.append(one.title)
        found[section.pk] = titles
    return found


def _named(titles: list[str], by_name: dict[str, Pillar]) -> Pillar | None:
    """The nearest title speaks."""
    for title in map(plain, titles):
        for name, pillar in by_name.items():
            if name and name in title:
                return pillar
    return None


def _place(
    found: list[Pillar], by_name: dict[str, Pillar], pillar: Pillar | None, title: str, section: int, figures: Figures
) -> None:
    if pillar is None:
        pillar = next((one for one in found if one.name == title), None)
    if pillar is None:
        pillar = Pillar(len(found) + 1, title)
        found.append(pillar)
    pillar.sections.append(section)
    pillar.figures += figures
