from plans.reading import read
from tests.plans.reading.papers import COLUMNS, Paper

ROW = ("1", "Mở ngày hội sách", "Sở Nội vụ", "Sở Y tế, UBND cấp xã", "30/10/2026", "Báo cáo")


def tasks_of(paper: Paper) -> list[dict]:
    return read(paper.bytes(), filename="plan.docx")["tasks"]


def test_a_row_becomes_a_task_with_all_its_cells():
    (task,) = tasks_of(Paper().table(COLUMNS, ROW))
    assert task["id"] == "1"
    assert task["content"] == "Mở ngày hội sách"
    assert task["leads"] == ["Sở Nội vụ"]
    assert task["partners"] == ["Sở Y tế", "UBND cấp xã"]
    assert task["partner_text"] == "Sở Y tế, UBND cấp xã"
    assert task["deadline"] == {"kind": "date", "due": "2026-10-30"}
    assert task["product"] == "Báo cáo"
    assert task["place"] == {"table": 1, "row": 2}
    assert task["confidence"] == 1.0
    assert task["doubts"] == []


def test_columns_are_known_by_other_words_in_any_order():
    header = ("Thời gian hoàn thành", "Cơ quan phối hợp", "STT", "Kết quả, sản phẩm", "Nhiệm vụ", "Cơ quan thực hiện")
    row = ("Quý IV/2026", "Công an phường", "3", "Kế hoạch", "Tổ chức trực", "Văn phòng")
    (task,) = tasks_of(Paper().table(header, row))
    assert (task["id"], task["content"], task["product"]) == ("3", "Tổ chức trực", "Kế hoạch")
    assert (task["leads"], task["partners"]) == (["Văn phòng"], ["Công an phường"])
    assert task["deadline"]["due"] == "2026-12-31"


def test_a_header_of_two_rows_is_read_as_one():
    paper = Paper().table(
        ("TT", "Nội dung công việc", "Phân công thực hiện", None, "Thời hạn"),
        (None, None, "Chủ trì", "Phối hợp", None),
        ("1", "Việc một", "Sở Y tế", "Sở Nội vụ", "Quý IV/2026"),
        merged=[((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4))],
    )
    (task,) = tasks_of(paper)
    assert (task["leads"], task["partners"]) == (["Sở Y tế"], ["Sở Nội vụ"])


def test_leads_and_partners_of_one_column_are_parted():
    paper = Paper().table(
        ("TT", "Nội dung", "Đơn vị chủ trì, phối hợp", "Thời hạn"),
        ("1", "Việc một", "Chủ trì: Sở Y tế. Phối hợp: Sở Nội vụ, UBND cấp xã", "Quý IV/2026"),
    )
    (task,) = tasks_of(paper)
    assert (task["leads"], task["partners"]) == (["Sở Y tế"], ["Sở Nội vụ", "UBND cấp xã"])


def test_a_cell_merged_down_speaks_for_every_row():
    paper = Paper().table(
        ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"),
        ("1", "Việc một", "Sở Y tế", "01/10/2026"),
        ("2", "Việc hai", None, "02/10/2026"),
        merged=[((1, 2), (2, 2))],
    )
    assert [task["leads"] for task in tasks_of(paper)] == [["Sở Y tế"], ["Sở Y tế"]]


def test_section_rows_give_codes_and_headings():
    paper = Paper().table(
        COLUMNS,
        ("A", "CHUẨN BỊ:", None, None, None, None),
        ROW,
        ("B", "THỰC HIỆN:", None, None, None, None),
        ("I", "Nhóm đầu", None, None, None, None),
        ROW,
        ("II", "Nhóm sau", None, None, None, None),
        ROW,
        ("C", "TỔNG KẾT", None, None, None, None),
        ROW,
        merged=[((row, 1), (row, 5)) for row in (1, 3, 4, 6, 8)],
    )
    tasks = tasks_of(paper)
    assert [task["id"] for task in tasks] == ["A.1", "B.I.1", "B.II.1", "C.1"]
    assert tasks[2]["section"] == ["B. THỰC HIỆN:", "II. Nhóm sau"]


