"""Write many rows of a model at once: COPY on PostgreSQL, bulk_create on SQLite."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Row = Mapping[str, Any]
BATCH = 2_000
as_json = json.JSONEncoder(ensure_ascii=False).encode


def write(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Rows are keyed by attname, all with the same keys; the model's defaults fill the other columns."""
    if connection.vendor == "postgresql":
        copy_rows(model, iter(rows))
    else:
        create_rows(model, iter(rows))


def create_rows(model: type[models.Model], rows: Iterator[Row]) -> None:
    while batch := [model(**row) for row in islice(rows, BATCH)]:
        model._default_manager.bulk_create(batch, batch_size=BATCH)


def copy_rows(model: type[models.Model], rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is None:
        return
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    fields = [field for field in fields if field.attname in first or not field.primary_key]
    readers = [_reader(field, field.attname in first) for field in fields]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in chain([first], rows):
            copy.write_row([read(row) for read in readers])


def _reader(field: models.Field, given: bool) -> Callable[[Row], Any]:
    name = field.attname
    if isinstance(field, models.JSONField):
        default = as_json(field.get_default())
        return (lambda row: as_json(row[name])) if given else lambda row: default
    if given:
        return itemgetter(name)
    default = field.get_default()
    return lambda row: default


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers that no row of the model has had or will get, in rising order: rows can then name each other."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
    return list(range(last + 1, last + 1 + count))


def reset_sequences(*written: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
