from plans.reading import read
from plans.reading.blocks import Block, Paragraph
from plans.reading.docx import read_docx
from plans.reading.package import Package
from tests.plans.reading.papers import Paper, paragraph, run, table, with_body, with_parts

NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def blocks_of(data: bytes) -> list[Block]:
    return read_docx(Package(data)).blocks


def texts(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data) if isinstance(block, Paragraph)]


def numbered(text: str, level: int, number: int = 5) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_tracked_changes_are_read_as_accepted():
    changed = "<w:del><w:r><w:delText>31/01/2026</w:delText></w:r></w:del><w:ins>" + run("05/02/2026") + "</w:ins>"
    data = with_body(paragraph(run("Trước ") + changed))
    assert texts(data) == ["Trước 05/02/2026"]
    assert "thay đổi" in read(data, filename="a.docx")["doubts"][-2]["text"]


def test_deleted_rows_are_gone_and_inserted_rows_stay():
    header, kept = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"), ("1", "Việc giữ", "Sở Y tế", "1/10/2026")
    body = table(*[[run(cell) for cell in row] for row in (header, kept, ("2", "Việc bỏ", "Sở Y tế", "2/10/2026"))])
    cut = body.rindex("<w:tr>") + len("<w:tr>")
    data = with_body(body[:cut] + "<w:trPr><w:del/></w:trPr>" + body[cut:])
    assert [task["content"] for task in read(data, filename="a.docx")["tasks"]] == ["Việc giữ"]


def test_automatic_numbers_are_written_out():
    body = numbered("Mục đích", 0) + numbered("Yêu cầu", 1) + numbered("Chi tiết", 2) + numbered("Nhiệm vụ", 0)
    body += numbered("Việc", 1) + numbered("gạch đầu dòng", 0, number=6)
    data = with_parts(with_body(body), {"word/numbering.xml": NUMBERING.encode()})
    assert texts(data) == [
        "I. Mục đích", "1. Yêu cầu", "1.1. Chi tiết", "II. Nhiệm vụ", "1. Việc", "- gạch đầu dòng",
    ]  # fmt: skip


def test_footnotes_and_hidden_text_are_no_part_of_the_text():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    data = with_body(paragraph(run("Tài khoản") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + hidden))
    assert texts(data) == ["Tài khoản"]


def test_links_and_content_controls_are_part_of_the_text():
    linked = paragraph(run("xem ") + f"<w:hyperlink>{run('tại đây')}</w:hyperlink>")
    data = with_body(f"<w:sdt><w:sdtContent>{linked}</w:sdtContent></w:sdt>")
    assert texts(data) == ["xem tại đây"]


def test_decomposed_letters_are_composed():
    assert texts(with_body(paragraph(run("Thời hạn")))) == ["Thời hạn"]


def test_a_result_of_any_document_is_plain_data():
    result = read(Paper().lines("I. MỤC ĐÍCH").bytes(), filename="a.docx")
    rows = {"tasks", "proposed_tasks", "indicators", "section_targets", "reporting", "other_duties"}
    assert set(result) == rows | {"document", "document_notes", "doubts", "source"}


def test_headings_and_bold_paragraphs_are_known():
    paper = Paper(opening=())
    paper.document.add_heading("I. Mục đích", level=2)
    bold = paper.document.add_paragraph()
    bold.add_run("Toàn bộ ").bold = True
    bold.add_run("đậm").bold = True
    mixed = paper.document.add_paragraph("thường ")
    mixed.add_run("đậm").bold = True
    blocks = blocks_of(paper.bytes())
    assert [(block.level, block.bold) for block in blocks] == [(2, True), (0, True), (0, False)]
