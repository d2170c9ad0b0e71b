from datetime import date

import pytest
from django.db import transaction

from units.names import Book
from units.operations import load_units

TODAY = date(2026, 1, 15)


@pytest.fixture(scope="session")
def book(django_db_setup, django_db_blocker) -> Book:
    """The names of Hà Nội, kept in memory after the rows are gone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        loaded = Book.load(TODAY)
        transaction.set_rollback(True)
    return loaded
