import pytest
from django.urls import reverse

from tasks.models import Assignment, Task
from units.models import UnitGroup

ADDRESS = "/giao-nhiem-vu/"


@pytest.fixture
def give(client, cast):
    UnitGroup.objects.create(code="XP", name="UBND xã, phường", kinds=["phuong", "xa"], phrases=["UBND cấp xã"])

    def post(user=cast.focal_officer, **data):
        client.force_login(user)
        words = {"plan": cast.plan.pk, "content": "Báo cáo nhanh số dự án chậm", "leads": "UBND phường Cầu Giấy"}
        return client.post(ADDRESS, words | data)

    return post


def test_one_task_for_one_unit(give, cast):
    answer = give(due_date="2026-02-10", product="Báo cáo", partners="Sở Khoa học và Công nghệ")
    task = Task.objects.get(code="GT.1")
    assert answer.url == reverse("tasks:task", args=[task.pk])
    given = Assignment.objects.get(task=task)
    assert (given.unit, given.due_date.isoformat(), given.confirming_unit) == (cast.ward, "2026-02-10", cast.focal)
    assert (task.lead_text, task.partner_text) == ("UBND phường Cầu Giấy", "Sở Khoa học và Công nghệ")


def test_one_unit_under_two_of_its_names_is_given_once(give, cast):
    names = "Sở Khoa học và Công nghệ; SKHCN"
    assert give(leads=names).status_code == 302
    assert Assignment.objects.get(task__code="GT.1").unit == cast.partner
    assert give(partners=names).status_code == 302
    assert Task.objects.get(code="GT.2").partner_text == "Sở Khoa học và Công nghệ"


def test_a_group_is_given_to_each_of_its_units(give, cast):
    give(leads="UBND xã, phường", action="more")
    assert {a.unit for a in Assignment.objects.filter(task__code="GT.1")} == {cast.ward, cast.elsewhere}


def test_an_unknown_name_offers_the_nearest_and_keeps_the_text(give):
    answer = give(leads="UBND phường Cầu Giây")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Không tìm thấy đơn vị “UBND phường Cầu Giây”" in text
    assert "Báo cáo nhanh số dự án chậm" in text
    assert not Task.objects.filter(code="GT.1").exists()


@pytest.mark.parametrize("who", ["unit_officer", "unit_head", "inspector", "stranger", "admin"])
def test_only_the_focal_unit_gives_tasks_on_its_plan(give, cast, who):
    assert give(getattr(cast, who)).status_code == 400
    assert not Task.objects.filter(code="GT.1").exists()


def test_the_focal_units_own_task_is_confirmed_elsewhere(give, cast):
    give(leads="Sở Tài chính")
    assert Assignment.objects.get(task__code="GT.1").confirming_unit == cast.office
