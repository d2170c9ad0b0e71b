import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories import UnitFactory
from units.models import Succession, Unit, UnitAlias
from units.names import Book, fold, plain

pytestmark = pytest.mark.django_db
GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "gold"


@given(st.text())
@example("Thuỷ  Lợi – hoà;")
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Công Thương", "sở  công thương;"),
        ("Sở Quy hoạch - Kiến trúc", "Sở Quy hoạch–Kiến trúc"),
        ("Phường Yên Hòa", "Phường Yên Hoà"),
        ("Xã Phù Thủy", "Xã Phù Thuỷ"),
        ("Cơ quan Báo và Phát thanh, Truyền hình", "Cơ quan Báo và Phát thanh ,Truyền hình."),
        ("Đơn vị", unicodedata.normalize("NFD", "- ĐƠN VỊ,")),
    ],
)
def test_layout_and_case_do_not_change_a_name(one, other):
    assert fold(one) == fold(other)


def test_diacritics_tell_names_apart_but_not_in_a_search():
    assert fold("Phường Láng") != fold("Phường Lang")
    assert plain("Phường Đống Đa") == "phuong dong da"


def code(book: Book, phrase: str) -> str | None:
    unit = book.resolve(phrase).unit
    return unit.code if unit else None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Sở KH&CN", "SKHCN"),
        ("Sở KH và CN", "SKHCN"),
        ("Sở Khoa học và CN", "SKHCN"),
        ("skhcn", "SKHCN"),
        ("Sở GD&ĐT", "SGDDT"),
        ("Sở QH-KT", "SQHKT"),
        ("Giám đốc Sở Y tế", "SYT"),
        ("Sở Tài chính TP. Hà Nội", "STC"),
        ("TTPVHCC", "TTPVHCC"),
        ("Trung tâm PVHCC", "TTPVHCC"),
        ("Trung tâm phục vụ hành chính công", "TTPVHCC"),
        ("Chánh Văn phòng UBND thành phố Hà Nội", "VPUB"),
        ("Công an TP", "CATP"),
        ("Bảo hiểm xã hội", "BHXH"),
        ("Kho bạc Nhà nước khu vực 1", "KBNN1"),
        ("Ủy ban nhân dân Thành phố", "01"),
        ("UBND phường Cầu Giấy", "00167"),
        ("UBND P.Cầu Giấy", "00167"),
        ("Uỷ ban nhân dân phường Yên Hoà", "00175"),
        ("Phường Văn Miếu–Quốc Tử Giám, thành phố Hà Nội", "00196"),
        ("Sở Xây dựng (Phòng Kế hoạch)", "SXD"),
    ],
)
def test_a_unit_is_found_by_its_wordings(book, phrase, expected):
    assert code(book, phrase) == expected
    assert book.resolve(phrase).exact


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Sở Tài chính hỗ trợ, hướng dẫn trong quá trình thực hiện (nếu có)", "STC"),
        ("Sở Công Thương - cơ quan thường trực", "SCT"),
        ("Cầu Giấy", "00167"),
        ("Phuong Cau Giay", "00167"),
    ],
)
def test_what_is_guessed_or_cut_off_is_said_to_be_inexact(book, phrase, expected):
    assert code(book, phrase) == expected
    assert not book.resolve(phrase).exact


@pytest.mark.parametrize(
    "phrase",
    [
        "Sở Tài chính tỉnh Bắc Ninh",
        "Công an Thành phố Hồ Chí Minh",
        "Công an phường Cầu Giấy",
        "Trung tâm Phục vụ hành chính công phường Cầu Giấy",
        "Văn phòng UBND cấp xã",
        "Sở Tài chính và Sở Y tế",
        "Công an Thành phố, các đơn vị liên quan",
        "UBND",
        "",
        "???",
    ],
)
def test_a_longer_name_or_two_names_are_not_taken_for_one_unit(book, phrase):
    assert book.resolve(phrase).kind == "unknown"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Các Sở, ban, ngành", "SO_BAN_NGANH"),
        ("các sở, ban ngành thuộc Thành phố", "SO_BAN_NGANH"),
        ("Giám đốc, Thủ trưởng cơ quan thuộc UBND Thành phố", "SO_BAN_NGANH"),
        ("Sở, ngành Thành phố", "SO_BAN_NGANH"),
        ("UBND cấp xã trên địa bàn Thành phố", "XA_PHUONG"),
        ("Chủ tịch UBND các xã, phường", "XA_PHUONG"),
        ("126 xã, phường", "XA_PHUONG"),
        ("UBND các phường", "PHUONG"),
        ("Các Sở, ban, ngành, UBND cấp xã", "SO_NGANH_XA"),
        ("Sở, ban, ngành, UBND cấp xã tổ chức phân công cán bộ", "SO_NGANH_XA"),
    ],
)
def test_a_set_phrase_is_a_group(book, phrase, expected):
    found = book.resolve(phrase)
    assert (found.kind, found.group.code) == ("group", expected)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("các cơ quan, đơn vị liên quan", "open"),
        ("Sở, ban, ngành có liên quan theo chức năng, nhiệm vụ", "open"),
        ("Các sở, ngành chủ trì hệ thống", "open"),
        ("UBND xã, phường được chọn thí điểm", "open"),
        ("UBND các quận, huyện, thị xã", "open"),
        ("Chủ đầu tư", "outsider"),
        ("Bộ Khoa học và Công nghệ", "outsider"),
        ("Cục Thuế - Bộ Tài chính", "outsider"),
        ("Viện Sở hữu trí tuệ quốc gia", "outsider"),
        ("các ngân hàng thương mại", "outsider"),
        ("Đơn vị quản lý vận hành", "outsider"),
        ("các trường", "outsider"),
    ],
)
def test_an_open_choice_and_an_outsider_name_no_unit(book, phrase, kind):
    found = book.resolve(phrase)
    assert (found.kind, found.unit) == (kind, None)


