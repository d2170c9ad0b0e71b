import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time
from openpyxl import load_workbook

from kpi.models import Measurement
from kpi.operations import enter, send
from tests.kpi.cast import NOW, indicator_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("may")]
S = Measurement.State
GRID, QUEUE = "/so-lieu/", "/so-lieu/xac-nhan/"


@pytest.fixture
def may():
    with freeze_time(NOW, ignore=["psycopg"]):
        yield


@pytest.fixture
def row(cast) -> Measurement:
    return opened(cast)[cast.ward.pk]


def sent(row, officer) -> Measurement:
    enter(measurement_id=row.pk, actor=officer, now=NOW, numerator=4, denominator=5)
    return send(measurement_id=row.pk, actor=officer, now=NOW)


def test_a_unit_types_its_figures_in_one_grid_and_sends_them(client, cast, row):
    client.force_login(cast.unit_officer)
    assert "100% tổ dân phố" in client.get(GRID).content.decode()
    answer = client.post(GRID, {f"n-{row.pk}": "4", f"d-{row.pk}": "5", "action": "save"}, follow=True)
    assert "Đã lưu 1 số liệu." in answer.content.decode()
    answer = client.post(GRID, {f"n-{row.pk}": "4", f"d-{row.pk}": "5", "action": "send"}, follow=True)
    assert "Đã gửi 1 số liệu." in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.numerator) == (S.SENT, 4)
    assert "4/5" in client.get(GRID + "?da-gui=1").content.decode()


def test_a_wrong_cell_is_told_beside_it_and_what_was_typed_stays(client, cast, row):
    client.force_login(cast.unit_officer)
    answer = client.post(GRID, {f"n-{row.pk}": "9", f"d-{row.pk}": "5", f"g-{row.pk}": "đếm lại", "action": "send"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Số đã đạt 9 lớn hơn tổng số 5" in page
    assert 'value="đếm lại"' in page
    row.refresh_from_db()
    assert row.numerator is None


def test_one_figure_is_typed_with_its_kind_and_source(client, cast, row):
    client.force_login(cast.unit_officer)
    path = reverse("kpi:figure", args=[row.pk])
    typed = {"numerator": "1.962", "denominator": "2.000", "value_kind": "cumulative", "source": "iHanoi"}
    assert client.post(path, typed | {"action": "send"}).status_code == 302
    row.refresh_from_db()
    assert (row.numerator, row.source, row.state) == (1962, "iHanoi", S.SENT)
    assert client.post(path, typed).status_code == 409
    assert client.post(path, typed | {"value_kind": "lạ"}).status_code == 400


def test_the_monitor_accepts_many_and_asks_one_to_be_supplemented(client, cast):
    rows = opened(cast)
    mine, other = sent(rows[cast.ward.pk], cast.unit_officer), sent(rows[cast.elsewhere.pk], cast.stranger)
    client.force_login(cast.partner_officer)
    assert client.get(QUEUE).content.decode().count('name="ids"') == 2
    path = reverse("kpi:move", args=[other.pk, "request_supplement"])
    assert client.post(path, {"text": ""}).status_code == 400
    assert client.post(path, {"text": "Thiếu tổ 12."}).status_code == 302
    answer = client.post(QUEUE, {"ids": [mine.pk, other.pk]}, follow=True).content.decode()
    assert "Đã xác nhận 1 số liệu." in answer
    assert "đã ở trạng thái “Cần bổ sung”" in answer
    assert "Chọn ít nhất một" in client.post(QUEUE, {}, follow=True).content.decode()


def test_who_may_not_see_a_figure_finds_nothing(client, cast, row):
    for person in (cast.stranger, cast.unit_head):
        client.force_login(person)
        seen = 200 if person == cast.unit_head else 404
        assert client.get(reverse("kpi:figure", args=[row.pk])).status_code == seen
    client.force_login(cast.inspector)
    page = client.get(reverse("kpi:figure", args=[row.pk])).content.decode()
    assert 'type="submit" name="action"' not in page
    assert client.post(reverse("kpi:move", args=[row.pk, "accept"])).status_code in (404, 409)
    assert client.get(reverse("kpi:correct", args=[row.pk])).status_code == 404


def test_an_accepted_figure_is_corrected_on_a_page_of_its_own(client, cast, row):
    sent(row, cast.unit_officer)
    client.force_login(cast.partner_officer)
    client.post(reverse("kpi:move", args=[row.pk, "accept"]))
    client.force_login(cast.unit_officer)
    path = reverse("kpi:correct", args=[row.pk])
    assert client.post(path, {"numerator": "5", "denominator": "5", "value_kind": "cumulative"}).status_code == 400
    typed = {"numerator": "5", "denominator": "5", "value_kind": "cumulative", "reason": "Đếm sót"}
    assert client.post(path, typed).status_code == 302
    assert "lý do: Đếm sót" in client.get(reverse("kpi:figure", args=[row.pk])).content.decode()


def test_the_workbook_goes_out_and_comes_back_with_an_answer_for_every_row(client, cast, row):
    indicator_of(cast, aggregation="sum", unit="tổ")
    client.force_login(cast.unit_officer)
    book = load_workbook(io.BytesIO(client.get(reverse("kpi:template")).content))
    sheet = book.active
    assert (sheet.max_row, sheet["A2"].value, sheet.freeze_panes) == (2, row.pk, "F2")
    sheet["F2"], sheet["G2"] = 4, 5
    sheet.append([2**40, "lạ", "", "", "", 1, 1])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "so-lieu.xlsx"
    page = client.post(reverse("kpi:load"), {"file": file}).content.decode()
    assert "1 hàng phải sửa, đã lưu 1 hàng" in page
    assert "không thuộc đơn vị của bạn" in page
    row.refresh_from_db()
    assert row.numerator == 4


@pytest.mark.parametrize(("content", "words"), [(b"", "bị trống"), (b"khong phai", "Không đọc được tệp này")])
def test_what_is_no_workbook_is_said_in_a_sentence(client, cast, content, words):
    client.force_login(cast.unit_officer)
    file = io.BytesIO(content)
    file.name = "so-lieu.xlsx"
    answer = client.post(reverse("kpi:load"), {"file": file})
    assert answer.status_code == 400
    assert words in answer.content.decode() or not content


def test_the_grid_asks_the_same_number_of_questions_whatever_its_length(client, cast):
    opened(cast)
    client.force_login(cast.unit_officer)
    client.get(GRID)
    with CaptureQueriesContext(connection) as few:
        client.get(GRID)
    for _ in range(4):
        opened(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(GRID)
    assert len(many) == len(few)
