"""A period is frozen once it is closed; objections until the closing day, and what an answer changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from insight.errors import InsightConflict, InsightError
from insight.models import Group, Objection, Part, Score, Sheet
from insight.operations import answer_objection, freeze, freeze_due, object_to_score, rescore
from insight.operations.freezing import is_whole
from insight.queries.board import board
from insight.queries.objections import to_answer
from journal.models import Event
from notifications.models import Message
from plans.models import Plan
from tasks.models import Assignment
from tests.factories import UnitFactory
from tests.insight.scored import CLOSED, PERIOD, TODAY, late, on_time, published, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(cast) -> Sheet:
    """Four in time and one late in the ward, five in time elsewhere; by criteria."""
    cast.assignment.delete()
    published(cast, timeliness=100, quality=0, reporting=0, updating=0, indicators=0)
    on_time(cast, cast.ward, 4)
    late(cast, cast.ward, 1)
    on_time(cast, cast.elsewhere, 5)
    return freeze(PERIOD, Group.WARDS, now=CLOSED)


def objection(cast, sheet: Sheet, **told) -> Objection:
    facts = {"part": Part.TIMELINESS, "text": "Chờ hướng dẫn của Sở.", "actor": cast.unit_officer, "now": CLOSED}
    return object_to_score(**{"sheet_id": sheet.pk, "unit_id": cast.ward.pk} | facts | told)


def test_nothing_is_frozen_before_its_closing_day_is_over_and_then_only_once(cast):
    on_time(cast, cast.ward, 1)
    assert freeze(PERIOD, Group.WARDS, now=CLOSED - timedelta(days=1)) is None
    made = freeze(PERIOD, Group.WARDS, now=CLOSED)
    assert (made.as_of_date, made.version, made.criteria, made.objections_until) == (
        date(2026, 11, 16),
        1,
        None,
        None,
    )
    assert freeze(PERIOD, Group.WARDS, now=CLOSED) is None


def test_the_job_freezes_all_groups_of_periods_since_the_first_document(cast):
    Plan.objects.update(published_at=CLOSED - timedelta(days=40))  # 08/10, within the period before
    made = freeze_due(now=CLOSED)
    assert {(sheet.period_key, sheet.group) for sheet in made} == {
        (key, group.value) for key in ("2026-10", "2026-11") for group in Group
    }
    assert freeze_due(now=CLOSED) == []


def test_what_is_frozen_does_not_move_when_work_does(cast, sheet):
    Assignment.objects.update(sent_date=date(2026, 11, 20))
    found = board(Group.WARDS, PERIOD, today=TODAY + timedelta(days=9))
    assert {row.unit_id: (row.place, row.scored.total) for row in found.rows} == {
        cast.ward.pk: (2, 80),
        cast.elsewhere.pk: (1, 100),
    }
    assert found.sheet == sheet
    assert is_whole(sheet)
    Score.objects.filter(unit=cast.ward).update(total=81)
    assert not is_whole(sheet)
    assert Event.objects.get(verb="insight.scores_frozen").payload["digest"] == sheet.digest


def test_an_objection_is_a_record_with_a_clock_and_reaches_who_answers(cast, sheet):
    one = objection(cast, sheet)
    assert (one.state, one.due_date) == (Objection.State.OPEN, date(2026, 11, 24))  # five working days
    assert Message.objects.filter(kind="objection_sent", user=cast.focal_officer).exists()
    assert list(to_answer(cast.focal_officer)) == [one]
    assert not to_answer(cast.unit_officer).exists()
    with pytest.raises(InsightConflict, match="đang có một ý kiến"):
        objection(cast, sheet)


def test_after_the_closing_day_no_objection_is_taken(cast, sheet):
    assert sheet.objections_until == date(2026, 11, 24)
    with pytest.raises(InsightError, match="Đã hết hạn gửi ý kiến ngày 24/11/2026"):
        objection(cast, sheet, now=CLOSED + timedelta(days=8))
    assert objection(cast, sheet, now=CLOSED + timedelta(days=7))


@pytest.mark.parametrize(("told", "sentence"), [({"text": " "}, "viết ý kiến"), ({"part": "khac"}, "Chọn phần điểm")])
def test_an_objection_names_a_part_and_says_something(cast, sheet, told, sentence):
    with pytest.raises(InsightError, match=sentence):
        objection(cast, sheet, **told)


def test_only_the_units_own_people_object_and_only_to_what_was_counted_of_it(cast, sheet):
    with pytest.raises(PermissionDenied):
        objection(cast, sheet, actor=cast.focal_officer)
    other = Assignment.objects.filter(unit=cast.elsewhere).first()
    with pytest.raises(InsightError, match="không nằm trong số đã tính"):
        objection(cast, sheet, assignment_id=other.pk)


def test_a_group_without_criteria_hears_no_objections(cast):
    plain = freeze(PERIOD, Group.WARDS, now=CLOSED)
    with pytest.raises(InsightError, match="không chấm điểm"):
        objection(cast, plain)


def answered(cast, one: Objection, recount: bool, **told) -> Objection:
    facts = {"actor": cast.focal_officer, "answer": "Đã xem.", "now": CLOSED + timedelta(days=1)}
    return answer_objection(**{"objection_id": one.pk, "recount": recount} | facts | told)


def test_an_answer_keeps_the_score_and_tells_the_unit(cast, sheet):
    one = answered(cast, objection(cast, sheet), recount=False)
    assert (one.state, one.answered_by) == (Objection.State.KEPT, cast.focal_officer)
    assert Sheet.objects.get().version == 1
    assert Message.objects.filter(kind="objection_answered", user=cast.unit_officer).exists()
    with pytest.raises(InsightConflict, match="đã trả lời lúc"):
        answered(cast, one, recount=True)


def test_a_recount_leaves_out_the_named_work_in_a_new_version_and_keeps_the_old_one(cast, sheet):
    hurt = Assignment.objects.get(unit=cast.ward, sent_date__gt=date(2026, 10, 30))
    on_time(cast, cast.ward, 1)
    answered(cast, objection(cast, sheet, assignment_id=hurt.pk), recount=True)
    old, new = Sheet.objects.order_by("version")
    assert (old.is_current, new.is_current, new.version, new.as_of_date) == (False, True, 2, sheet.as_of_date)
    assert "Ý kiến số" in new.reason
    totals = dict(new.scores.values_list("unit", "total"))
    assert totals == {cast.ward.pk: 100, cast.elsewhere.pk: 100}
    assert dict(old.scores.values_list("unit", "total"))[cast.ward.pk] == 80
    assert is_whole(old)
    assert is_whole(new)
    assert dict(new.scores.values_list("unit", "place")) == {cast.ward.pk: 1, cast.elsewhere.pk: 1}


def test_a_recount_without_a_named_work_counts_what_is_known_today(cast, sheet):
    on_time(cast, cast.ward, 5)
    answered(cast, objection(cast, sheet), recount=True)
    new = Sheet.objects.current().get()
    assert new.as_of_date == TODAY + timedelta(days=1)
    assert new.scores.get(unit=cast.ward).facts["due"] == 10


def test_nobody_answers_the_objection_of_the_own_unit(cast, sheet):
    one = objection(cast, sheet)
    Objection.objects.filter(pk=one.pk).update(unit=cast.focal)
    with pytest.raises(PermissionDenied):
        answered(cast, one, recount=False)
    assert answered(cast, one, recount=False, actor=cast.city_leader).answered_by == cast.city_leader


def test_many_periods_are_counted_anew_without_writing(cast, sheet):
    found = rescore([PERIOD, PERIOD.previous], [Group.WARDS], today=TODAY)
    assert [one.period for one in found] == [PERIOD, PERIOD.previous]
    assert found[0].of_unit(cast.ward.pk).scored.total == 80
    assert Sheet.objects.count() == 1


def test_the_place_of_the_period_before_is_shown(cast, sheet):
    on_time(cast, cast.ward, 6, due=date(2026, 11, 18))
    late(cast, cast.elsewhere, 6, due=date(2026, 11, 18))
    work(cast, UnitFactory(), date(2026, 11, 20))
    found = board(Group.WARDS, PERIOD.next, today=date(2026, 11, 25))
    assert [(row.unit_id, row.climbed) for row in found.placed] == [(cast.ward.pk, 1), (cast.elsewhere.pk, -1)]
