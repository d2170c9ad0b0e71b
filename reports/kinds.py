"""Đề cương: the sections of a report, in order, and what the unit writes in them."""

from dataclasses import dataclass

from reports.models import Report, ReportingDuty
from units.names import plain

Fill = ReportingDuty.Fill
USUAL = (
    ("Kết quả đến ngày chốt", Fill.FIGURES),
    ("Việc có thay đổi trong kỳ", Fill.CHANGES),
    ("Việc quá hạn", Fill.LATE),
    ("Chỉ tiêu", Fill.INDICATORS),
    ("Khó khăn, vướng mắc và kiến nghị đang chờ trả lời", Fill.OBSTACLES),
    ("Việc kỳ tới", Fill.NEXT),
    ("Khó khăn, vướng mắc và nguyên nhân", Fill.CAUSES),
    ("Kiến nghị, đề xuất", Fill.PROPOSALS),
)


@dataclass(frozen=True)
class Section:
    """`key`: under which its text is kept."""

    number: int
    title: str
    fill: Fill
    key: str

    @property
    def is_typed(self) -> bool:
        return self.fill in Fill.typed()


def outline_of(duties: list[ReportingDuty]) -> list[Section]:
    """Of all duties the report covers; a section that two of them ask for is asked once."""
    found: dict[str, tuple[str, Fill]] = {}
    for duty in duties:
        rows = [(row["title"], Fill(row["fill"])) for row in duty.outline] or USUAL
        for title, fill in rows:
            found.setdefault(_key(title, fill), (title, fill))
    order = [fill.value for fill in Fill]
    rows = sorted(found.items(), key=lambda row: order.index(row[1][1].value)) if len(duties) > 1 else found.items()
    return [Section(n, title, fill, key) for n, (key, (title, fill)) in enumerate(rows, 1)]


def sections_of(report: Report) -> list[Section]:
    return outline_of(list(report.duties.all()))


def unwritten(report: Report) -> list[Section]:
    return [each for each in sections_of(report) if each.is_typed and not report.texts.get(each.key, "").strip()]


def _key(title: str, fill: Fill) -> str:
    return f"text-{plain(title).replace(' ', '-')[:60]}" if fill is Fill.TEXT else fill.value
