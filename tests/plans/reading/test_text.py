import pytest

from plans.reading import read
from plans.reading.blocks import Paragraph, Table
from plans.reading.text import read_text

TABLE = """TT\tNội dung\tĐơn vị chủ trì\tThời hạn
I\tChung\t\t
1\tMở ngày hội sách\tSở Nội vụ\t30/10/2026
2\tTặng <i>sách</i>\tSở Y tế\tQuý IV/2026
"""


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read_text(text).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_tabbed_table_is_read(encoding: str):
    tasks = read(f"KẾ HOẠCH\n\nMùa đọc\n\n{TABLE}".encode(encoding), filename="plan.txt")["tasks"]
    assert [(task["id"], task["content"], task["leads"]) for task in tasks] == [
        ("I.1", "Mở ngày hội sách", ["Sở Nội vụ"]),
        ("I.2", "Tặng sách", ["Sở Y tế"]),
    ]


def test_a_markdown_table_is_read():
    rows = [line.replace("\t", " | ") for line in TABLE.splitlines()]
    piped = "\n".join(f"| {row} |" for row in [rows[0], "--- | --- | --- | ---", *rows[1:]])
    assert [task["id"] for task in read(piped.encode(), filename="plan.md")["tasks"]] == ["I.1", "I.2"]


def test_lines_cut_by_the_page_width_are_joined():
    text = "**I. MỤC ĐÍCH,\nYÊU CẦU**\n\n- Đơn vị chủ trì: Sở Khoa học\nvà Công nghệ.\n"
    text += "- Đơn vị phối hợp: Các Sở, ban,\nngành."
    assert paragraphs(text) == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Đơn vị chủ trì: Sở Khoa học và Công nghệ.",
        "- Đơn vị phối hợp: Các Sở, ban, ngành.",
    ]


def test_a_blank_line_behind_every_line_parts_nothing():
    lines = [
        f"{number}. Việc thứ {number} phải làm theo hướng dẫn của cơ quan cấp trên và\n\nbáo cáo kết quả."
        for number in range(1, 15)
    ]
    assert len(paragraphs("\n\n".join(lines))) == 14


def test_a_letterhead_in_two_columns_is_read_column_by_column():
    head = (
        "     ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ\n"
        "                                           NGHĨA VIỆT NAM\n"
        "     TỈNH SAO MAI                      Độc lập - Tự do - Hạnh phúc\n"
        "    Số: 12/KH-UBND\n"
        "   V/v mở phiên chợ                 Sao Mai, ngày 9 tháng 5 năm\n"
        "       vùng cao                                 2026\n"
        "\n                     KẾ HOẠCH\n"
    )
    assert paragraphs(head) == [
        "ỦY BAN NHÂN DÂN", "TỈNH SAO MAI", "Số: 12/KH-UBND", "V/v mở phiên chợ vùng cao", "CỘNG HÒA XÃ HỘI CHỦ",
        "NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Sao Mai, ngày 9 tháng 5 năm 2026", "KẾ HOẠCH",
    ]  # fmt: skip


HEADER = "TT   Nội dung                      Chủ trì          Phối hợp         Thời gian\n"
ALIGNED = """
 TT   Nội dung                      Chủ trì          Phối hợp         Thời gian
 1    Lập bản đồ ngập úng của       Sở Xây dựng      UBND phường      30/6/2026
      các tuyến phố trung tâm                        Sông Trà
 II   HẬU CẦN
{turn} 1    Mua máy bơm                   Sở Tài chính     Sở Y tế          Quý III/2026
                                                     Công an tỉnh

 Các đơn vị báo cáo kết quả về Sở Xây dựng trước ngày 20 hằng tháng.
"""


@pytest.mark.parametrize("turn", ["", f"\f {HEADER}"])
def test_a_table_told_by_white_space_alone_is_read_over_pages(turn: str):
    result = read(f"KẾ HOẠCH\nChống ngập năm 2026\n{ALIGNED.format(turn=turn)}".encode(), filename="a.txt")
    assert [(task["id"], task["content"], task["leads"], task["partners"]) for task in result["tasks"]] == [
        ("1", "Lập bản đồ ngập úng của các tuyến phố trung tâm", ["Sở Xây dựng"], ["UBND phường Sông Trà"]),
        ("II.1", "Mua máy bơm", ["Sở Tài chính"], ["Sở Y tế", "Công an tỉnh"]),
    ]
    assert [duty["due"] for duty in result["reporting"]] == ["day 20 of month"]


def test_latex_and_markdown_are_taken_off():
    assert paragraphs(r"Tỷ lệ *đúng hạn* đạt $\geq 95\%$ và **đủ**.") == ["Tỷ lệ đúng hạn đạt ≥ 95% và đủ."]


def test_a_line_without_tabs_inside_a_table_is_a_row_over_all_columns():
    blocks = read_text(TABLE + "II Phần sau\n3\tViệc ba\tSở Y tế\t1/12/2026\n").blocks
    (found,) = [block for block in blocks if isinstance(block, Table)]
    assert found.rows[4].at(0).span == 4
    tasks = read((TABLE + "II Phần sau\n3\tViệc ba\tSở Y tế\t1/12/2026\n").encode(), filename="a.txt")["tasks"]
    assert tasks[-1]["id"] == "II.3"
