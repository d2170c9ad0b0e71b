"""Criteria are a document: written, published once, never edited; and who may do it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from insight.errors import InsightConflict, InsightError
from insight.models import Criteria, Group
from insight.operations import (
    discard_criteria,
    draft_criteria,
    edit_criteria,
    freeze,
    publish_criteria,
)
from journal.models import Event
from notifications.models import Message
from tests.factories import PlanFactory
from tests.insight.scored import CLOSED, IN_FORCE, PERIOD, drafted, on_time, paper, published
from units.models import Unit

pytestmark = pytest.mark.django_db


def test_a_draft_is_written_published_and_told_to_the_units_it_scores(cast):
    criteria = drafted(cast)
    edit_criteria(criteria_id=criteria.pk, actor=cast.focal_officer, now=IN_FORCE, timeliness=50, quality=5)
    published_now = publish_criteria(criteria_id=criteria.pk, actor=cast.focal_officer, now=IN_FORCE)
    assert (published_now.state, published_now.published_by) == (Criteria.State.PUBLISHED, cast.focal_officer)
    assert (len(published_now.digest), published_now.file_name) == (64, "qd-2518.pdf")
    verbs = list(Event.objects.filter(subject_type="criteria").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["insight.criteria_drafted", "insight.criteria_edited", "insight.criteria_published"]
    told = Message.objects.filter(kind="criteria_published")
    assert told.filter(user=cast.unit_head).exists()
    assert not told.filter(user=cast.partner_officer).exists()


def test_what_is_published_is_never_edited_or_thrown_away(cast):
    criteria = published(cast)
    for act in (edit_criteria, publish_criteria, discard_criteria):
        with pytest.raises(InsightConflict, match="không sửa"):
            act(criteria_id=criteria.pk, actor=cast.focal_officer, now=CLOSED)
    assert Criteria.objects.get(pk=criteria.pk).timeliness == 40


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"number": ""}, "còn thiếu số, ký hiệu"),
        ({"issued_date": None}, "còn thiếu ngày ban hành"),
        ({"issuer": "", "groups": []}, "còn thiếu cơ quan ban hành, nhóm đơn vị được chấm"),
        ({"from_date": None}, "còn thiếu ngày áp dụng"),
        ({"timeliness": 45}, "cộng lại là 105%"),
        ({"from_date": date(2026, 8, 15)}, "trước ngày ban hành"),
    ],
)
def test_what_is_not_a_document_is_not_published_and_stays_a_draft(cast, told, sentence):
    criteria = drafted(cast, **told)
    with pytest.raises(InsightError, match=sentence):
        publish_criteria(criteria_id=criteria.pk, actor=cast.focal_officer, now=IN_FORCE)
    assert Criteria.objects.get(pk=criteria.pk).state == Criteria.State.DRAFT


def test_criteria_without_a_file_are_not_published(cast):
    criteria = draft_criteria(unit_id=cast.focal.pk, actor=cast.focal_officer, now=IN_FORCE, name="Bộ tiêu chí")
    with pytest.raises(InsightError, match="tệp văn bản"):
        publish_criteria(criteria_id=criteria.pk, actor=cast.focal_officer, now=IN_FORCE)


def test_a_file_of_a_strange_kind_is_refused(cast):
    with pytest.raises(InsightError, match="không phải PDF"):
        draft_criteria(
            unit_id=cast.focal.pk,
            actor=cast.focal_officer,
            now=IN_FORCE,
            name="Bộ",
            file=SimpleUploadedFile("a.exe", b"MZ"),
        )
    assert not Criteria.objects.exists()


def test_only_focal_officers_write_and_only_their_unit_keeps(cast):
    for person, unit in ((cast.unit_officer, cast.ward), (cast.stranger, cast.focal), (cast.inspector, cast.focal)):
        with pytest.raises(PermissionDenied):
            draft_criteria(unit_id=unit.pk, actor=person, now=IN_FORCE, name="Bộ tiêu chí")
    criteria = drafted(cast)
    with pytest.raises(InsightError, match="Không tìm thấy"):  # a draft is its unit's own
        publish_criteria(criteria_id=criteria.pk, actor=cast.unit_head, now=IN_FORCE)


def test_later_criteria_supersede_only_what_they_take_over_in_full(cast):
    first = published(cast, groups=["phuong", "xa"])
    published(cast, number="2", from_date=date(2026, 12, 15))
    first.refresh_from_db()
    assert first.state == Criteria.State.PUBLISHED  # communes still look to it
    published(cast, number="3", groups=["xa"], from_date=date(2026, 12, 15))
    first.refresh_from_db()
    assert first.state == Criteria.State.SUPERSEDED


def test_criteria_of_one_group_begin_one_after_the_other_and_not_in_frozen_periods(cast):
    published(cast)
    again = drafted(cast, number="2")
    with pytest.raises(InsightError, match="đã có bộ tiêu chí số 2518/QĐ-UBND áp dụng từ 15/09/2026"):
        publish_criteria(criteria_id=again.pk, actor=cast.focal_officer, now=IN_FORCE)
    on_time(cast, cast.ward, 1)
    freeze(PERIOD, Group.WARDS, now=CLOSED)
    edit_criteria(criteria_id=again.pk, actor=cast.focal_officer, now=CLOSED, from_date=date(2026, 10, 1))
    with pytest.raises(InsightError, match=r"tháng 11/2026 đã chốt.*15/11/2026"):
        publish_criteria(criteria_id=again.pk, actor=cast.focal_officer, now=CLOSED)


def test_another_unit_replaces_them_only_where_the_keeper_is_gone(cast):
    published(cast)
    PlanFactory(focal_unit=cast.office)
    made = draft_criteria(
        unit_id=cast.office.pk,
        actor=cast.office_officer,
        now=IN_FORCE,
        file=paper(),
        name="Bộ khác",
        number="7",
        issued_date=date(2026, 9, 1),
        issuer="UBND",
        groups=["phuong"],
        from_date=date(2026, 12, 1),
    )
    with pytest.raises(InsightError, match="chỉ đơn vị đó thay được"):
        publish_criteria(criteria_id=made.pk, actor=cast.office_officer, now=IN_FORCE)
    Unit.objects.filter(pk=cast.focal.pk).update(active_to=date(2026, 11, 30))
    assert publish_criteria(criteria_id=made.pk, actor=cast.office_officer, now=IN_FORCE).state == "published"


def test_the_database_keeps_weights_at_100(cast):
    criteria = published(cast)
    with pytest.raises(IntegrityError):
        Criteria.objects.filter(pk=criteria.pk).update(quality=99)


@pytest.fixture
def page(client, cast):
    client.force_login(cast.focal_officer)
    return client


def test_the_page_writes_keeps_and_publishes(page, cast):
    answer = page.post("/tieu-chi/moi/")
    address = answer["Location"]
    form = {
        "name": "Bộ tiêu chí cấp xã",
        "number": "2518/QĐ-UBND",
        "issued_date": "2026-09-01",
        "issuer": "UBND",
        "groups": ["phuong", "xa"],
        "from_date": "2099-01-15",
        "timeliness": "45",
        "quality": "15",
        "reporting": "15",
        "updating": "15",
        "indicators": "15",
        "update_days": "14",
        "overdue_days": "30",
        "overdue_points": "1.5",
        "overdue_most": "10",
        "freeze_days": "2",
        "objection_days": "7",
    }
    assert page.post(address, form | {"file": paper()}).status_code == 302
    refused = page.post(f"{address}ap-dung/")
    assert refused.status_code == 400
    assert "cộng lại là 105%" in refused.content.decode()
    assert page.post(address, form | {"timeliness": "40"}).status_code == 302
    assert page.post(f"{address}ap-dung/").status_code == 302
    criteria = Criteria.objects.get()
    assert (criteria.state, criteria.update_days, criteria.overdue_points) == ("published", 14, Decimal("1.5"))
    shown = page.get(address).content.decode()
    assert "Lưu bộ tiêu chí" not in shown
    assert b"".join(page.get(f"{address}tep/").streaming_content).startswith(b"%PDF")
    page.force_login(cast.stranger)
    assert "2518/QĐ-UBND" in page.get("/tieu-chi/").content.decode()


def test_a_wrong_form_comes_back_with_what_was_typed(page, cast):
    address = page.post("/tieu-chi/moi/")["Location"]
    answer = page.post(address, {"name": "Bộ mới", "timeliness": "nhiều", "update_days": "0"})
    assert answer.status_code == 400
    assert "Bộ mới" in answer.content.decode()
    assert page.post(f"{address}bo/").status_code == 302
    assert not Criteria.objects.exists()


def test_people_of_other_units_see_no_draft(client, cast):
    criteria = drafted(cast)
    client.force_login(cast.unit_head)
    assert client.get(f"/tieu-chi/{criteria.pk}/").status_code == 404
    assert client.post("/tieu-chi/moi/").status_code == 404
