"""The first page that an administrator sees."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from units.models import Membership

pytestmark = pytest.mark.django_db


def test_it_speaks_of_units_and_people_and_of_nothing_that_ticks(client):
    role = Membership.Role.ADMIN
    client.force_login(MembershipFactory(role=role, user__is_staff=True, user__is_superuser=True).user)
    text = client.get(reverse("admin:index")).content.decode()
    assert "Đơn vị và con người" in text
    assert "Periodic" not in text


@pytest.mark.parametrize(("server", "shown"), [("", True), ("smtp://localhost:25", False)])
def test_the_demo_mailbox_is_in_the_menu_while_letters_stay_here(client, settings, server, shown):
    settings.EMAIL_URL = server
    client.force_login(MembershipFactory().user)
    assert ("/hop-thu-thu/" in client.get("/").content.decode()) is shown


def test_the_pages_bring_their_own_icon(client):
    client.force_login(
        MembershipFactory(role=Membership.Role.ADMIN, user__is_staff=True, user__is_superuser=True).user
    )
    assert 'rel="icon"' in client.get(reverse("admin:units_unit_add")).content.decode()
