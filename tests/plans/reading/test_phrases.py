import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.reading.phrases import looks_like_unit, split_units

CELLS = [
    ("Sở Công Thương và các sở, ban, ngành", ["Sở Công Thương", "các sở, ban, ngành"]),
    ("Sở Khoa học và Công nghệ và các cơ quan liên quan", ["Sở Khoa học và Công nghệ", "các cơ quan liên quan"]),
    ("Các Sở, ban, ngành, UBND cấp xã", ["Các Sở, ban, ngành", "UBND cấp xã"]),
    (
        "UBND các quận, huyện, thị xã và cơ quan, tổ chức liên quan.",
        ["UBND các quận, huyện, thị xã", "cơ quan, tổ chức liên quan"],
    ),
    ("Sở Tài chính hỗ trợ, hướng dẫn trong quá trình thực hiện (qua nhóm Zalo)", ["Sở Tài chính"]),
    (
        "Sở A cung cấp nền tảng tạo lập dữ liệu và kho dữ liệu, Trung tâm B, đơn vị liên quan",
        ["Sở A", "Trung tâm B", "đơn vị liên quan"],
    ),
    (
        "Ban Quản lý các khu công nghệ cao và khu công nghiệp",
        ["Ban Quản lý các khu công nghệ cao và khu công nghiệp"],
    ),
    (
        "Cơ quan Báo và Phát thanh, Truyền hình Hà Nội, Thành đoàn",
        ["Cơ quan Báo và Phát thanh, Truyền hình Hà Nội", "Thành đoàn"],
    ),
    ("Sở Văn hóa, Thể thao và Du lịch và Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
    ("Sở Quy hoạch - Kiến trúc; Cục Thuế - Bộ Tài chính", ["Sở Quy hoạch - Kiến trúc", "Cục Thuế - Bộ Tài chính"]),
    ("Các sở, ban, ngành thuộc Thành phố. UBND cấp xã.", ["Các sở, ban, ngành thuộc Thành phố", "UBND cấp xã"]),
    ("Sở Tài chính\nSở Nội vụ\nUBND cấp xã", ["Sở Tài chính", "Sở Nội vụ", "UBND cấp xã"]),
    ("các trường, doanh nghiệp trên địa bàn", ["các trường", "doanh nghiệp trên địa bàn"]),
    ("UBND cấp xã, Chủ đầu tư, Cư dân,", ["UBND cấp xã", "Chủ đầu tư", "Cư dân"]),
    ("Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
    ("Sở Nội vụ; Sở Nội vụ", ["Sở Nội vụ"]),
    ("Cục Thuế; các nhà cung cấp phần mềm kế toán", ["Cục Thuế", "các nhà cung cấp phần mềm kế toán"]),
    ("Các sở: Y tế, Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
    ("Văn phòng Đăng ký đất đai tỉnh; Sở Y tế", ["Văn phòng Đăng ký đất đai tỉnh", "Sở Y tế"]),
    ("Các trạm y tế xã, phường", ["Các trạm y tế xã, phường"]),
    ("Ủy ban nhân dân các xã: Tà Lài, Phú Lý", ["Ủy ban nhân dân xã Tà Lài", "Ủy ban nhân dân xã Phú Lý"]),
    ("", []),
]


@pytest.mark.parametrize(("cell", "units"), CELLS, ids=[cell or "nothing" for cell, _ in CELLS])
def test_a_cell_is_cut_into_units(cell: str, units: list[str]):
    assert split_units(cell) == units


def test_the_spelling_of_the_document_is_kept():
    assert split_units("Sở Công thương, Sở Công Thương") == ["Sở Công thương", "Sở Công Thương"]


def test_a_person_does_not_look_like_a_unit():
    assert looks_like_unit("Sở Nội vụ")
    assert not looks_like_unit("Ông Nguyễn Văn An")


names = st.sampled_from(
    [
        "Sở Khoa học và Công nghệ", "Sở Tài chính", "Công an Thành phố", "các Sở, ban, ngành", "UBND xã, phường",
        "Trung tâm Phục vụ hành chính công", "Sở Giáo dục và Đào tạo", "đơn vị liên quan", "UBND cấp xã",
        "Sở Quy hoạch - Kiến trúc", "Sở Văn hóa và Thể thao", "Chủ đầu tư", "UBND các quận, huyện, thị xã",
    ]
)  # fmt: skip


@given(st.lists(names, min_size=1, max_size=6, unique=True), st.sampled_from([", ", "; ", " và ", "\n"]))
def test_units_joined_by_any_separator_are_parted_again(units: list[str], separator: str):
    assert split_units(separator.join(units)) == units


@given(st.text(max_size=300))
def test_any_text_is_cut_without_an_error(text: str):
    assert all(unit.strip() for unit in split_units(text))


CLASSES = ["các phòng, trung tâm", "các bộ, cơ quan ngang bộ", "các sở, ngành, địa phương", "các thôn, bản"]
OF_PLACES = ["UBND các tỉnh, thành phố", "Đảng ủy các xã, phường", "Sở Y tế các tỉnh, thành phố"]


@pytest.mark.parametrize("words", [*CLASSES, *OF_PLACES])
def test_a_class_of_units_is_not_cut_at_its_comma(words: str):
    assert split_units(f"{words}; Thanh tra tỉnh") == [words, "Thanh tra tỉnh"]
