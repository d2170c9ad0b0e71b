"""Classes of wording that came up in plans of issuers not met before: each in words of its own."""

from plans.reading import read
from plans.reading.deadlines import read_deadline
from plans.reading.phrases import split_units
from tests.plans.reading.letters import brief, document, table
from tests.plans.reading.test_columns import reading_of

ONE_ROW = table("TT | Nhiệm vụ | Chủ trì | Thời hạn", "1 | Sửa mái nhà kho | Phòng Kinh tế | 30/9/2026")


def test_sentences_that_charge_units_by_a_day_are_tasks_beside_a_table():
    tasks = document(
        "I. NỘI DUNG\n1. Kho sách\na) Kho mở\n"
        "- Văn phòng UBND xã mua 300 cuốn sách, xong trước 30/6.\n"
        "- Phòng Kinh tế phối hợp với Công an xã kiểm kê kho trong tháng 7/2026.\n"
        "b) Kho kín\n- Trạm Y tế xã phun thuốc chống mối hằng quý.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Thư viện xã theo dõi chung.\nPhụ lục 03\nVIỆC LẺ\n" + ONE_ROW
    )["tasks"]
    assert [task["id"] for task in tasks] == ["PL03.1", "I.1.a.1", "I.1.a.2", "I.1.b.1"]
    assert brief(tasks[2]) == ("I.1.a.2", ["Phòng Kinh tế"], ["Công an xã"], "2026-07-31")


def test_sentences_without_days_beside_a_table_are_only_proposed():
    found = document(
        "I. QUAN ĐIỂM CHUNG\n- Thư viện xã phục vụ bạn đọc tận tình.\n- Phòng Kinh tế hỗ trợ bạn đọc.\n"
        "- Trạm Y tế xã giúp người già đọc sách.\nII. BẢNG VIỆC\n" + ONE_ROW
    )
    assert [task["id"] for task in found["tasks"]] == ["II.1"]


def test_a_timetable_that_says_who_visits_assigns_and_one_that_does_not_assigns_nothing():
    rows = ("1 | Đếm sách ở kho xã | 04/5/2026", "2 | Xem sổ mượn | 05/5/2026")
    head = "I. LỊCH KIỂM TRA\n"
    led = table("TT | Nội dung | Thời gian | Đơn vị chủ trì", *(f"{row} | Phòng Kinh tế" for row in rows))
    bare = table("TT | Nội dung | Thời gian", *rows)
    assert [task["leads"] for task in document(head + led)["tasks"]] == [["Phòng Kinh tế"]] * 2
    assert document(head + bare)["tasks"] == []


def test_figures_shared_out_to_units_by_columns_are_an_indicator_in_each_cell():
    found = reading_of(
        ("TT", "Đơn vị", "Chỉ tiêu bạn đọc mới (người)", "Tỷ lệ sách được mượn (%)", "Ghi chú"),
        ("1", "Phòng Kinh tế", "120", "≥ 45,5", ""),
        ("2", "UBND xã Mây", "1.050", "60", "vùng xa"),
        ("", "Tổng cộng", "1.170", "", ""),
    )
    said = [(one["text"], one["implementers"], one["targets"][0]) for one in found["indicators"]]
    assert [(text, units, target["value"], target["unit"]) for text, units, target in said] == [
        ("Chỉ tiêu bạn đọc mới", ["Phòng Kinh tế"], 120, "count"),
        ("Tỷ lệ sách được mượn", ["Phòng Kinh tế"], 45.5, "%"),
        ("Chỉ tiêu bạn đọc mới", ["UBND xã Mây"], 1050, "count"),
        ("Tỷ lệ sách được mượn", ["UBND xã Mây"], 60, "%"),
    ]
    assert [one["no"] for one in found["indicators"]] == [1, 2, 3, 4]
    assert all(one["doubts"] and one["confidence"] < 1 for one in found["indicators"])
    assert found["tasks"] == []


def test_figures_of_how_things_stand_are_no_indicators():
    found = reading_of(
        ("TT", "Đơn vị", "Kết quả năm 2025 về bạn đọc (người)", "Kinh phí đã giao (đồng)"),
        ("1", "Phòng Kinh tế", "120", "45"),
        ("2", "UBND xã Mây", "80", "60"),
    )
    assert found["indicators"] == []


