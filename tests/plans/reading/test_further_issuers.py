"""Classes of wording and layout met at still other issuers, each in words of its own."""

from datetime import date

import pytest

from plans.reading.deadlines import read_deadline
from plans.reading.due import due_words
from plans.reading.parties import part_parties
from plans.reading.phrases import split_units
from tests.plans.reading.letters import brief, directive, document, table

SPRING = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tháng 5, 11", ["2026-05-31", "2026-11-30"]),
        ("tháng 3, 7 và 10/2026", ["2026-03-31", "2026-07-31", "2026-10-31"]),
        ("Quý II và IV/2026", ["2026-06-30", "2026-12-31"]),
    ],
)
def test_months_that_do_not_follow_one_another_are_times_of_their_own(text: str, days: list[str]):
    milestones = read_deadline(text, issued_on=SPRING)["milestones"]
    assert [milestone["due"] for milestone in milestones] == days


@pytest.mark.parametrize("text", ["Tháng 10, 11", "Quý III, IV", "tháng 10 và 11/2026"])
def test_months_one_behind_the_other_are_one_time(text: str):
    assert read_deadline(text, issued_on=SPRING)["kind"] in ("month", "quarter")


def test_a_row_of_months_does_not_swallow_a_day():
    assert read_deadline("tháng 4, 9/10/2026", issued_on=SPRING)["milestones"][1]["due"] == "2026-10-09"


@pytest.mark.parametrize("text", ["Tuần 3/tháng 8", "tuần 2, tháng 8/2026", "Tuần 1 tháng 8"])
def test_a_week_of_a_month_is_in_that_month(text: str):
    assert read_deadline(text, issued_on=SPRING)["due"] == "2026-08-31"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Đo độ mặn tại các cống mỗi tuần một lần.", "mỗi tuần một lần"),
        ("Giao ban với các thôn mỗi quý 01 lần, có biên bản.", "mỗi quý 01 lần"),
        ("Kiểm tra bếp ăn 02 lần/tháng, ghi sổ theo dõi.", "02 lần/tháng"),
        ("Trực cứu hộ thường xuyên trong suốt mùa lễ hội.", "thường xuyên"),
    ],
)
def test_what_comes_again_is_found_inside_a_sentence(sentence: str, words: str):
    assert due_words(sentence) == words


def test_a_heading_names_who_leads_and_who_helps_in_a_bracket():
    tasks = document(
        "II. NỘI DUNG\n\n"
        "1. Lĩnh vực chợ (Phòng Kinh tế chủ trì, Công an xã phối hợp)\n\n"
        "- Kẻ lại vạch các quầy hàng, xong trước 30/6.\n\n"
        "- Lắp 04 bình chữa cháy trong quý III năm 2026.\n"
    )["tasks"]
    assert [brief(task) for task in tasks] == [
        ("II.1.1", ["Phòng Kinh tế"], ["Công an xã"], "2026-06-30"),
        ("II.1.2", ["Phòng Kinh tế"], ["Công an xã"], "2026-09-30"),
    ]


def test_who_works_beside_the_first_unit_helps():
    (task,) = directive("1. Phòng Kinh tế cùng Trạm Y tế xã kiểm tra các hàng ăn, xong trước 15/5/2026.\n")["tasks"]
    assert brief(task) == ("1", ["Phòng Kinh tế"], ["Trạm Y tế xã"], "2026-05-15")


def test_who_directs_another_answers_for_it_and_a_person_is_asked():
    parties = part_parties("Đảng ủy UBND tỉnh chỉ đạo Sở Xây dựng")
    assert (parties.leads, parties.partners, parties.certain) == (["Đảng ủy UBND tỉnh"], ["Sở Xây dựng"], False)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Văn phòng và Công chức Địa chính", ["Văn phòng", "Công chức Địa chính"]),
        ("Sở Y tế Trung tâm Kiểm soát bệnh tật", ["Sở Y tế", "Trung tâm Kiểm soát bệnh tật"]),
        ("Văn phòng UBND tỉnh Bảo tàng Lâm Đồng", ["Văn phòng UBND tỉnh", "Bảo tàng Lâm Đồng"]),
        ("Khoa Khám bệnh Phòng Điều dưỡng", ["Khoa Khám bệnh", "Phòng Điều dưỡng"]),
        ("Lãnh đạo Phòng Tư pháp", ["Lãnh đạo Phòng Tư pháp"]),
        ("Vụ Kế hoạch - Tài chính Cục Y tế dự phòng", ["Vụ Kế hoạch - Tài chính", "Cục Y tế dự phòng"]),
    ],
)
def test_names_printed_one_below_the_other_are_parted(text: str, units: list[str]):
    assert split_units(text) == units


