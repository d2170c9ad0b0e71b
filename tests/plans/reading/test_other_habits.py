"""Habits of writing of further issuers: each class in wordings of its own."""

from datetime import date

import pytest

from plans.reading import read
from plans.reading.deadlines import read_deadline
from plans.reading.fields import labelled
from plans.reading.formats import read_blocks
from plans.reading.parties import part_parties
from plans.reading.phrases import split_units
from plans.reading.targets import read_value
from tests.plans.reading.letters import brief, directive, document, table
from tests.plans.reading.printed import Print
from tests.plans.reading.test_columns import reading_of
from tests.plans.reading.test_workbooks import Book

MONTHS = tuple(f"T{number}" for number in range(1, 13))


def crossed(*months: int) -> tuple[str, ...]:
    return tuple("x" if number in months else "" for number in range(1, 13))


def test_an_order_to_units_over_numbered_duties_is_no_heading_of_requirements():
    tasks = directive(
        "1. Yêu cầu các phòng, đơn vị tập trung thực hiện các việc sau:\n"
        "1.1. Phòng Kinh tế sửa chợ, xong trước ngày 20/10/2026.\n"
        "1.2. Giao Công an xã rà soát camera trong tháng 11/2026.\n"
    )["tasks"]
    assert [brief(task) for task in tasks] == [
        ("1.1", ["Phòng Kinh tế"], [], "2026-10-20"),
        ("1.2", ["Công an xã"], [], "2026-11-30"),
    ]


def test_letters_over_months_and_a_bar_of_crosses():
    tasks = reading_of(
        ("TT", "Nội dung", "Đơn vị phụ trách", *MONTHS),
        ("1", "Mở lớp vẽ", "Phòng Kinh tế", *crossed(9)),
        ("2", "Sửa nhà sách", "Công an phường", *crossed(10, 11, 12)),
        ("3", "Thu gom rác", "Trạm Y tế", *crossed(10, 12)),
    )["tasks"]
    found = [task["deadline"] for task in tasks]
    assert [(one["kind"], one["due"]) for one in found][:2] == [("month", "2026-09-30"), ("range", "2026-12-31")]
    assert [milestone["due"] for milestone in found[2]["milestones"]] == ["2026-10-31", "2026-12-31"]


def test_what_a_body_tells_its_branch_to_do_is_its_own_duty_under_its_heading():
    (task,) = directive("1. Giám đốc Sở Y tế\na) Chỉ đạo Trung tâm Y tế cấp phát thuốc, xong trước 30/6/2026.\n")[
        "tasks"
    ]
    assert task["leads"] == ["Sở Y tế"]


def test_partners_are_read_in_a_later_clause():
    (task,) = directive(
        "1. Giao Sở Du lịch hoàn thiện kịch bản trước ngày 25/10/2026; chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh "
        "xây dựng phương án đón khách.\n"
    )["tasks"]
    assert task["partners"] == ["Sở Nội vụ", "Công an tỉnh"]


def test_an_article_that_hands_down_figures_charges_nobody():
    assert not document("Điều 1. Giao các chỉ tiêu phát triển kinh tế năm 2026 (Phụ lục I).\n", kind="QUYẾT ĐỊNH")[
        "tasks"
    ]


PHRASES = {
    "Ủy ban\nMTTQ Việt Nam xã": ["Ủy ban MTTQ Việt Nam xã"],
    "Hiệu trưởng các trường\nphổ thông\nSở Y tế": ["Hiệu trưởng các trường phổ thông", "Sở Y tế"],
    "UBND các xã nơi triển khai mô hình": ["UBND các xã nơi triển khai mô hình"],
    "Sở Y tế và các cơ quan chủ trì soạn thảo": ["Sở Y tế", "các cơ quan chủ trì soạn thảo"],
    "Cục Quản lý đê điều và Phòng, chống thiên tai; Sở Y tế": [
        "Cục Quản lý đê điều và Phòng, chống thiên tai",
        "Sở Y tế",
    ],
    "Sở Nông nghiệp và Môi trường các tỉnh, thành phố": ["Sở Nông nghiệp và Môi trường các tỉnh, thành phố"],
    "UBND phường Đoàn Thanh niên Hội Nông dân": ["UBND phường", "Đoàn Thanh niên", "Hội Nông dân"],
    "Sở Y tế Công an tỉnh": ["Sở Y tế", "Công an tỉnh"],
    "Đoàn Thanh niên Công an tỉnh": ["Đoàn Thanh niên Công an tỉnh"],
}


