"""“Dữ liệu không cập nhật = không hoàn thành”: one rate bears its name, in page, API, Word, PDF and Excel alike."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from reports.exports.compiled import facts_of, filled, workbook_of
from reports.exports.letter import letter
from reports.queries import plan_report
from reports.queries.compiling import compile_plans
from reports.queries.content import content
from tests.factories import UnitFactory
from tests.reports.filed import monthly, opened
from tests.reports.test_compiled_files import words_of
from tests.reports.worlds import finished, given, say
from units import periods

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 12)
PERIOD = periods.administrative_month(2026, 1)
NAME = "Tỷ lệ theo quy tắc “Dữ liệu không cập nhật = không hoàn thành”"


@pytest.fixture
def plan(cast):
    """One done, one overdue, two in time of which no progress was told; all of one ward."""
    ward = UnitFactory(kind="phuong", name="Phường Im Lặng")
    cast.assignment.delete()
    finished(cast.plan, ward, date(2026, 1, 9))
    given(cast.plan, ward, due_date=date(2026, 3, 1), on=date(2026, 1, 6))
    say(given(cast.plan, ward, due_date=date(2026, 3, 1)), date(2026, 1, 9), text="Thiếu máy")
    given(cast.plan, ward, due_date=date(2026, 1, 8))
    monthly(cast.plan, ward, not_updated_is_not_done=True)
    return cast.plan


def test_the_rate_of_the_rule_counts_silence_as_not_done_and_the_official_one_does_not(plan):
    report = plan_report(plan=plan, period=PERIOD, today=DAY)
    assert report.assignments.rate == Decimal("50.0")
    assert (report.silence.untold, report.silence.done, report.silence.due) == (2, 1, 4)
    assert report.silence.rate == Decimal("25.0")


def test_every_file_says_it_by_its_name_with_the_same_figure(plan, cast):
    assert NAME in words_of(Document(BytesIO(letter(plan_report(plan=plan, period=PERIOD, today=DAY)))))
    compiled = compile_plans(plans=[plan], period=PERIOD, author=cast.focal, today=DAY)
    facts = json.loads(json.dumps(facts_of(compiled, recipient="UBND Thành phố")))
    assert facts["silence"]["rate"] == "25.0"
    assert f"{NAME}: 25,0%" in words_of(Document(BytesIO(filled(facts, {}))))
    rows = load_workbook(BytesIO(workbook_of(facts)))["Tổng hợp"].iter_rows(values_only=True)
    assert next(row[2] for row in rows if row[0] == NAME) in (25, 0.25, "25,0%")


def test_a_plan_that_has_not_switched_it_on_says_nothing_of_it(plan):
    plan.reporting_duties.update(not_updated_is_not_done=False)
    report = plan_report(plan=plan, period=PERIOD, today=DAY)
    assert report.silence is None
    assert NAME not in words_of(Document(BytesIO(letter(report))))


def test_a_units_own_report_says_it_on_its_page(client, cast):
    report = opened(cast, not_updated_is_not_done=True)
    given(cast.plan, cast.ward, due_date=date(2026, 3, 1))
    finished(cast.plan, cast.ward, date(2026, 1, 9))
    said = content(report, DAY)
    assert said["strict_rate"]["label"] == NAME
    assert said["strict_rate"]["untold"] >= 1
    client.force_login(cast.unit_officer)
    assert NAME.lower() in client.get(report.get_absolute_url()).content.decode()
