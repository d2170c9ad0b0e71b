import pytest

from plans.reading import Unreadable, read
from plans.reading.blocks import Block, Document, Paragraph, Table
from plans.reading.formats import read_blocks
from plans.reading.tcvn3 import convert
from tests.plans.reading.printed import Print

COLUMNS = [60, 90, 250, 350, 450, 530]
HEADER = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Sản phẩm")
LONG = "Sở Khoa học và Công nghệ chủ trì, theo dõi việc thực hiện Kế hoạch"  # 65 letters: full at 12 points


def document_of(printed: Print) -> Document:
    return read_blocks(printed.pdf(), "plan.pdf")


def blocks_of(printed: Print) -> list[Block]:
    return document_of(printed).blocks


def texts_of(printed: Print) -> list[str]:
    return [block.text for block in blocks_of(printed) if isinstance(block, Paragraph)]


def table_of(printed: Print) -> Table:
    (table,) = [block for block in blocks_of(printed) if isinstance(block, Table)]
    return table


def cells_of(printed: Print) -> list[list[tuple[str, ...]]]:
    return [[cell.lines for cell in row.cells.values()] for row in table_of(printed).rows]


def test_lines_are_joined_into_the_paragraphs_they_were_cut_from():
    printed = Print().page().lines(80, 100, LONG, LONG, "năm 2026.", "Các đơn vị báo cáo.", LONG, "đến hết năm.")
    assert texts_of(printed) == [f"{LONG} {LONG} năm 2026.", "Các đơn vị báo cáo.", f"{LONG} đến hết năm."]


def test_a_line_set_in_begins_a_paragraph_though_the_line_above_is_full():
    printed = Print().page().lines(80, 100, LONG, LONG).text(110, 132, LONG[3:]).lines(80, 148, LONG, "hết.")
    assert texts_of(printed) == [f"{LONG} {LONG}", f"{LONG[3:]} {LONG} hết."]


def test_space_between_lines_parts_paragraphs():
    printed = Print().page().lines(80, 100, LONG, LONG, LONG).lines(80, 154, LONG, LONG)
    assert [text.count(LONG) for text in texts_of(printed)] == [3, 2]


def test_bullets_and_labels_begin_paragraphs_dashes_in_names_do_not():
    full = "- Sở Khoa học và Công nghệ, Sở Tài chính, Sở Nội vụ và Sở Quy hoạc"
    printed = Print().page().lines(80, 100, f"{LONG[:-1]}:", full, full, "1. Giao nhiệm vụ")
    assert [text[:2] for text in texts_of(printed)] == ["Sở", "- ", "- ", "1."]
    printed = Print().page().lines(80, 100, LONG, "- Kiến trúc chủ trì.", LONG)
    assert texts_of(printed)[0] == f"{LONG} - Kiến trúc chủ trì."


def test_labels_may_hang_out_to_the_left():
    printed = Print().page().text(80, 100, "1.").text(98, 100, LONG[3:]).text(98, 116, LONG[3:].lower())
    printed.text(80, 132, "2.").text(98, 132, "Các đơn vị báo cáo.")
    assert texts_of(printed) == [f"1. {LONG[3:]} {LONG[3:].lower()}", "2. Các đơn vị báo cáo."]


def test_words_cut_in_narrow_columns_are_whole_again():
    columns = [60, 75, 110, 200]
    printed = (
        Print().page().grid(columns, [100, 140, 180], 10, ("T\nT", "Hạn", "Việc"), ("1", "12/2\n026", "Quý\nI/2026"))
    )
    assert cells_of(printed) == [[("TT",), ("Hạn",), ("Việc",)], [("1",), ("12/2026",), ("Quý", "I/2026")]]


def test_lines_of_a_letterhead_that_were_cut_are_whole_again():
    printed = (
        Print().page().lines(90, 60, "TỈNH ĐỒNG THÁP", "BAN CHỈ ĐẠO CÁC CHƯƠNG", pitch=20).text(120, 93, "TRÌNH")
    )
    printed.text(96, 113, "Số: 18/KH-BCĐ").lines(
        330, 60, "CỘNG HÒA", "Độc lập", "Đồng Tháp, ngày 02 tháng 4", pitch=20
    )
    cell = table_of(printed).rows[0].at(0)
    assert cell.lines == ("TỈNH ĐỒNG THÁP", "BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH", "Số: 18/KH-BCĐ")


