"""Searching text with or without diacritics, the same rule as `folding.plain`, inside the database."""

import unicodedata
from typing import Any

from django.db.models import Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from units.names.folding import plain

MOST_WORDS = 8
_LETTERS = [chr(code) for code in range(0xC0, 0x1EFA)]
_BARE = {letter: bare for letter in _LETTERS if len(bare := plain(letter)) == 1 and bare.isascii() and bare.isalpha()}
_FROM = "".join(_BARE) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TO = "".join(_BARE.values()) + "abcdefghijklmnopqrstuvwxyz"


class Plain(Func):
    """Lower case without diacritics; independent of the database's locale."""

    function = "sauro_plain"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"translate({sql}, %s, %s)", [*params, _FROM, _TO]


def teach_sqlite(connection: Any, **kwargs: object) -> None:
    """Django calls it for every new connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("sauro_plain", 1, lambda text: plain(text or ""), deterministic=True)


def matching(rows: QuerySet, words: str, *fields: str) -> QuerySet:
    """Rows that hold every word somewhere in `fields`; nothing asked finds nothing.

    Order by `-holds_phrase` to have those first that hold the words as they were typed.
    """
    sought = plain(unicodedata.normalize("NFC", words)).split()[:MOST_WORDS]
    if not sought:
        return rows.alias(holds_phrase=Value(0)).none()
    parts = [part for field in fields for part in (F(field), Value(" "))]
    rows = rows.alias(plain_text=Plain(Concat(*parts, output_field=TextField())))
    for word in sought:
        rows = rows.filter(plain_text__contains=word)
    whole = When(plain_text__contains=" ".join(sought), then=Value(1))
    return rows.alias(holds_phrase=Case(whole, default=Value(0)))
