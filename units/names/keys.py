"""Every wording under which a single unit is found."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from itertools import product

from units.models import Succession, Unit, UnitAlias
from units.names.folding import clean, fold, plain, tight
from units.names.slips import only_close
from units.names.wording import CITY, NOT_COUNTED, spell_out

COMMUNES = (Unit.Kind.WARD, Unit.Kind.COMMUNE)
SUGGESTED, NEAR_ENOUGH, SAME_HEAD, BEGINS_SO = 3, 0.5, 0.1, 0.4
# Of a commune the seat is the commune; of a district only its name may live on.
SEAT = re.compile(r"(UBND )?(quận|huyện|thị xã|thị trấn) |UBND (?=phường|xã)", re.IGNORECASE)


class Names:
    def __init__(
        self, units: list[Unit], aliases: list[UnitAlias], successions: list[Succession], today: date
    ) -> None:
        by_id = {unit.pk: unit for unit in units}
        self._units = [unit for unit in units if _holds(unit, today)]
        current = {unit.pk for unit in self._units}
        self._strong, self._weak, self._bare, self._former = _Index(), _Index(), _Index(), {}
        for unit in self._units:
            self._strong.add(unit, _full_names(unit))
            (self._bare if unit.kind in COMMUNES else self._weak).add(unit, [_core(unit)])
        wordings: dict[int, list[str]] = {}
        for alias in aliases:
            wordings.setdefault(alias.unit_id, []).append(alias.phrase)
            if _holds(alias, today) and alias.unit_id in current:
                self._strong.add(by_id[alias.unit_id], [alias.phrase])
            else:
                self._succeed(alias.phrase, by_id[alias.unit_id], current)
        for succession in successions:
            if succession.predecessor_id not in current:
                old = by_id[succession.predecessor_id]
                for phrase in dict.fromkeys([old.name, old.short_name, *wordings.get(old.pk, ())]):
                    self._succeed(phrase, by_id[succession.successor_id], current)
        self._by_head = self._bodies_by_head()
        self._plain = _Index(plain)
        for key, unit in [*self._strong.items(), *self._weak.items(), *self._bare.items()]:
            self._plain.add(unit, [key])
        self._spelled = [
            (plain(spell_out(name)), unit) for unit in self._units for name in {unit.name, unit.short_name}
        ]

    def _bodies_by_head(self) -> dict[str, dict[str, Unit]]:
        """Keys of all but communes under the first word of the name: "Sở" and "Bộ" are one letter apart."""
        found: dict[str, dict[str, Unit]] = {}
        for unit in self._units:
            if unit.kind not in COMMUNES:
                for name in {spell_out(clean(unit.name)), _core(unit)}:
                    found.setdefault(plain(name.split()[0]), {})[plain(tight(name))] = unit
        return found

    def _succeed(self, phrase: str, unit: Unit, current: set[int]) -> None:
        if unit.pk in current:
            wordings = [phrase, *(_abbreviated(phrase) if phrase.startswith("Sở ") else ())]
            for key in {tight(spell_out(clean(wording))) for wording in wordings}:
                self._former[key] = tuple(dict.fromkeys((*self._former.get(key, ()), unit)))

    def strong(self, head: str) -> Unit | None:
        """A name that stands for itself; a city body without "Thành phố" only when its name is long enough."""
        unit = self._strong.get(tight(head))
        return unit or (self._weak.get(tight(head)) if len(fold(head).split()) > 2 else None)

    def weak(self, head: str) -> Unit | None:
        return self._weak.get(tight(head))

    def former(self, head: str) -> tuple[Unit, ...]:
        return self._former.get(tight(head), ())

    def guess(self, head: str) -> Unit | None:
        return self._plain.get(plain(tight(head))) if len(head.split()) > 1 else None

    def close(self, head: str) -> Unit | None:
        """The one body of the city whose name is a slip away; names of communes are too like each other."""
        words = plain(head).split()
        return only_close(plain(tight(head)), self._by_head.get(words[0], {})) if words else None

    def nearest(self, text: str) -> tuple[Unit, ...]:
        """Best first; a name of the same kind ("phường …", "Sở …") comes before a likelier one of another."""
        wanted = plain(SEAT.sub("", text[:120]))
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        best: dict[int, tuple[float, int, Unit]] = {}
        for place, (name, unit) in enumerate(self._spelled):
            matcher.set_seq1(name)
            begins = wanted.startswith(name)
            if begins or (matcher.real_quick_ratio() > NEAR_ENOUGH and matcher.quick_ratio() > NEAR_ENOUGH):
                likeness = matcher.ratio() + SAME_HEAD * (name.split()[:1] == wanted.split()[:1])
                likeness += BEGINS_SO * begins
                best[unit.pk] = min(
                    best.get(unit.pk, (0.0, place, unit)), (-likeness, place, unit), key=lambda one: one[0]
                )
        scored = sorted(best.values(), key=lambda one: one[:2])
        return tuple(unit for score, _, unit in scored[:SUGGESTED] if -score > NEAR_ENOUGH)


class _Index:
    """Key to unit; a key that two units claim is nobody's."""

    def __init__(self, make_key: object = tight) -> None:
        self._make_key = make_key
        self._found: dict[str, Unit | None] = {}

    def add(self, unit: Unit, phrases: Iterable[str]) -> None:
        for key in {self._make_key(spell_out(clean(phrase))) for phrase in phrases} - {""}:
            claimed = self._found.setdefault(key, unit)
            if claimed != unit:
                self._found[key] = None

    def get(self, key: str) -> Unit | None:
        return self._found.get(key)

    def items(self) -> list[tuple[str, Unit]]:
        return [(key, unit) for key, unit in self._found.items() if unit]


def _holds(row: Unit | UnitAlias, today: date) -> bool:
    return (not row.active_from or row.active_from <= today) and (not row.active_to or today <= row.active_to)


def _full_names(unit: Unit) -> list[str]:
    names = [unit.name, unit.short_name, unit.code]
    if unit.kind in COMMUNES:
        names += [f"UBND {name}" for name in (unit.name, unit.short_name)]
    if unit.kind == Unit.Kind.DEPARTMENT:
        names += _abbreviated(unit.name)
    return names


def _core(unit: Unit) -> str:
    """The name without "Thành phố Hà Nội" at its end; of a commune the bare name."""
    name = spell_out(clean(unit.name))
    if unit.kind in COMMUNES:
        return name.split(" ", 1)[-1]
    words = name.split()
    ends = [n for n in range(1, len(words)) if CITY.fullmatch(" ".join(words[n:]))]
    return " ".join(words[: ends[0]]) if ends else name


def _abbreviated(name: str) -> list[str]:
    """ "Sở Khoa học và Công nghệ": Sở KHCN, Sở KH và Công nghệ, Sở Khoa học và CN, SKHCN."""
    first, _, rest = clean(name).partition(" ")
    parts = [part.strip() for part in rest.replace(" - ", " và ").split(" và ")]
    choices = [(part, "".join(word[0] for word in part.split())) for part in parts if part]
    mixed = [f"{first} {' '.join(chosen)}" for chosen in product(*choices)]
    return [*mixed, first[0] + "".join(letters for _, letters in choices)]


def tight_group(phrase: str) -> str:
    words = fold(spell_out(clean(phrase))).replace(",", " ").split()
    return tight(" ".join(word for word in words if word not in NOT_COUNTED))
