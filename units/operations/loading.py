"""Bring the units of the city in from tables; running it again changes only what the tables have changed."""

import csv
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from journal.operations import record
from units.errors import UnitError
from units.models import Unit, UnitAlias, UnitGroup
from units.names import fold

DATA = Path(__file__).resolve().parent.parent / "data"
FIELDS = ("name", "short_name", "kind", "parent_id")


@dataclass
class Loaded:
    created: int = 0
    updated: int = 0
    groups: int = 0
    aliases: int = 0


@transaction.atomic
def load_units(path: Path = DATA / "hanoi-units.csv") -> Loaded:
    """Read `code,name,kind,parent` (and `short_name`), parents before their units; then groups and other wordings.

    Raises UnitError (English): the file cannot be read or a row is not of this shape.
    """
    rows = _rows(path)
    known = {unit.code: unit for unit in Unit.objects.all()}
    loaded = Loaded()
    for number, row in enumerate(rows, 2):
        _load_unit(_facts(row, known, f"{path.name}, line {number}"), row["code"], known, loaded)
    loaded.groups = _load_groups(_rows(DATA / "hanoi-groups.csv"))
    loaded.aliases = _load_aliases(_rows(DATA / "hanoi-aliases.csv"), known)
    if rows and any(asdict(loaded).values()):
        record("units.loaded", ("unit", known[rows[0]["code"]].pk), **asdict(loaded))
    return loaded


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnitError(f"cannot read {path.name}: {error}") from None


def _facts(row: dict[str, str], known: dict[str, Unit], place: str) -> dict[str, object]:
    try:
        code, name, kind, parent = (row[key].strip() for key in ("code", "name", "kind", "parent"))
    except (KeyError, AttributeError):
        raise UnitError(f"{place}: the columns code, name, kind and parent are needed") from None
    if not code or not name or kind not in Unit.Kind.values:
        raise UnitError(f"{place}: a unit needs a code, a name and a known kind, not {code!r}, {name!r}, {kind!r}")
    if parent and code != parent and parent not in known:
        # A table of one city alone names the city only by its code.
        parent = ""
    short_name = (row.get("short_name") or "").strip() or name
    return {"name": name, "short_name": short_name, "kind": kind, "parent_id": known[parent].pk if parent else None}


def _load_unit(facts: dict[str, object], code: str, known: dict[str, Unit], loaded: Loaded) -> None:
    unit = known.get(code)
    if unit is None:
        known[code] = Unit.objects.create(code=code, **facts)
        loaded.created += 1
    elif any(getattr(unit, field) != facts[field] for field in FIELDS):
        Unit.objects.filter(pk=unit.pk).update(**facts)
        loaded.updated += 1


def _load_groups(rows: list[dict[str, str]]) -> int:
    groups = [
        UnitGroup(
            code=row["code"],
            name=row["name"],
            kinds=[kind for kind in row["kinds"].split("|") if kind],
            is_open=row["open"] == "1",
            phrases=row["phrases"].split("|"),
        )
        for row in rows
    ]
    known = set(UnitGroup.objects.values_list("code", flat=True))
    # A group that is there already belongs to its administrators.
    return len(UnitGroup.objects.bulk_create([group for group in groups if group.code not in known]))


def _load_aliases(rows: list[dict[str, str]], units: dict[str, Unit]) -> int:
    known = set(UnitAlias.objects.values_list("unit_id", "folded"))
    aliases = [
        UnitAlias(
            unit=units[row["code"]],
            phrase=row["phrase"],
            folded=fold(row["phrase"]),
            active_to=date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in rows
        if row["code"] in units
    ]
    new = {(a.unit_id, a.folded): a for a in aliases if (a.unit_id, a.folded) not in known}
    return len(UnitAlias.objects.bulk_create(new.values()))
