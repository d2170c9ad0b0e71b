"""Everybody who may try something, by the part they play towards one assignment of a ward."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from tests.factories import MembershipFactory, UserFactory
from units.models import Absence, Membership, User

Role = Membership.Role
ROLES = (
    "focal_officer unit_officer unit_head coordinator partner_officer oversight_officer deputy both_for_unit "
    "both_for_focal stranger inspector city_leader admin"
).split()
GROUPS = {
    "unit": {"unit_officer", "unit_head", "coordinator", "deputy", "both_for_unit"},
    "heads": {"unit_head", "deputy"},
    "focal": {"focal_officer", "both_for_focal"},
    "oversight": {"oversight_officer"},
    "partner": {"partner_officer"},
    "watchers": {"inspector", "city_leader"},
}
# whoever may know that the plan is there; all others find nothing (404)
PARTIES = set(ROLES) - {"stranger", "admin"}


def group(words: str) -> set[str]:
    """The roles that the words name: groups, single roles, or "nobody"."""
    return set().union(*(GROUPS.get(word, {word} & set(ROLES)) for word in words.split()))


def everybody(cast: SimpleNamespace) -> dict[str, User]:
    """By role. The head is away, so the deputy stands in; one person works in the ward and in the focal unit."""
    today = timezone.localdate()
    both = UserFactory(username="both")
    for unit in (cast.ward, cast.focal):
        MembershipFactory(unit=unit, user=both)
    deputy = MembershipFactory(unit=cast.ward, user__username="deputy").user
    Absence.objects.create(
        user=cast.unit_head,
        unit=cast.ward,
        deputy=deputy,
        from_date=today - timedelta(days=1),
        to_date=today + timedelta(days=1),
        created_by=cast.unit_head,
        created_at=timezone.now(),
    )
    found = {name: getattr(cast, name) for name in ROLES if hasattr(cast, name)}
    coordinator = MembershipFactory(unit=cast.ward, role=Role.COORDINATOR, user__username="coordinator").user
    found |= {"oversight_officer": cast.office_officer, "deputy": deputy, "coordinator": coordinator}
    for name, unit in (("both_for_unit", cast.ward), ("both_for_focal", cast.focal)):
        found[name] = User.objects.get(pk=both.pk)
        found[name].act_in(unit.pk)
    return {name: found[name] for name in ROLES}


class Table:
    """Lines "move | states | who": in these states these people, and nobody else.

    `only_then`: what differs from another table is tried in these states alone.
    Every role × state × move is asked of the workflow (`allowed`); `to_try` says which are also done.
    """

    def __init__(self, text: str, *, only_then: bool = False) -> None:
        self.only_then = only_then
        lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        self.lines = [(move, states.split(), group(who)) for move, states, who in lines]
        self.moves = list(dict.fromkeys(move for move, _, _ in self.lines))

    def to_try(self, state: str) -> Iterator[tuple[str, str]]:
        """(move, role): everybody in the first state that a line names; elsewhere one who may and one who may not."""
        for turn, move in enumerate(self.moves):
            lines = [(states, who) for name, states, who in self.lines if name == move]
            here = [who for states, who in lines if state in states]
            if any(state == states[0] for states, _ in lines):
                roles: Iterable[str] = ROLES
            elif self.only_then and not here:
                roles = []
            else:
                might = set().union(*(here or [who for _, who in lines]))
                roles = [some[turn % len(some)] for some in (sorted(might), sorted(set(ROLES) - might)) if some]
            yield from ((move, role) for role in roles)

    def allowed(self, role: str, state: str) -> set[str]:
        return {move for move in self.moves if self.expected(role, state, move) == {"done"}}

    def expected(self, role: str, state: str, move: str) -> set[str]:
        """403 for the wrong person, 409 for the right one at the wrong moment, either where both are wrong."""
        mine = [(states, who) for name, states, who in self.lines if name == move]
        if any(state in states and role in who for states, who in mine):
            return {"done"}
        if any(state in states for states, _ in mine):
            return {"403"}
        return {"409"} if any(role in who for _, who in mine) else {"403", "409"}

    def differences(self, found: Iterable[tuple[str, str, str, str]]) -> list[str]:
        return [
            f"{role} {move} from {state}: {what}, expected {' or '.join(sorted(wanted))}"
            for role, state, move, what in found
            if what not in (wanted := self.expected(role, state, move))
        ]