@pytest.mark.parametrize(("phrase", "units"), PHRASES.items())
def test_units_whose_names_mislead_are_cut_right(phrase: str, units: list[str]):
    assert split_units(phrase) == units


def test_a_label_behind_a_line_break_that_print_lost_still_parts_leads_from_partners():
    parties = part_parties("Chủ trì: Sở Xây dựng Phối hợp: Sở Y tế, Công an tỉnh", mixed=True)
    assert (parties.leads, parties.partners) == (["Sở Xây dựng"], ["Sở Y tế", "Công an tỉnh"])


DEADLINES = {
    "đợt 1 tháng 6/2026, đợt 2 tháng 11/2026": ("multiple", "2026-11-30"),
    "8 - 9/2026": ("range", "2026-09-30"),
    "30-6/2026": ("date", "2026-06-30"),
    "Thu nợ từ năm 2025 trở về trước, xong trước 31/12/2026": ("date", "2026-12-31"),
}


@pytest.mark.parametrize(("text", "read_as"), DEADLINES.items())
def test_deadlines_that_look_like_others(text: str, read_as: tuple[str, str]):
    found = read_deadline(text, issued_on=date(2026, 3, 9), year=2026)
    assert (found["kind"], found["due"]) == read_as


def test_a_label_may_say_the_form_of_the_product():
    assert labelled("- Dạng sản phẩm: Thông tư.") == ("product", "Thông tư.")


def test_a_column_of_units_may_say_that_the_share_is_yearly():
    assert read_value("0,8 - 1,0", "%/năm") == {
        "comparator": "between",
        "value": 0.8,
        "value_high": 1.0,
        "unit": "%/year",
    }


def test_a_sheet_without_a_date_takes_its_year_from_its_title_and_its_groups_from_the_column_of_codes():
    book = Book().rows(
        ("THEO DÕI NHIỆM VỤ NĂM 2026",),
        ("STT", "Mã NV", "Tên nhiệm vụ", "Đầu mối", "Hạn"),
        ("I", "Nhóm nhiệm vụ về đất đai"),
        ("1", "NV-01", "Đo đạc lại bản đồ", "Sở Y tế", "Chậm nhất 30/9"),
        ("2", "NV-02", "Cấp giấy cho hộ dân", "Sở Nội vụ", "Trước 15/11"),
    )
    tasks = read(book.bytes(), filename="theo-doi.xlsx")["tasks"]
    assert [(task["id"], task["deadline"]["due"]) for task in tasks] == [
        ("NV-01", "2026-09-30"),
        ("NV-02", "2026-11-15"),
    ]
    assert tasks[0]["section"] == ["I. Nhóm nhiệm vụ về đất đai"]


def test_headings_of_appendices_at_the_top_of_pages_are_no_furniture():
    printed = Print().page().text(80, 60, "PHỤ LỤC SỐ 01").text(80, 400, "Chỉ tiêu")
    printed.page().text(80, 60, "PHỤ LỤC SỐ 02").text(80, 400, "Nhiệm vụ")
    texts = list(read_blocks(printed.pdf(), "plan.pdf").lines())
    assert texts == ["PHỤ LỤC SỐ 01", "Chỉ tiêu", "PHỤ LỤC SỐ 02", "Nhiệm vụ"]


def test_a_row_with_a_month_in_the_column_of_time_is_no_new_header_and_a_blank_there_says_what_stands_above():
    tasks = document(
        "I. NỘI DUNG\n"
        + table(
            "Thời gian | Nội dung công việc | Đơn vị chuẩn bị | Thành phần tham gia",
            "Tháng 4/2026 | Họp Tổ công tác | Sở Tài chính | Các thành viên Tổ công tác",
            " | Chấm điểm các phường | Sở Nội vụ | ",
            "Tháng 5 - tháng 6/2026 | Khảo sát 12 dự án | Sở Xây dựng | Ban QLDA tỉnh",
        )
    )["tasks"]
    assert [brief(task) for task in tasks] == [
        ("I.1", ["Sở Tài chính"], ["Các thành viên Tổ công tác"], "2026-04-30"),
        ("I.2", ["Sở Nội vụ"], [], "2026-04-30"),
        ("I.3", ["Sở Xây dựng"], ["Ban QLDA tỉnh"], "2026-06-30"),
    ]


