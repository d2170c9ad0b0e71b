import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time

from kpi.models import Measurement
from kpi.operations import enter, send
from tests.kpi.cast import NOW, indicator_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("may")]
GRID = "/so-lieu/bang/"


@pytest.fixture
def may():
    with freeze_time(NOW, ignore=["psycopg"]):
        yield


def test_the_monitor_reads_every_unit_and_types_nothing(client, cast):
    rows = opened(cast)
    enter(measurement_id=rows[cast.ward.pk].pk, actor=cast.unit_officer, now=NOW, numerator=4, denominator=5)
    send(measurement_id=rows[cast.ward.pk].pk, actor=cast.unit_officer, now=NOW)
    client.force_login(cast.partner_officer)
    page = client.get(GRID).content.decode()
    assert f'<a href="/so-lieu/{rows[cast.ward.pk].pk}/">4/5</a><b>C</b>' in page
    assert cast.elsewhere.short_name in page
    assert "<th>1/2</th>" in page
    assert "Lưu bảng số liệu" not in page


def test_a_unit_types_its_row_and_a_wrong_cell_leaves_the_others_saved(client, cast):
    first, second = opened(cast)[cast.ward.pk], opened(cast, aggregation="sum", unit="tổ")[cast.ward.pk]
    client.force_login(cast.unit_officer)
    page = client.get(GRID).content.decode()
    assert cast.elsewhere.short_name not in page
    typed = {f"n-{first.pk}": "9", f"d-{first.pk}": "5", f"v-{second.pk}": "1.200"}
    answer = client.post(GRID, typed)
    assert answer.status_code == 422
    assert "Số đã đạt 9 lớn hơn tổng số 5" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()
    second.refresh_from_db()
    assert second.value == 1200
    assert client.post(GRID, typed | {f"n-{first.pk}": "4"}).status_code == 302
    first.refresh_from_db()
    assert (first.numerator, first.state) == (4, Measurement.State.OPEN)


def test_a_stranger_finds_no_figure_and_no_period_that_is_not_there(client, cast):
    opened(cast)
    client.force_login(cast.partner_officer)
    assert "2026-04" in client.get(GRID + "?ky=1999-99&cot=x&van_ban=" + "9" * 30).content.decode()
    client.force_login(cast.inspector)
    assert client.get(GRID + "?cot=7").status_code == 200
    client.force_login(cast.admin)
    assert "Chưa có số liệu nào để xem" in client.get(GRID).content.decode()


def test_the_grid_asks_as_often_for_many_targets_as_for_one(client, cast):
    opened(cast)
    client.force_login(cast.partner_officer)
    client.get(GRID)
    with CaptureQueriesContext(connection) as few:
        client.get(GRID)
    for _ in range(3):
        indicator_of(cast)
    opened(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(GRID)
    assert len(many) == len(few)
