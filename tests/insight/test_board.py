"""What is counted for a unit, who is compared with whom, and who has a place."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insight.models import Group, Part
from insight.queries.behind import OVERDUE, SELF_CONFIRMED, behind
from insight.queries.board import board, counted, criteria_for, window_of
from insight.queries.measured import apart
from kpi.models import Measurement, Target
from reports.models import Report
from tasks.models import Span
from tasks.operations import update_progress
from tests.factories import UnitFactory
from tests.insight.scored import PERIOD, TODAY, late, moment, on_time, published, work
from tests.kpi.cast import indicator_of
from units.models import Unit
from units.periods import administrative_month

pytestmark = pytest.mark.django_db
LIVE = date(2026, 11, 10)


@pytest.fixture
def ward(cast) -> Unit:
    """The cast's own assignment is long overdue; these tests begin with nothing."""
    cast.assignment.delete()
    return cast.ward


def row_of(unit: Unit, *, day: date = TODAY, today: date = TODAY, period=PERIOD):
    return counted(Group.of(unit.kind), period, day=day, today=today).of_unit(unit.pk)


def seen(unit: Unit, line: str, *, day: date = TODAY, today: date = TODAY, criteria=None) -> list:
    rows = behind(line, unit.pk, window_of(PERIOD, Group.of(unit.kind), criteria, day=day, today=today))
    return [rows.told(row) for row in rows.found]


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_due_work_is_what_came_due_in_the_period_and_what_is_still_overdue_from_before(cast, ward, day):
    on_time(cast, ward, 3)
    late(cast, ward, 1)
    work(cast, ward, date(2026, 11, 2))  # overdue
    work(cast, ward, date(2026, 9, 1))  # overdue since before
    late(cast, ward, 2, due=date(2026, 9, 5))  # of the months before, done by now
    on_time(cast, ward, 2, due=date(2026, 11, 30))  # of the month after
    work(cast, ward, date(2026, 11, 3), date(2026, 11, 2))  # sent in time, waits to be confirmed
    work(cast, ward, date(2026, 11, 3), is_ongoing=True)
    own = {"confirmed": date(2026, 11, 3), "self_confirmed": True, "confirming_unit": None}
    work(cast, ward, date(2026, 11, 3), date(2026, 11, 2), **own)
    facts = row_of(ward, day=day).facts
    assert (facts.due, facts.on_time, facts.done, facts.overdue, facts.self_confirmed) == (6, 3, 4, 2, 1)
    assert (facts.on_time_rate, facts.done_rate, facts.long_overdue) == (Decimal("50.0"), Decimal("66.7"), 1)
    assert len(seen(ward, Part.TIMELINESS, day=day)) == 6
    assert [one.good for one in seen(ward, Part.TIMELINESS, day=day)].count(True) == 3
    assert len(seen(ward, OVERDUE, day=day)) == len(seen(ward, SELF_CONFIRMED, day=day)) == 1


def test_a_sending_that_came_back_counts_against_quality(cast, ward):
    on_time(cast, ward, 2)
    row = work(cast, ward, date(2026, 11, 20), date(2026, 11, 5))
    Span.objects.filter(assignment=row, state="sent").update(to_at=moment(date(2026, 11, 9)))
    Span.objects.create(assignment=row, state="open", due_date=row.due_date, from_at=moment(date(2026, 11, 9)))
    assert row_of(ward).facts.shares[Part.QUALITY].got == 2
    assert row_of(ward).facts.shares[Part.QUALITY].whole == 3
    assert row_of(ward, day=date(2026, 11, 8)).facts.shares[Part.QUALITY].got == 3  # as it was known then
    assert [one.said for one in seen(ward, Part.QUALITY)].count("Đề nghị bổ sung") == 1


def test_work_that_stands_with_the_unit_must_be_updated(cast, ward):
    work(cast, ward, date(2026, 12, 20), given=date(2026, 11, 10))  # too new
    stale, fresh = (work(cast, ward, date(2026, 12, 20)) for _ in range(2))
    done = {"percent": 10, "note": "Đã xong 10%"}
    update_progress(assignment_id=fresh.pk, actor=cast.unit_officer, now=moment(date(2026, 11, 1)), **done)
    share = row_of(ward).facts.shares[Part.UPDATING]
    assert (share.got, share.whole) == (1, 2)
    assert [one.path for one in seen(ward, Part.UPDATING) if not one.good] == [stale.get_absolute_url()]


