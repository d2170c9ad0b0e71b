"""The forms of the document, of indicators, duties and headings: whoever saves later is told, nothing is lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from intake.operations import draft_from, revise_document
from journal.models import Event
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, reading, task_row
from tests.intake.test_amended_parts import duty, indicator


@pytest.fixture
def colleague(city):
    return MembershipFactory(unit=city["STC"], user__username="dong-nghiep", user__full_name="Trần Thị Hoa").user


@pytest.fixture
def counted(officer):
    read = reading(task_row("A.1")) | {"indicators": [indicator(1, "Tỷ lệ")], "reporting": [duty()]}
    return draft_from(reading=read, actor=officer, source=None, now=NOW)


@pytest.mark.parametrize(
    ("page", "sent", "verb"),
    [
        (
            "indicators",
            {"number": "1", "text": "Tỷ lệ mới", "muc-1-comparator": ">=", "muc-1-value": "70"},
            "indicator",
        ),
        ("duties", {"who_text": "Phường", "to_text": "Sở", "cadence": "monthly", "due_day": "15"}, "duty"),
        ("sections", {"title": "A. ĐỔI TÊN"}, "section"),
    ],
)
def test_a_form_saved_later_is_told_who_saved_first_and_when(counted, officer, colleague, page, sent, verb):
    row = {"indicators": counted.indicators, "duties": counted.reporting_duties, "sections": counted.sections}[page]
    url = reverse(f"intake:{page}", args=[counted.pk]) + f"?sua={row.get().pk}"
    first, second = _signed_in(colleague), _signed_in(officer)
    opened = {"dau": second.get(url).context["form"].stamp}
    assert first.post(url, sent | {"dau": first.get(url).context["form"].stamp}).status_code == 302
    answer = second.post(url, sent | opened)
    assert answer.status_code == 409
    assert re.search(r"Trần Thị Hoa đã sửa phần này lúc \d\d:\d\d ngày", answer.content.decode())
    assert Event.objects.filter(verb=f"intake.{verb}_revised").count() == 1
    assert second.post(url, sent | {"dau": answer.context["form"].stamp}).status_code == 302


def test_the_document_saved_later_is_told_too(counted, officer, colleague):
    url = reverse("intake:document", args=[counted.pk])
    page, second = reverse("intake:review", args=[counted.pk]), _signed_in(officer)
    form = second.get(page).context["form"]
    sent = {name: value or "" for name, value in form.initial.items()} | {"dau": form.stamp, "issued_date": ""}
    facts = {"title": "Trích yếu của người khác"}
    revise_document(plan_id=counted.pk, actor=colleague, now=NOW, **facts)
    answer = second.post(url, sent | {"title": "Trích yếu của tôi"})
    assert answer.status_code == 409
    counted.refresh_from_db()
    assert counted.title == "Trích yếu của người khác"
    assert second.post(url, sent | {"dau": answer.context["form"].stamp}).status_code == 302


def _signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client
