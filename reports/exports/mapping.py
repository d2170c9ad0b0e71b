"""A compilation in the form of a receiving system: its fields named by a mapping file (docs/examples)."""

from typing import Any

from reports.exports.compiled.facts import tables_of
from reports.exports.grid import text_of


class MappingMistake(Exception):
    """Which line of the mapping names what a report does not hold."""


def mapped(facts: dict[str, Any], mapping: dict[str, Any]) -> dict[str, Any]:
    """`[fields]`: their name = path into the facts. `[rows]`: `name`, `table`, and `[rows.fields]`: name = column."""
    found = {name: _at(facts, str(path), name) for name, path in mapping.get("fields", {}).items()}
    found |= mapping.get("constants", {})
    rows = mapping.get("rows")
    if rows:
        found[rows.get("name", "rows")] = _rows(facts, rows)
    return found


def _at(facts: dict[str, Any], path: str, name: str) -> Any:
    value: Any = facts
    for step in path.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            raise MappingMistake(f"fields.{name}: the report holds no {path!r} (stopped at {step!r})")
    return value


def _rows(facts: dict[str, Any], rows: dict[str, Any]) -> list[dict[str, Any]]:
    tables = tables_of(facts)
    if rows.get("table") not in tables:
        raise MappingMistake(f"rows.table: no table {rows.get('table')!r}; there are {', '.join(tables)}")
    table = tables[rows["table"]].table
    titles = [column.title for column in table.columns]
    fields = rows.get("fields", {})
    if missing := [title for title in fields.values() if title not in titles]:
        raise MappingMistake(f"rows.fields: table {rows['table']!r} has no column {missing[0]!r}")
    places = {name: titles.index(title) for name, title in fields.items()}
    return [{name: _cell(row[n], table.columns[n]) for name, n in places.items()} for row in table.rows]


def _cell(value: Any, column: Any) -> Any:
    """Whole numbers stay numbers; dates and rates are written as in the report."""
    return value if isinstance(value, int) else text_of(value, column)
