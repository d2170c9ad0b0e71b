"""A name that nobody knows, settled once for the whole document, and remembered for the next."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from intake.operations import IntakeError, settle_unit
from journal.models import Event
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row
from tests.intake.test_reviewing import revise
from units.models import UnitAlias

NAME = "Hội Người yêu cây xanh"


def settle(task, actor, unit, **more):
    facts = {"phrase": NAME, "everywhere": True, "remember": False} | more
    return settle_unit(task_id=task.pk, unit=unit, actor=actor, now=NOW, **facts)


@pytest.fixture
def plan(draft):
    return draft(task_row("1", leads=[NAME]), task_row("2", leads=[NAME, "Sở Tài chính"]), task_row("3"))


def test_a_name_settled_once_is_settled_in_every_row(plan, officer, city):
    first, second, _ = plan.tasks.order_by("order")
    assert settle(first, officer, city["00167"]) == 2
    assert {party.unit for party in first.parties.all()} == {city["00167"]}
    assert [party.unit.code for party in second.parties.order_by("order")] == ["00167", "STC"]
    assert second.parties.first().phrase == NAME
    assert not plan.doubts.open().filter(level="missing").exists()
    assert Event.objects.get(verb="intake.unit_settled").payload["rows"] == 2


def test_in_one_row_only_where_the_person_says_so(plan, officer, city):
    first, second, _ = plan.tasks.order_by("order")
    assert settle(first, officer, city["00167"], everywhere=False) == 1
    assert second.parties.filter(kind="unknown").exists()
    assert plan.doubts.open().filter(level="missing").get().task == second


def test_a_unit_that_leads_already_is_not_named_twice(plan, officer, city):
    settle(plan.tasks.get(code="1"), officer, city["STC"])
    second = plan.tasks.get(code="2")
    assert [party.unit.code for party in second.parties.all()] == ["STC"]
    assert second.confirming_unit == city["VPUB"]


def test_a_settled_name_stays_settled_when_the_cell_is_typed_again(plan, officer, city):
    settle(plan.tasks.get(code="1"), officer, city["00167"])
    task = plan.tasks.get(code="1")
    revise(task, officer, leads=[NAME, "Xã Đan Phượng"])
    assert {party.unit.code for party in task.parties.all()} == {"00167", "09817"}


def test_a_remembered_wording_is_known_in_the_next_document(plan, officer, city, draft):
    settle(plan.tasks.get(code="1"), officer, city["00167"], remember=True)
    assert UnitAlias.objects.get().unit == city["00167"]
    learned = Event.objects.get(verb="units.alias_remembered")
    alias = city["00167"].aliases.get(phrase=NAME)
    assert (alias.source, alias.remembered_by, alias.remembered_at) == (
        f"{plan.reference} {plan.title}",
        officer,
        NOW,
    )
    assert (learned.plan_id, learned.actor_id) == (plan.pk, officer.pk)
    following = draft(task_row("1", leads=[NAME]), number="77/KH-UBND", title="Văn bản sau")
    assert following.tasks.get().parties.get().unit == city["00167"]


def test_people_of_communes_teach_the_city_no_wording(draft, city):
    person = MembershipFactory(unit=city["00167"], user__username="xa").user
    plan = draft(task_row("1", leads=[NAME]), actor=person, focal_unit="Phường Cầu Giấy")
    with pytest.raises(PermissionDenied):
        settle(plan.tasks.get(), person, city["STC"], remember=True)
    assert settle(plan.tasks.get(), person, city["STC"]) == 1


def test_a_name_of_another_unit_is_not_taken_over(draft, officer, city):
    plan = draft(task_row("1", leads=["đơn vị liên quan"]))
    task = plan.tasks.get()
    task.parties.update(phrase="Sở Tài chính")
    with pytest.raises(IntakeError, match="đang là cách viết của Sở Tài chính"):
        settle(task, officer, city["00167"], phrase="Sở Tài chính", remember=True)
    assert task.parties.get().kind == "open"


def test_what_is_settled_already_is_said(plan, officer, city):
    task = plan.tasks.get(code="1")
    settle(task, officer, city["00167"])
    with pytest.raises(IntakeError, match="không còn chờ xác định"):
        settle(task, officer, city["00167"])


def test_the_page_asks_offers_the_nearest_and_tells_how_many_rows(draft, officer):
    plan = draft(task_row("1", leads=["Sở Tài chánh Thành phố"]), task_row("2", leads=["Sở Tài chánh Thành phố"]))
    task = plan.tasks.get(code="1")
    page = Client()
    page.force_login(officer)
    shown = page.get(reverse("intake:review", args=[plan.pk]) + f"?mo={task.pk}").content.decode()
    assert "dùng cho 1 chỗ khác trong văn bản" in shown
    assert 'value="Sở Tài chính"' in shown
    url = reverse("intake:settle_unit", args=[plan.pk, task.pk])
    facts = {"phrase": "Sở Tài chánh Thành phố", "everywhere": "on"}
    assert "Không có đơn vị nào tên" in page.post(url, facts | {"unit": "Sở Lạ Hoắc"}, follow=True).content.decode()
    done = page.post(url, facts | {"unit": "Sở Tài chính"}, follow=True).content.decode()
    assert "là Sở Tài chính, trong 2 dòng." in done
