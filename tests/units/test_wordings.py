"""What the wordings of real cells mean: names, short names, slips, groups, groups less some, outsiders."""

import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from units.models import Unit
from units.names import Book, fold, plain
from units.names.slips import slips

pytestmark = pytest.mark.django_db
UNITS_MD = Path(__file__).resolve().parents[2].parent / "shared" / "seeds" / "UNITS.md"
TABLE = Path(__file__).resolve().parents[2] / "units" / "data" / "hanoi-units.csv"

UNITS = """
SKHCN: Sở KH&CN | Sở KHCN | Sở KH-CN | SKHCN | SKH&CN | Sở KH và CN | Sở Khoa học & Công nghệ | Giám đốc Sở KH&CN | SỞ KHOA HỌC VÀ CÔNG NGHỆ
STC: STC | Sở TC | Sở Tài chính TP | sở tài chính | Giám đốc Sở Tài chính | Lãnh đạo Sở Tài chính
SGDDT: Sở GDĐT | Sở GD&ĐT | Sở GD và ĐT | SGDĐT | SGD&ĐT
SNNMT: Sở NNMT | Sở NN&MT | Sở Nông nghiệp & Môi trường | SNNMT
SVHTT: Sở VHTT | Sở VH&TT | Sở VH-TT | SVHTT
SQHKT: Sở QHKT | Sở QH-KT | Sở Quy hoạch Kiến trúc | Sở Quy hoạch – Kiến trúc
SDTTG: Sở DTTG | Sở Dân tộc & Tôn giáo
SCT: Sở CT | Sở Công thương | Sở Công Thương Hà Nội
SNV: SNV | Sở NV
SYT: Sở YT | SYT
SXD: Sở XD | Sở Xây dựng thành phố Hà Nội
STP: STP | Sở TP
SDL: SDL | Sở DL
VPUB: VPUB | VPUBTP | VP UBND TP | VP UBND thành phố | Văn phòng UBND | Chánh Văn phòng UBND Thành phố | Văn phòng Ủy ban nhân dân Thành phố
TTPVHCC: TTPVHCC | TT PVHCC | TT PVHCC TP | Trung tâm PVHCC | Trung tâm Phục vụ HCC | Trung tâm Phục vụ hành chính công TP Hà Nội
CATP: CATP | CA TP | CA thành phố | Công an TP | CATP Hà Nội | Giám đốc Công an Thành phố | Thủ trưởng Công an thành phố
TTTP: TTTP | Thanh tra TP | Thanh tra thành phố Hà Nội | Chánh Thanh tra Thành phố
BQLKCNC: BQL KCN | BQL các KCNC và KCN | Ban Quản lý các KCN | Ban quản lý khu công nghiệp | Trưởng Ban Quản lý các KCNC và KCN
BHXH: BHXH | BHXH TP | BHXH thành phố | Bảo hiểm xã hội TP Hà Nội
KBNN1: KBNN KV I | KBNN khu vực I | Kho bạc Nhà nước khu vực I | Kho bạc Nhà nước KV1
NHNN1: NHNN KV1 | NHNN chi nhánh khu vực 1 | Ngân hàng Nhà nước khu vực I
THUE: Thuế TP Hà Nội | Cục Thuế TP Hà Nội | Thuế Thành phố
THANHDOAN: Thành đoàn | Thành Đoàn Hà Nội
01: UBND TP | UBND TP Hà Nội | UBND thành phố | Ủy ban nhân dân thành phố Hà Nội | Uỷ ban nhân dân Thành phố
00167: phường Cầu Giấy | UBND phường Cầu Giấy | P. Cầu Giấy | UBND P.Cầu Giấy | Chủ tịch UBND phường Cầu Giấy | PHƯỜNG CẦU GIẤY | Cầu Giấy
00196: Phường Văn Miếu - Quốc Tử Giám | UBND phường Văn Miếu – Quốc Tử Giám
00175: UBND phường Yên Hoà | Phường Yên Hòa
"""  # noqa: E501
SLIPS = """
SKHCN: Sở Khoa hoc và Công nghệ | Sở Khoa học và Công nghê | Sở Khao học và Công nghệ
STC: Sờ Tài chính | Sở Tài chinh | Sở Tái chính | Sở Tài chíhn | Sở Tài chínhh
SNV: Sở Nôi vụ | Sỡ Nội vụ
SGDDT: Sở Giáo dục và Đào tao | Sở Giáo duc và Đào tạo
SNNMT: Sở Nông nghiệp và Môi trưởng | Sở Nông nghệp và Môi trường
CATP: Công an Thành phô | Cồng an Thành phố
TTPVHCC: Trung tâm Phục vụ hành chinh công | Trung tâm Phục vụ hành chính cộng Thành phố
00167: Phuong Cau Giay | phường Câu Giấy
"""
GROUPS = """
SO_BAN_NGANH: Các Sở, ban, ngành | các sở, ban ngành | CÁC SỞ, BAN, NGÀNH | Sở, ngành | sở ngành | Toàn bộ các sở, ngành | Các sở, ban, nghành | Thủ trưởng các Sở, ban, ngành | các Sở, ban, ngành thuộc Thành phố | Các cơ quan chuyên môn
XA_PHUONG: UBND cấp xã | UBND cấp xả | UBND xã, phường | UBND xã, phuờng | UBND các xã, phường | Chủ tịch UBND cấp xã | 126 xã, phường | UBND 126 xã, phường | các xã, phường | cấp xã | UBND phường, xã
PHUONG: UBND các phường | các phường
SO_NGANH_XA: các sở, ban, ngành, UBND các xã, phường | Sở, ban, ngành, UBND cấp xã
"""  # noqa: E501
KINDS = """
open: đơn vị liên quan | các đơn vị có liên quan | các cơ quan, đơn vị liên quan | UBND xã, phường được chọn thí điểm | các đơn vị theo lĩnh vực quản lý | Các Sở, ban, ngành theo chức năng, nhiệm vụ được giao | Sở, ngành được giao nhiệm vụ | Thủ trưởng các cơ quan, đơn vị | các Ban QLDA | UBND các quận, huyện, thị xã | UBND cấp huyện | các cơ quan, đơn vị | Các sở, ngành chủ trì hệ thống | các địa phương
outsider: Chủ đầu tư | các doanh nghiệp | Bộ Nội vụ | Bộ KH&CN | Bộ Tư lệnh Thủ đô Hà Nội | Ngân hàng TMCP | các tổ chức tín dụng | Viettel Hà Nội | VNPT Hà Nội | EVN Hà Nội | Bưu điện thành phố | Mặt trận Tổ quốc Việt Nam thành phố | Liên đoàn Lao động Thành phố | Hội Liên hiệp Phụ nữ Thành phố | Hội Nông dân | Đoàn Thanh niên | các tổ chức chính trị - xã hội | Thành ủy | Ban Tuyên giáo và Dân vận Thành ủy | HĐND Thành phố | Tòa án nhân dân Thành phố | Viện Kiểm sát nhân dân Thành phố | Cục Hải quan | các trường đại học | Các bệnh viện | Các cơ quan báo chí | UBND tỉnh Bắc Ninh | nhà thầu thi công
unknown: Văn phòng HĐND Thành phố | UBND quận Cầu Giấy | huyện Đông Anh | thị xã Sơn Tây | Sở Ngoại vụ | Công an phường | Phòng Kinh tế | Tổ công tác | Ban Chỉ đạo | Sở Y tế tỉnh Bắc Ninh | Sở Tài chính và Sở Y tế | Sở Văn hóa, Thể thao và Du lịch | Công an tỉnh | Ngân hàng Nhà nước khu vực 2
"""  # noqa: E501
FORMER = """
SKHCN: STTTT | Sở TTTT | Sở TT&TT | Sở Thông tin và Truyền thông
STC: Sở Kế hoạch và Đầu tư | Sở KH&ĐT | Sở KHĐT | SKHĐT
SNNMT: Sở TN&MT | Sở TNMT | Sở Tài nguyên và Môi trường | Sở NN&PTNT | STNMT
SXD: Sở Giao thông vận tải | Sở GTVT | SGTVT
SNV: Sở LĐTBXH | Sở Lao động - Thương binh và Xã hội | Sở Lao động, Thương binh và Xã hội
BPTTH: Đài Phát thanh và Truyền hình Hà Nội | Đài PT-TH Hà Nội
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [line.split(": ", 1) for line in table.strip().splitlines()]
    return [(phrase.strip(), meant) for meant, phrases in pairs for phrase in phrases.split(" | ")]


def test_the_tables_hold_many_wordings():
    assert sum(len(rows(table)) for table in (UNITS, SLIPS, GROUPS, KINDS, FORMER)) >= 150


@pytest.mark.parametrize(("phrase", "code"), rows(UNITS))
def test_a_wording_means_its_unit(book: Book, phrase: str, code: str):
    found = book.resolve(phrase)
    assert (found.kind, found.unit and found.unit.code) == ("unit", code)


@pytest.mark.parametrize(("phrase", "code"), rows(SLIPS))
def test_a_slip_is_understood_and_looked_at(book: Book, phrase: str, code: str):
    found = book.resolve(phrase)
    assert (found.kind, found.unit and found.unit.code, found.exact) == ("unit", code, False)


@pytest.mark.parametrize(("phrase", "code"), rows(GROUPS))
def test_a_set_phrase_means_its_group(book: Book, phrase: str, code: str):
    found = book.resolve(phrase)
    assert (found.kind, found.group and found.group.code) == ("group", code)


@pytest.mark.parametrize(("phrase", "kind"), rows(KINDS))
def test_what_is_no_unit_of_ours_is_said_to_be_so(book: Book, phrase: str, kind: str):
    found = book.resolve(phrase)
    assert (found.kind, found.unit) == (kind, None)


@pytest.mark.parametrize(("phrase", "code"), rows(FORMER))
def test_an_old_name_only_suggests_its_successor(book: Book, phrase: str, code: str):
    found = book.resolve(phrase)
    assert (found.kind, [unit.code for unit in found.suggestions]) == ("unknown", [code])


@pytest.mark.parametrize(
    ("phrase", "group", "without"),
    [
        ("các sở, ban, ngành (trừ Sở Y tế)", "SO_BAN_NGANH", ["SYT"]),
        ("Các Sở, ban, ngành trừ Sở Y tế và Sở Nội vụ", "SO_BAN_NGANH", ["SYT", "SNV"]),
        ("Các sở, ban, ngành, trừ Sở KH&CN, Công an Thành phố", "SO_BAN_NGANH", ["SKHCN", "CATP"]),
        ("UBND các xã, phường (ngoại trừ phường Ba Đình, phường Cầu Giấy)", "XA_PHUONG", ["00004", "00167"]),
        ("Các sở, ban, ngành (không bao gồm Thanh tra Thành phố)", "SO_BAN_NGANH", ["TTTP"]),
    ],
)
def test_a_group_may_leave_some_out(book: Book, phrase: str, group: str, without: list[str]):
    found = book.resolve(phrase)
    assert (found.kind, found.group.code, [unit.code for unit in found.without]) == ("group", group, without)
    assert not found.exact


@pytest.mark.parametrize(
    "phrase", ["các sở, ban, ngành (trừ các đơn vị đã hoàn thành)", "UBND cấp xã trừ các xã nghèo"]
)
def test_who_is_left_out_must_be_known_or_somebody_chooses(book: Book, phrase: str):
    assert book.resolve(phrase).kind == "open"


@pytest.mark.parametrize(
    ("phrase", "first"),
    [
        ("UBND quận Cầu Giấy", "00167"),
        ("Sở VHTT&DL", "SVHTT"),
        ("Sở Xây dựng và các đơn vị liên quan", "SXD"),
        ("UBND phường Cầu Giấi", "00167"),
    ],
)
def test_the_nearest_name_is_proposed_first(book: Book, phrase: str, first: str):
    assert book.resolve(phrase).suggestions[0].code == first


ALL = [line.split(",")[1] for line in TABLE.read_text().splitlines()[1:] if '"' not in line]


def marked_otherwise(letter: str) -> str:
    """Another letter of the same base: "ở" for "ơ", "a" for "á"."""
    return unicodedata.normalize("NFD", letter)[0]


@settings(max_examples=400)
@given(data=st.data())
def test_a_name_with_one_slip_is_never_taken_for_another(book: Book, data):
    name = data.draw(st.sampled_from(ALL))
    head = name.index(" ") + 1
    place = data.draw(st.integers(head, len(name) - 1))
    change = data.draw(st.sampled_from(["drop", "mark", "letter"]))
    letter = {"drop": "", "mark": marked_otherwise(name[place]), "letter": data.draw(st.sampled_from("aeiouhmnt"))}
    slipped = name[:place] + letter[change] + name[place + 1 :]
    others = [plain(other) for other in ALL if other != name]
    assume(all(slips(plain(slipped), other, 2) > 1 for other in others))  # as near to another name
    found = book.resolve(slipped)
    if found.kind == "unit":
        assert fold(found.unit.name) == fold(name), slipped
    elif found.kind == "unknown":
        assert fold(name) in {fold(unit.name) for unit in found.suggestions}, (slipped, found.suggestions)


def phrases_of_seeds() -> list[tuple[str, str]]:
    """(section of UNITS.md, phrase) of its three tables."""
    if not UNITS_MD.exists():
        return []
    parts = re.split(r"^## (\d)\.", UNITS_MD.read_text(encoding="utf-8"), flags=re.MULTILINE)
    tables = [(number, parts[place + 1]) for place, number in enumerate(parts) if number in ("1", "2", "3")]
    lines = [(n, line) for n, text in tables for line in text.splitlines() if line.startswith("| ") and "`" in line]
    return [(number, phrase) for number, line in lines for phrase in re.findall(r"`([^`]+)`", line.split("|")[2])]


@pytest.mark.parametrize(("section", "phrase"), phrases_of_seeds())
def test_a_phrase_of_the_seeds_is_of_the_kind_they_say(book: Book, section: str, phrase: str):
    kind = book.resolve(phrase).kind
    assert kind in {"1": {"unit"}, "2": {"unit", "outsider"}, "3": {"group", "open", "outsider"}}[section]


def test_a_book_resolves_a_plan_of_names_at_once(book: Book):
    fresh = Book(book._names._units, [], [], [], date(2026, 1, 15))
    names = [f"UBND {unit.name}" for unit in fresh._names._units if unit.kind == Unit.Kind.WARD] * 5
    began = time.perf_counter()
    assert all(fresh.resolve(name).kind == "unit" for name in names)
    assert time.perf_counter() - began < 0.3
