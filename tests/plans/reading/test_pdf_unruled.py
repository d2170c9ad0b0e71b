"""Tables of a PDF that have no rules: columns parted by white space under a row of header words."""

from plans.reading import read
from tests.plans.reading.printed import Print
from tests.plans.reading.test_pdf import LONG, table_of, texts_of

PLACES = (60, 90, 260, 400)


def unruled(printed: Print, y: float, *cells: str) -> float:
    """A row of a table without rules; the height at which the next one stands."""
    for x, cell in zip(PLACES, cells, strict=True):
        printed.lines(x, y, *cell.split("\n"), size=10, pitch=12)
    return y + 12 * max(cell.count("\n") + 1 for cell in cells)


def test_a_table_without_rules_is_read_by_its_white_space():
    printed = Print().page().text(80, 80, "Các nhiệm vụ cụ thể như sau:")
    y = unruled(printed, 110, "TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    y = unruled(printed, y, "1", "Rà soát dữ liệu đất đai\ncủa các xã, phường", "Sở Tài chính", "Quý I/2026")
    y = unruled(printed, y, "2", "Xây dựng kho dữ liệu", "Sở Khoa học\nvà Công nghệ", "Trước 30/6/2026")
    printed.text(80, y + 60, LONG)
    rows = [[cell.text for cell in row.cells.values()] for row in table_of(printed).rows]
    assert rows == [
        ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        ["1", "Rà soát dữ liệu đất đai của các xã, phường", "Sở Tài chính", "Quý I/2026"],
        ["2", "Xây dựng kho dữ liệu", "Sở Khoa học và Công nghệ", "Trước 30/6/2026"],
    ]
    assert texts_of(printed) == ["Các nhiệm vụ cụ thể như sau:", LONG]


def test_its_tasks_are_taken_with_unit_and_date():
    printed = Print().page().text(200, 60, "KẾ HOẠCH", bold=True)
    y = unruled(printed, 110, "STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
    unruled(printed, y, "1", "Rà soát dữ liệu đất đai", "Sở Tài chính", "Trước 30/6/2026")
    (task,) = read(printed.pdf(), filename="plan.pdf")["tasks"]
    assert (task["content"], task["leads"]) == ("Rà soát dữ liệu đất đai", ["Sở Tài chính"])
    assert task["deadline"]["due"] == "2026-06-30"


def test_a_table_without_rules_goes_on_over_the_page():
    printed = Print().page()
    y = unruled(printed, 700, "TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    y = unruled(printed, y, "1", "Rà soát dữ liệu đất đai", "Sở Tài chính", "Quý I/2026")
    unruled(printed, y, "2", "Xây dựng kho dữ liệu", "Sở Khoa học", "Trước 30/6/2026")
    printed.text(290, 820, "1").page()
    unruled(printed, 60, "", "dùng chung", "và Công nghệ", "")
    printed.text(80, 200, LONG)
    rows = [[cell.text for cell in row.cells.values()] for row in table_of(printed).rows]
    assert rows[2] == ["2", "Xây dựng kho dữ liệu dùng chung", "Sở Khoa học và Công nghệ", "Trước 30/6/2026"]
    assert texts_of(printed) == [LONG]


def test_a_table_without_numbers_has_its_cut_row_joined_and_its_header_once():
    header = ("Cơ quan,\nchủ trì", "Thời\ngian", "Nội dung nhiệm vụ", "Sản phẩm")
    places = (60, 150, 240, 420)

    def row(y: float, *cells: str, bold: bool = False) -> None:
        for x, cell in zip(places, cells, strict=True):
            printed.lines(x, y, *cell.split("\n"), size=10, pitch=12, bold=bold)

    printed = Print().page()
    row(740, *header, bold=True)
    row(764, "Sở Tài chính", "Quý I/2026", "Rà soát dữ liệu đất đai", "Báo cáo")
    row(776, "Sở Nội vụ", "Quý II/2026", "Xây dựng quy chế phối hợp quản lý", "Quy chế")
    printed.page()
    row(60, *header, bold=True)
    row(84, "", "", "các chợ đêm", "")
    row(96, "Sở Y tế", "Hằng năm", "Kiểm tra bếp ăn", "Biên bản")
    printed.text(60, 112, LONG)
    rows = [[cell.text for cell in row.cells.values()] for row in table_of(printed).rows]
    assert rows == [
        ["Cơ quan, chủ trì", "Thời gian", "Nội dung nhiệm vụ", "Sản phẩm"],
        ["Sở Tài chính", "Quý I/2026", "Rà soát dữ liệu đất đai", "Báo cáo"],
        ["Sở Nội vụ", "Quý II/2026", "Xây dựng quy chế phối hợp quản lý các chợ đêm", "Quy chế"],
        ["Sở Y tế", "Hằng năm", "Kiểm tra bếp ăn", "Biên bản"],
    ]
    assert texts_of(printed) == [LONG]
