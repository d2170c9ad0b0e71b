"""In a quarter's last month the unit that follows an indicator reports the city's value."""

from datetime import date

import pytest

from kpi.models import Measurement
from reports.models import Report
from reports.operations.opening import open_reports
from reports.queries.measured import indicator_lines
from tests.kpi.cast import opened
from tests.reports.filed import monthly
from tests.reports.worlds import at

pytestmark = pytest.mark.django_db
JUNE, MAY = date(2026, 6, 12), date(2026, 5, 12)


@pytest.mark.parametrize(("day", "known"), [(JUNE, True), (MAY, False)])
def test_the_citys_value_and_of_how_many_units(cast, day, known):
    figures = opened(cast)
    accepted = {
        "state": "accepted",
        "sent_at": at(date(2026, 5, 5)),
        "numerator": 90,
        "denominator": 120,
        "value": 75,
    }
    Measurement.objects.filter(pk=figures[cast.ward.pk].pk).update(**accepted)
    monthly(cast.plan, cast.partner)
    open_reports(now=at(day))
    report = Report.objects.get(unit=cast.partner)
    said = [line["value"] for line in indicator_lines(report, [cast.plan]) if line["monitors"]]
    assert said == (["75%, đến 30/04/2026, 1/2 đơn vị có số liệu"] if known else [])
