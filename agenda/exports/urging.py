"""Công văn đôn đốc as .docx: an official letter (NĐ 30/2020) with the overdue work as landscape appendix."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZipFile

from docx.document import Document
from docx.shared import Pt

from agenda.models import Urging
from plans.models import Plan
from reports.exports.grid import grid
from reports.exports.letterhead import abbreviation, close, issuer_lines, masthead
from reports.exports.paper import WIDE_TEXT_WIDTH, appendix, blank, body, put
from reports.exports.tables import Column, Table
from reports.exports.wording import day, formal, named
from tasks.models import Assignment
from units.models import Unit
from units.names import plain

NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
NAMED_ABOVE = 5  # more addressees stand in the appendix
COLUMNS = [
    Column("TT", 5, "order"),
    Column("Mã", 11),
    Column("Nhiệm vụ", 48),
    Column("Sản phẩm/kết quả", 30),
    Column("Hạn", 12, "date"),
    Column("Quá hạn (ngày)", 12, "number"),
    Column("Lãnh đạo phụ trách", 20),
]
UNIT = Column("Đơn vị", 28)


def letter(plan: Plan, work: Sequence[Assignment], *, today: date, times: int, before: Urging | None = None) -> bytes:
    """To the units of `work`, which is sorted by unit. `before`: the letter that urged them last."""
    units = [unit for unit, _ in groupby(work, key=lambda one: one.unit)]
    document = blank()
    about = f"V/v đôn đốc thực hiện {_short(plan)}" + (f" (lần {times})" if times > 1 else "")
    names = issuer_lines(formal(plan.focal_unit), plan.focal_unit.kind, plan.issuer)
    masthead(document, names, f"/{_mark(plan)}", today, about=about)
    _addressees(document, units)
    for text in _passages(plan, work, units, today, before):
        body(document, text)
    close(document, ["- Như trên;", f"- {plan.issuer} (để báo cáo);", "- Lưu: VT."], plan.focal_unit)
    _appendix(document, plan, work, today, by_unit=len(units) > 1)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def letters(plan: Plan, work: Sequence[Assignment], *, today: date, times: dict[int, int]) -> bytes:
    """A .zip with one letter for each unit; `times` by unit."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for unit, rows in groupby(work, key=lambda one: one.unit):
            file = letter(plan, list(rows), today=today, times=times.get(unit.pk, 1))
            archive.writestr(f"don-doc-{plain(unit.short_name).replace(' ', '-')}.docx", file)
    return out.getvalue()


def _short(plan: Plan) -> str:
    """ "Kế hoạch số 131/KH-UBND", its number unbroken at the end of a line"""
    return f"{plan.get_kind_display()} số {plan.number}".replace("-", NO_BREAK_HYPHEN)


def _mark(plan: Plan) -> str:
    return abbreviation(plan.focal_unit.code, plan.focal_unit.kind)


def _addressees(document: Document, units: list[Unit]) -> None:
    if len(units) == 1:
        lines = [f"Kính gửi: {formal(units[0])}"]
    elif len(units) <= NAMED_ABOVE:
        lines = ["Kính gửi:", *(f"- {formal(unit)};" for unit in units)]
    else:
        lines = ["Kính gửi: Các đơn vị có tên tại Phụ lục kèm theo"]
    for n, text in enumerate(lines):
        paragraph = put(document.add_paragraph(), text)
        paragraph.paragraph_format.space_before = Pt(14 if n == 0 else 2)
    paragraph.paragraph_format.space_after = Pt(8)


def _passages(
    plan: Plan, work: Sequence[Assignment], units: list[Unit], today: date, before: Urging | None
) -> list[str]:
    author, to = formal(plan.focal_unit), "đơn vị" if len(units) == 1 else "các đơn vị"
    whom = "đơn vị" if len(units) == 1 else f"{len(units)} đơn vị"
    return [
        f"Thực hiện {named(plan)} về {_lower(plan.title)}; {author} là cơ quan đầu mối theo dõi.",
        f"Đến hết ngày {day(today)}, {whom} còn {len(work)} lượt giao chưa hoàn thành quá hạn (Phụ lục kèm theo)."
        + (f" {author} đã đôn đốc tại Công văn số {before.number} ngày {day(before.date)}." if before else ""),
        f"{author} đề nghị {to}:",
        "1. Tập trung chỉ đạo hoàn thành các nhiệm vụ quá hạn; cập nhật tiến độ, minh chứng trên hệ thống Sáu Rõ.",
        "2. Báo cáo nguyên nhân, khó khăn, vướng mắc và thời gian hoàn thành từng nhiệm vụ. Trường hợp cần "
        "điều chỉnh thời hạn, gửi đề nghị điều chỉnh để báo cáo cấp có thẩm quyền xem xét, quyết định.",
        f"{author} đề nghị {to} quan tâm thực hiện./.",
    ]


def _lower(title: str) -> str:
    """A title goes on within the sentence; a name in capitals keeps them."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _appendix(document: Document, plan: Plan, work: Sequence[Assignment], today: date, *, by_unit: bool) -> None:
    appendix(document)
    put(document.add_paragraph(), "Phụ lục", bold=True)
    put(document.add_paragraph(), f"DANH SÁCH VIỆC QUÁ HẠN ĐẾN NGÀY {day(today)}", bold=True)
    under = f"(Kèm theo Công văn số        /{_mark(plan)} ngày        của {formal(plan.focal_unit)})"
    put(document.add_paragraph(), under, italic=True).paragraph_format.space_after = Pt(8)
    columns = [COLUMNS[0], UNIT, *COLUMNS[1:]] if by_unit else COLUMNS
    rows = [_row(n, one, today, by_unit) for n, one in enumerate(work, start=1)]
    grid(document, Table("", columns, rows), width=WIDE_TEXT_WIDTH, size=9)


def _row(number: int, one: Assignment, today: date, by_unit: bool) -> tuple:
    name = one.task.name + (f": {one.milestone.label}" if one.milestone.label else "")
    due = one.counted_due_date
    facts = (one.task.code, name, one.task.product, due, (today - due).days, str(one.leader or "chưa ghi"))
    return (number, formal(one.unit), *facts) if by_unit else (number, *facts)
