"""Layouts and wordings that other issuers use: each class in a few variations of its own."""

import pytest

from plans.reading import read
from plans.reading.phrases import split_units
from tests.plans.reading.letters import brief, directive, document, table

ROWS = (
    "1 | Rà soát quy hoạch mạng lưới trường | Sở Giáo dục và Đào tạo | Sở Nội vụ; UBND các xã | 30/6/2026",
    "2 | Xây dựng cầu dân sinh tại các thôn | Sở Xây dựng | Sở Tài chính | Quý III/2026",
    "3 | Tập huấn cho cán bộ cấp xã | Sở Nội vụ | Các sở, ban, ngành | Tháng 9/2026",
)
EXPECTED = [
    ("II.1", ["Sở Giáo dục và Đào tạo"], ["Sở Nội vụ", "UBND các xã"], "2026-06-30"),
    ("II.2", ["Sở Xây dựng"], ["Sở Tài chính"], "2026-09-30"),
    ("II.3", ["Sở Nội vụ"], ["Các sở, ban, ngành"], "2026-09-30"),
]
HEADS = (
    "",
    "# | Hành động | Chủ thể | Đồng thực hiện | Deadline",
    "Mục | Việc phải làm | Bên lo | Ai giúp | Khi nào",
    "Số | Mô tả | Giao cho | Đơn vị hỗ trợ | Ngày đến hạn",
    "Thứ tự | Hạng mục | Đơn vị | Cùng làm | Phải xong trước",
)
ORDERS = ((0, 1, 2, 3, 4), (0, 2, 3, 1, 4), (4, 1, 2, 3), (0, 4, 3, 1, 2))


def ordered(row: str, order: tuple[int, ...]) -> str:
    cells = row.split(" | ")
    return " | ".join(cells[place] for place in order)


@pytest.mark.parametrize("order", ORDERS[:3])
@pytest.mark.parametrize("head", HEADS)
def test_columns_are_known_by_their_cells_where_the_header_says_nothing(head: str, order: tuple[int, ...]):
    rows = [ordered(row, order) for row in (*([head] if head else []), *ROWS)]
    tasks = document(f"II. NHIỆM VỤ\n\n{table(*rows)}")["tasks"]
    assert [brief(task) for task in tasks] == EXPECTED


def test_where_two_columns_of_units_are_unnamed_the_one_with_more_names_helps():
    rows = [ordered(row, (0, 1, 3, 2, 4)) for row in (ROWS[0], ROWS[0].replace("1 |", "2 |"))]
    tasks = document(f"II. NHIỆM VỤ\n\n{table(*rows)}")["tasks"]
    assert [task["leads"] for task in tasks] == [["Sở Giáo dục và Đào tạo"]] * 2


QUARTERS = {
    "a day": ("Xong trước 15/3 | | | ", "date", "2026-03-15"),
    "a month": (" | Tháng 5 | | ", "month", "2026-05-31"),
    "a cross": (" | | x | ", "quarter", "2026-09-30"),
    "words": (" | | Giao 09 khu | Giao 10 khu", "multiple", "2026-12-31"),
    "a share": ("30% | | | 100%", "multiple", "2026-12-31"),
}


@pytest.mark.parametrize(("cells", "kind", "due"), QUARTERS.values(), ids=QUARTERS)
def test_what_stands_under_a_quarter_is_read(cells: str, kind: str, due: str):
    rows = table("TT | Việc | Chủ trì | Quý I | Quý II | Quý III | Quý IV", f"1 | Rà soát | Sở Y tế | {cells}")
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert (task["deadline"]["kind"], task["deadline"]["due"]) == (kind, due)


def test_bare_figures_under_years_are_no_deadlines():
    rows = table("TT | Việc | Chủ trì | Năm 2026 | Năm 2027", "1 | Rà soát | Sở Y tế | 120 | 450")
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert task["deadline"]["kind"] == "none"


ENDS = {
    "Trong tháng 3": ("range", "2026-03-31", "2026-01-01"),
    "Trước 31/12/2026": ("range", "2026-12-31", "2026-01-01"),
    "Hằng tháng": ("recurring", None, "2026-01-01"),
    "Thường xuyên": ("ongoing", None, "2026-01-01"),
    "Sau khi có hướng dẫn của Bộ": ("none", None, None),
    "": ("ongoing", None, "2026-01-01"),
}


@pytest.mark.parametrize(("end", "expected"), ENDS.items())
def test_a_beginning_and_a_last_day_in_columns_of_their_own_are_a_stretch_of_time(end: str, expected: tuple):
    rows = table("TT | Việc | Chủ trì | Bắt đầu | Hoàn thành", f"1 | Rà soát | Sở Y tế | T1/2026 | {end}")
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    deadline = task["deadline"]
    assert (deadline["kind"], deadline["due"], deadline.get("from")) == expected