def test_a_plan_made_at_the_end_of_a_year_for_the_next_lends_that_year():
    text = "ỦY BAN NHÂN DÂN\nXÃ MÂY\nSố: 9/KH-UBND\nMây, ngày 20 tháng 12 năm 2025\nKẾ HOẠCH\nĐọc sách năm 2026\n"
    days = ("30/11 | Phòng Kinh tế", "15/3 | Trạm Y tế xã")
    rows = (f"{number} | Mở phòng đọc số {number} | {day}" for number, day in enumerate(days, 1))
    tasks = _read(text + "I. VIỆC\n" + table("TT | Nội dung | Thời hạn | Chủ trì", *rows))
    assert [task["deadline"]["due"] for task in tasks] == ["2026-11-30", "2026-03-15"]


def test_a_body_named_for_a_field_keeps_its_whole_name():
    assert _lead("Chi cục Chăn nuôi và Thú y cấp sổ theo dõi đàn, xong trước 30/6/2026.") == [
        "Chi cục Chăn nuôi và Thú y"
    ]
    assert (
        _lead("Chi cục Kiểm lâm, Ban Quản lý rừng Mây khảo sát đường trước 30/6/2026.")[1] == "Ban Quản lý rừng Mây"
    )


def test_a_row_of_councils_keeps_its_kind_when_the_level_changes():
    assert split_units("UBND các xã Mây, Gió và phường Nắng, đặc khu Sóng") == [
        "UBND xã Mây",
        "UBND xã Gió",
        "UBND phường Nắng",
        "UBND đặc khu Sóng",
    ]
    assert split_units("Công an xã Mây và phường Nắng") == ["Công an xã Mây", "phường Nắng"]


def test_words_that_only_charge_somebody_are_no_work():
    tasks = document(
        "I. NHIỆM VỤ\n1. Các chủ rừng: phát dọn đường băng trước 25/3/2026.\n"
        "2. Sản xuất 12 phóng sự (Sở Công Thương chủ trì; Trạm Y tế phối hợp; tháng 6/2026).\n"
        "3. Sở Y tế cấp tủ thuốc (loại nhỏ) trong tháng 7/2026.\n"
    )["tasks"]
    assert [task["content"] for task in tasks] == [
        "Phát dọn đường băng trước 25/3/2026.",
        "Sản xuất 12 phóng sự.",
        "Sở Y tế cấp tủ thuốc (loại nhỏ) trong tháng 7/2026.",
    ]
    assert [task["deadline"]["due"] for task in tasks] == ["2026-03-25", "2026-06-30", "2026-07-31"]
    assert (tasks[1]["leads"], tasks[1]["partners"]) == (["Sở Công Thương"], ["Trạm Y tế"])


def test_roman_appendices_are_counted_as_the_others():
    codes = [
        document(f"Phụ lục {code}\nVIỆC LẺ\n{ONE_ROW}")["tasks"][0]["id"] for code in ("I", "IV", "IX", "XII", "03")
    ]
    assert codes == ["PL01.1", "PL04.1", "PL09.1", "PL12.1", "PL03.1"]


def test_a_season_is_no_day():
    found = read_deadline("Xong trước mùa mưa năm 2026", year=2026)
    assert (found["kind"], found["due"]) == ("none", None)
    assert read_deadline("Trong năm 2026", year=2026)["due"] == "2026-12-31"


def test_what_is_done_so_many_times_a_day_comes_again():
    (task,) = document("I. NHIỆM VỤ\n1. Sở Y tế cập nhật bản tin tối thiểu 03 lần/ngày.\n")["tasks"]
    assert task["deadline"]["kind"] == "recurring"


def test_results_sent_every_month_are_reported():
    (duty,) = document(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các thôn gửi kết quả về Văn phòng UBND xã trước ngày 12 hằng tháng.\n"
    )["reporting"]
    assert (duty["who"], duty["cadence"], duty["due"]) == (["Các thôn"], "monthly", "day 12 of month")


def test_the_word_that_opens_a_title_is_no_part_of_it():
    title = document("I. VIỆC\n", kind="CÔNG ĐIỆN", title="Về chủ động chống nóng cho đàn gà")["document"]["title"]
    assert title == "Chủ động chống nóng cho đàn gà"


def _read(text: str) -> list[dict]:
    return read(text.encode(), filename="van-ban.txt")["tasks"]


def _lead(sentence: str) -> list[str]:
    (task,) = document(f"I. NHIỆM VỤ\n1. {sentence}\n")["tasks"]
    return task["leads"]
