"""Which rungs a plan has, and which plans share the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from agenda.ladder import HELD_DAYS, USUAL, USUAL_FOR_REPORTS, RungSpec, Step, Steps, spec_of, specs_of
from agenda.models import Ladder, PlanWords, Rung

About = Rung.About
USUALLY = {About.DUE: USUAL, About.REPORT: USUAL_FOR_REPORTS}


@dataclass(frozen=True)
class Scope:
    """The plans that share a ladder: those `only`, or all `but` these."""

    only: frozenset[int] | None = None
    but: frozenset[int] = frozenset()

    def within(self, path: str) -> Q:
        """`path`: from the asked rows to their plan."""
        if self.only is not None:
            return Q(**{f"{path}__in": self.only})
        return ~Q(**{f"{path}__in": self.but}) if self.but else Q()

    def without(self, plans: frozenset[int]) -> "Scope":
        return Scope(but=self.but | plans) if self.only is None else Scope(only=self.only - plans)


def ladders(about: str = About.DUE) -> list[tuple[Scope, Steps]]:
    """The usual ladder with the plans that follow it, and every other one; plans with equal rungs are one scope."""
    own: dict[int, list[Step]] = {plan_id: [] for plan_id in Ladder.objects.values_list("plan_id", flat=True)}
    rungs = Rung.objects.filter(about=about, enabled=True).select_related("ladder")
    for rung in rungs:
        own[rung.ladder.plan_id].append(spec_of(rung).step)
    groups: dict[Steps, set[int]] = defaultdict(set)
    for plan_id, steps in own.items():
        groups[in_order(steps)].add(plan_id)
    others = [(Scope(only=frozenset(plans)), steps) for steps, plans in groups.items()]
    return [(Scope(but=frozenset(own)), USUALLY[about]), *others]


def steps_for(plan_id: int, about: str = About.DUE) -> Steps:
    if not Ladder.objects.filter(plan=plan_id).exists():
        return USUALLY[about]
    rungs = Rung.objects.filter(ladder__plan=plan_id, about=about, enabled=True)
    return in_order(spec_of(rung).step for rung in rungs)


def held_days(plan_id: int) -> int:
    return Ladder.objects.filter(plan=plan_id).values_list("held_days", flat=True).first() or HELD_DAYS


def specs(plan_id: int) -> list[RungSpec]:
    """All rungs, those that are off too."""
    if Ladder.objects.filter(plan=plan_id).exists():
        return [spec_of(rung) for rung in Rung.objects.filter(ladder__plan=plan_id).order_by("about", "offset")]
    return [spec for about, steps in USUALLY.items() for spec in specs_of(steps, about)]


def in_order(steps: Iterable[Step]) -> Steps:
    return tuple(sorted(steps, key=lambda step: step.offset))


def words_of_plans() -> dict[int, tuple[str, str]]:
    """Subject and opening of letters, by plan."""
    rows = PlanWords.objects.values_list("plan", "subject", "opening")
    return {plan_id: (subject, opening) for plan_id, subject, opening in rows}
