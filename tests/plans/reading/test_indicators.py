import pytest

from plans.reading import read
from plans.reading.targets import read_targets
from tests.plans.reading.papers import Paper

FIGURES = [
    ("Tỷ lệ tái sử dụng dữ liệu đạt tối thiểu 95%", [(">=", 95, "%")]),
    ("Tỷ lệ hồ sơ đúng hạn đạt ≥ 98% .", [(">=", 98, "%")]),
    ("Phấn đấu tỷ lệ từ chối < 5%.", [("<", 5, "%")]),
    ("Tỷ trọng thương mại điện tử đạt trên 17,5%", [(">", 17.5, "%")]),
    ("Giảm ít nhất 50% văn bản giấy", [("reduce>=", 50, "%")]),
    ("Năng suất tăng tối thiểu 7–8%/năm.", [("between", 7, "%/year")]),
    ("Xếp hạng từ thứ 10 trở lên", [("rank<=", 10, "rank")]),
    ("Duy trì vị trí dẫn đầu cả nước", [("rank<=", 1, "rank")]),
    ("Không phát sinh hệ thống riêng lẻ", [("=", 0, "count")]),
    ("Hỗ trợ tối thiểu 1.200 hộ; trên 85% chợ thu tiền qua mã", [(">=", 1200, "count"), (">", 85, "%")]),
    ("Tổ chức tối thiểu 01 chiến dịch/năm", [(">=", 1, "count/year")]),
    ("100% hồ sơ theo Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 trong 12 tháng đầu", [(">=", 100, "%")]),
    ("Tỷ lệ người từ 15 tuổi trở lên có tài khoản đạt 95%", [(">=", 95, "%")]),
    ("Nâng cao chất lượng phục vụ", []),
    ("Tỷ lệ phủ sóng tăng từ 60% lên 80%", [(">=", 80, "%")]),
    ("Rút thời gian từ 12 ngày xuống còn 8 ngày", [("<=", 8, "ngày")]),
    ("Tối thiểu 70% cửa hàng từ 2 tầng trở lên có bình cứu hỏa", [(">=", 70, "%")]),
    ("Chỉ số đạt 45,5 điểm, thuộc nhóm 10 tỉnh dẫn đầu", [(">=", 45.5, "điểm"), ("rank<=", 10, "rank")]),
    ("Thời gian phản hồi không quá 24 giờ", [("<=", 24, "giờ")]),
    ("Từ 80% - 85% rác thải được thu gom", [("between", 80, "%")]),
    ("Số vụ tai nạn giảm từ 5% đến 10%", [("reduce>=", 5, "%")]),
    ("Xếp trong tốp 10 cả nước", [("rank<=", 10, "rank")]),
    ("Tối thiểu 3/4 số hộ có nước sạch", [(">=", 75, "%")]),
    ("Thu nhập đạt từ 80 triệu đồng/người/năm trở lên", [(">=", 80, "triệu đồng/người/year")]),
    ("Có ít nhất 20 hợp tác xã, 5 làng nghề được hỗ trợ", [(">=", 20, "count"), (">=", 5, "count")]),
    ("Hỗ trợ xóa 900 nhà tạm, nhà dột nát", [(">=", 900, "count")]),
    ("Trồng mới 3.200 cây bóng mát dọc bờ kênh", [(">=", 3200, "count")]),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES, ids=[text for text, _ in FIGURES])
def test_the_figures_of_an_indicator_are_read(text: str, figures: list[tuple]):
    assert [(target["comparator"], target["value"], target["unit"]) for target in read_targets(text)] == figures


def test_a_range_keeps_both_ends():
    (target,) = read_targets("Tăng 7-8%/năm")
    assert (target["value"], target["value_high"]) == (7, 8)


def test_the_day_counted_from_is_read():
    assert read_targets("100% hồ sơ số - tính từ 01/10/2026")[0]["from"] == "2026-10-01"
    assert read_targets("100% hồ sơ số, từ thời điểm ban hành Kế hoạch")[0]["from"] == "plan issued"


def test_a_table_with_columns_for_figure_and_unit():
    paper = Paper().table(
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Đơn vị chủ trì theo dõi", "Căn cứ"),
        ("I", "Kinh tế", None, None, None, None),
        ("1", "Tỷ lệ giải ngân", "%", "≥ 95", "Sở Tài chính", "Nghị quyết"),
        ("2", "Số mô hình", "mô hình", "3", "Sở Nội vụ và các sở, ban, ngành", ""),
        merged=[((1, 1), (1, 5))],
    )
    result = read(paper.bytes(), filename="plan.docx")
    first, second = result["indicators"]
    assert (first["pillar"], first["no"], first["monitor"], first["basis"]) == (
        "I. Kinh tế",
        1,
        ["Sở Tài chính"],
        "Nghị quyết",
    )
    assert [(t["comparator"], t["value"], t["unit"], t["as_of"]) for t in first["targets"]] == [
        (">=", 95, "%", "2026-12-31")
    ]
    assert [second["targets"][0][key] for key in ("value", "unit", "noun")] == [3, "count", "mô hình"]
    assert second["monitor"] == ["Sở Nội vụ", "các sở, ban, ngành"]
    assert result["tasks"] == []


def test_an_indicator_without_a_figure_is_doubted():
    paper = Paper().table(("TT", "Chỉ tiêu", "Đơn vị chủ trì"), ("1", "Nâng cao chất lượng", "Sở Y tế"))
    (indicator,) = read(paper.bytes(), filename="plan.docx")["indicators"]
    assert indicator["targets"] == []
    assert indicator["doubts"][0]["level"] == "check"
