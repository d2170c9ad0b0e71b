from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal.models import Event
from notifications.models import Message
from reports.models import Report
from reports.operations.opening import open_reports
from reports.queries.content import content
from reports.queries.dues import coming_dues, dues
from tests.factories import PlanFactory, UnitFactory
from tests.reports.filed import DUE, NOON, monthly, opened
from tests.reports.worlds import at
from units.models import Succession, Unit, UnitGroup


def test_a_report_opens_some_working_days_before_its_due_date(cast):
    monthly(cast.plan, cast.ward)
    assert open_reports(now=at(date(2026, 1, 6))) == 0
    assert open_reports(now=at(date(2026, 1, 7))) == 1
    report = Report.objects.get()
    assert (report.start_date, report.close_date) == (date(2025, 12, 11), date(2026, 1, 10))
    assert (report.due_date, report.focal_due_date) == (DUE, date(2026, 1, 19))
    assert (report.state, report.receiver, report.label) == ("draft", cast.focal, "tháng 01/2026")
    assert Event.objects.filter(verb="reports.opened").count() == 1
    assert Message.objects.filter(kind="report_opened", user=cast.unit_officer).count() == 0  # the head speaks for it
    assert Message.objects.filter(kind="report_opened", user=cast.unit_head).count() == 1


def test_opening_again_opens_nothing_and_tells_nobody(cast):
    opened(cast)
    told = Message.objects.count()
    assert open_reports(now=at(date(2026, 1, 13))) == 0
    assert (Report.objects.count(), Message.objects.count()) == (1, told)


def test_one_report_covers_all_plans_that_ask_for_it_and_the_earliest_day_holds(cast):
    other = PlanFactory(focal_unit=cast.partner)
    monthly(other, cast.ward, via_unit=cast.focal, due_day=13)
    report = opened(cast)
    assert {duty.plan_id for duty in report.duties.all()} == {cast.plan.pk, other.pk}
    assert report.due_date == date(2026, 1, 13)
    assert set(Message.objects.values_list("kind", "plan_id")) == {("report_opened", None)}


def test_another_recipient_gets_a_report_of_its_own(cast):
    monthly(cast.plan, cast.ward, via_unit=cast.office)
    monthly(cast.plan, cast.ward)
    open_reports(now=NOON)
    assert {report.receiver for report in Report.objects.all()} == {cast.focal, cast.office}


def test_what_fell_due_before_the_plan_was_put_in_force_is_not_asked(cast):
    cast.plan.published_at = at(date(2026, 1, 15))
    cast.plan.save()
    monthly(cast.plan, cast.ward)
    assert open_reports(now=at(date(2026, 1, 16))) == 0
    assert open_reports(now=at(date(2026, 2, 12))) == 1


def test_who_gathers_does_not_report_to_itself(cast):
    monthly(cast.plan, cast.focal)
    assert open_reports(now=NOON) == 0


def test_a_draft_follows_the_days_of_its_duty(cast):
    report = opened(cast)
    cast.plan.reporting_duties.update(due_day=16)
    open_reports(now=at(date(2026, 1, 13)))
    report.refresh_from_db()
    assert report.due_date == date(2026, 1, 16)


def test_a_unit_that_ended_owes_nothing_and_its_successor_owes_the_report(cast):
    report = opened(cast)
    Succession.objects.create(predecessor=cast.ward, successor=cast.elsewhere, effective_date=date(2026, 1, 12))
    Unit.objects.filter(pk=cast.ward.pk).update(active_to=date(2026, 1, 11))
    open_reports(now=at(date(2026, 1, 13)))
    report.refresh_from_db()
    taken = Report.objects.get(unit=cast.elsewhere)
    assert (report.state, taken.state, taken.due_date) == ("dropped", "draft", DUE)
    assert list(taken.duties.all()) == list(report.duties.all())


def test_633_units_open_in_a_fixed_number_of_queries(cast):
    group = UnitGroup.objects.create(code="xa", name="UBND xã", kinds=["xa"])
    duty = monthly(cast.plan)
    duty.group = group
    duty.save()
    Unit.objects.bulk_create(UnitFactory.build_batch(3, kind="xa"))
    with CaptureQueriesContext(connection) as few:
        assert open_reports(now=NOON) == 3
    Report.objects.all().delete()
    Unit.objects.bulk_create(UnitFactory.build_batch(630, kind="xa", official_mailbox=""))
    with CaptureQueriesContext(connection) as many:
        assert open_reports(now=NOON) == 633
    assert len(many) - len(few) <= 8  # batches of rows


def test_days_on_which_reports_are_due_are_known_before_they_open(cast):
    report = opened(cast)
    assert [(due.unit_id, due.due, due.report_id) for due in dues(date(2026, 1, 1), date(2026, 1, 31))] == [
        (cast.ward.pk, DUE, report.pk)
    ]
    later = coming_dues(date(2026, 1, 1), date(2026, 3, 31), {cast.ward.pk}, date(2026, 1, 12))
    assert [(due.due, due.report_id) for due in later] == [
        (DUE, report.pk),
        (date(2026, 2, 14), None),
        (date(2026, 3, 14), None),
    ]


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_only_plans_in_force_ask(cast, state):
    cast.plan.state = state
    cast.plan.save()
    monthly(cast.plan, cast.ward)
    assert open_reports(now=timezone.now()) == 0


def test_the_focal_units_own_duty_opens_a_report_to_whom_the_sentence_names(cast):
    city = UnitFactory(name="UBND Thành phố", kind="thanh_pho")
    monthly(cast.plan, cast.focal)
    open_reports(now=NOON)
    report = Report.objects.get()
    assert (report.unit, report.receiver) == (cast.focal, city)
    assert content(report, NOON.date())["to"] == "UBND Thành phố"
    assert content(report, NOON.date())["gathers"]