def test_a_heading_may_list_the_places_of_one_kind():
    (task,) = document(
        "Điều 1. Phân công:\n1. UBND các phường: Phú Xuân, Thuận Hóa:\n- Treo đèn, xong trước 20/4/2026.\n"
    )["tasks"]
    assert task["leads"] == ["UBND phường Phú Xuân", "UBND phường Thuận Hóa"]


def test_a_bracket_names_lead_and_partners_even_where_a_dump_broke_the_line_in_it():
    (task,) = document(
        "II. NỘI DUNG\n1. Sản phẩm\n"
        "- Hỗ trợ 40 chủ thể hoàn thiện hồ sơ truy xuất nguồn gốc (Sở Nông nghiệp và Môi trường chủ trì;\n"
        "Sở Y tế, UBND phường Xuân Hương - Đà Lạt phối hợp; hoàn thành trước ngày 30/9/2026).\n"
    )["tasks"]
    assert brief(task)[1:] == (
        ["Sở Nông nghiệp và Môi trường"],
        ["Sở Y tế", "UBND phường Xuân Hương - Đà Lạt"],
        "2026-09-30",
    )


def test_officers_stand_for_their_bodies_and_readiness_is_a_deed():
    (task,) = directive(
        "1. Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh, Giám đốc Công an tỉnh sẵn sàng lực lượng cứu hộ.\n"
    )["tasks"]
    assert task["leads"] == ["Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh"]


def test_decimals_may_be_typed_with_a_point():
    assert read_value("4.1", "Điểm")["value"] == 4.1
    assert read_value("4.100", "Cây")["value"] == 4100


def test_a_topic_may_stand_before_the_unit_that_is_charged():
    tasks = directive(
        "1. Về giá điện trạm sạc: Sở Công Thương làm việc với ngành điện, hoàn thành trong tháng 8 năm 2026.\n"
        "2. Đối với ngập úng tại chợ: UBND phường A chủ trì nạo vét cống, xong trước 31/8/2026.\n"
    )["tasks"]
    assert [brief(task) for task in tasks] == [
        ("1", ["Sở Công Thương"], [], "2026-08-31"),
        ("2", ["UBND phường A"], [], "2026-08-31"),
    ]


def test_a_bracket_of_labels_leaves_no_sign_in_the_content_and_a_field_is_a_heading():
    first, second = document(
        "II. NHIỆM VỤ\n1. Cải cách thủ tục\n- Rà soát hồ sơ.\n- Số hóa kết quả.\n"
        "(Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Y tế; thời gian thực hiện: năm 2026)\n"
        "2. Công tác tuyên truyền\nTổ chức 120 buổi nói chuyện tại thôn.\n"
        "- Cơ quan chủ trì: Sở Y tế.\n- Thời gian: Quý IV/2026.\n"
    )["tasks"]
    assert first["content"] == "- Rà soát hồ sơ. - Số hóa kết quả."
    assert second["content"] == "Tổ chức 120 buổi nói chuyện tại thôn."
    assert second["section"][-1] == "2. Công tác tuyên truyền"


def test_a_sum_under_the_table_is_no_part_of_the_last_task():
    rows = table(
        "TT | Nhiệm vụ | Phụ trách | Xong trước ngày | Kinh phí",
        "1 | Sửa nhà dột | Phòng Kinh tế | 31/8/2026 | 900",
        "2 | Cộng đồng dọn vườn | Trạm Y tế | 30/9/2026 | 10",
        " | Cộng | | | 910",
    )
    tasks = document(f"II. NHIỆM VỤ\n{rows}")["tasks"]
    assert [task["content"] for task in tasks] == ["Sửa nhà dột", "Cộng đồng dọn vườn"]


def test_what_is_to_come_down_to_a_figure_is_a_ceiling():
    assert read_value("4,9", "%", of="Tỷ lệ hộ nghèo còn")["comparator"] == "<="
    assert read_value("4,9", "%", of="Tỷ lệ hộ nghèo")["comparator"] == ">="
