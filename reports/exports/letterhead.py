"""The head and the foot of an official letter: boxes 1 to 4, 5a, 7 and 9 of NĐ 30/2020/NĐ-CP."""

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
SIGNER = {Unit.Kind.DEPARTMENT: ["GIÁM ĐỐC"], Unit.Kind.BOARD: ["TRƯỞNG BAN"]}


def head(document: Document, report: PlanReport) -> None:
    table = _columns(document, LEFT_WIDTH, RIGHT_WIDTH)
    left, right = table.rows[0].cells
    _issuer(left, report)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right.add_paragraph(), 57, RIGHT_WIDTH - 4)
    number, place = table.add_row().cells
    _line(number, f"Số:        /BC-{abbreviation(report.author)}", size=13)
    _line(place, f"Hà Nội, ngày       tháng {report.made_on:%m} năm {report.made_on:%Y}", size=14, italic=True)
    _title(document, report)


def _issuer(cell: _Cell, report: PlanReport) -> None:
    above, own = issuer(report)
    for text in above:
        _line(cell, text, size=12)
    for text in own:
        _line(cell, text, size=12, bold=True)
    rule(cell.add_paragraph(), 26, LEFT_WIDTH - 4)


def issuer(report: PlanReport) -> tuple[list[str], list[str]]:
    """Lines of (the agency above, its own name). A People's Committee writes nobody above itself."""
    own = _lines(formal(report.author))
    return ([], own) if report.author.kind in COMMITTEES else (_lines(report.plan.issuer), own)


def _lines(name: str) -> list[str]:
    capitals = full(name).upper()
    place = capitals.removeprefix(COMMITTEE).strip()
    return [COMMITTEE, place] if capitals != place else [capitals]


def abbreviation(unit: Unit) -> str:
    """Of a committee UBND; of others their code, where it is made of letters."""
    if unit.kind in COMMITTEES:
        return "UBND"
    return unit.code if unit.code.isalpha() else "…"


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
    document.add_paragraph()
    left, right = _columns(document, 70, 90).rows[0].cells
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    for text in _receivers(report):
        _line(left, text, size=11, align=LEFT)
    for text in _signer(report.author):
        _line(right, text, size=14, bold=True)


def _receivers(report: PlanReport) -> list[str]:
    focal = report.plan.focal_unit
    other = [] if report.whole or focal.name in report.addressee else [f"- {focal.name};"]
    return ["- Như trên;", *other, "- Lưu: VT."]


def _signer(unit: Unit) -> list[str]:
    if unit.kind in COMMITTEES:
        return [f"TM. {COMMITTEE}", "CHỦ TỊCH"]
    return SIGNER.get(unit.kind, ["THỦ TRƯỞNG ĐƠN VỊ"])


def _columns(document: Document, *widths: int) -> Table:
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _line(cell: _Cell, text: str, **look: object) -> None:
    """Into the empty paragraph a cell begins with, else into a new one."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs or len(cell.paragraphs) > 1 else first
    put(paragraph, text, **{"align": CENTER, **look})
