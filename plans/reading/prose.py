"""Tasks that stand in running text: a heading, then lines "Cơ quan chủ trì:", "Thời hạn:" …"""

import re
from dataclasses import dataclass, field
from datetime import date

from plans.reading import doubts
from plans.reading.blocks import Document, Paragraph
from plans.reading.deadlines import read_deadline
from plans.reading.labels import Outline, Section, split_label
from plans.reading.phrases import split_units
from plans.reading.sheets import appendix_heading
from plans.reading.wording import has_bullet, without_bullet

# What a labelled line says; the first that fits wins. "" is a line that only announces others.
_FIELDS = (
    ("partner", r"(?:(?:cơ quan|đơn vị|các đơn vị)\s+)?phối hợp(?:\s+thực hiện)?"),
    ("lead", r"(?:(?:cơ quan|đơn vị|các đơn vị)\s+)?(?:chủ trì|đầu mối)(?:\s+thực hiện)?"),
    ("deadline", r"(?:thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?"),
    ("product", r"sản phẩm(?:\s+(?:đầu ra|dự kiến))?"),
    ("result", r"kết quả(?:\s+(?:cần đạt|đầu ra|dự kiến))?"),
    ("requirements", r"yêu cầu(?:\s+tối thiểu)?(?:\s*\(tối thiểu\))?"),
    ("task", r"(?:nội dung\s+)?nhiệm vụ"),
    ("", r"(?:cơ quan|đơn vị)\s+thực hiện|tổ chức thực hiện"),
)
_OPENING = r"^[-–+•*\s]{0,6}(?:[a-zđ]\)|\d+[.)])?[-–+•*\s]{0,6}"
_FIELD_LINES = tuple(
    (name, re.compile(rf"{_OPENING}(?:{words})\s*(?::\s*(?P<text>.*)|$)", re.IGNORECASE)) for name, words in _FIELDS
)
_BARE_ONGOING = re.compile(r"^(?:[-–+•*]\s*)?[a-zđ]\)\s+(?P<text>Nhiệm vụ thường xuyên\s*\.?)$", re.IGNORECASE)
# Several labels on one line: "… Cơ quan chủ trì: Sở A; thời hạn: Quý II/2026."
_INNER_LABEL = re.compile(
    r"(?<=[.;,(])\s*(?=(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp)\s*:"
    r"|(?:thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?\s*:|sản phẩm(?:\s+đầu ra)?\s*:)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"^Nơi nhận\b")


@dataclass(slots=True)
class _Draft:
    """A heading with what stands under it, until the next heading."""

    path: str
    sections: list[Section]
    heading: Section
    paragraph: int
    body: list[str] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_task(self) -> bool:
        return "lead" in self.fields or ("deadline" in self.fields and "task" in self.fields)


def tasks_in_prose(document: Document, *, issued_on: date | None, year: int | None) -> list[dict]:
    drafts = _drafts(document)
    return [_task(draft, issued_on, year) for draft in drafts if draft.is_task]


def _drafts(document: Document) -> list[_Draft]:
    outline, drafts, current = Outline(), [], ""
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        if _ENDING.match(block.text) or appendix_heading(document, index):
            break
        for line in _INNER_LABEL.split(block.text):
            name, text = _field(line)
            if name is not None and drafts:
                current = name
                drafts[-1].fields.setdefault(name, []).extend([text] if text else [])
            elif draft := _heading(line, block.number, outline, current):
                drafts.append(draft)
                current = ""
            elif drafts:
                _add(drafts[-1], current, line)
    return drafts


def _field(line: str) -> tuple[str | None, str]:
    if match := _BARE_ONGOING.match(line):
        return "deadline", match["text"]
    for name, pattern in _FIELD_LINES:
        if match := pattern.match(line):
            return name, (match["text"] or "").strip()
    return None, ""


def _heading(line: str, paragraph: int, outline: Outline, current: str) -> _Draft | None:
    label, title = split_label(line)
    if not label or has_bullet(line):
        return None
    if label[0].islower() and current == "requirements":
        return None
    outline.leave(label)
    path = outline.path_of(label)
    above = outline.enclosing(label)
    return _Draft(path, above, outline.open(label, title), paragraph)


def _add(draft: _Draft, current: str, line: str) -> None:
    """A paragraph belongs to the field before it; before any field it is part of the heading."""
    if current in draft.fields and (draft.fields[current] or current != ""):
        lines = draft.fields[current]
        if lines and not has_bullet(line) and line[:1].islower():
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    elif not draft.fields:
        draft.body.append(line)


def _task(draft: _Draft, issued_on: date | None, year: int | None) -> dict:
    fields = draft.fields
    own = "task" in fields and bool(fields["task"])
    lines = fields["task"] if own else [draft.heading.title, *draft.body]
    deadline_text = " ".join(fields.get("deadline", []))
    sections = [*draft.sections, draft.heading] if own else draft.sections
    task = {
        "id": draft.path,
        "section": [section.heading for section in sections],
        "content": " ".join(_dashed(line) for line in lines) or None,
        "product": " ".join(fields.get("product", [])) or None,
        "result": " ".join(fields.get("result", [])) or None,
        "leads": split_units("\n".join(fields.get("lead", []))),
        "partners": split_units("\n".join(fields.get("partner", []))),
        "lead_text": " ".join(fields.get("lead", [])),
        "deadline_text": deadline_text,
        "deadline": read_deadline(deadline_text, issued_on=issued_on, year=year),
        "place": {"paragraph": draft.paragraph},
    }
    if partner := fields.get("partner"):
        task["partner_text"] = " ".join(partner)
    if requirements := fields.get("requirements"):
        task["requirements"] = [without_bullet(line) for line in requirements]
    listed = [without_bullet(line) for line in lines if has_bullet(line)]
    if len(listed) > 1:
        task["items"] = listed
    task["doubts"] = doubts.of_task(task, issued_on=issued_on, expects_product=False)
    return task


def _dashed(line: str) -> str:
    return f"- {without_bullet(line)}" if has_bullet(line) else line
