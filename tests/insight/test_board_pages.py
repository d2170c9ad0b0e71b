"""The unit board as people see it: their own line, the order, the rows behind, objections, files."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time
from openpyxl import load_workbook

from insight.models import Group, Objection, Sheet
from insight.operations import freeze
from kpi.models import Measurement
from tests.factories import UnitFactory
from tests.insight.scored import CLOSED, PERIOD, late, on_time, published, work
from tests.kpi.cast import indicator_of

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
BOARD = "/bang-theo-doi/?nhom=phuong&ky=2026-11"


@pytest.fixture
def city(cast):
    """Twelve wards with an order; the cast's own is the seventh. The period is closed, objections are heard."""
    cast.assignment.delete()
    published(cast)
    for place in range(12):
        unit = cast.ward if place == 6 else UnitFactory(name=f"Phường Thứ {place + 1:02}")
        on_time(cast, unit, 20 - place)
        late(cast, unit, place)
    return cast


@pytest.fixture
def sheet(city) -> Sheet:
    return freeze(PERIOD, Group.WARDS, now=CLOSED)


@pytest.fixture
def page(client, cast):
    client.force_login(cast.unit_officer)
    with freeze_time(CLOSED):
        yield lambda path, **told: client.post(path, told) if told else client.get(path)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_board_shows_first_five_mine_and_last_five_and_folds_the_rest(page, sheet):
    shown = text_of(page(BOARD))
    assert "còn nhận ý kiến đến <b>24/11/2026</b>" in shown
    assert "Bộ tiêu chí theo dõi cấp xã" in shown
    names = [f"Phường Thứ {n:02}" for n in range(1, 13)]
    assert [name in shown for name in names] == [True] * 5 + [False] * 2 + [True] * 5
    assert "1 đơn vị khác" in shown
    assert "của bạn" in shown
    assert "Phường Thứ 06" in text_of(page(f"{BOARD}&mo=1"))


def test_without_criteria_units_stand_by_name_and_nobody_has_points(page, cast):
    on_time(cast, cast.ward, 6)
    shown = text_of(page(BOARD))
    assert "chưa có bộ tiêu chí được ban hành" in shown
    assert "Thứ tự" not in shown.split("Cách đọc")[0]
    assert "Số liệu của UBND phường Cầu Giấy" in shown


def test_one_s_own_lines_open_to_exactly_the_rows_that_were_counted(page, sheet, cast):
    shown = text_of(page(BOARD))
    assert "14 / 20 lượt giao đến hạn" in shown
    assert "chưa đủ dữ liệu</a>; trọng số 15% chia cho các phần khác" in shown
    rows = text_of(page(f"/bang-theo-doi/2026-11/{cast.ward.pk}/timeliness/"))
    assert "20 dòng" in rows
    assert rows.count("Hoàn thành đúng hạn") == 14
    assert rows.count("Hoàn thành quá hạn") == 6
    assert "Không có dòng nào" in text_of(page(f"/bang-theo-doi/2026-11/{cast.ward.pk}/reporting/"))