CODES = {
    ("II. NHIỆM VỤ\n\n1. Nguồn thải", "1.1", "1.2"): ["II.1.1", "II.1.2"],
    ("2. NHIỆM VỤ", "2.1", "2.2"): ["2.1", "2.2"],
    ("II. NHIỆM VỤ\n\n1. Nguồn thải", "1", "2"): ["II.1.1", "II.1.2"],
    ("Phần II\n\nNHIỆM VỤ\n\n1. Nguồn thải", "1.1", "2.1"): ["II.1.1.1", "II.1.2.1"],
}


@pytest.mark.parametrize(("above", "codes"), CODES.items())
def test_rows_do_not_say_the_code_of_their_heading_twice(above: tuple[str, str, str], codes: list[str]):
    heading, *labels = above
    rows = table("Mục | Việc | Chủ trì | Hạn", *(f"{label} | Rà soát | Sở Y tế | 4/2026" for label in labels))
    assert [task["id"] for task in document(f"{heading}\n\n{rows}")["tasks"]] == codes


def test_a_heading_row_begins_a_section_where_another_header_follows():
    rows = table(
        "Mã | Chỉ số | Mục tiêu | Đơn vị chịu trách nhiệm",
        "K1 | Tỷ lệ hồ sơ số | ≥ 98% | Văn phòng Bộ",
        "K2 | Số bộ dữ liệu mở | tối thiểu 60 bộ | Vụ Pháp chế",
        "II. NHIỆM VỤ CỤ THỂ",
        "STT | Thời hạn | Nhiệm vụ | Đơn vị chủ trì/phối hợp",
        "1 | Tháng 8/2026 | Kiểm kê dữ liệu | Chủ trì: Vụ Pháp chế<br>Phối hợp: Thanh tra Bộ",
    )
    found = document(f"I. BỘ CHỈ SỐ\n\n{rows}")
    assert [brief(task) for task in found["tasks"]] == [("II.1", ["Vụ Pháp chế"], ["Thanh tra Bộ"], "2026-08-31")]
    figures = [(t["comparator"], t["value"], t["unit"]) for one in found["indicators"] for t in one["targets"]]
    assert figures == [(">=", 98, "%"), (">=", 60, "count")]


MARKS = {
    "the Party's": ("I- MỤC TIÊU", "II- NHIỆM VỤ", "1- Hạ tầng", "a- "),
    "blanks around": ("I - MỤC TIÊU", "II - NHIỆM VỤ", "1. Hạ tầng", "a) "),
    "parts": ("Phần I\n\nMỤC TIÊU", "Phần II\n\nNHIỆM VỤ", "1. Hạ tầng", "a) "),
}


@pytest.mark.parametrize(("aims", "work", "group", "letter"), MARKS.values(), ids=MARKS)
def test_headings_are_numbered_in_many_ways(aims: str, work: str, group: str, letter: str):
    body = f"{aims}\n\n- Trên 98% trẻ em đến trường.\n\n{work}\n\n{group}\n\n"
    found = document(f"{body}{letter}Sửa trạm bơm (Chủ trì: Sở Xây dựng; thời gian: quý II/2026).\n")
    assert [one["targets"][0]["value"] for one in found["indicators"]] == [98]
    assert [brief(task) for task in found["tasks"]] == [("II.1.a", ["Sở Xây dựng"], [], "2026-06-30")]


NAMES = {
    "Cục Thông tin, Thống kê; Vụ Pháp chế": ["Cục Thông tin, Thống kê", "Vụ Pháp chế"],
    "Phòng Quản lý quy hoạch, xây dựng": ["Phòng Quản lý quy hoạch, xây dựng"],
    "Phòng Quản lý xây dựng, Phòng Kinh tế": ["Phòng Quản lý xây dựng", "Phòng Kinh tế"],
    "Sở Xây dựng thẩm định": ["Sở Xây dựng"],
    "Công an xã, phường; Tổ công nghệ số": ["Công an xã, phường", "Tổ công nghệ số"],
    "Công an xã, Trạm Y tế xã": ["Công an xã", "Trạm Y tế xã"],
    "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh": ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"],
}


@pytest.mark.parametrize(("text", "units"), NAMES.items())
def test_names_with_a_comma_or_a_verb_in_them_stay_whole(text: str, units: list[str]):
    assert split_units(text) == units


