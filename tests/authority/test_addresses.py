"""Every address × role: what is not named in the tables is refused, and an address that they lack fails."""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db import transaction

from config.acting import ACTING
from tests.authority.people import ROLES
from tests.authority.visiting import ADDRESSES, LINES, METHODS, Visitor, fits, path_of, who
from tests.authority.world import rows

# what is the same for everybody is tried by some
READ_BY = {"-": {"focal_officer"}, "all": {"anonymous", "unit_officer", "admin"}}
WRITTEN_BY = READ_BY | {"all": {"anonymous", "stranger"}}
# who may do what somebody else may is tried where the table tells them apart
LIKE = {
    "coordinator": "unit_officer",
    "deputy": "unit_head",
    "both_for_unit": "unit_officer",
    "both_for_focal": "focal_officer",
    "city_leader": "inspector",
}
# counted once for a person, as outside the tests
BAR = {"bar": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_every_address_stands_in_the_tables():
    named = {name for name, *_ in LINES}
    unknown = [f"{name} ({ADDRESSES[name]}): no line says who may use it" for name in set(ADDRESSES) - named]
    gone = [f"{name}: has a line, but is no address any more" for name in named - set(ADDRESSES)]
    assert not unknown + gone, "\n".join(sorted(unknown + gone))


@pytest.fixture
def world(cast, people, settings, tmp_path) -> Iterator[SimpleNamespace]:
    """People by role and rows by word; refusals are what is asked for, so no log of them."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.CACHES = settings.CACHES | BAR
    logging.disable(logging.WARNING)
    yield SimpleNamespace(people=people, rows=rows(cast, people))
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_every_address_answers_as_the_tables_say(world, role):
    client, differences = visitor(world.people, role), []
    for name, row, reads, writes in LINES:
        if name in ADDRESSES and name != "logout":
            path = path_of(name, row, world.rows)
            if not (told_like(role, reads) and role in who(reads)):  # who may not is always tried
                differences += wrong(client, role, name, path, reads, ("get",))
            if not told_like(role, writes):
                differences += wrong(client, role, name, path, writes, METHODS.get(name, ("post",)))
    assert not differences, "\n".join(differences)


def visitor(people: dict, role: str) -> Visitor:
    client = Visitor()
    if role != "anonymous":
        client.force_login(people[role])
    if role.startswith("both_"):
        session = client.session
        session[ACTING] = people[role].acting_unit_id
        session.save()
    return client


def told_like(role: str, words: str) -> bool:
    other = LIKE.get(role)
    return words != "-" and other is not None and (role in who(words)) == (other in who(words))


def wrong(client: Visitor, role: str, name: str, path: str, words: str, methods: tuple[str, ...]) -> list[str]:
    """What differs from the table; nothing that was written stays."""
    if role not in (READ_BY if methods == ("get",) else WRITTEN_BY).get(words, {role}):
        return []
    differences = []
    for method in methods:
        with nullcontext() if method == "get" else transaction.atomic():
            answer = client.ask(method, name, path)
            if method != "get":
                transaction.set_rollback(True)
        if not fits(answer, name, words, role):
            differences.append(f"{method} {name} answers {answer.status_code} to {role}; for: {words} ({path})")
    return differences
