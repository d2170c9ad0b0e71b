"""Django's administration pages × role: administrators alone get in, and there only what the table says."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone

from notifications.models import Address, Budget, Delivery, ZaloToken
from reports.models import LetterTemplate
from tests.authority.people import ROLES
from units.models import CalendarDay, UnitGroup
from units.operations import open_admin_pages

# model: what an administrator may do with it
MAY = {
    "units_unit": "see add change",
    "units_unitgroup": "see add change delete",
    "units_calendarday": "see add change delete",
    "units_user": "see add change",
    "notifications_address": "see add change delete",
    "notifications_delivery": "see",
    "notifications_budget": "see add change delete",
    "notifications_zalotoken": "see",
    "reports_lettertemplate": "see add change delete",
}
NEEDS = {"changelist": "see", "history": "see", "change": "see", "add": "add", "delete": "delete"}


@pytest.fixture
def rows(cast) -> dict[str, int]:
    """One of each model."""
    delivery = Delivery.objects.create(
        user=cast.unit_head, day=timezone.localdate(), key="digest", message_id="<1@x>"
    )
    made = {
        "units_unitgroup": UnitGroup.objects.create(code="N", name="Nhóm"),
        "units_calendarday": CalendarDay.objects.create(day=timezone.localdate(), kind="off", name="Nghỉ"),
        "notifications_address": Address.objects.create(user=cast.unit_head, channel="email", target="a@example.org"),
        "notifications_delivery": delivery,
        "notifications_budget": Budget.objects.create(channel="sms", per_day=5),
        "notifications_zalotoken": ZaloToken.objects.create(pk=1),
        "reports_lettertemplate": LetterTemplate.objects.create(name="Mẫu", file="mau.docx"),
    }
    return {name: row.pk for name, row in made.items()} | {
        "units_unit": cast.ward.pk,
        "units_user": cast.unit_head.pk,
    }


def patterns() -> Iterator[URLPattern]:
    for one in admin.site.get_urls():
        yield from getattr(one, "url_patterns", [one])


def pages(rows: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Name and address of every page, "units_unit_add" and the like."""
    for name in {pattern.name for pattern in patterns()} - {None, "app_list", "view_on_site"}:
        row = rows["units_user"] if name.startswith("auth_user") else rows.get(name.rpartition("_")[0])
        try:
            yield name, reverse(f"admin:{name}")
        except NoReverseMatch:
            yield name, reverse(f"admin:{name}", args=[row])
    yield from (
        ("app_list", reverse("admin:app_list", args=[label])) for label in ("units", "notifications", "reports")
    )


def test_every_model_of_the_pages_stands_in_the_table():
    shown = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert shown == set(MAY)


@pytest.mark.parametrize("role", [*sorted(set(ROLES) - {"admin"}), "anonymous"])
def test_nobody_else_gets_in(people, rows, role):
    client = Client()
    if role != "anonymous":
        client.force_login(people[role])
    for name, address in pages(rows):
        if name not in {"login", "logout"}:
            for answer in (client.get(address), client.post(address)):
                assert refuses(answer), name


def test_an_administrator_does_what_the_table_says_and_no_more(cast, rows):
    open_admin_pages(cast.admin)
    client = Client()
    client.force_login(cast.admin)
    seen = set()
    for name, address in pages(rows):
        model, _, page = name.rpartition("_")
        if model in MAY and page in NEEDS:
            seen.add((model, page))
            allowed = NEEDS[page] in MAY[model]
            assert (client.get(address).status_code == 200) is allowed, name
            if page == "change":
                assert refuses(client.post(address)) is ("change" not in MAY[model]), name
    assert seen == {(model, page) for model in MAY for page in NEEDS}


def refuses(answer: HttpResponse) -> bool:
    """Not found, forbidden, or sent to sign in."""
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(("/dang-nhap/", "/quan-tri/login/"))
    return to_sign_in or answer.status_code in (403, 404)


def test_who_no_longer_administers_is_out(cast, rows):
    open_admin_pages(cast.admin)
    cast.admin.memberships.update(role="officer")
    open_admin_pages(cast.admin)
    client = Client()
    client.force_login(cast.admin)
    assert client.get(reverse("admin:index")).status_code == 302
