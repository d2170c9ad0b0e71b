from functools import cache

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings

# A busy machine must not turn a true property into a failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

_SERVICES = ("bucket", "chromium", "redis", "smtp", "zalo")
pytest_plugins = ["tests.cast", *(f"tests.services.{name}" for name in _SERVICES)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A thread of a test or of its live server may still hold a session when the database is to be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")


KEPT = {"django_content_type", "auth_permission"}  # written by migrate, the same for every test


@pytest.fixture(scope="session", autouse=True)
def quick_flush():
    """After a test that commits, only the tables that hold something are emptied: most of them never do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


def empty(case: TransactionTestCase) -> None:
    quoted = [connection.ops.quote_name(name) for name in set(tables()) - KEPT]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in quoted))
        if filled := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"TRUNCATE {filled} CASCADE")


@cache
def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)