def test_figures_that_count_for_no_single_unit_are_named_with_the_reason(page, sheet, cast):
    target = indicator_of(cast, aggregation="sum", label="Số hồ sơ đã số hóa").targets.get()
    dates = {"period": "2026-10", "period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}
    for unit in (cast.ward, cast.elsewhere):
        Measurement.objects.create(target=target, unit=unit, due_date=date(2026, 11, 10), **dates)
    shown = text_of(page(f"/bang-theo-doi/2026-11/{cast.ward.pk}/indicators/"))
    assert "Chỉ tiêu 41: Số hồ sơ đã số hóa" in shown
    assert "mục tiêu là tổng của nhiều đơn vị" in shown


def test_units_without_a_place_come_page_by_page(page, sheet, monkeypatch):
    monkeypatch.setattr("insight.views.board.ROWS", 2)
    for n in range(3):
        UnitFactory(name=f"Phường Mới {n}")
    sheet.delete()
    first, second = (text_of(page(f"{BOARD}&khac={n}")) for n in (1, 2))
    assert ["Phường Mới 0" in first, "Phường Mới 2" in first] == [True, False]
    assert ["Phường Mới 0" in second, "Phường Mới 2" in second] == [False, True]


def test_rows_of_another_unit_are_for_who_watches_or_answers_for_the_scores(page, client, sheet, cast):
    address = f"/bang-theo-doi/2026-11/{cast.elsewhere.pk}/timeliness/"
    assert page(address).status_code == 404
    for person in (cast.inspector, cast.focal_officer):
        client.force_login(person)
        assert page(address).status_code == 200
    assert page("/bang-theo-doi/2026-11/999999/timeliness/").status_code == 404
    assert page(f"/bang-theo-doi/2026-11/{cast.ward.pk}/khac/").status_code == 404
    assert page(f"/bang-theo-doi/2099-11/{cast.ward.pk}/timeliness/").status_code == 404


def test_an_objection_is_sent_from_the_board_answered_and_shown_to_the_unit(page, client, sheet, cast):
    sent = page("/bang-theo-doi/y-kien/?nhom=phuong&ky=2026-11", part="timeliness", assignment="", text="Chờ Sở.")
    one = Objection.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/y-kien-diem/{one.pk}/")
    assert "chờ trả lời" in text_of(page(BOARD))
    assert page(f"/y-kien-diem/{one.pk}/", recount="0", answer="Không.").status_code == 404  # not the unit's own
    client.force_login(cast.focal_officer)
    assert "Trả lời 1 ý kiến" in text_of(page(BOARD))
    assert page(f"/y-kien-diem/{one.pk}/", recount="", answer="").status_code == 400
    assert page(f"/y-kien-diem/{one.pk}/", recount="0", answer="Giữ vì đã có hướng dẫn.").status_code == 302
    client.force_login(cast.unit_officer)
    assert "Giữ vì đã có hướng dẫn." in text_of(page(f"/y-kien-diem/{one.pk}/"))
    assert "Giữ nguyên điểm" in text_of(page("/y-kien-diem/"))
    client.force_login(cast.stranger)
    assert page(f"/y-kien-diem/{one.pk}/").status_code == 404


def test_a_wrong_or_late_objection_comes_back_with_its_words(page, client, sheet, cast):
    address = "/bang-theo-doi/y-kien/?nhom=phuong&ky=2026-11"
    answer = page(address, part="timeliness", assignment="", text="")
    assert answer.status_code == 400
    with freeze_time("2026-11-25 03:00:00"):
        client.force_login(cast.unit_officer)
        answer = page(address, part="timeliness", assignment="", text="Chờ hướng dẫn của Sở.")
        assert answer.status_code == 400
        assert "Đã hết hạn gửi ý kiến ngày 24/11/2026" in text_of(answer)
        assert "Chờ hướng dẫn của Sở." in text_of(answer)


def test_the_running_period_is_counted_at_once_and_as_of_earlier_days(page, city):
    on_time(city, city.ward, 2, due=date(2026, 11, 16))
    live = "/bang-theo-doi/?nhom=phuong&ky=2026-12"
    assert "đang tính đến hôm nay" in text_of(page(live))
    assert "2 / 2 lượt giao đến hạn" in text_of(page(live))
    work(city, city.ward, date(2026, 11, 16))
    assert "2 / 3 lượt giao đến hạn" in text_of(page(live))
    past = text_of(page(f"{live}&ngay=2026-11-15"))
    assert "như biết đến hết ngày 15/11/2026" in past
    assert "3 lượt giao đến hạn" not in past


def test_strange_addresses_show_the_usual_board(page, city):
    for query in ("?nhom=%00&ky=abc&ngay=2026-99-99&don_vi=x&trang=-1", "?ky=9999-12", "?ngay=0001-01-01&mo=2"):
        assert page(f"/bang-theo-doi/{query}").status_code == 200
    assert page("/bang-theo-doi/tep.doc").status_code == 404


def test_the_board_leaves_as_csv_and_as_a_workbook(page, sheet, cast):
    csv = b"".join(page(f"/bang-theo-doi/tep.csv?{BOARD.split('?')[1]}").streaming_content).decode()
    lines = csv.splitlines()
    assert lines[0].startswith("\ufeffKỳ")
    assert len(lines) == 1 + 13  # and the ward that had nothing due
    assert ",7,CG,UBND phường Cầu Giấy," in csv
    book = load_workbook(io.BytesIO(page(f"/bang-theo-doi/tep.xlsx?{BOARD.split('?')[1]}").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[7][2:6] == (7, "CG", "UBND phường Cầu Giấy", 78.2)  # 72,7 x 14/20 + 27,3
    assert rows[13][-1] == "chưa đủ 5 lượt giao đến hạn"


def test_the_page_asks_no_more_for_more_units(page, sheet, cast):
    counts = []
    for more in (0, 4):
        for _ in range(more):
            on_time(cast, UnitFactory(), 6, due=date(2026, 11, 16))
        with CaptureQueriesContext(connection) as queries:
            page("/bang-theo-doi/?nhom=phuong&ky=2026-12")
        counts.append(len(queries))
    assert counts[0] >= counts[1]