def test_a_paragraph_goes_on_over_the_page_without_page_numbers_and_headers():
    printed = Print()
    for number in (1, 2, 3):
        printed.page().text(295, 40, str(number)).text(80, 60, "UBND phường Sao Mai", 9)
        printed.lines(80, 100, *[LONG] * 40, pitch=16).text(80, 820, "Trang 3/5", 9)
    document = document_of(printed)
    (paragraph,) = document.blocks
    assert (paragraph.text.count(LONG), paragraph.page) == (120, 1)
    assert document.marks == ["UBND phường Sao Mai"]


def test_footnotes_and_their_marks_are_no_part_of_the_text():
    printed = Print().page().lines(80, 100, *[LONG] * 3).text(80, 148, "Tài khoản").text(134, 143, "1", 6)
    printed.rule(80, 700, 200, 700).text(80, 715, "1 Theo Nghị định số 30", 9)
    assert texts_of(printed) == [" ".join([LONG] * 3) + " Tài khoản"]


def test_letters_printed_twice_count_once_and_bold_is_known():
    printed = Print().page().text(80, 100, "KẾ HOẠCH", bold=True).text(80.3, 100, "KẾ HOẠCH", bold=True)
    (paragraph,) = blocks_of(printed)
    assert (paragraph.text, paragraph.bold) == ("KẾ HOẠCH", True)


def test_letterhead_and_signature_stand_side_by_side():
    printed = Print().page()
    printed.lines(100, 60, "ỦY BAN NHÂN DÂN", "PHƯỜNG SAO MAI", "Số: 45/KH-UBND")
    printed.lines(
        320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do - Hạnh phúc", "Sao Mai, ngày 05 tháng 9 năm 2026"
    )
    printed.text(279, 130, "KẾ HOẠCH", bold=True).text(230, 146, "Triển khai mùa đọc sách", bold=True)
    printed.text(80, 164, "Căn cứ Luật Thư viện;")
    printed.lines(80, 180, LONG, LONG, "hết năm 2026./.")
    printed.lines(80, 260, "Nơi nhận:", "- Như trên;", "- Lưu: VT.").text(380, 260, "KT. CHỦ TỊCH", bold=True)
    printed.text(374, 276, "PHÓ CHỦ TỊCH", bold=True).text(371, 350, "Nguyễn Văn An", bold=True)
    result = read(printed.pdf(), filename="plan.pdf")["document"]
    assert (result["number"], result["issued_on"]) == ("45/KH-UBND", "2026-09-05")
    assert (result["title"], result["signer"]) == ("Triển khai mùa đọc sách", "Nguyễn Văn An")


def test_a_ruled_table_is_read_with_its_places():
    printed = Print().page().text(80, 60, "PHỤ LỤC 1").page()
    printed.grid(
        COLUMNS,
        [100, 120, 160],
        10,
        HEADER,
        ("1", "Mua sách mới cho thư viện xã\ncủa phường", "Sở Y tế", "Quý I", ""),
    )
    assert cells_of(printed)[1] == [
        ("1",),
        ("Mua sách mới cho thư viện xã của phường",),
        ("Sở Y tế",),
        ("Quý I",),
        (),
    ]
    assert [row.page for row in table_of(printed).rows] == [2, 2]


def test_merged_cells_have_spans_and_stand_below():
    printed = Print().page()
    for y in (100, 120, 140):
        printed.rule(60, y, 300, y)
    printed.rule(90, 160, 300, 160).rule(60, 180, 300, 180)
    for x, top in ((60, 100), (90, 120), (200, 120), (300, 100)):
        printed.rule(x, top, x, 180)
    printed.text(65, 115, "I. Phần một").text(65, 135, "1").text(95, 135, "Việc").text(205, 135, "Sở Y tế")
    printed.text(95, 155, "Việc hai").text(205, 155, "Sở Nội vụ").text(95, 175, "Việc ba")
    rows = table_of(printed).rows
    assert rows[0].at(0).span == 3
    assert [(row.at(0).text, row.at(0).repeated) for row in rows[2:]] == [("", False), ("", True)]


