"""Classes of wording in running text, each in words of its own."""

import pytest

from plans.reading.charges import charge_in
from plans.reading.deadlines import read_deadline
from plans.reading.fields import labelled
from tests.plans.reading.letters import brief, directive, document, table
from tests.plans.reading.test_running_text import read_lines

LABELS = {
    "Đơn vị chủ trì tổng hợp: Sở Y tế": "lead",
    "Khoa chịu trách nhiệm chính: Khoa Dược": "lead",
    "Bộ phận/cá nhân được giao chủ trì soạn thảo: Văn phòng": "lead",
    "- Các đơn vị cùng phối hợp triển khai: Công an xã": "partner",
    "Thời hạn trình Ban Giám đốc: tháng 5/2026": "deadline",
    "Hoàn thành trước ngày: 15/5/2026": "deadline",
    "Kết quả, sản phẩm: Báo cáo": "product",
    "Lãnh đạo Sở phụ trách: bà Lan": "chief",
    "Chủ trì, phối hợp với Sở Y tế thực hiện các việc sau:": None,
    "Hạn chế: còn chậm": None,
    "Thời gian qua: có chuyển biến": None,
    "Sở Tài chính chủ trì: lập dự toán": None,
}


@pytest.mark.parametrize(("line", "name"), LABELS.items())
def test_a_label_is_known_by_its_head_words(line: str, name: str | None):
    assert labelled(line)[0] == name


UNITS = {
    "Sở Tư pháp chuyển hóa quy định thành cẩm nang, phát tới từng thôn.": "Sở Tư pháp",
    "Giao Công an Thành phố ghép nối hai kho dữ liệu.": "Công an Thành phố",
    "Trung tâm Triển lãm Huế hoàn tất mặt bằng.": "Trung tâm Triển lãm Huế",
    "Giao Bộ đội Biên phòng tỉnh cắm chốt tại ba xã.": "Bộ đội Biên phòng tỉnh",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy định hướng báo chí; báo cáo kết quả.": "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Giao Công ty Công trình Đô thị Cần Thơ tổng vệ sinh.": "Công ty Công trình Đô thị Cần Thơ",
}


@pytest.mark.parametrize(("sentence", "unit"), UNITS.items())
def test_a_name_ends_by_what_names_are_made_of(sentence: str, unit: str):
    assert charge_in(sentence).lead_text == unit


def test_a_label_of_unheard_words_leads_where_units_follow_and_the_heading_gives_the_month():
    body = "I. THÁNG 4\n\n1. Đề án chợ đêm.\n\n- Cơ quan gánh vác: Sở Công Thương.\n\n"
    body += "- Cơ quan thẩm định: Sở Tư pháp.\n\n2. Phương án đón khách.\n\n- Cơ quan chuẩn bị: Sở Du lịch.\n"
    assert [brief(task) for task in document(body)["tasks"]] == [
        ("I.1", ["Sở Công Thương"], [], "2026-04-30"),
        ("I.2", ["Sở Du lịch"], [], "2026-04-30"),
    ]


def test_what_a_unit_has_done_charges_nobody():
    assert charge_in("Sở Tài chính đã hoàn thành báo cáo.") is None


def test_units_behind_the_work_help():
    charge = charge_in("Sở Du lịch mở tuyến mới trong quý II; Sở Y tế, Công an tỉnh phối hợp thực hiện.")
    assert (charge.leads, charge.partners) == (["Sở Du lịch"], ["Sở Y tế", "Công an tỉnh"])


def test_lettered_items_share_the_line_below_the_last():
    result = read_lines(
        "II. NHIỆM VỤ",
        "1. Thư viện",
        "a) Rà soát danh mục sách của từng thôn;",
        "b) Mua bổ sung sách thiếu nhi mới.",
        "Đơn vị chủ trì tham mưu: Phòng Văn hóa. Thời hạn: Quý II/2027.",
    )
    assert [brief(task) for task in result["tasks"]] == [
        ("II.1.a", ["Phòng Văn hóa"], [], "2027-06-30"),
        ("II.1.b", ["Phòng Văn hóa"], [], "2027-06-30"),
    ]
    assert result["tasks"][0]["cells"]["leads"]["confidence"] < 1.0


def test_items_share_the_line_under_their_heading():
    result = read_lines(
        "II. NHIỆM VỤ",
        "1. Thư viện",
        "Đơn vị chủ trì: Phòng Văn hóa",
        "Thời gian thực hiện: tháng 12/2026",
        "a) Rà soát danh mục sách của từng thôn;",
        "b) Mua bổ sung sách thiếu nhi mới.",
    )
    assert [task["id"] for task in result["tasks"]] == ["II.1.a", "II.1.b"]
    assert all(brief(task)[1:] == (["Phòng Văn hóa"], [], "2026-12-31") for task in result["tasks"])


def test_a_unit_on_a_line_of_its_own_does_what_stands_below():
    result = directive(
        "Chủ tịch UBND xã yêu cầu:\n\nPhòng Kinh tế\n\n- Kiểm tra chợ trước 20/4/2026.\n\n- Lập danh sách hộ.\n\n"
        "Trạm Y tế xã\n\nPhun khử trùng trong tháng 5/2026.\n\n"
        "Đề nghị các đơn vị triển khai thực hiện Chỉ thị này./.\n"
    )
    assert [brief(task)[1:] for task in result["tasks"]] == [
        (["Phòng Kinh tế"], [], "2026-04-20"),
        (["Phòng Kinh tế"], [], None),
        (["Trạm Y tế xã"], [], "2026-05-31"),
    ]


def test_orders_beside_a_table_are_tasks_too():
    rows = table("TT | Công việc | Bộ phận | Ngày hoàn thành", "1 | Lập danh sách | Phòng Kinh tế | 10/4/2026")
    result = document(f"III. NHIỆM VỤ\n\n1. Giao Công an xã\n\n- Tuần tra ban đêm.\n\n2. Danh mục\n\n{rows}")
    assert [task["leads"] for task in result["tasks"]] == [["Phòng Kinh tế"], ["Công an xã"]]


def test_hours_after_an_event_are_days():
    reading = read_deadline("trong vòng 24 giờ kể từ khi phát hiện ca bệnh", issued_on=None, year=2026)
    assert (reading["kind"], reading["days"], reading["anchor"]) == ("relative", 1, "phát hiện ca bệnh")
