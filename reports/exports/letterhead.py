"""The head and the foot of an official letter: boxes 1 to 4, 5a, 7 and 9 of NĐ 30/2020/NĐ-CP."""

import re
from datetime import date
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from reports.exports.paper import CENTER, LEFT, TEXT_WIDTH, put, rule
from reports.exports.wording import day, formal, full, named
from reports.queries import PlanReport
from units.models import Unit

LEFT_WIDTH, RIGHT_WIDTH = 74, 96
CITY = "Hà Nội"
PLACE = re.compile(r"^(?:ubnd\s+)?(?:phường|xã)\s+", re.IGNORECASE)
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
    author, period = report.author, report.period
    sign = f"/BC-{abbreviation(author.code, author.kind)}"
    masthead(document, issuer(report), sign, report.made_on, place=place_of(author.kind, author.name))
    label = f"{period.label[:1].upper()}{period.label[1:]}"
    words = {
        "ten_bao_cao": f"Kết quả thực hiện {named(report.plan)}",
        "ky": f"({label}, từ ngày {day(period.start)} đến ngày {day(period.end)})",
        "kinh_gui": report.addressee,
    }
    heading(document, words)


def masthead(
    document: Document,
    names: tuple[list[str], list[str]],
    symbol: str,
    on: date,
    *,
    about: str = "",
    place: str = CITY,
) -> None:
    """`names`: of the agency above and of its own. `about`: "V/v …" under the number of an official letter."""
    numbered, placed = f"Số:        {symbol}", dated(place, on)
    masthead_of(
        document,
        {"tren": names[0], "co_quan": names[1], "so_ky_hieu": numbered, "noi_ngay": placed},
        about=about,
    )


def masthead_of(document: Document, places: dict[str, Any], *, about: str = "") -> None:
    table = columns(document, LEFT_WIDTH, RIGHT_WIDTH)
    left, right = table.rows[0].cells
    _issuer(left, places["tren"], places["co_quan"])
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right.add_paragraph(), 57, RIGHT_WIDTH - 4)
    number, place = table.add_row().cells
    line(number, places["so_ky_hieu"], size=13)
    if about:
        line(number, about, size=12)
    line(place, places["noi_ngay"], size=14, italic=True)


def place_of(kind: str, name: str) -> str:
    """Địa danh: a ward's or commune's own name, of all others the city's."""
    if kind not in COMMITTEES:
        return CITY
    return PLACE.sub("", name).strip() or CITY


def dated(place: str, on: date, known: date | None = None) -> str:
    """`known`: the day of the paper that left; before, the day of the month is left open."""
    day_of = f"{known:%d}" if known else "      "
    return f"{place}, ngày {day_of} tháng {known or on:%m} năm {known or on:%Y}"


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


def heading(document: Document, places: dict[str, Any]) -> None:
    title = put(document.add_paragraph(), "BÁO CÁO", bold=True)
    title.paragraph_format.space_before = Pt(14)
    put(document.add_paragraph(), places["ten_bao_cao"], bold=True)
    put(document.add_paragraph(), places["ky"], bold=True)
    rule(document.add_paragraph(), 50, TEXT_WIDTH)
    to = put(document.add_paragraph(), f"Kính gửi: {places['kinh_gui']}")
    to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(8)


def foot(document: Document, report: PlanReport) -> None:
    close(document, _receivers(report), report.author)


def close(document: Document, receivers: list[str], author: Unit) -> None:
    sign(document, receivers, signature(author.kind, author.name))


def sign(document: Document, receivers: list[str], offices: list[str], signer: str = "") -> None:
    """Nơi nhận on the left, who signs on the right; never parted by the end of a page."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    row = columns(document, 70, 90).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = row.cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    for text in receivers:
        line(left, text, size=11, align=LEFT)
    for text in [*offices, "", "", "", "", signer] if signer else offices:
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
