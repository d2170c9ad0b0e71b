"""What people send that cannot be, each answered by one sentence, with nothing half written."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from kpi.errors import KpiConflict, KpiError
from kpi.exports import HEAD, read_figures
from kpi.models import Measurement, Target
from kpi.operations import accept, correct, enter, enter_many, lock_period, send
from kpi.queries import courses
from tests.kpi.cast import NOW, opened

pytestmark = pytest.mark.django_db
S = Measurement.State


def typed(cast, said, **target):
    row = opened(cast, aggregation="mean", **target)[cast.ward.pk]
    return enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, value=said)


@pytest.mark.parametrize(
    ("said", "meant"), [("95", 95), ("95,5%", Decimal("95.5")), (95.5, Decimal("95.5")), ("0%", 0)]
)
def test_a_percent_is_read_as_people_write_it(cast, said, meant):
    assert typed(cast, said).value == meant


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("0.95", "là 0,95% hay 95%"),
        ("0,95", "là 0,95% hay 95%"),
        ("101", "từ 0 đến 100%"),
        ("-3", "từ 0 đến 100%"),
        ("chín mươi", "không phải là số"),
        ("", "Nhập số liệu của kỳ này"),
    ],
)
def test_a_percent_that_cannot_be_is_asked_about(cast, said, words):
    with pytest.raises(KpiError, match=words):
        typed(cast, said)
    assert set(Measurement.objects.values_list("state", "value", "entered_at")) == {(S.OPEN, None, None)}


@pytest.mark.parametrize("said", ["0", "2,5", "-1"])
def test_a_rank_is_a_whole_place_from_the_first_on(cast, said):
    with pytest.raises(KpiError, match="số nguyên từ 1"):
        typed(cast, said, comparator="rank<=", value=10, unit="rank")
    assert typed(cast, "3", comparator="rank<=", value=10, unit="rank").value == 3


def test_a_whole_of_nothing_stands_alone_but_never_with_something_done(cast):
    row = opened(cast)[cast.ward.pk]
    with pytest.raises(KpiError, match="Tổng số là 0 mà số đã đạt là 5"):
        enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=5, denominator=0)
    enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=0, denominator=0)
    send(measurement_id=row.pk, actor=cast.unit_officer, now=NOW)
    accept(measurement_id=row.pk, actor=cast.partner_officer, now=NOW)
    (city,) = courses(Target.objects.select_related("indicator__plan"), NOW.date())[0].values
    assert (city.city.value, city.city.measured, city.city.expected) == (None, 1, 2)


def test_a_figure_of_no_unit_of_ours_and_one_sent_twice_are_told_by_row(cast):
    row = opened(cast)[cast.ward.pk]
    rows = [{"id": pk, "numerator": "4", "denominator": "5"} for pk in (row.pk, 10**30, row.pk)]
    answers = [answer.error for answer in enter_many(rows=rows, actor=cast.unit_officer, now=NOW)]
    assert answers[0] == ""
    assert "không thuộc đơn vị của bạn" in answers[1]
    assert "hai lần trong bảng" in answers[2]


def test_after_a_period_is_closed_a_late_figure_is_a_correction_with_a_reason(cast):
    row = opened(cast)[cast.ward.pk]
    enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=4, denominator=5)
    send(measurement_id=row.pk, actor=cast.unit_officer, now=NOW)
    accept(measurement_id=row.pk, actor=cast.partner_officer, now=NOW)
    lock_period(indicator_id=row.target.indicator_id, period=row.period, actor=cast.partner_officer, now=NOW)
    with pytest.raises(KpiConflict, match="Đã chốt"):
        enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=5, denominator=5)
    with pytest.raises(KpiError, match="lý do đính chính"):
        correct(measurement_id=row.pk, actor=cast.unit_officer, reason=" ", now=NOW, numerator=5, denominator=5)
    told = {"reason": "Tổ 12 nộp muộn", "numerator": 5, "denominator": 5, "now": NOW}
    new = correct(measurement_id=row.pk, actor=cast.unit_officer, **told)
    assert (new.version, new.is_current) == (2, False)
    assert Measurement.objects.counted().get(unit=cast.ward).numerator == 4


def package(**parts: str) -> BytesIO:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


@pytest.mark.parametrize(
    "file",
    [BytesIO(b""), BytesIO(b"a;b;c"), package(), package(**{"[Content_Types].xml": "<broken"})],
    ids=["nothing", "text", "an empty package", "a broken package"],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(file):
    with pytest.raises(KpiError, match="Không đọc được tệp này"):
        read_figures(file, 10)


def test_a_workbook_too_large_to_open_is_refused_before_it_is_read():
    with pytest.raises(KpiError, match="lớn hơn 5 MB"):
        read_figures(BytesIO(), 6 * 1024 * 1024)
    with pytest.raises(KpiError, match="mở ra quá lớn"):
        read_figures(package(big="0" * (80 * 1024 * 1024 + 1)), 10)


def test_a_row_that_lost_its_number_is_told_and_not_left_out(cast):
    book = Workbook()
    book.active.append(HEAD)
    for pk in (None, "14", -3):
        book.active.append([pk, "", "", "", "", 4, 5])
    file = BytesIO()
    book.save(file)
    rows = read_figures(file, 10)
    assert [(row["line"], row["id"]) for row in rows] == [(2, 0), (3, 0), (4, -3)]
    answers = enter_many(rows=rows, actor=cast.unit_officer, now=NOW)
    assert all("không thuộc đơn vị của bạn" in answer.error for answer in answers)
