import pytest

from tests.plans.reading.letters import brief, document, table

LAYOUTS = {
    "other words, lead first": (
        (
            "Số TT | Cơ quan tham mưu | Hoạt động | Mốc thời gian | Dự kiến sản phẩm",
            "01 | Sở Y tế | Tập huấn | 4/2026 | Lớp",
        ),
        ("III.01", ["Sở Y tế"], [], "2026-04-30"),
    ),
    "a header of two rows": (
        (
            "STT | Nội dung công việc | Phân công thực hiện | | Hoàn thành",
            " | | Chủ trì | Phối hợp | ",
            "1 | Rà soát | Sở Y tế | Sở Nội vụ | Quý II/2026",
        ),
        ("III.1", ["Sở Y tế"], ["Sở Nội vụ"], "2026-06-30"),
    ),
    "beginning and end": (
        (
            "STT | Tên đề án | Thời gian | | Đơn vị chủ trì",
            " | | Bắt đầu | Kết thúc | ",
            "1 | Đề án du lịch | 02/2026 | 8/2026 | Sở Y tế",
        ),
        ("III.1", ["Sở Y tế"], [], "2026-08-31"),
    ),
    "crosses under quarters": (
        ("TT | Nội dung | Người phụ trách | Quý I | Quý II | Quý III", "1 | Kiểm tra | Trạm Y tế xã | | x | "),
        ("III.1", ["Trạm Y tế xã"], [], "2026-06-30"),
    ),
    "lead and partners told by labels": (
        (
            "Nội dung | Đơn vị thực hiện | Thời gian",
            "Diễn tập | - Chủ trì: Công an xã - Phối hợp: Quân sự xã | 15/3/2026",
        ),
        ("III.1", ["Công an xã"], ["Quân sự xã"], "2026-03-15"),
    ),
    "lead told by a bracket": (
        (
            "TT | Hoạt động | Cơ quan thực hiện | Hạn chót",
            "1 | Diễn tập | Công an xã (chủ trì), Trạm Y tế xã | 15/3/2026",
        ),
        ("III.1", ["Công an xã"], ["Trạm Y tế xã"], "2026-03-15"),
    ),
    "lead told by a verb": (
        (
            "TT | Hoạt động | Cơ quan thực hiện | Tiến độ",
            "1 | Diễn tập | Công an xã chủ trì, phối hợp với Trạm Y tế xã | Tháng 3/2026",
        ),
        ("III.1", ["Công an xã"], ["Trạm Y tế xã"], "2026-03-31"),
    ),
    "a stroke between lead and partners": (
        ("TT | Việc | Đơn vị chủ trì/Phối hợp | Thời hạn", "1 | Phát động | Văn phòng/ Các đoàn thể | 20/3/2026"),
        ("III.1", ["Văn phòng"], ["Các đoàn thể"], "2026-03-20"),
    ),
    "meetings": (
        (
            "Số TT | Tên hội nghị | Thời điểm | Chuẩn bị nội dung | Cùng thực hiện",
            "1 | Sơ kết | 10/7/2026 | Sở Y tế | Sở Nội vụ",
        ),
        ("III.1", ["Sở Y tế"], ["Sở Nội vụ"], "2026-07-10"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_table_of_any_layout_is_read(rows: tuple[str, ...], expected: tuple):
    (task,) = document(f"III. NHIỆM VỤ\n\n{table(*rows)}")["tasks"]
    assert brief(task) == expected


def test_a_heading_row_lends_its_unit_to_rows_without_a_column_for_it():
    rows = table(
        "STT | Nhiệm vụ | Sản phẩm | Thời gian", "I | Văn phòng xã | | ", "1 | Ban hành quy chế | Quyết định | 4/2026"
    )
    (task,) = document(f"PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n{rows}")["tasks"]
    assert brief(task) == ("I.1", ["Văn phòng xã"], [], "2026-04-30")
    assert task["cells"]["leads"]["confidence"] < task["cells"]["content"]["confidence"] == 1.0


def test_a_blank_lead_before_the_content_is_that_of_the_row_above():
    rows = table(
        "TT | Cơ quan chủ trì | Nhiệm vụ | Thời gian | Kết quả",
        "1 | Sở Y tế | Hướng dẫn | 30/4/2026 | Văn bản",
        "2 | | Thẩm định | Quý III/2026 | Báo cáo",
    )
    tasks = document(f"II. NỘI DUNG\n\n{rows}")["tasks"]
    assert [task["leads"] for task in tasks] == [["Sở Y tế"], ["Sở Y tế"]]
    assert [task["product"] for task in tasks] == ["Văn bản", "Báo cáo"]
    assert [item["field"] for item in tasks[1]["doubts"]] == ["leads"]


def test_a_first_column_of_content_groups_the_second():
    rows = table(
        "Nhiệm vụ | Hoạt động | Đơn vị chủ trì | Thời hạn",
        "1. Văn bản | 1.1. Rà soát | Vụ Pháp chế | Tháng 11/2026",
        " | 1.2. Tập huấn | Văn phòng Bộ | Quý II/2026",
    )
    tasks = document(f"II. NỘI DUNG\n\n{rows}")["tasks"]
    assert [(task["id"], task["content"]) for task in tasks] == [("II.1.1", "Rà soát"), ("II.1.2", "Tập huấn")]
    assert tasks[1]["section"][-1] == "1. Văn bản"


def test_letters_under_a_row_follow_its_code():
    rows = table(
        "TT | Việc | Chủ trì | Hạn", "1 | Thi đua | Văn phòng | 3/2026", "a | Ký giao ước | Hội Nông dân | 4/2026"
    )
    assert [task["id"] for task in document(f"I. VIỆC\n\n{rows}")["tasks"]] == ["I.1", "I.1.a"]


NO_TASKS = {
    "an estimate": ("TT | Nội dung chi | Đơn vị tính | Số lượng | Thành tiền", "1 | Hội nghị | cuộc | 4 | 48.000"),
    "members": (
        "TT | Họ và tên | Chức vụ | Đơn vị | Nhiệm vụ",
        "1 | Nguyễn An | Trưởng phòng | Phòng Kinh tế | Tổ trưởng",
    ),
    "a glossary": ("Từ viết tắt | Nội dung", "CĐS | Chuyển đổi số"),
}


@pytest.mark.parametrize("rows", NO_TASKS.values(), ids=NO_TASKS)
def test_a_table_that_assigns_nothing_is_left_alone(rows: tuple[str, ...]):
    assert document(f"III. KINH PHÍ\n\n{table(*rows)}")["tasks"] == []


def test_a_form_to_be_filled_in_is_no_table_of_tasks():
    rows = table("TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn | Kết quả", "1 | Nhiệm vụ 1 | Sở A | 2026 | Đạt")
    assert document(f"PHỤ LỤC II\nMẪU BÁO CÁO\n\n{rows}")["tasks"] == []


def test_what_a_heading_row_must_reach_is_kept():
    rows = table(
        "TT | Nhiệm vụ | Chủ trì | Hạn | Kết quả cần đạt | Sản phẩm",
        "VI | Kinh tế số | | | Tỷ trọng đạt 22% | ",
        "1 | Mở sàn | Sở Y tế | 4/2026 | | Sàn",
    )
    result = document(f"PHỤ LỤC 02\nDANH MỤC NHIỆM VỤ\n\n{rows}")
    assert result["section_targets"] == [{"section": "PL02.VI", "text": "Tỷ trọng đạt 22%"}]
    assert [task["id"] for task in result["tasks"]] == ["PL02.VI.1"]


def test_a_page_that_stands_twice_is_noted():
    page = "\n\n".join(f"{word} là nội dung của một trang dài được quét hai lần trong cùng một văn bản, giữ nguyên."
                       for word in ("Đầu", "Giữa", "Cuối"))  # fmt: skip
    (note,) = document(f"{page}\n\n{page}\n")["document_notes"]
    assert "lặp lại" in note
    assert document(page)["document_notes"] == []
