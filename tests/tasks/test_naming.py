"""Chủ trì còn để mở: named by the focal unit by a day, and the units' work begins."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from journal.models import Event
from notifications.models import Message
from plans.models import Party
from tasks import operations
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, TaskParty
from tasks.queries.helping import overdue_naming
from tests.cast import NOW


@pytest.fixture
def open_lead(cast) -> TaskParty:
    phrase = "Đơn vị được Thành phố giao"
    return TaskParty.objects.create(
        task=cast.assignment.task, part="lead", kind="open", phrase=phrase, scope="Phần phía Bắc"
    )


def name(cast, party, *units, actor=None):
    ids = [unit.pk for unit in units]
    return operations.name_leads(party_id=party.pk, actor=actor or cast.focal_officer, unit_ids=ids, now=NOW)


def test_named_units_get_their_work_with_its_scope_and_are_told(cast, open_lead):
    found = name(cast, open_lead, cast.elsewhere, cast.partner)
    assert {(a.unit, a.scope, a.due_date) for a in found} == {
        (cast.elsewhere, "Phần phía Bắc", date(2026, 1, 31)),
        (cast.partner, "Phần phía Bắc", date(2026, 1, 31)),
    }
    assert Assignment.objects.filter(unit=cast.ward).count() == 1
    assert all(a.spans.count() == 1 and a.confirming_unit == cast.focal for a in found)
    assert Party.objects.filter(plan=cast.plan, part="lead").count() == 3
    assert Event.objects.get().verb == "tasks.leads_named"
    assert Message.objects.filter(kind="assigned").exists()
    open_lead.refresh_from_db()
    assert (open_lead.named_by, open_lead.named_at) == (cast.focal_officer, NOW)
    assert open_lead.named.count() == 2


def test_the_second_to_name_is_told_who_did_and_when(cast, open_lead):
    name(cast, open_lead, cast.elsewhere)
    with pytest.raises(TaskConflict, match=f"{cast.focal_officer} đã nêu tên .* lúc 09:00 ngày 15/01/2026"):
        name(cast, open_lead, cast.partner)


@pytest.mark.parametrize("role", ["unit_officer", "unit_head", "office_officer", "stranger", "inspector", "admin"])
def test_only_the_focal_unit_names(cast, open_lead, role):
    with pytest.raises(PermissionDenied):
        name(cast, open_lead, cast.elsewhere, actor=getattr(cast, role))


def test_nothing_is_named_twice_or_for_nobody(cast, open_lead):
    TaskParty.objects.create(task=open_lead.task, part="lead", kind="unit", unit=cast.ward, phrase="phường")
    for units, sentence in (((), "ít nhất một đơn vị"), ((cast.ward,), "đã chủ trì nhiệm vụ này")):
        with pytest.raises(TaskError, match=sentence):
            name(cast, open_lead, *units)
    assert Assignment.objects.count() == 1


def test_past_its_day_an_open_lead_is_listed(cast, open_lead):
    told = {"party_id": open_lead.pk, "actor": cast.focal_officer, "now": NOW}
    with pytest.raises(TaskError, match="đã qua"):
        operations.set_naming_date(**told, date=date(2026, 1, 14))
    operations.set_naming_date(**told, date=date(2026, 1, 20))
    assert not overdue_naming(cast.focal_officer, date(2026, 1, 20)).exists()
    assert overdue_naming(cast.focal_officer, date(2026, 1, 21)).get() == open_lead
    assert not overdue_naming(cast.unit_officer, date(2026, 1, 21)).exists()


def test_named_on_the_page(cast, open_lead, client):
    client.force_login(cast.focal_officer)
    page = reverse("tasks:open_leads", args=[cast.plan.pk])
    assert "Đơn vị được Thành phố giao" in client.get(page).content.decode()
    here = reverse("tasks:name_leads", args=[open_lead.pk])
    answer = client.post(here, {"units": "Sở Không Có"})
    assert (answer.status_code, "Không tìm thấy đơn vị “Sở Không Có”" in answer.content.decode()) == (400, True)
    assert (
        client.post(reverse("tasks:set_naming_date", args=[open_lead.pk]), {"date": "2027-01-01"}).status_code == 302
    )
    assert client.post(here, {"units": "UBND xã Đan Phượng"}).status_code == 302
    assert client.post(here, {"units": "UBND xã Đan Phượng"}).status_code == 409
    assert Assignment.objects.filter(unit=cast.elsewhere).exists()
    client.force_login(cast.unit_officer)
    assert "Nêu tên, giao việc" not in client.get(page).content.decode()
    assert client.post(here, {"units": "UBND xã Đan Phượng"}).status_code == 403
