import pytest

from tests.plans.reading.letters import document, table

PERIODS = [
    ("Các xã báo cáo Sở Y tế trước 16 giờ thứ Năm hằng tuần.", "weekly", "thursday"),
    ("Các xã định kỳ hằng tháng (trước ngày 18) báo cáo Sở Y tế.", "monthly", "day 18 of month"),
    ("Sở Y tế báo cáo UBND tỉnh định kỳ ngày 15 và ngày 30 hàng tháng.", "monthly", "day 15, 30 of month"),
    ("Sở Y tế hằng quý tổng hợp, báo cáo UBND tỉnh trước ngày 25 của tháng cuối quý.", "quarterly",
     "day 25 of last month of quarter"),
    ("Các xã báo cáo 6 tháng một lần, trước ngày 15 tháng 6 và trước ngày 15 tháng 12 hằng năm.", "half-yearly",
     "15 June and 15 December"),
    ("Các xã báo cáo kết quả về Sở Y tế trước ngày 05 tháng 12 hằng năm.", "yearly", "5 December"),
    ("Các xã báo cáo kết quả về Sở Y tế trước ngày 15/12/2026.", "once", "2026-12-15"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "cadence", "due"), PERIODS, ids=[cadence for _, cadence, _ in PERIODS])
def test_a_period_of_reports_is_read(sentence: str, cadence: str, due: str):
    (duty,) = document(f"V. TỔ CHỨC THỰC HIỆN\n\n1. {sentence}\n")["reporting"]
    assert (duty["cadence"], duty["due"]) == (cadence, due)


def test_a_sentence_with_several_periods_is_several_duties():
    text = "V. TỔ CHỨC THỰC HIỆN\n\n1. Bộ Tài chính tổng hợp, báo cáo Chính phủ hằng quý, 6 tháng và năm.\n"
    duties = document(text)["reporting"]
    assert [duty["cadence"] for duty in duties] == ["quarterly", "half-yearly", "yearly"]
    assert {(*duty["who"], duty["to"]) for duty in duties} == {("Bộ Tài chính", "Chính phủ")}


def test_the_unit_that_gathers_is_known_by_several_words():
    for words in ("là cơ quan thường trực, theo dõi", "là đơn vị đầu mối, giúp Bộ trưởng theo dõi"):
        text = f"V. TỔ CHỨC THỰC HIỆN\n\n1. Vụ Pháp chế {words} việc thực hiện Kế hoạch.\n"
        assert document(text)["document"]["focal_unit"] == "Vụ Pháp chế"


AIMS = [
    ("Trên 90% người dân có tài khoản; tối thiểu 60% hộ có cáp quang.", [(">", 90, "%"), (">=", 60, "%")]),
    ("Giảm tỷ lệ hộ nghèo xuống dưới 1,5%.", [("<", 1.5, "%")]),
    ("Thu ngân sách đạt 12.500 tỷ đồng.", [(">=", 12500, "tỷ đồng")]),
    ("Giữ vững vị trí trong nhóm 3 tỉnh dẫn đầu.", [("rank<=", 3, "rank")]),
    ("Tăng thêm 500 ha rừng trồng.", [(">=", 500, "ha")]),
    ("Đón 25 - 28 triệu lượt khách mỗi năm.", [("between", 25, "triệu lượt")]),
]


@pytest.mark.parametrize(("text", "figures"), AIMS, ids=[text for text, _ in AIMS])
def test_an_aim_of_running_text_is_an_indicator(text: str, figures: list[tuple]):
    body = f"II. MỤC TIÊU\n\n1. Mục tiêu chung\n\nPhát triển bền vững.\n\n2. Đến năm 2028\n\n- {text}\n"
    (indicator,) = document(body)["indicators"]
    assert indicator["text"] == text
    assert [(target["comparator"], target["value"], target["unit"]) for target in indicator["targets"]] == figures
    assert {target["as_of"] for target in indicator["targets"]} == {"2028-12-31"}


def test_columns_of_two_years_are_two_targets():
    rows = table(
        "STT | Chỉ tiêu | ĐVT | Hiện trạng 2025 | Năm 2026 | Năm 2030 | Cơ quan theo dõi | Đơn vị thực hiện",
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 60 | ≥ 80 | 100 | Văn phòng | Các phòng",
        "2 | Xếp hạng chỉ số phục vụ | hạng | 9 | Nhóm 5 tỉnh dẫn đầu | 1 | Văn phòng | Các phòng",
    )
    first, second = document(rows)["indicators"]
    assert [(target["value"], target["as_of"]) for target in first["targets"]] == [
        (80, "2026-12-31"),
        (100, "2030-12-31"),
    ]
    assert (first["baseline"], first["monitor"], first["implementers"]) == ("60", ["Văn phòng"], ["Các phòng"])
    assert [(target["comparator"], target["value"]) for target in second["targets"]] == [("rank<=", 5), ("rank<=", 1)]


MORE_PERIODS = [
    ("Các xã báo cáo Sở Y tế hằng ngày cho đến khi hết dịch.", [("daily", None)]),
    ("Trạm Y tế báo cáo Phòng Văn hóa 02 tuần một lần, vào thứ Sáu.", [("fortnightly", "friday")]),
    ("Các xã gửi báo cáo về Sở Y tế trước ngày 08 tháng đầu tiên của quý tiếp theo.",
     [("quarterly", "day 8 of first month of next quarter")]),
    ("Sở Y tế tổng hợp, trước ngày 12 tháng 6 và ngày 12 tháng 12 hằng năm báo cáo UBND tỉnh.",
     [("half-yearly", "12 June and 12 December")]),
    ("Báo cáo tuần gửi trước 16h00 thứ Năm về Sở Y tế.", [("weekly", "thursday")]),
    ("Các xã báo cáo trước ngày 14 hằng tháng (số liệu tính đến ngày 10).", [("monthly", "day 14 of month")]),
    ("Sở Y tế báo cáo UBND tỉnh vào ngày 25 hằng tháng; riêng tháng 12 báo cáo trước ngày 20/12/2026.",
     [("monthly", "day 25 of month"), ("once", "2026-12-20")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), MORE_PERIODS, ids=[wanted[0][0] for _, wanted in MORE_PERIODS])
def test_rarer_periods_and_two_of_one_sentence_are_read(sentence: str, wanted: list[tuple]):
    duties = document(f"V. TỔ CHỨC THỰC HIỆN\n\n1. {sentence}\n")["reporting"]
    assert [(duty["cadence"], duty["due"]) for duty in duties] == wanted


def test_a_unit_that_only_gathers_and_reports_is_the_focal_one():
    text = "V. TỔ CHỨC THỰC HIỆN\n\n1. Thanh tra tỉnh tổng hợp, báo cáo UBND tỉnh trước ngày 25 hằng tháng.\n"
    assert document(text)["document"]["focal_unit"] == "Thanh tra tỉnh"
