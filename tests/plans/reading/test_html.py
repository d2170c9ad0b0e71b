import pytest

from plans.reading import Unreadable, html, read
from plans.reading.blocks import Block, Paragraph, Table
from plans.reading.formats import read_blocks


def blocks_of(page: str, filename: str = "plan.html") -> list[Block]:
    return read_blocks(page.encode(), filename).blocks


def texts_of(page: str) -> list[str]:
    return [block.text for block in blocks_of(page) if isinstance(block, Paragraph)]


def rows_of(page: str) -> list[list[tuple[int, int, str, bool]]]:
    (table,) = [block for block in blocks_of(page) if isinstance(block, Table)]
    return [[(start, cell.span, cell.text, cell.repeated) for start, cell in row.cells.items()] for row in table.rows]


def test_a_page_is_read_as_a_plan():
    tasks = read(
        """<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head><body><p>KẾ HOẠCH</p>
        <table><tr><th>TT</th><th>Nội dung</th><th>Đơn vị chủ trì</th><th>Thời hạn</th></tr>
        <tr><td>1</td><td>Mua&nbsp;sách</td><td>Sở Y tế</td><td>1/10/2026</td></tr></table></body></html>""".encode(),
        filename="plan.html",
    )["tasks"]
    assert [(task["id"], task["content"], task["leads"]) for task in tasks] == [("1", "Mua sách", ["Sở Y tế"])]


def test_headings_lists_and_line_breaks_are_paragraphs():
    page = "<body><h2>I. Mục đích</h2><p>Một<br>hai <b>ba</b></p><ul><li>gạch</li></ul>"
    page += "<ol type=a start=2><li>chữ</li><li>nữa</li></ol><ol><li>số</li></ol>đuôi</body>"
    assert texts_of(page) == ["I. Mục đích", "Một", "hai ba", "- gạch", "b) chữ", "c) nữa", "1. số", "đuôi"]


def test_headings_and_bold_paragraphs_are_known():
    blocks = blocks_of("<html><h3>Đầu đề</h3><p><b>Đậm</b> <strong>hết</strong></p><p>Một <b>chữ</b></p></html>")
    assert [(block.level, block.bold) for block in blocks] == [(3, True), (0, True), (0, False)]


def test_joined_cells_are_laid_out_as_word_lays_them():
    page = """<table><tr><td rowspan=2>1</td><td colspan=2>Hai cột</td></tr>
    <tr><td>a</td><td rowspan="2">b</td></tr><tr><td>2</td><td>c</td></tr></table>"""
    assert rows_of(page) == [
        [(0, 1, "1", False), (1, 2, "Hai cột", False)],
        [(0, 1, "1", True), (1, 1, "a", False), (2, 1, "b", False)],
        [(0, 1, "2", False), (1, 1, "c", False), (2, 1, "b", True)],
    ]


def test_a_table_around_a_page_is_no_table_and_cells_keep_their_lines():
    inner = "<table><tr><td><p>a</p><ul><li>b</li></ul></td><td>c</td></tr></table>"
    page = f"<table><tr><td><p>Trên</p>{inner}</td></tr></table>"
    first, table = blocks_of(page)
    assert (first.text, table.rows[0].at(0).lines) == ("Trên", ("a", "- b"))


def test_what_is_not_shown_is_not_read():
    page = "<html><script>alert(1)</script><p style='display: none'>ẩn</p><p hidden>ẩn</p><!-- ẩn --><del>bỏ</del>"
    page += "<p>hiện</p>"
    assert texts_of(page) == ["hiện"]


def test_a_page_of_an_old_editor_is_read_in_the_encoding_it_names():
    page = '<html><meta http-equiv=Content-Type content="text/html; charset=windows-1252">'
    page += "<p>K&#7871; ho&#7841;ch: \xe0</p>"
    (paragraph,) = read_blocks(page.encode("windows-1252"), "plan.htm").blocks
    assert paragraph.text == "Kế hoạch: à"


def test_no_entity_of_the_page_is_expanded():
    page = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]><html><body><p>x &b; y</p></body></html>'
    assert "boomboom" not in " ".join(texts_of(page))


def test_markdown_with_a_tag_here_and_there_stays_text():
    assert texts_of("# KẾ HOẠCH\n\n<p>Mua sách</p>\n\n- **Đơn vị**: <i>Sở Y tế</i>") == [
        "KẾ HOẠCH",
        "Mua sách",
        "- Đơn vị: Sở Y tế",
    ]


@pytest.mark.parametrize(
    "page", ["<?xml version='1.0'?><a>b</a>", "MIME-Version: 1.0\nContent-Type: multipart/related"]
)
def test_other_languages_of_tags_are_refused(page: str):
    with pytest.raises(Unreadable) as refusal:
        blocks_of(page)
    assert refusal.value.code == "wrong_type"


def test_a_table_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(html, "_MAX_CELLS", 20)
    with pytest.raises(Unreadable) as refusal:
        blocks_of("<table>" + "<tr><td>a<td rowspan=500>b</tr>" * 20)
    assert refusal.value.code == "limits"
