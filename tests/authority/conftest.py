import pytest

from tests.authority.people import everybody
from units.models import User


@pytest.fixture
def people(cast) -> dict[str, User]:
    return everybody(cast)
