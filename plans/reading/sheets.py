"""Tables under one heading as one list of plain rows, forms and estimates left out."""

import re
from dataclasses import dataclass, field

from plans.reading.blocks import Document, Table
from plans.reading.entries import Entry, SheetReader
from plans.reading.labels import split_heading
from plans.reading.running import Spot

_FORM = re.compile(
    r"mẫu báo cáo|biểu mẫu|đề cương báo cáo|báo cáo kết quả|kết quả thực hiện|tình hình thực hiện|dự toán|kinh phí"
    r"|danh sách (?:thành viên|cán bộ|liên hệ)|thành phần|từ viết tắt|giải thích",
    re.IGNORECASE,
)
_TIMETABLE = re.compile(r"lịch (?:kiểm tra|họp)", re.IGNORECASE)
_ASSIGNS = re.compile(r"nhiệm vụ|phân công|công việc|tiến độ thực hiện|danh mục", re.IGNORECASE)
_NO_CAPTION = 15  # a page number between two halves of a table is no caption


@dataclass(slots=True)
class Sheet:
    """All tables under one heading that have the same purpose.

    `code`, `above`: of the place where they stand; `titles`: the same headings without labels, outermost first.
    `section_targets`: what heading rows themselves must reach, known once the rows are read.
    `headings`: role -> the words of its header.
    """

    code: str
    above: tuple[str, ...]
    titles: tuple[str, ...]
    purpose: str
    headings: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    section_targets: list[dict] = field(default_factory=list)

    @property
    def headed(self) -> frozenset[str]:
        """The roles that have a column."""
        return frozenset(self.headings)


def find_sheets(document: Document, spots: dict[int, Spot], *, without: frozenset[int] = frozenset()) -> list[Sheet]:
    """`without`: numbers of tables that are read otherwise."""
    sheets: list[Sheet] = []
    reader, last = SheetReader(), None
    for table in document.blocks:
        if not isinstance(table, Table) or table.number in without:
            continue
        spot = spots[table.number]
        if last and (spot.appendix is not last.appendix or len(spot.caption) > _NO_CAPTION):
            reader = SheetReader()
        last = spot
        for group in reader.read(table):
            spot = spot.under(*split_heading(group.title)) if group.title else spot
            if not _is_form(spot, group.purpose, group.headings):
                _sheet_for(sheets, spot, group.purpose, group.headings).entries += group.entries
    for sheet in sheets:
        sheet.code = _code_above(sheet)
    return sheets


def _code_above(sheet: Sheet) -> str:
    """The code that the labels of the rows do not say again: rows 1.1, 1.2 under "II. 1." are II.1.1, II.1.2."""
    parts = sheet.code.split(".")
    labels = [entry.label for entry in sheet.entries if entry.label and not entry.label[0].islower()]
    for taken in range(len(parts), 0, -1):
        said = ".".join(parts[-taken:]) + "."
        if labels and all(label.startswith(said) for label in labels):
            return ".".join(parts[:-taken])
    return sheet.code


def _sheet_for(sheets: list[Sheet], spot: Spot, purpose: str, headings: dict[str, str]) -> Sheet:
    titles = [spot.appendix.heading] if spot.appendix and spot.appendix.code else []
    above = tuple(titles + [section.heading for section in spot.above])
    if not sheets or (sheets[-1].code, sheets[-1].above, sheets[-1].purpose) != (spot.path, above, purpose):
        titles = [section.title for section in spot.above]
        named = [spot.appendix.heading] if spot.appendix else []
        sheets.append(Sheet(spot.path, above, (*named, *titles, spot.caption), purpose))
    sheets[-1].headings |= headings
    return sheets[-1]


def _is_form(spot: Spot, purpose: str, headings: dict[str, str]) -> bool:
    """A form to be filled in, an estimate, a list of members, a timetable that charges nobody."""
    title = f"{spot.appendix.heading if spot.appendix else ''} {spot.caption}"
    is_timetable = bool(_TIMETABLE.search(title)) and not headings.keys() >= {"lead", "deadline"}
    return (is_timetable or bool(_FORM.search(title))) and purpose == "tasks" and not _ASSIGNS.search(title)
