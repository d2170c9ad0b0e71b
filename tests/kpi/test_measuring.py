from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from journal.models import Event
from kpi.errors import KpiConflict, KpiError
from kpi.models import Explanation, Indicator, Measurement
from kpi.operations import (
    accept,
    accept_many,
    ask_explanation,
    correct,
    describe,
    draw_path,
    enter,
    enter_many,
    explain,
    lock_period,
    measure_by,
    open_measurements,
    request_supplement,
    send,
    send_many,
)
from notifications.models import Message
from plans.models import Party, Plan
from tests.factories import UnitFactory
from tests.kpi.cast import NOW, indicator_of, opened

pytestmark = pytest.mark.django_db
S = Measurement.State


def sent(cast, row, officer, **typed) -> Measurement:
    enter(measurement_id=row.pk, actor=officer, now=NOW, **{"numerator": "4", "denominator": "5"} | typed)
    return send(measurement_id=row.pk, actor=officer, now=NOW)


def accepted(cast, row, officer, **typed) -> Measurement:
    sent(cast, row, officer, **typed)
    return accept(measurement_id=row.pk, actor=cast.partner_officer, now=NOW)


def test_a_period_that_has_ended_opens_once_for_each_unit_that_measures(cast):
    indicator_of(cast)
    assert open_measurements(now=NOW) == 2
    assert open_measurements(now=NOW) == 0
    rows = Measurement.objects.order_by("unit")
    assert {row.unit_id for row in rows} == {cast.ward.pk, cast.elsewhere.pk}
    assert {(row.period, row.period_end, row.due_date) for row in rows} == {
        ("2026-04", date(2026, 4, 30), date(2026, 5, 10))
    }
    assert Party.objects.filter(plan=cast.plan, unit=cast.elsewhere).exists()
    assert Event.objects.get(verb="kpi.opened").payload == {"measurements": 2, "units": 2}


def test_what_the_source_has_not_published_is_waited_for(cast):
    indicator = indicator_of(cast)
    Indicator.objects.filter(pk=indicator.pk).update(publication_days=20)
    assert open_measurements(now=NOW) == 0
    assert open_measurements(now=NOW + timedelta(days=17)) == 2


def test_nothing_is_measured_before_the_plan_nor_after_the_target(cast):
    indicator_of(cast, as_of_date=date(2026, 3, 31))
    assert open_measurements(now=NOW) == 0
    assert open_measurements(now=NOW - timedelta(days=130)) == 0
    assert open_measurements(now=NOW - timedelta(days=30)) == 2


def test_a_unit_made_in_mid_year_measures_from_then_on(cast):
    cast.ward.active_from = date(2026, 5, 1)
    cast.ward.save()
    indicator_of(cast)
    assert open_measurements(now=NOW) == 1
    assert open_measurements(now=NOW + timedelta(days=31)) == 2


def test_who_measures_and_how_it_is_counted_follows_from_the_words_of_the_document(cast):
    indicator = indicator_of(cast, aggregation="")
    indicator.parties.all().delete()
    Indicator.objects.update(implementers_text="UBND phường Cầu Giấy; các đơn vị liên quan")
    open_measurements(now=NOW)
    assert indicator.targets.get().aggregation == "ratio"
    assert set(indicator.parties.values_list("phrase", "unit__code")) == {
        ("UBND phường Cầu Giấy", "CG"),
        ("các đơn vị liên quan", None),
    }
    assert Measurement.objects.get().unit == cast.ward


@pytest.mark.parametrize(
    ("target", "aggregation"), [({"comparator": "rank<=", "value": 10, "unit": "rank"}, "latest")]
)
def test_a_rank_is_one_figure_of_who_follows_it(cast, target, aggregation):
    indicator = indicator_of(cast, aggregation="", **target)
    open_measurements(now=NOW)
    assert indicator.targets.get().aggregation == aggregation
    assert Measurement.objects.get().unit == cast.partner


def test_a_draft_and_a_closed_plan_are_not_measured(cast):
    indicator_of(cast)
    Plan.objects.update(state=Plan.State.CLOSED)
    assert open_measurements(now=NOW) == 0


def test_a_figure_is_entered_sent_and_accepted_by_who_follows_the_indicator(cast):
    row = opened(cast)[cast.ward.pk]
    done = accepted(cast, row, cast.unit_officer)
    assert (done.state, done.numerator, done.decided_by) == (S.ACCEPTED, Decimal(4), cast.partner_officer)
    assert list(Event.objects.filter(verb__startswith="kpi.").order_by("pk").values_list("verb", flat=True)) == [
        "kpi.opened",
        "kpi.entered",
        "kpi.sent",
        "kpi.accepted",
    ]


