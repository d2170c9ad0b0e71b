"""Columns whose words are not known, or that only take crosses: told by what stands in them."""

from plans.reading import read
from tests.plans.reading.papers import Paper


def reading_of(*rows: tuple, merged: tuple = ()) -> dict:
    return read(Paper().table(*rows, merged=merged).bytes(), filename="plan.docx")


def test_columns_with_unknown_words_are_told_by_their_cells():
    (first, second) = reading_of(
        ("TT", "Nội dung", "Nơi nhận việc", "Bên cùng làm", "Xong khi", "Giấy tờ kèm"),
        ("1", "Mở lớp vẽ", "Trung tâm Văn hóa", "Phòng Kinh tế; Đoàn Thanh niên", "15/11/2026", "Danh sách lớp"),
        ("2", "Sửa nhà sách", "Phòng Kinh tế", "Công an phường", "Trước 20/12/2026", "Biên bản bàn giao"),
    )["tasks"]
    assert (first["leads"], first["partners"]) == (["Trung tâm Văn hóa"], ["Phòng Kinh tế", "Đoàn Thanh niên"])
    assert [task["deadline"]["due"] for task in (first, second)] == ["2026-11-15", "2026-12-20"]
    assert second["product"] == "Biên bản bàn giao"


def test_lead_and_proof_are_known_with_any_word_behind_them():
    (task,) = reading_of(
        ("TT", "Đầu việc", "Bộ phận chịu trách nhiệm chính", "Lộ trình", "Hồ sơ minh chứng"),
        ("1", "Mở lớp vẽ", "Phòng Kinh tế", "Tháng 11/2026", "Ảnh chụp lớp"),
    )["tasks"]
    assert (task["leads"], task["product"]) == (["Phòng Kinh tế"], "Ảnh chụp lớp")
    assert task["deadline"]["due"] == "2026-11-30"


def test_days_under_a_word_of_doing_are_deadlines():
    (task,) = reading_of(
        ("TT", "Nội dung", "Thực hiện", "Giao cho"),
        ("1", "Mở lớp vẽ", "Trước ngày 15/11/2026", "Phòng Kinh tế"),
    )["tasks"]
    assert (task["deadline"]["due"], task["leads"]) == ("2026-11-15", ["Phòng Kinh tế"])


def test_crosses_take_the_year_over_all_quarters_and_no_date_of_its_own():
    tasks = reading_of(
        ("TT", "Nội dung", "Đơn vị", "Lộ trình năm 2027", None, None, None),
        (None, None, None, "I", "II", "III", "IV"),
        ("1", "Mở lớp vẽ", "Phòng Kinh tế", "x", "", "", ""),
        ("2", "Sửa nhà sách", "Công an phường", "", "●", "●", ""),
        merged=(((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 3), (0, 6))),
    )["tasks"]
    assert [task["deadline"]["due"] for task in tasks] == ["2027-03-31", "2027-09-30"]
    assert tasks[0]["deadline"]["kind"] == "quarter"
    assert [milestone["due"] for milestone in tasks[1]["deadline"]["milestones"]] == ["2027-06-30", "2027-09-30"]


def test_crosses_under_months():
    (task,) = reading_of(
        ("TT", "Nội dung", "Đơn vị", "Tháng", None, None),
        (None, None, None, "9", "10", "11"),
        ("1", "Mở lớp vẽ", "Phòng Kinh tế", "", "✓", ""),
        merged=(((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 3), (0, 5))),
    )["tasks"]
    assert task["deadline"]["due"] == "2026-10-31"


def test_a_matrix_of_units_gives_leads_and_partners():
    tasks = reading_of(
        ("TT", "Nhiệm vụ", "Phân công", None, None, "Thời hạn"),
        (None, None, "Phòng Kinh tế", "Công an phường", "Trạm Y tế", None),
        ("1", "Mở lớp vẽ", "CT", "", "PH", "15/11/2026"),
        ("2", "Sửa nhà sách", "PH", "CT", "", "15/12/2026"),
        merged=(((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 4)), ((0, 5), (1, 5))),
    )["tasks"]
    assert [(task["leads"], task["partners"]) for task in tasks] == [
        (["Phòng Kinh tế"], ["Trạm Y tế"]),
        (["Công an phường"], ["Phòng Kinh tế"]),
    ]


def test_a_target_of_each_year_has_the_short_unit_of_its_row():
    (first, second) = reading_of(
        ("TT", "Tên chỉ tiêu", "Đơn vị", "Năm 2025 (ước)", "Kế hoạch", None, "Phòng theo dõi"),
        (None, None, None, None, "2026", "2030", None),
        ("1", "Số lớp vẽ mở mới", "lớp", "4", "9", "20", "Phòng Kinh tế"),
        ("2", "Lượng giấy in giảm so với năm 2024", "%", "3", "5", "≥ 12", "Văn phòng"),
        merged=(*(((0, column), (1, column)) for column in (0, 1, 2, 3, 6)), ((0, 4), (0, 5))),
    )["indicators"]
    assert [(t["comparator"], t["value"], t["noun"], t["as_of"]) for t in first["targets"]] == [
        (">=", 9, "lớp", "2026-12-31"),
        (">=", 20, "lớp", "2030-12-31"),
    ]
    assert (first["baseline"], first["monitor"], first["implementers"]) == ("4", ["Phòng Kinh tế"], [])
    assert [(t["comparator"], t["value"], t["unit"]) for t in second["targets"]] == [
        ("reduce>=", 5, "%"),
        (">=", 12, "%"),
    ]
