"""Who reorganises, what is refused in words, and the pages on which it is looked at."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agenda.operations.reorganising import carry_out_or_plan, prepare
from plans.models import Plan
from tasks.models import Assignment
from tasks.perms import can_read_work
from tests.agenda.test_reorganising import DAY, draft, go, north
from tests.factories import AssignmentFactory, MembershipFactory
from units.errors import UnitError
from units.models import Reorganisation

__all__ = ["north"]


@pytest.mark.parametrize(
    "who", ["focal_officer", "unit_head", "office_officer", "inspector", "city_leader", "stranger"]
)
def test_only_administrators_reorganise(client, cast, north, who):
    plan = draft(cast, north)
    user = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        carry_out_or_plan(reorganisation_id=plan.pk, actor=user, now=timezone.now())
    client.force_login(user)
    for path in ("", f"{plan.pk}/"):
        assert client.get(f"/sap-xep-don-vi/{path}").status_code == 404
    for act in ("chon", "thuc-hien", "bo"):
        assert client.post(f"/sap-xep-don-vi/{plan.pk}/{act}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"old_units": []}, "Chọn ít nhất một đơn vị cũ"),
        ({"new_units": "ward"}, "vừa là đơn vị cũ"),
        ({"document_number": " "}, "Ghi số văn bản"),
        ({"document_date": timezone.localdate() + DAY}, "ở sau hôm nay"),
        ({"effective_date": date(2126, 1, 1)}, "quá xa"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, north, changes, words):
    facts = {"actor": cast.admin, "old_units": [cast.ward.pk], "new_units": [north.pk], "now": timezone.now()}
    facts |= {"effective_date": timezone.localdate(), "document_number": "1", "document_date": timezone.localdate()}
    if changes.get("new_units") == "ward":
        changes = {"new_units": [cast.ward.pk]}
    with pytest.raises(UnitError, match=words):
        prepare(**facts | changes)
    assert not Reorganisation.objects.exists()


def test_a_unit_is_in_one_preparation_at_a_time(cast, north):
    draft(cast, north)
    with pytest.raises(UnitError, match="đang được sắp xếp"):
        draft(cast, north)


def test_the_page_reads_days_as_they_are_written_here(client, cast, north):
    client.force_login(cast.admin)
    data = {"old_units": [cast.ward.pk], "new_units": [north.pk], "document_number": "77/NQ"}
    client.post("/sap-xep-don-vi/", data | {"document_date": "02/01/2026", "effective_date": "2026-12-01"})
    plan = Reorganisation.objects.get()
    assert (plan.document_date, plan.effective_date) == (date(2026, 1, 2), date(2026, 12, 1))
    wrong = client.post("/sap-xep-don-vi/", {"document_date": "31/02/2026"})
    assert (wrong.status_code, "Nhập ngày dạng" in wrong.content.decode()) == (400, True)


def test_the_preview_lists_all_and_saves_what_is_chosen(client, cast, north, django_assert_max_num_queries):
    plan = draft(cast, north)
    client.force_login(cast.admin)
    page = client.get(f"/sap-xep-don-vi/{plan.pk}/").content.decode()
    assert cast.assignment.task.code in page
    assert str(cast.unit_officer) in page
    key = f"item-assignment-{cast.assignment.pk}-{cast.ward.pk}"
    client.post(f"/sap-xep-don-vi/{plan.pk}/chon/", {key: "end"})
    assert Reorganisation.objects.get().choices == {key[5:]: []}
    client.post(f"/sap-xep-don-vi/{plan.pk}/chon/", {"bulk": "1", "kind": "assignment", "all": str(north.pk)})
    plan.refresh_from_db()
    assert (plan.choices, plan.defaults["assignment"]) == ({}, [north.pk])
    for _ in range(10):
        AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    with django_assert_max_num_queries(36):
        client.get(f"/sap-xep-don-vi/{plan.pk}/")
    done = client.post(f"/sap-xep-don-vi/{plan.pk}/thuc-hien/", {"version": plan.version}, follow=True)
    assert "Đã thực hiện sắp xếp." in done.content.decode()
    assert Plan.objects.visible_to(cast.unit_officer).exists()


def test_whoever_takes_work_over_reads_what_was_done_before(client, cast, north):
    newcomer = MembershipFactory(unit=north).user
    assert not can_read_work(newcomer, cast.assignment)
    go(cast, draft(cast, north))
    old = Assignment.objects.get(pk=cast.assignment.pk)
    assert can_read_work(newcomer, old)
    assert not can_read_work(cast.stranger, old)
    client.force_login(newcomer)
    assert "Việc tiếp tục ở <a" in client.get(old.get_absolute_url()).content.decode()