def test_an_unknown_name_offers_the_nearest(book):
    found = book.resolve("UBND phường Cầu Giấi")
    assert found.kind == "unknown"
    assert found.suggestions[0].code == "00167"
    assert len(found.suggestions) == 3


@pytest.mark.parametrize(("phrase", "successor"), [("Sở TN&MT", "SNNMT"), ("Sở Kế hoạch và Đầu tư", "STC")])
def test_a_body_that_exists_no_more_only_suggests_its_successor(book, phrase, successor):
    found = book.resolve(phrase)
    assert (found.kind, [unit.code for unit in found.suggestions]) == ("unknown", [successor])


@given(data=st.data())
def test_every_unit_is_found_however_its_name_is_laid_out(book, data):
    unit = data.draw(st.sampled_from(ALL))
    name = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))(unit)
    name = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), name)
    name = name.replace(" ", data.draw(st.sampled_from([" ", "  ", "\n", "\u00a0"])))
    found = book.resolve(
        data.draw(st.sampled_from(["", "- ", "\u200b"])) + name + data.draw(st.sampled_from("., ;:"))
    )
    assert found.kind == "unit"
    assert fold(found.unit.name) == fold(unit)


TABLE = Path(__file__).resolve().parents[2] / "units" / "data" / "hanoi-units.csv"
ALL = [line.split(",")[1] for line in TABLE.read_text().splitlines()[1:] if '"' not in line]


@given(st.text(max_size=60))
def test_any_text_resolves_to_something(book, text):
    found = book.resolve(text)
    assert found.kind in {"unit", "group", "open", "outsider", "unknown"}
    assert (found.unit is not None) == (found.kind == "unit")


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_every_name_of_the_real_plans_is_understood(book, path):
    plan = json.loads(path.read_text())
    rows = [(row, ("leads", "partners")) for row in plan.get("tasks", [])]
    rows += [(row, ("monitor", "implementers", "partners")) for row in plan.get("indicators", [])]
    names = {name for row, keys in rows for key in keys for name in row.get(key) or []}
    assert [name for name in names if book.resolve(name).kind == "unknown"] == []


def test_the_book_asks_the_database_a_fixed_number_of_times(django_assert_num_queries):
    ward = UnitFactory(name="Phường Một")
    for number in range(3):
        UnitAlias.objects.create(unit=ward, phrase=f"Một {number}", folded=f"một {number}")
    with django_assert_num_queries(4):
        book = Book.load(date(2026, 1, 15))
        assert book.resolve("UBND phường một").unit == ward
        assert book.resolve("Hai phẩy").kind == "unknown"


def test_names_hold_only_in_their_time():
    old = UnitFactory(name="Phường Cũ", active_to=date(2025, 6, 30))
    new = UnitFactory(name="Phường Mới", active_from=date(2025, 7, 1))
    Succession.objects.create(predecessor=old, successor=new, effective_date=date(2025, 7, 1))
    before, after = Book.load(date(2025, 6, 30)), Book.load(date(2025, 7, 1))
    assert before.resolve("UBND phường Cũ").unit == old
    assert after.resolve("Phường Cũ").kind == "unknown"
    assert after.resolve("Phường Cũ").suggestions == (new,)


def test_a_bare_name_of_two_communes_is_nobody_s():
    UnitFactory(name="Phường Sơn Trà", kind=Unit.Kind.WARD)
    UnitFactory(name="Xã Sơn Trà", kind=Unit.Kind.COMMUNE)
    book = Book.load(date(2026, 1, 15))
    assert book.resolve("Sơn Trà").kind == "unknown"
    assert book.resolve("xã Sơn Trà").kind == "unit"
