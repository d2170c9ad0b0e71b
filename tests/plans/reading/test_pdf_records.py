"""Rows of a PDF table without rules and its header, from words with positions."""

from plans.reading.pdf_headers import header_at
from plans.reading.pdf_lines import Line
from plans.reading.pdf_middles import is_in_the_middle, records_around
from plans.reading.pdf_records import BodyLine, records_of

PITCH, SIZE, LETTER = 12, 10, 5
PLACES = (60, 200, 320, 420)
TEXTS = ("Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


def word(x: float, top: float, text: str, *, bold: bool = False) -> Line:
    first = text.split()[0]
    return Line(
        text, x, x + LETTER * len(text), top, top + SIZE, SIZE, bold, first_word=LETTER * len(first), last_word=LETTER
    )


def printed(*rows: str, top: float = 100) -> list[BodyLine]:
    """Each row a line of print, its columns parted by "|"."""
    lines = []
    for number, row in enumerate(rows):
        y = top + PITCH * number
        cells = {at: [word(PLACES[at], y, text.strip())] for at, text in enumerate(row.split("|")) if text.strip()}
        lines.append(BodyLine(y, y + SIZE, cells, spans=False))
    return lines


def header(*rows: dict[float, str]) -> list[list[Line]]:
    return [
        [word(x, 100 + PITCH * number, text, bold=True) for x, text in row.items()] for number, row in enumerate(rows)
    ]


def firsts(records: list[list[BodyLine]]) -> list[str]:
    """What stands in the first columns of each row."""
    return [" ".join(line.cells[0][0].text for line in record if 0 in line.cells) for record in records]


def test_a_row_without_number_begins_where_the_cells_above_had_ended():
    lines = printed(
        "Rà soát dữ liệu đất đai của | Sở Nông nghiệp và | UBND các xã, | Quý I/2026",
        "các xã | Môi trường | phường |",
        "Xây dựng kho dữ liệu | Sở Nội vụ | | Quý II/2026",
        "Tập huấn kỹ năng số | Sở Y tế | Công an tỉnh | Hằng năm",
    )
    assert firsts(records_of(lines, TEXTS)) == [
        "Rà soát dữ liệu đất đai của các xã",
        "Xây dựng kho dữ liệu",
        "Tập huấn kỹ năng số",
    ]


def test_a_name_or_a_date_that_goes_on_with_a_capital_begins_no_row():
    lines = printed(
        "Kiểm tra chợ tại các | Sở Công Thương và | | Trước ngày",
        "Phường trung tâm | Ủy ban nhân dân | | 15/7/2026",
    )
    assert len(records_of(lines, TEXTS)) == 1


def test_numbers_in_the_middle_have_their_rows_around_them():
    texts = printed(" | Rà soát dữ liệu", " | của các xã", " | Kiểm tra chợ", " | Xây dựng kho", " | dữ liệu")
    numbers = [(106, "1"), (124, "2"), (142, "3")]
    lines = [*texts, *(BodyLine(y, y + SIZE, {0: [word(60, y, text)]}, spans=False) for y, text in numbers)]
    lines.sort(key=lambda line: line.top)
    assert is_in_the_middle(lines)
    contents = [
        " ".join(line.cells[1][0].text for line in record if 1 in line.cells)
        for record in records_around(lines, goes_on=False)
    ]
    assert contents == ["Rà soát dữ liệu của các xã", "Kiểm tra chợ", "Xây dựng kho dữ liệu"]


def test_numbers_beside_the_first_line_are_not_in_the_middle():
    assert not is_in_the_middle(printed("1 | Rà soát dữ liệu", " | của các xã", "2 | Kiểm tra chợ"))


def test_a_header_is_known_by_its_words_in_any_order_over_several_lines():
    found = header_at(
        header(
            {60: "Thời gian", 200: "Nội dung", 320: "Cơ quan,"},
            {60: "hoàn thành", 200: "nhiệm vụ", 320: "đơn vị"},
            {320: "chủ trì"},
        )
    )
    assert found is not None
    assert found.texts == ("Thời gian hoàn thành", "Nội dung nhiệm vụ", "Cơ quan, đơn vị chủ trì")


def test_what_stands_over_two_columns_names_neither():
    rows = header({60: "Nội dung", 200: "Cơ quan thực hiện của tỉnh nhà"}, {200: "Chủ trì", 280: "Phối hợp"})
    found = header_at([*rows])
    assert found is not None
    assert found.texts == ("Nội dung", "Chủ trì", "Phối hợp")


def test_words_of_a_sentence_set_wide_are_no_header():
    assert header_at(header({60: "Sở Nội vụ chủ trì", 200: "phối hợp", 320: "thời gian"})) is None


def test_a_title_above_a_header_stays_out_of_it():
    assert header_at(header({200: "PHỤ LỤC"}, {60: "TT", 200: "Nội dung", 320: "Đơn vị chủ trì"})) is None