def report(cast, unit: Unit, key: str, due: date, sent: date | None) -> Report:
    facts = {"start_date": date(2026, 9, 15), "close_date": due, "due_date": due, "opened_at": moment(due)}
    gone = {"state": "sent", "sent_date": sent, "first_sent_date": sent, "snapshot": {}, "digest": "x"}
    return Report.objects.create(
        unit=unit, receiver=cast.focal, period_key=key, label=f"tháng {key}", **facts, **(gone if sent else {})
    )


def test_a_late_report_counts_half_and_a_missing_one_nothing(cast, ward):
    report(cast, ward, "2026-08", date(2026, 10, 20), date(2026, 10, 19))
    report(cast, ward, "2026-09", date(2026, 10, 21), date(2026, 10, 25))
    report(cast, ward, "2026-10", date(2026, 11, 10), None)
    report(cast, ward, "2026-11", date(2026, 11, 20), None)  # of the next period
    share = row_of(ward).facts.shares[Part.REPORTING]
    assert (share.got, share.whole) == (Decimal("1.5"), 3)
    assert [one.said for one in seen(ward, Part.REPORTING)][2] == "Chưa nộp"


def figure(cast, unit: Unit, **facts) -> Measurement:
    target = cast.plan.indicators.first().targets.get()
    dates = {"period": "2026-10", "period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}
    return Measurement.objects.create(target=target, unit=unit, due_date=date(2026, 11, 10), **dates, **facts)


def test_figures_are_held_against_the_path_and_missing_ones_count_nothing(cast, ward):
    indicator_of(cast, baseline=40, baseline_date=date(2025, 12, 31))  # 100% by 31/12/2026: 89,96% on 31/10
    facts = {"state": "accepted", "sent_at": moment(date(2026, 11, 5)), "decided_at": moment(date(2026, 11, 6))}
    figure(cast, ward, numerator=45, denominator=100, **facts)
    figure(cast, cast.elsewhere)
    shares = [row_of(unit).facts.shares[Part.INDICATORS] for unit in (ward, cast.elsewhere)]
    assert [(share.got, share.whole) for share in shares] == [(Decimal("0.5002"), 1), (0, 1)]  # 45 / 89,9589
    assert row_of(ward, day=date(2026, 11, 5)).facts.shares[Part.INDICATORS].whole == 0
    assert seen(ward, Part.INDICATORS)[0].said == "Đạt 45%, phải đạt 90%: tính 0,5002"


def test_a_figure_that_waits_to_be_accepted_is_not_counted(cast, ward):
    indicator_of(cast)
    figure(cast, ward, state="sent", sent_at=moment(date(2026, 11, 5)), numerator=1, denominator=2)
    assert row_of(ward).facts.shares[Part.INDICATORS].whole == 0


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"aggregation": "sum"}, "tổng của nhiều đơn vị"),
        ({"aggregation": "latest"}, "một số chung của Thành phố"),
        ({"aggregation": "mean", "comparator": "rank<="}, "thứ hạng của cả Thành phố"),
        ({"aggregation": ""}, "chưa chọn cách tính"),
        ({"ended_date": date(2026, 11, 1)}, "đã thôi theo dõi"),
    ],
)
def test_what_says_nothing_of_a_single_unit_is_named_and_not_counted(cast, ward, facts, why):
    indicator_of(cast)
    figure(cast, ward)
    figure(cast, cast.elsewhere)
    Target.objects.update(**facts)
    assert row_of(ward).facts.shares[Part.INDICATORS].whole == 0
    window = window_of(PERIOD, Group.WARDS, None, day=TODAY, today=TODAY)
    [(_, said)] = apart(window, ward.pk)
    assert why in said


