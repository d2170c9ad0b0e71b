"""Searching with or without diacritics, in the database as in Python, within what one may see."""

import sqlite3

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from insight.queries.searching import search
from plans.models import Plan
from tests.factories import PlanFactory, TaskFactory, UnitFactory
from units.names import plain
from units.names.searching import Plain, teach_sqlite

PAGE = reverse("insight:search")
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ 0123456789/-"


def found(user, words) -> set[tuple[str, int]]:
    return {(group.kind, row.pk) for group in search(user, words) for row in group.rows}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["hộ tịch", "ho tich", "HỌ TỊCH", "ho\u0323\u0302 tich", "tich ho", "ĐIỆN tử hộ", "dien tu", "III.2"]
)
def test_a_task_is_found_by_any_of_its_words(cast, words):
    task = TaskFactory(plan=cast.plan, code="III.2", content="Số hóa sổ hộ tịch điện tử")
    assert ("nhiem-vu", task.pk) in found(cast.unit_officer, words)


@pytest.mark.django_db
def test_all_words_must_be_there(cast):
    task = TaskFactory(plan=cast.plan, content="Số hóa sổ hộ tịch")
    assert ("nhiem-vu", task.pk) not in found(cast.unit_officer, "hộ tịch giấy")
    assert found(cast.unit_officer, "   ") == set()


@pytest.mark.django_db
def test_the_words_as_they_were_typed_come_first(cast):
    loose = TaskFactory(plan=cast.plan, content="Hồ sơ khoa học số", order=900)
    exact = TaskFactory(plan=cast.plan, content="Tiếp tục số hóa hồ sơ", order=901)
    (group,) = [one for one in search(cast.unit_officer, "so hoa") if one.kind == "nhiem-vu"]
    assert [row.pk for row in group.rows if row in (loose, exact)] == [exact.pk, loose.pk]


@pytest.mark.django_db
def test_per_cent_signs_and_underlines_are_letters_like_others(cast):
    task = TaskFactory(plan=cast.plan, content="Đạt 100% hồ sơ")
    assert ("nhiem-vu", task.pk) in found(cast.unit_officer, "100%")
    assert ("nhiem-vu", task.pk) not in found(cast.unit_officer, "1_0%")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "finds"), [("unit_officer", True), ("partner_officer", True), ("inspector", True), ("stranger", False)]
)
def test_nobody_finds_what_they_may_not_see(cast, who, finds):
    task = TaskFactory(plan=cast.plan, content="Rà soát zanzibar")
    hidden = TaskFactory(plan=PlanFactory(state="draft"), content="Rà soát zanzibar")
    seen = found(getattr(cast, who), "zanzibar")
    assert (("nhiem-vu", task.pk) in seen) is finds
    assert ("nhiem-vu", hidden.pk) not in seen


@pytest.mark.django_db
def test_documents_units_and_people_are_found_too(cast):
    unit = UnitFactory(name="Phường Cầu Giấy mới")
    cast.plan.title = "Kế hoạch làm sạch dữ liệu đất đai"
    cast.plan.save()
    assert ("don-vi", unit.pk) in found(cast.inspector, "cau giay moi")
    assert ("van-ban", cast.plan.pk) in found(cast.unit_officer, "dat dai")
    assert ("nguoi", cast.unit_head.pk) in found(cast.unit_officer, cast.unit_head.username)
    assert ("nguoi", cast.inspector.pk) not in found(cast.unit_officer, cast.inspector.username)
    assert ("nguoi", cast.unit_head.pk) in found(cast.focal_officer, cast.unit_head.username)


@given(text=st.text(LETTERS + LETTERS.upper(), max_size=40))
def test_both_databases_read_text_as_python_does(django_db_blocker, text):
    wanted = plain(text)
    with sqlite3.connect(":memory:") as raw:

        class Wrapped:
            vendor, connection = "sqlite", raw

        teach_sqlite(Wrapped)
        assert raw.execute("SELECT sauro_plain(?)", [text]).fetchone() == (wanted,)
    assert " ".join(_in_postgresql(django_db_blocker, text).split()) == wanted


def _in_postgresql(blocker, text: str) -> str:
    with blocker.unblock():
        sql, params = Plain("title").as_postgresql(Compiled(text), connection)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", params)
            return cursor.fetchone()[0]


class Compiled:
    """Stands for the SQL of a column: the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text

    def compile(self, expression) -> tuple[str, list[str]]:
        return "%s::text", [self.text]


@pytest.mark.django_db
def test_the_page_shows_a_few_of_each_kind_and_more_on_request(client, cast):
    with transaction.atomic():
        for n in range(12):
            TaskFactory(plan=cast.plan, content=f"Rà soát zanzibar số {n}")
    client.force_login(cast.unit_officer)
    few = client.get(PAGE, {"q": "zanzibar"}).content.decode()
    many = client.get(PAGE, {"q": "zanzibar", "loai": "nhiem-vu"}).content.decode()
    beyond = client.get(PAGE, {"q": "zanzibar", "loai": "nhiem-vu", "trang": "2"}).content.decode()
    assert [page.count("data-row") for page in (few, many, beyond)] == [8, 12, 0]
    assert "loai=nhiem-vu" in few


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "q=a&trang=²", "q=a&trang=" + "9" * 18, "q=a&loai=x"])
def test_made_up_searches_do_no_harm(client, cast, query):
    client.force_login(cast.stranger)
    assert client.get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.django_db
def test_the_page_asks_as_often_for_eight_rows_as_for_one(client, cast):
    client.force_login(cast.focal_officer)
    TaskFactory(plan=cast.plan, content="zanzibar")
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE, {"q": "zanzibar"})
    with transaction.atomic():
        for _ in range(7):
            TaskFactory(plan=cast.plan, content="zanzibar")
    with CaptureQueriesContext(connection) as eight:
        client.get(PAGE, {"q": "zanzibar"})
    assert len(eight) == len(one) <= 19


@pytest.mark.django_db
def test_the_list_of_documents_is_searched_by_the_same_rule(client, cast):
    Plan.objects.filter(pk=cast.plan.pk).update(title="Chuyển đổi số năm 2026")
    client.force_login(cast.unit_officer)
    assert "Chuyển đổi số" in client.get(reverse("tasks:plans"), {"tim": "chuyen doi so"}).content.decode()
    assert "Chuyển đổi số" not in client.get(reverse("tasks:plans"), {"tim": "chuyen doi la"}).content.decode()