def test_gathering_a_list_or_urging_a_builder_is_work_and_watching_the_whole_is_not():
    reading = directive(
        "1. Phòng Văn hóa - Xã hội\n\n"
        "a) Tổng hợp danh sách người cao tuổi sống một mình, gửi UBND xã trước ngày 20/4/2026.\n\n"
        "b) Theo dõi, đôn đốc việc thực hiện Chỉ thị này, báo cáo trước ngày 30/11/2026.\n\n"
        "2. Phòng Kinh tế đôn đốc nhà thầu bổ sung máy xúc, thông tuyến đường chậm nhất 31/5/2026.\n"
    )
    assert [task["id"] for task in reading["tasks"]] == ["1.a", "2"]
    assert [task["id"] for task in reading["proposed_tasks"]] == ["1.b"]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Phòng Kinh tế đôn đốc việc thực hiện Kế hoạch này, báo cáo Chủ tịch UBND xã vào thứ hai hằng tuần.",
        "1. Phòng Kinh tế: theo dõi chung, mỗi tháng báo cáo Chủ tịch UBND xã.",
        "1. Phòng Kinh tế chủ trì theo dõi, tham mưu sơ kết; báo cáo UBND xã 6 tháng, 1 năm.",
        "1. PHÒNG KINH TẾ\n\nTheo dõi, đôn đốc các thôn; tổng hợp báo cáo tại phiên họp tháng sau.",
    ],
)
def test_who_watches_over_the_whole_is_the_focal_unit(sentence: str):
    tasks = "I. NHIỆM VỤ\n\n1. Giao Công an xã lắp 05 camera, xong trước 30/6/2026.\n\n"
    assert document(f"{tasks}II. TỔ CHỨC THỰC HIỆN\n\n{sentence}\n")["document"]["focal_unit"] == "Phòng Kinh tế"


def test_a_year_gone_by_beside_the_planned_one_is_where_things_stand():
    rows = table(
        "TT | Chỉ tiêu | Cơ quan theo dõi | Năm 2025 | Kế hoạch 2026",
        "1 | Thu ngân sách (tỷ đồng) | Thuế cơ sở | 41 | 48,5",
    )
    (indicator,) = document(f"I. CHỈ TIÊU\n\n{rows}")["indicators"]
    (target,) = indicator["targets"]
    assert (indicator["baseline"], target["value"], target["unit"]) == ("41", 48.5, "tỷ đồng")


def test_headings_over_tables_charge_nobody():
    targets = table(
        "TT | Chỉ tiêu | Đơn vị tính | Mục tiêu 2026 | Cơ quan theo dõi",
        "1 | Hộ có nước sạch | % | 97 | Phòng Kinh tế",
    )
    tasks = table(
        "TT | Việc | Đơn vị chủ công | Đơn vị hỗ trợ | Hạn", "1 | Sửa trạm bơm | Phòng Kinh tế | Các thôn | 30/4/2026"
    )
    reading = document(
        f"1. Chỉ tiêu\n\n{targets}\n2. Phân công nhiệm vụ\n\n{tasks}\n"
        "Phòng Kinh tế làm đầu mối, báo cáo trước 10/12/2026.\n"
    )
    assert [brief(task) for task in reading["tasks"]] == [("2.1", ["Phòng Kinh tế"], ["Các thôn"], "2026-04-30")]


PRINTED = """I. NỘI DUNG
TT                   Nội dung                   Bộ phận thực hiện        Thời hạn
1                    Sơn lại cổng chợ           Tổ Quản lý chợ           Trước 20/5
                     phía đông
2                    Thay biển chỉ dẫn                                   Trước 30/6
3                    Kẻ vạch bãi xe             Công an xã               Quý III
II. TỔ CHỨC THỰC HIỆN

- Tổ Quản lý chợ báo cáo Phòng Kinh tế trước ngày 25 hằng
tháng.
"""