def test_a_sum_that_one_unit_alone_makes_up_is_held_against_its_path(cast, ward):
    indicator_of(cast)
    Target.objects.update(aggregation="sum", unit="", value=10)
    facts = {"state": "accepted", "sent_at": moment(date(2026, 11, 5)), "decided_at": moment(date(2026, 11, 6))}
    figure(cast, ward, value=8, **facts)
    share = row_of(ward).facts.shares[Part.INDICATORS]
    assert (share.got, share.whole) == (1, 1)  # its way begins at the first figure
    assert apart(window_of(PERIOD, Group.WARDS, None, day=TODAY, today=TODAY), ward.pk) == []


def test_without_criteria_nobody_has_points_or_a_place(cast, ward):
    on_time(cast, ward, 6)
    found = board(Group.WARDS, PERIOD, today=LIVE)
    assert (found.criteria, found.placed) == (None, [])
    assert found.of_unit(ward.pk).scored.total is None


def test_like_is_compared_with_like_and_few_lượt_giao_have_no_place(cast, ward):
    published(cast)
    second, few, commune = UnitFactory(), UnitFactory(), UnitFactory(kind=Unit.Kind.COMMUNE)
    on_time(cast, ward, 5)
    on_time(cast, second, 5)
    on_time(cast, few, 4)
    on_time(cast, commune, 9)
    late(cast, cast.elsewhere, 3)
    on_time(cast, cast.elsewhere, 2)
    found = board(Group.WARDS, PERIOD, today=LIVE)
    assert {row.unit_id: row.place for row in found.placed} == {ward.pk: 1, second.pk: 1, cast.elsewhere.pk: 3}
    assert (found.of_unit(few.pk).unplaced, found.of_unit(few.pk).scored.total) == ("few", 100)
    assert board(Group.COMMUNES, PERIOD, today=LIVE).placed == []


def test_a_unit_of_part_of_the_period_is_shown_without_a_place(cast, ward):
    published(cast)
    new = UnitFactory(active_from=date(2026, 11, 1))
    merged = UnitFactory(active_to=date(2026, 10, 31))
    UnitFactory(active_to=date(2026, 10, 14))
    UnitFactory(active_from=date(2026, 11, 15))
    for unit in (new, merged):
        on_time(cast, unit, 6)
    found = board(Group.WARDS, PERIOD, today=LIVE)
    assert {row.unit_id: row.unplaced for row in found.rows} == {
        new.pk: "partial",
        merged.pk: "partial",
        ward.pk: "few",
        cast.elsewhere.pk: "few",
    }


def test_criteria_score_the_periods_of_their_own_time(cast, ward):
    first = published(cast, timeliness=100, quality=0, reporting=0, updating=0, indicators=0)
    second = published(cast, number="99/QĐ-UBND", from_date=date(2026, 11, 1))
    assert criteria_for(Group.WARDS, administrative_month(2026, 9)) is None
    assert criteria_for(Group.WARDS, PERIOD) == first  # begins before 01/11
    assert criteria_for(Group.WARDS, PERIOD.next) == second
    on_time(cast, ward, 5)
    assert [line.part for line in row_of(ward).scored.lines] == [Part.TIMELINESS]
    assert len(row_of(ward, period=PERIOD.next, today=date(2026, 11, 20)).scored.lines) == 5


def test_the_number_of_queries_does_not_grow(cast, ward):
    published(cast)
    indicator_of(cast)

    counts = []
    for units in ([ward], [UnitFactory() for _ in range(3)]):
        for unit in units:
            on_time(cast, unit, 2)
            figure(cast, unit)
        with CaptureQueriesContext(connection) as queries:
            counted(Group.WARDS, PERIOD, day=LIVE, today=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_the_longest_overdue_take_points(cast, ward):
    published(cast, overdue_points=Decimal("1.5"), overdue_most=Decimal("2"), timeliness=100, quality=0, reporting=0,
              updating=0, indicators=0)  # fmt: skip
    on_time(cast, ward, 8)
    work(cast, ward, date(2026, 9, 1))
    assert (row_of(ward).scored.taken, row_of(ward).scored.total) == (Decimal("1.5"), Decimal("87.4"))
    work(cast, ward, date(2026, 9, 2))
    assert row_of(ward).scored.taken == Decimal("2.0")