def test_a_unit_never_accepts_its_own_figure(cast):
    indicator = indicator_of(cast, aggregation="latest")
    open_measurements(now=NOW)
    own = Measurement.objects.get(target__indicator=indicator)
    sent(cast, own, cast.partner_officer, numerator="", denominator="", value="80")
    with pytest.raises(PermissionDenied):
        accept(measurement_id=own.pk, actor=cast.partner_officer, now=NOW)
    assert accept(measurement_id=own.pk, actor=cast.focal_officer, now=NOW).state == S.ACCEPTED


def test_nobody_else_reads_or_enters_the_figure_of_a_unit(cast):
    row = opened(cast)[cast.ward.pk]
    with pytest.raises(KpiError, match="không được xem"):
        enter(measurement_id=row.pk, actor=cast.stranger, now=NOW, numerator=1, denominator=2)
    with pytest.raises(PermissionDenied):
        enter(measurement_id=row.pk, actor=cast.partner_officer, now=NOW, numerator=1, denominator=2)


def test_a_supplement_is_told_to_who_sent_it_and_the_figure_goes_again(cast):
    row = sent(cast, opened(cast)[cast.ward.pk], cast.unit_officer)
    with pytest.raises(KpiError, match="cần bổ sung gì"):
        request_supplement(measurement_id=row.pk, actor=cast.partner_officer, text=" ", now=NOW)
    request_supplement(measurement_id=row.pk, actor=cast.partner_officer, text="Thiếu tổ 12.", now=NOW)
    assert Message.objects.get(kind="measurement_supplement").user == cast.unit_officer
    again = sent(cast, row, cast.unit_officer, numerator="5")
    assert (again.state, again.supplements, again.numerator) == (S.SENT, 1, Decimal(5))


def test_what_was_sent_is_not_typed_over_and_an_old_page_is_told(cast):
    row = opened(cast)[cast.ward.pk]
    seen = NOW - timedelta(minutes=1)
    enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=1, denominator=2)
    with pytest.raises(KpiConflict, match="vừa lưu"):
        enter(measurement_id=row.pk, actor=cast.unit_head, now=NOW, seen_at=seen, numerator=2, denominator=2)
    send(measurement_id=row.pk, actor=cast.unit_officer, now=NOW)
    with pytest.raises(KpiConflict, match="đính chính"):
        enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=2, denominator=2)
    with pytest.raises(KpiConflict):
        send(measurement_id=row.pk, actor=cast.unit_officer, now=NOW)


def test_an_odd_figure_needs_a_note_before_it_leaves(cast):
    rows = opened(cast)
    accepted(cast, rows[cast.ward.pk], cast.unit_officer)
    open_measurements(now=NOW + timedelta(days=31))
    later = Measurement.objects.get(unit=cast.ward, period="2026-05")
    enter(measurement_id=later.pk, actor=cast.unit_officer, now=NOW, numerator=3, denominator=5)
    with pytest.raises(KpiError, match="lũy kế giảm từ 4 xuống 3"):
        send(measurement_id=later.pk, actor=cast.unit_officer, now=NOW)
    enter(measurement_id=later.pk, actor=cast.unit_officer, now=NOW, numerator=3, denominator=5, note="Giải thể 1 tổ")
    assert send(measurement_id=later.pk, actor=cast.unit_officer, now=NOW).state == S.SENT


def test_a_grid_is_saved_with_an_answer_for_every_row(cast):
    rows = opened(cast)
    mine, theirs = rows[cast.ward.pk].pk, rows[cast.elsewhere.pk].pk
    answers = enter_many(
        rows=[
            {"id": mine, "numerator": "3", "denominator": "4"},
            {"id": theirs, "numerator": "1", "denominator": "1"},
            {"id": mine, "numerator": "4", "denominator": "4"},
        ],
        actor=cast.unit_officer,
        now=NOW,
    )
    assert [answer.error for answer in answers] == [
        "",
        "Không có số liệu này để nhập, hoặc không thuộc đơn vị của bạn.",
        "Số liệu này có hai lần trong bảng; lần đầu đã được lưu.",
    ]
    wrong = enter_many(rows=[{"id": mine, "numerator": "5", "denominator": "4"}], actor=cast.unit_officer, now=NOW)
    assert wrong[0].error.startswith("Số đã đạt 5 lớn hơn tổng số 4")
    assert Measurement.objects.get(pk=mine).numerator == 3


def test_many_are_sent_and_accepted_with_a_result_for_each(cast):
    rows = opened(cast)
    for unit, officer in ((cast.ward, cast.unit_officer), (cast.elsewhere, cast.stranger)):
        enter(measurement_id=rows[unit.pk].pk, actor=officer, now=NOW, numerator=1, denominator=2)
    send(measurement_id=rows[cast.ward.pk].pk, actor=cast.unit_officer, now=NOW)
    assert send_many(ids=[rows[cast.ward.pk].pk], actor=cast.unit_officer, now=NOW)[0].error
    results = accept_many(ids=[row.pk for row in rows.values()], actor=cast.partner_officer, now=NOW)
    assert [bool(result.error) for result in results] == [False, True]