def test_a_list_of_named_works_is_a_task_each():
    item = "{}) Nội dung: {}\n\n- Cơ quan chủ trì: {}.\n\n- Hoàn thành: {}.\n\n"
    body = item.format("a", "Xây dựng quy chế", "Sở Xây dựng", "15/12/2026")
    body += item.format("b", "Tổng hợp nhu cầu vốn", "Sở Tài chính", "Quý IV/2026")
    tasks = document(f"II. VIỆC\n\n4. Nhiệm vụ khác\n\n{body}")["tasks"]
    assert [(task["id"], task["content"], task["leads"]) for task in tasks] == [
        ("II.4.a", "Xây dựng quy chế", ["Sở Xây dựng"]),
        ("II.4.b", "Tổng hợp nhu cầu vốn", ["Sở Tài chính"]),
    ]


OTHER_LABELS = "- Giao cho: {}\n\n- Cùng thực hiện: {}\n\n- Mốc hoàn thành: {}\n\n- Minh chứng: {}\n\n"


def test_labels_of_other_words_are_known():
    labels = OTHER_LABELS.format("Phòng Tư pháp", "Công an xã", "31/8/2026", "Biên bản")
    (task,) = document(f"III. VIỆC\n\n1. Số hóa sổ hộ tịch\n\n{labels}")["tasks"]
    assert brief(task) == ("III.1", ["Phòng Tư pháp"], ["Công an xã"], "2026-08-31")
    assert task["product"] == "Biên bản"


CHARGES = {
    "Sửa chữa trạm y tế; Sở Y tế chủ trì; thời gian: quý II/2026.": (["Sở Y tế"], "2026-06-30"),
    "Lập quy hoạch chi tiết. Giao Sở Xây dựng thực hiện, xong trước ngày 15/7/2026.": (["Sở Xây dựng"], "2026-07-15"),
    "Giám đốc Sở Y tế tổ chức trực cấp cứu, xong trước 20/4/2026.": (["Sở Y tế"], "2026-04-20"),
    "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh bố trí lực lượng.": (["Bộ Chỉ huy Quân sự tỉnh"], None),
}


@pytest.mark.parametrize(("sentence", "expected"), CHARGES.items())
def test_who_is_charged_in_a_sentence(sentence: str, expected: tuple):
    (task,) = directive(f"Chủ tịch UBND tỉnh yêu cầu:\n\n1. {sentence}\n")["tasks"]
    assert (task["leads"], task["deadline"]["due"], task["content"]) == (*expected, sentence)


def test_an_item_beside_orders_is_an_order_and_a_line_over_a_table_is_none():
    rows = table("TT | Nội dung giao | Đơn vị thực hiện | Thời hạn", "1 | Ban hành quy chế | Sở Y tế | 15/8/2026")
    body = f"1. Giao các cơ quan, đơn vị thực hiện theo phân công sau đây:\n\n{rows}\n"
    body += "2. Giao Sở Tư pháp đăng tải các nghị quyết trước ngày 05/8/2026.\n\n"
    body += "3. UBND các xã, phường tuyên truyền nghị quyết đến Nhân dân.\n"
    tasks = document(f"Chủ tịch UBND tỉnh chỉ đạo như sau:\n\n{body}")["tasks"]
    assert [(task["id"], task["leads"]) for task in tasks] == [
        ("1.1", ["Sở Y tế"]), ("2", ["Sở Tư pháp"]), ("3", ["UBND các xã, phường"]),
    ]  # fmt: skip


def test_those_a_telegram_is_sent_to_are_not_charged_by_that():
    body = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n\n- Giám đốc Sở Y tế;\n\n- Chủ tịch UBND các xã.\n\n"
    (task,) = directive(f"{body}1. Chủ tịch UBND các xã sơ tán dân trước 17 giờ ngày 20/9/2026.\n")["tasks"]
    assert brief(task) == ("1", ["UBND các xã"], [], "2026-09-20")


PAGE = " " * 35 + "{}\n"
WRAPPED = f"""CHỈ THỊ
Về phòng, chống cháy rừng

1. Sở Y tế:

- Khắc phục toàn bộ các điểm đen tai nạn giao thông trên các tuyến quốc lộ xong

{PAGE.format(2)}
trước ngày 10/5/2026.

- Rà soát, sửa chữa đèn tín hiệu, biển báo trên toàn bộ đường xã quản lý trong quý
II/2026.

{PAGE.format("- 3 -")}
- Trực 24/24 giờ.
"""


def test_page_numbers_and_cut_lines_of_a_dump_change_nothing():
    tasks = read(WRAPPED.encode(), filename="a.txt")["tasks"]
    assert [task["content"].split()[-3:] for task in tasks] == [
        ["trước", "ngày", "10/5/2026."],
        ["trong", "quý", "II/2026."],
        ["Trực", "24/24", "giờ."],
    ]
