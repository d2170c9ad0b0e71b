"""The report as .docx: an official letter with its appendices."""

from decimal import Decimal
from io import BytesIO

from docx.document import Document
from docx.shared import Pt

from reports.exports import passages, summary, tables
from reports.exports.grid import grid
from reports.exports.letterhead import abbreviation, foot, head
from reports.exports.paper import TEXT_WIDTH, WIDE_TEXT_WIDTH, appendix, blank, body, caption, put
from reports.exports.tables import Column, Table
from reports.exports.wording import formal, number, rate
from reports.queries import PlanReport

ROMAN = ("I", "II", "III", "IV")
SUMMARY = [
    Column("Tình hình", 45),
    Column("Số nhiệm vụ", 15, "figure"),
    Column("Số lượt giao", 15, "figure"),
]


def letter(report: PlanReport) -> bytes:
    document = blank()
    head(document, report)
    body(document, passages.opening(report))
    _results(document, report)
    _part(document, "II. VIỆC QUÁ HẠN", passages.overdue(report))
    _part(document, "III. KHÓ KHĂN, VƯỚNG MẮC", passages.obstacles(report))
    _part(document, "IV. KIẾN NGHỊ, ĐỀ XUẤT", passages.proposals(report))
    body(document, passages.closing(report), stays=True)
    foot(document, report)
    _appendices(document, report)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _part(document: Document, title: str, lines: list[str]) -> None:
    body(document, title, bold=True)
    for line in lines:
        body(document, line)


def _results(document: Document, report: PlanReport) -> None:
    _part(document, "I. KẾT QUẢ THỰC HIỆN", passages.results(report))
    if not report.assignments.total:
        return
    caption(document, "Tổng hợp tình hình thực hiện")
    lines = summary.lines(report)
    rows = [_summary_row(line) for line in lines]
    bold = [n for n, line in enumerate(lines) if not line.depth]
    grid(document, Table("", SUMMARY, rows), width=TEXT_WIDTH, size=13, bold_rows=bold)
    for line in [*passages.after_table(report), *passages.evidence(report)]:
        body(document, line)


def _summary_row(line: summary.Line) -> tuple[str, str, str]:
    empty = "–" if line.depth else ""
    counts = [_count(value, empty) for value in (line.tasks, line.assignments)]
    return (f"- {line.label}" if line.depth else line.label, *counts)


def _count(value: int | Decimal | None, empty: str) -> str:
    if value is None:
        return empty
    return number(value) if isinstance(value, int) else rate(value)


def _appendices(document: Document, report: PlanReport) -> None:
    first = tables.by_unit(report) if report.whole else tables.by_task(report)
    shown = [table for table in (first, tables.overdue(report)) if table.rows]
    for mark, table in zip(ROMAN, shown, strict=False):
        appendix(document)
        put(document.add_paragraph(), f"Phụ lục {mark}" if len(shown) > 1 else "Phụ lục", bold=True)
        put(document.add_paragraph(), table.title.upper(), bold=True)
        sign = abbreviation(report.author.code, report.author.kind)
        under = f"(Kèm theo Báo cáo số        /BC-{sign} ngày        của {formal(report.author)})"
        put(document.add_paragraph(), under, italic=True).paragraph_format.space_after = Pt(8)
        grid(document, table, width=WIDE_TEXT_WIDTH, size=9)