def test_a_correction_counts_once_it_is_accepted(cast):
    old = accepted(cast, opened(cast)[cast.ward.pk], cast.unit_officer)
    lock_period(indicator_id=old.target.indicator_id, period="2026-04", actor=cast.partner_officer, now=NOW)
    with pytest.raises(KpiError, match="lý do"):
        correct(measurement_id=old.pk, actor=cast.unit_officer, reason="", now=NOW, numerator=5, denominator=5)
    new = correct(
        measurement_id=old.pk, actor=cast.unit_officer, reason="Đếm sót", now=NOW, numerator=5, denominator=5
    )
    with pytest.raises(KpiConflict, match="chờ xử lý"):
        correct(measurement_id=old.pk, actor=cast.unit_officer, reason="Lại sót", now=NOW, numerator=5, denominator=5)
    assert Measurement.objects.counted().get(unit=cast.ward).numerator == 4
    send(measurement_id=new.pk, actor=cast.unit_officer, now=NOW)
    accept(measurement_id=new.pk, actor=cast.partner_officer, now=NOW)
    now = Measurement.objects.counted().get(unit=cast.ward)
    assert (now.pk, now.version, now.numerator, now.reason) == (new.pk, 2, 5, "Đếm sót")
    old.refresh_from_db()
    assert (old.is_current, old.state) == (False, S.LOCKED)


def test_a_period_without_accepted_figures_is_not_closed(cast):
    row = opened(cast)[cast.ward.pk]
    with pytest.raises(KpiError, match="chưa có số liệu"):
        lock_period(indicator_id=row.target.indicator_id, period="2026-04", actor=cast.partner_officer, now=NOW)
    with pytest.raises(PermissionDenied):
        lock_period(indicator_id=row.target.indicator_id, period="2026-04", actor=cast.unit_officer, now=NOW)


def test_an_explanation_is_asked_once_and_answered_by_the_unit(cast):
    indicator = indicator_of(cast)
    ask = {"indicator_id": indicator.pk, "question": "Vì sao chậm?", "due_date": date(2026, 5, 9), "now": NOW}
    with pytest.raises(PermissionDenied):
        ask_explanation(actor=cast.unit_officer, **ask)
    with pytest.raises(KpiError, match="đã qua"):
        ask_explanation(actor=cast.city_leader, **ask | {"due_date": date(2026, 5, 1)})
    asked = ask_explanation(actor=cast.city_leader, **ask)
    with pytest.raises(KpiConflict):
        ask_explanation(actor=cast.city_leader, **ask)
    with pytest.raises(KpiError, match="Không tìm thấy"):
        explain(explanation_id=asked.pk, actor=cast.unit_officer, answer="Do mưa", now=NOW)
    explain(explanation_id=asked.pk, actor=cast.partner_officer, answer="Thiếu kinh phí.", now=NOW)
    with pytest.raises(KpiConflict, match="đã trả lời lúc 09:00 04/05/2026"):
        explain(explanation_id=asked.pk, actor=cast.partner_officer, answer="Lại", now=NOW)
    assert Explanation.objects.get().answered_by == cast.partner_officer


def test_who_follows_an_indicator_corrects_how_it_is_measured(cast):
    indicator = indicator_of(cast)
    target = indicator.targets.get()
    with pytest.raises(PermissionDenied):
        describe(indicator_id=indicator.pk, actor=cast.unit_officer, frequency="quy")
    describe(
        indicator_id=indicator.pk, actor=cast.partner_officer, frequency="quy", task_ids=[cast.assignment.task_id]
    )
    points = [(date(2026, 6, 30), Decimal(40)), (date(2026, 9, 30), Decimal(70))]
    draw_path(target_id=target.pk, actor=cast.focal_officer, points=points, baseline=Decimal("31.2"))
    with pytest.raises(KpiError, match="cùng một ngày"):
        draw_path(target_id=target.pk, actor=cast.focal_officer, points=[points[0], points[0]])
    with pytest.raises(KpiError, match="mức trên lớn hơn"):
        draw_path(target_id=target.pk, actor=cast.focal_officer, points=[], comparator="between")
    indicator.refresh_from_db()
    assert (indicator.frequency, indicator.tasks.count(), target.path.count()) == ("quy", 1, 2)


def test_other_units_measure_from_the_next_opening_on(cast):
    indicator = indicator_of(cast)
    open_measurements(now=NOW)
    new = UnitFactory()
    measure_by(indicator_id=indicator.pk, actor=cast.partner_officer, unit_ids=[new.pk], group_ids=[])
    assert open_measurements(now=NOW) == 1
    assert Measurement.objects.get().unit == new


def test_the_database_holds_one_current_figure_for_a_unit_and_period(cast):
    row = opened(cast)[cast.ward.pk]
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
