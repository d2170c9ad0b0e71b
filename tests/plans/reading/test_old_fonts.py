"""Texts in TCVN3 made by an inverse of the published table of codes."""

import pytest

from plans.reading import Unreadable, tcvn3
from plans.reading.formats import read_blocks
from tests.plans.reading.papers import paragraph, run, with_body, with_parts

CODES = {letter: chr(code) for code, letter in tcvn3._TABLE.items()}
PLAIN = "Nội dung công việc của các đơn vị chủ trì và phối hợp thực hiện, ưu tiên số hóa"


def old(text: str) -> str:
    return "".join(CODES.get(letter, CODES.get(letter.lower(), letter)) for letter in text)


def in_font(text: str, font: str) -> str:
    return run(text).replace("<w:r>", f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>')


def texts_of(data: bytes, filename: str = "plan.docx") -> list[str]:
    return [block.text for block in read_blocks(data, filename).blocks]


def test_runs_in_old_fonts_are_read_beside_runs_in_new_ones():
    data = with_body(
        paragraph(in_font(old(PLAIN), ".VnTime") + in_font("Sở Y tế", "Times New Roman"))
        + paragraph(in_font(old("ủy ban nhân dân"), ".VnTimeH"))
    )
    assert texts_of(data) == [f"{PLAIN}Sở Y tế", "ỦY BAN NHÂN DÂN"]


def test_the_font_of_a_style_counts():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style></w:styles>'
    )
    data = with_parts(with_body(paragraph(run(old(PLAIN)))), {"word/styles.xml": styles.encode()})
    assert texts_of(data) == [PLAIN]


def test_unicode_in_an_old_font_is_left_alone():
    data = with_body(paragraph(in_font(PLAIN, ".VnTime")))
    assert texts_of(data) == [PLAIN]


def test_old_text_whose_font_was_changed_is_read():
    assert texts_of(with_body(paragraph(in_font(old(PLAIN), "Arial")))) == [PLAIN]


def test_raw_bytes_are_read_and_lines_of_capitals_are_capitals_again():
    text = f"TT\tNỘI DUNG CÔNG VIỆC\n1\t{PLAIN}\n"
    (table,) = read_blocks(old(text).encode("latin-1"), "plan.txt").blocks
    assert [row.at(1).text for row in table.rows] == ["NỘI DUNG CÔNG VIỆC", PLAIN]


@pytest.mark.parametrize("filename", ["plan.docx", "plan.txt"])
def test_garbage_that_does_not_become_vietnamese_is_refused(filename: str):
    garbage = "µ¶·¸¹ ®¬ «ª ÖÕÔ " * 4
    data = garbage.encode() if filename == "plan.txt" else with_body(paragraph(in_font(garbage, ".VnTime")))
    with pytest.raises(Unreadable) as refusal:
        read_blocks(data, filename)
    assert refusal.value.code == "tcvn3"