def test_sub_rows_stand_under_the_numbered_row_above_them():
    paper = Paper().table(
        COLUMNS,
        ("7", "Các cơ sở dữ liệu", "", "", "", ""),
        ("7.1", "Cơ sở dữ liệu tài chính", "Sở Tài chính", "", "Quý II/2026", ""),
        ("7.2", "Cơ sở dữ liệu nội vụ", "Sở Nội vụ", "", "Quý II/2026", ""),
        ("8", "Việc khác", "Sở Y tế", "", "Quý III/2026", ""),
    )
    tasks = tasks_of(paper)
    assert [task["id"] for task in tasks] == ["7.1", "7.2", "8"]
    assert tasks[0]["section"] == ["7. Các cơ sở dữ liệu"]
    assert tasks[2]["section"] == []


def test_a_numbered_row_without_sub_rows_stays_a_task_and_is_doubted():
    paper = Paper().table(COLUMNS, ("1", "Việc không người", "", "", "", ""), ("2", *ROW[1:]))
    orphan = tasks_of(paper)[0]
    assert {item["field"] for item in orphan["doubts"]} == {"leads", "deadline", "product"}
    assert orphan["confidence"] < 0.2


def test_the_appendix_stands_before_the_code():
    paper = Paper().lines("Phụ lục 02", "DANH MỤC NHIỆM VỤ").table(COLUMNS, ROW)
    (task,) = tasks_of(paper)
    assert task["id"] == "PL02.1"
    assert task["section"] == ["Phụ lục 02. DANH MỤC NHIỆM VỤ"]


def test_a_row_cut_by_a_page_is_healed():
    first = ("1", "Mở ngày hội", "Sở Nội vụ", "Sở Y tế,", "30/10/2026", "Báo cáo")
    rest = ("", "sách năm 2026", "", "UBND cấp xã", "", "tổng kết")
    paper = Paper().table(COLUMNS, first).table(COLUMNS, rest, ("2", *ROW[1:]))
    task, following = tasks_of(paper)
    assert task["content"] == "Mở ngày hội sách năm 2026"
    assert task["partners"] == ["Sở Y tế", "UBND cấp xã"]
    assert task["product"] == "Báo cáo tổng kết"
    assert following["id"] == "2"


def test_a_table_goes_on_without_its_header():
    paper = Paper().table(COLUMNS, ROW).table(("2", *ROW[1:]))
    assert [task["id"] for task in tasks_of(paper)] == ["1", "2"]


def test_counted_columns_and_empty_lines_of_a_form_are_no_tasks():
    counted = tuple(f"({number})" for number in range(1, 7))
    paper = Paper().table(COLUMNS, counted, ROW, ("2", "…", "", "", "", ""), ("", "", "", "", "", ""))
    assert [task["id"] for task in tasks_of(paper)] == ["1"]


def test_a_row_that_lost_its_content_is_kept_and_flagged():
    paper = Paper().table(COLUMNS, ("1", "", *ROW[2:]))
    (task,) = tasks_of(paper)
    assert task["content"] is None
    assert [(item["field"], item["level"]) for item in task["doubts"]] == [("content", "missing")]


def test_two_rows_with_one_number_are_both_told():
    tasks = tasks_of(Paper().table(COLUMNS, ROW, ROW))
    assert ["code" in {item["field"] for item in task["doubts"]} for task in tasks] == [True, True]


def test_rows_without_numbers_are_counted():
    paper = Paper().table(
        ("Nhiệm vụ", "Người phụ trách", "Hạn"), ("Một", "Sở Y tế", "1/10/2026"), ("Hai", "Sở Y tế", "2/10/2026")
    )
    assert [task["id"] for task in tasks_of(paper)] == ["1", "2"]


def test_a_table_of_something_else_is_left_alone():
    paper = Paper().table(("TT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn An", "Chuyên viên"))
    result = read(paper.bytes(), filename="plan.docx")
    assert result["tasks"] == []
    assert "Không tìm thấy" in result["doubts"][-1]["text"]
