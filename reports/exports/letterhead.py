"""The head and the foot of an official letter: boxes 1 to 4, 5a, 7 and 9 of NĐ 30/2020/NĐ-CP."""

from datetime import date

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from reports.exports.paper import CENTER, LEFT, TEXT_WIDTH, put, rule
from reports.exports.wording import day, formal, full, named
from reports.queries import PlanReport
from units.models import Unit

LEFT_WIDTH, RIGHT_WIDTH = 74, 96
COMMITTEE = "ỦY BAN NHÂN DÂN"
COMMITTEES = (Unit.Kind.WARD, Unit.Kind.COMMUNE)
HEADS = (
    ("SỞ", "GIÁM ĐỐC"),
    ("BAN", "TRƯỞNG BAN"),
    ("VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
    ("THANH TRA", "CHÁNH THANH TRA"),
    ("TRUNG TÂM", "GIÁM ĐỐC"),
    ("CÔNG AN", "GIÁM ĐỐC"),
)


def head(document: Document, report: PlanReport) -> None:
    masthead(document, issuer(report), f"/BC-{abbreviation(report.author.code, report.author.kind)}", report.made_on)
    _title(document, report)


def masthead(
    document: Document, names: tuple[list[str], list[str]], symbol: str, on: date, *, about: str = ""
) -> None:
    """`names`: of the agency above and of its own. `about`: "V/v …" under the number of an official letter."""
    table = columns(document, LEFT_WIDTH, RIGHT_WIDTH)
    left, right = table.rows[0].cells
    _issuer(left, *names)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right.add_paragraph(), 57, RIGHT_WIDTH - 4)
    number, place = table.add_row().cells
    line(number, f"Số:        {symbol}", size=13)
    if about:
        line(number, about, size=12)
    line(place, f"Hà Nội, ngày       tháng {on:%m} năm {on:%Y}", size=14, italic=True)


def _issuer(cell: _Cell, above: list[str], own: list[str]) -> None:
    for text in above:
        line(cell, text, size=12)
    for text in own:
        line(cell, text, size=12, bold=True)
    rule(cell.add_paragraph(), 26, LEFT_WIDTH - 4)


def issuer(report: PlanReport) -> tuple[list[str], list[str]]:
    return issuer_lines(formal(report.author), report.author.kind, report.plan.issuer)


def issuer_lines(name: str, kind: str, above: str) -> tuple[list[str], list[str]]:
    """Lines of (the agency above, its own name). A People's Committee writes nobody above itself."""
    return ([], _lines(name)) if kind in COMMITTEES else (_lines(above), _lines(name))


def _lines(name: str) -> list[str]:
    capitals = full(name).upper()
    place = capitals.removeprefix(COMMITTEE).strip()
    return [COMMITTEE, place] if place and capitals != place else [capitals]


def abbreviation(code: str, kind: str) -> str:
    """Of a committee UBND; of others their code, where it is made of letters."""
    if kind in COMMITTEES:
        return "UBND"
    return code if code.isalpha() else "…"


def _title(document: Document, report: PlanReport) -> None:
    title = put(document.add_paragraph(), "BÁO CÁO", bold=True)
    title.paragraph_format.space_before = Pt(14)
    put(document.add_paragraph(), f"Kết quả thực hiện {named(report.plan)}", bold=True)
    period = report.period
    line = f"({period.label[:1].upper()}{period.label[1:]}, từ ngày {day(period.start)} đến ngày {day(period.end)})"
    put(document.add_paragraph(), line, bold=True)
    rule(document.add_paragraph(), 50, TEXT_WIDTH)
    to = put(document.add_paragraph(), f"Kính gửi: {report.addressee}")
    to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(8)


def foot(document: Document, report: PlanReport) -> None:
    close(document, _receivers(report), report.author)


def close(document: Document, receivers: list[str], author: Unit) -> None:
    """Nơi nhận on the left, who signs on the right."""
    document.add_paragraph()
    left, right = columns(document, 70, 90).rows[0].cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    for text in receivers:
        line(left, text, size=11, align=LEFT)
    for text in signature(author.kind, author.name):
        line(right, text, size=14, bold=True)


def _receivers(report: PlanReport) -> list[str]:
    focal = report.plan.focal_unit
    other = [] if report.whole or focal.name in report.addressee else [f"- {focal.name};"]
    return ["- Như trên;", *other, "- Lưu: VT."]


def signature(kind: str, name: str, form: str = "") -> list[str]:
    """`form`: "" the head signs, "kt" a deputy for the head, "tl" by the head's order."""
    head, deputy, ordered = _offices(kind, name)
    lead = [f"TM. {COMMITTEE}"] if kind in COMMITTEES else []
    if form == "kt":
        return [*lead, f"KT. {head}", deputy]
    return [f"TL. {head}", ordered] if form == "tl" else [*lead, head]


def _offices(kind: str, name: str) -> tuple[str, str, str]:
    """Titles of the head, a deputy, and of who signs by order."""
    if kind in COMMITTEES:
        return "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG"
    found = next((title for start, title in HEADS if name.upper().startswith(start)), "THỦ TRƯỞNG ĐƠN VỊ")
    return found, f"PHÓ {found}", "CHÁNH VĂN PHÒNG"


def columns(document: Document, *widths: int) -> Table:
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def line(cell: _Cell, text: str, **look: object) -> None:
    """Into the empty paragraph a cell begins with, else into a new one."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs or len(cell.paragraphs) > 1 else first
    put(paragraph, text, **{"align": CENTER, **look})