def test_a_heading_under_a_table_of_white_space_ends_it_and_a_blank_cell_carries_on():
    reading = document(PRINTED)
    assert [(task["id"], task["leads"]) for task in reading["tasks"]] == [
        ("I.1", ["Tổ Quản lý chợ"]),
        ("I.2", ["Tổ Quản lý chợ"]),
        ("I.3", ["Công an xã"]),
    ]
    assert [doubt["field"] for doubt in reading["tasks"][1]["doubts"]] == ["leads"]
    assert reading["reporting"][0]["due"] == "day 25 of month"


def test_a_row_of_sums_in_a_table_of_white_space_belongs_to_no_task():
    head = "TT    Việc                      Bộ phận thực hiện     Hạn            Kinh phí\n"
    rows = "1     Sửa cầu khỉ               Phòng Kinh tế         30/4/2026      120\n"
    sums = "      Cộng                                                           120\n"
    (task,) = document(f"I. NỘI DUNG\n{head}{rows}{sums}\nTrên đây là Kế hoạch.\n")["tasks"]
    assert task["content"] == "Sửa cầu khỉ"


@pytest.mark.parametrize("heading", ["Tập huấn, bồi dưỡng", "Kiểm tra, xử lý vi phạm", "Công tác cán bộ"])
def test_a_few_words_over_a_sentence_of_work_are_its_heading(heading: str):
    (task,) = document(
        f"II. NHIỆM VỤ\n\n1. {heading}\n\nMở 02 lớp cho tổ trưởng dân phố.\n\n- Cơ quan chủ trì: Công an xã.\n"
    )["tasks"]
    assert task["content"] == "Mở 02 lớp cho tổ trưởng dân phố."


@pytest.mark.parametrize(("text", "doubted"), [("Giữa tháng 7/2026", True), ("Tuần cuối tháng 7/2026", False)])
def test_a_time_without_a_last_day_of_its_own_is_doubted(text: str, doubted: bool):
    rows = table("TT | Việc | Chủ trì | Hạn", f"1 | Sơ kết | Phòng Kinh tế | {text}")
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert ([doubt["field"] for doubt in task["doubts"]] == ["deadline"]) is doubted


def test_what_a_dump_may_have_lost_of_merged_cells_is_doubted():
    rows = table(
        "TT | Việc | Chủ trì | Phối hợp | Hạn",
        "1 | Sơn lại biển chợ | Phòng Kinh tế | Các thôn | 30/4/2026",
        "2 | Thay đèn ở chợ |  |  | 30/5/2026",
    )
    _, task = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert task["leads"] == ["Phòng Kinh tế"]
    assert {doubt["field"] for doubt in task["doubts"]} == {"leads", "partners"}


def test_what_comes_again_begins_where_the_words_say():
    reading = read_deadline("hằng năm, bắt đầu từ dự toán 2027", issued_on=SPRING)
    assert (reading["kind"], reading["from"], reading.get("until")) == ("recurring", "2027-01-01", None)


def test_what_is_amiss_is_not_what_is_to_be_done():
    rows = table(
        "TT | Vấn đề tồn tại | Giải pháp khắc phục | Khoa, phòng chịu trách nhiệm | Hạn",
        "1 | Chờ khám lâu | Thêm 02 bàn khám | Khoa Khám bệnh | 30/6/2026",
    )
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert (task["content"], task["leads"], task["doubts"]) == ("Thêm 02 bàn khám", ["Khoa Khám bệnh"], [])


@pytest.mark.parametrize("header", ["Cơ quan tham gia", "Đơn vị hỗ trợ", "Bộ phận cùng tham gia"])
def test_who_takes_part_helps(header: str):
    rows = table(f"TT | Việc | Cơ quan đầu mối | {header} | Hạn", "1 | Cắm mốc | UBND xã | Các ấp | 30/6/2026")
    (task,) = document(f"I. VIỆC\n\n{rows}")["tasks"]
    assert brief(task) == ("I.1", ["UBND xã"], ["Các ấp"], "2026-06-30")


def test_what_begins_once_and_is_kept_up_every_year_comes_again():
    reading = read_deadline("Bắt đầu từ quý II/2026 và duy trì hằng năm", issued_on=SPRING)
    assert (reading["kind"], reading["rule"], reading["from"]) == ("recurring", "every year", "2026-04-01")