def test_a_row_cut_by_the_page_is_one_row_and_the_repeated_header_is_gone():
    first = (
        "1",
        "Xây dựng hệ thống dữ liệu và\nkết nối dữ liệu của thành phố",
        "Sở Y tế",
        "Quý I",
        "Hệ thống\nđược kết nối",
    )
    rest = ("", "với các sở, ban, ngành", "", "", "thông suốt")
    second = ("2", "Việc hai", "Sở Nội vụ", "Quý II", "Báo cáo")
    printed = Print().page().grid(COLUMNS, [100, 120, 160], 10, HEADER, first)
    printed.page().grid(COLUMNS, [60, 80, 110, 140], 10, HEADER, rest, second)
    assert cells_of(printed)[1:] == [
        [
            ("1",),
            ("Xây dựng hệ thống dữ liệu và kết nối dữ liệu của thành phố với các sở, ban, ngành",),
            ("Sở Y tế",),
            ("Quý I",),
            ("Hệ thống", "được kết nối thông suốt"),
        ],
        [(text,) for text in second],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("2", "Việc hai", "Sở Nội vụ", "Quý II", "Báo cáo"),
        ("", "Việc hai", "Sở Nội vụ", "Quý II", "Báo cáo"),
        ("", "Việc hai", "Sở Nội vụ", "", ""),
    ],
)
def test_a_row_that_begins_on_a_page_is_a_row_of_its_own(row: tuple[str, ...]):
    printed = (
        Print().page().grid(COLUMNS, [100, 120, 780], 10, HEADER, ("1", "Việc một.", "Sở Y tế", "Quý I", "Hệ thống"))
    )
    printed.page().grid(COLUMNS, [60, 90], 10, row)
    assert len(table_of(printed).rows) == 3


def test_tables_of_other_widths_and_tables_behind_text_are_tables_of_their_own():
    printed = Print().page().grid(COLUMNS, [100, 120, 140], 10, HEADER, ("1", "Việc", "Sở Y tế", "Quý I", ""))
    printed.page().text(80, 60, "PHỤ LỤC 2").grid(
        COLUMNS, [100, 120, 140], 10, HEADER, ("1", "Việc", "Sở Y tế", "Quý I", "")
    )
    printed.page().grid([100, 200, 300], [60, 80], 10, ("a", "b"))
    assert [block.number for block in blocks_of(printed) if isinstance(block, Table)] == [1, 2, 3]


def test_a_frame_around_text_is_no_table():
    printed = Print().page().grid([60, 535], [60, 200], 10).text(80, 100, "Trong khung")
    assert texts_of(printed) == ["Trong khung"]


def test_pages_that_are_pictures_are_named():
    printed = Print().page().lines(80, 100, *[LONG] * 3).page().picture()
    result = read(printed.pdf(), filename="plan.pdf")
    assert "Trang 2 là ảnh quét" in result["doubts"][-1]["text"]


def test_pages_are_told_as_they_are_read():
    told: list[tuple[int, int]] = []
    printed = Print().page().text(60, 60, "Một").page().text(60, 60, "Hai")
    read_blocks(printed.pdf(), "plan.pdf", lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_locked_file_asks_for_its_password_to_be_taken_off():
    with pytest.raises(Unreadable) as refusal:
        document_of_bytes(Print().page().text(60, 60, "Kế hoạch").pdf(encrypted=True))
    assert refusal.value.code == "password"


@pytest.mark.parametrize("cut", [20, 200, 700])
def test_a_cut_off_file_is_damaged(cut: int):
    with pytest.raises(Unreadable) as refusal:
        document_of_bytes(Print().page().text(60, 60, "Kế hoạch").pdf()[:cut])
    assert refusal.value.code in ("corrupt", "no_text")


def document_of_bytes(data: bytes) -> dict:
    return read(data, filename="plan.pdf")


OLD = "Sở Tài chính chủ trì, phối hợp với các đơn vị thực hiện, hoàn thành trước ngày 20 tháng 4 năm 2026."


@pytest.mark.parametrize("font", [".VnTime", "VnTime", "ABCDEF+.VnArial"])
def test_letters_of_old_fonts_are_read_as_unicode(font):
    printed = Print(font).page().lines(80, 100, in_tcvn3(OLD), in_tcvn3("Nội dung nhiệm vụ của thành phố"))
    assert texts_of(printed)[0].startswith(OLD)


def test_a_font_of_capitals_is_read_as_capitals():
    printed = Print(".VnTimeH").page().lines(80, 100, in_tcvn3("kế hoạch triển khai đề án số hóa dữ liệu"))
    assert texts_of(printed) == ["KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN SỐ HÓA DỮ LIỆU"]


def test_old_fonts_that_say_unicode_themselves_are_left_alone():
    assert texts_of(Print(".VnTime").page().text(80, 100, OLD)) == [OLD]


def in_tcvn3(text: str) -> str:
    """As a file without a table of letters gives it: the old codes, read as Latin-1."""
    back = {letter: chr(code) for code in range(0xA1, 0xFF) if (letter := convert(chr(code))) != chr(code)}
    return "".join(back.get(letter, letter) for letter in text)
