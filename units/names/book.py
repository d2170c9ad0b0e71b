"""All names of the city, read once, and the search for what a phrase means among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from units.models import Succession, Unit, UnitAlias, UnitGroup
from units.names.folding import clean, fold, plain
from units.names.keys import Names, tight_group
from units.names.slips import only_close
from units.names.wording import CITY, EXCEPT, NO_CLAUSE, OPEN, OUTSIDER, PLURAL, SCOPE, TITLE, spell_out

JOIN = re.compile(r"\s*(?:[,;]\s*(?:và )?|và )")
TOKEN = re.compile(r"[\w.]+|[^\w\s]")


@dataclass(frozen=True)
class Resolution:
    """`exact`: the phrase is a wording of its unit or group and nothing else; otherwise a person should look."""

    kind: str
    unit: Unit | None = None
    group: UnitGroup | None = None
    suggestions: tuple[Unit, ...] = ()
    exact: bool = False
    without: tuple[Unit, ...] = ()  # of a group: "trừ Sở Y tế"


class Book:
    """The names in force on a day. `load` asks the database four times, `resolve` never."""

    def __init__(
        self,
        units: Iterable[Unit],
        aliases: Iterable[UnitAlias],
        groups: Iterable[UnitGroup],
        successions: Iterable[Succession],
        today: date,
    ) -> None:
        self._names = Names(list(units), list(aliases), list(successions), today)
        self._groups = {tight_group(phrase): g for g in groups for phrase in [g.name, *g.phrases]}
        self._plain_groups = {plain(key): group for key, group in self._groups.items()}
        self._known: dict[str, Resolution] = {}

    @classmethod
    def load(cls, today: date) -> "Book":
        return cls(
            Unit.objects.order_by("pk"),
            UnitAlias.objects.order_by("pk"),
            UnitGroup.objects.order_by("pk"),
            Succession.objects.order_by("pk"),
            today,
        )

    def resolve(self, phrase: str) -> Resolution:
        """What one name, already cut out of its cell, means; a clause after the name is not minded."""
        text = spell_out(clean(phrase))
        if text not in self._known:
            self._known[text] = self._resolve(text)
        return self._known[text]

    def _resolve(self, text: str) -> Resolution:
        text = _without_title(text)
        return (
            self._unit(text)
            or self._all_but(text)
            or self._former(text)
            or self._whole_group(text)
            or self._misspelt(text)
            or self._in_general(text)
            or self._group_with_clause(text)
            or self._almost(text)
            or Resolution("unknown", suggestions=self._names.nearest(text))
        )

    def _unit(self, text: str) -> Resolution | None:
        for head, rest in _heads(text):
            if unit := self._names.strong(head):
                rest, _ = _without(CITY, rest)
            else:
                unit, (rest, of_city) = self._names.weak(head), _without(CITY, rest)
                if not of_city:
                    unit = None
            if unit and self._is_clause(rest):
                return Resolution("unit", unit=unit, exact=not rest or _in_brackets(rest))
        return None

    def _all_but(self, text: str) -> Resolution | None:
        """A group less the units behind "trừ"; where those cannot all be told, somebody has to choose."""
        cut = EXCEPT.search(text)
        whole = self.resolve(text[: cut.start()]) if cut and cut.start() else None
        if cut is None or whole is None or whole.kind != "group":
            return None
        units = self._listed(text[cut.end() :].rstrip(") "))
        return replace(whole, without=units, exact=False) if units else Resolution("open")

    def _listed(self, text: str) -> tuple[Unit, ...]:
        """The units of a row such as "Sở Y tế, Sở Nội vụ và Công an Thành phố"; none if one is not known."""
        units: list[Unit] = []
        while text:
            found = next(
                ((unit, rest) for head, rest in _heads(text) if _parts(rest) and (unit := self._named(head))), None
            )
            if found is None:
                return ()
            units.append(found[0])
            text = JOIN.sub("", found[1], count=1)
        return tuple(units)

    def _named(self, head: str) -> Unit | None:
        found = self._unit(head)
        return found.unit if found and found.exact else None

    def _former(self, text: str) -> Resolution | None:
        """A body that exists no more: its successors are only suggested, a person confirms them."""
        for head, rest in _heads(text):
            whole_words = len(head.split()[-1]) > 1  # "Sở T pháp" has lost a letter, it is no abbreviation
            if whole_words and (successors := self._names.former(head)) and self._is_clause(_without(CITY, rest)[0]):
                return Resolution("unknown", suggestions=successors)
        return None

    def _whole_group(self, text: str) -> Resolution | None:
        for head, rest in _heads(text):
            group = self._groups.get(tight_group(head))
            if group and not _without(SCOPE, rest)[0]:
                return _of_group(group, exact=_is_plural(head))
        return None

    def _misspelt(self, text: str) -> Resolution | None:
        """A slip of a letter or a mark in the name of a group or of a body of the city; nothing else is near."""
        head = text.split(" (")[0]
        if group := self._groups_nearby(head):
            return _of_group(group, exact=False)
        unit = self._names.close(head)
        return Resolution("unit", unit=unit) if unit else None

    def _groups_nearby(self, head: str) -> UnitGroup | None:
        key = plain(tight_group(head))
        return self._plain_groups.get(key) or only_close(key, self._plain_groups)

    def _in_general(self, text: str) -> Resolution | None:
        if OUTSIDER.match(text):
            return Resolution("outsider")
        return Resolution("open") if OPEN.match(text) else None

    def _group_with_clause(self, text: str) -> Resolution | None:
        for head, rest in _heads(text):
            if (group := self._groups.get(tight_group(head))) and _is_plural(head):
                clause = self._is_clause(_without(SCOPE, rest)[0])
                return _of_group(group, exact=False) if clause else None
        return None

    def _almost(self, text: str) -> Resolution | None:
        """Without its diacritics, or by a commune's bare name: the only unit that can be meant."""
        for head, rest in _heads(text):
            if not _without(CITY, rest)[0] and (unit := self._names.guess(head)):
                return Resolution("unit", unit=unit)
        return None

    def _is_clause(self, rest: str) -> bool:
        """Whether words after a name say something about the unit rather than name another one."""
        if not rest or rest.startswith("("):
            return True
        if rest[0] in ",;:-/":
            following = rest[1:].strip()
            return not following or self.resolve(following).kind == "unknown"
        first = rest.split()[0].rstrip(",;:")
        return first[0].islower() and fold(first) not in NO_CLAUSE


def _heads(text: str) -> Iterable[tuple[str, str]]:
    """Every way to cut the text after a word, the longest head first."""
    for end in reversed([found.end() for found in TOKEN.finditer(text)]):
        yield text[:end], text[end:].strip()


def _parts(rest: str) -> bool:
    return not rest or bool(JOIN.match(rest))


def _without(pattern: re.Pattern, rest: str) -> tuple[str, bool]:
    found = pattern.match(rest)
    return (rest[found.end() :].strip(), True) if found and found[0] else (rest, False)


def _without_title(text: str) -> str:
    found = TITLE.match(text)
    return text[found.end() :] if found else text


def _of_group(group: UnitGroup, *, exact: bool) -> Resolution:
    return Resolution("open" if group.is_open else "group", group=group, exact=exact)


def _is_plural(head: str) -> bool:
    return any(fold(word) in PLURAL or word.endswith(",") for word in head.split())


def _in_brackets(rest: str) -> bool:
    return rest.startswith("(") and rest.endswith(")")
