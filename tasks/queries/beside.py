"""What stands beside an assignment: most have little of it, and one question costs less than eight empty answers."""

from functools import cache

from django.db import connection

from tasks.models import Assignment

KINDS = (
    "notes",
    "obstacles",
    "changerequests",
    "changes",
    "registeredmilestones",
    "contributionrequests",
    "continued_by",
    "continues",
)


def beside(assignment: Assignment) -> set[str]:
    """Those of KINDS (relations to Assignment) that have a row. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [assignment.pk] * len(KINDS))
        return {name for (name,) in cursor.fetchall()}


@cache
def _question() -> str:
    return " UNION ALL ".join(_exists(name) for name in KINDS)


def _exists(name: str) -> str:
    relation, quote = Assignment._meta.get_field(name), connection.ops.quote_name
    table, column = quote(relation.related_model._meta.db_table), quote(relation.field.column)
    return f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table} WHERE {column} = %s)"  # noqa: S608  our own names
