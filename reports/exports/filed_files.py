"""A unit's own report as .docx and PDF, from the same paper."""

from io import BytesIO

from reports.exports import typesetting
from reports.exports.compiled.pdf import table_data
from reports.exports.filed import Paper
from reports.exports.grid import grid
from reports.exports.letterhead import heading, masthead_of, sign
from reports.exports.paper import TEXT_WIDTH, WIDE_TEXT_WIDTH, appendix, blank, body, caption, put


def filed_docx(paper: Paper) -> bytes:
    document, head = blank(), paper.head
    masthead_of(document, head)
    heading(document, head)
    body(document, head["mo_dau"])
    for part in paper.parts:
        body(document, part.title, bold=True)
        for line in part.texts:
            body(document, line)
        for each in part.tables:
            if each.table.title:
                caption(document, each.table.title)
            grid(document, each.table, width=TEXT_WIDTH, size=13)
    body(document, head["ket"], stays=True)
    sign(document, head["noi_nhan"], head["chu_ky"], head["nguoi_ky"])
    for mark, title, each in paper.appendices:
        appendix(document)
        for text, look in ((mark, {"bold": True}), (title, {"bold": True}), (_under(head), {"italic": True})):
            put(document.add_paragraph(), text, **look)
        grid(document, each.table, width=WIDE_TEXT_WIDTH, size=9)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _under(head: dict) -> str:
    return f"(Kèm theo Báo cáo {head['so_bao_cao']})"


def filed_pdf(paper: Paper) -> bytes:
    parts = [
        {
            "title": part.title,
            "texts": part.texts,
            "tables": [table_data(each, TEXT_WIDTH) for each in part.tables],
            "charts": [],
        }
        for part in paper.parts
    ]
    appendices = [
        {
            "mark": mark,
            "title": title,
            "so_bao_cao": paper.head["so_bao_cao"],
            "table": table_data(each, WIDE_TEXT_WIDTH),
        }
        for mark, title, each in paper.appendices
    ]
    return typesetting.pdf(paper.head | {"parts": parts}, appendices, [])
