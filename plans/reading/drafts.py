"""A task of running text while its lines are gathered, and items that share one line of units."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from plans.reading.running import Line
from plans.reading.verbs import begins_with_verb

_NO_WORK = re.compile(
    r"(?:về\s+)?(?:mục (?:đích|tiêu)|yêu cầu|chỉ tiêu|quan điểm|phạm vi|đối tượng|căn cứ|(?:nguồn )?kinh phí|kết quả"
    r"|tình hình|thực trạng|tồn tại|hạn chế|nguyên nhân|sự cần thiết|địa điểm|thành phần)(?!\w)",
    re.IGNORECASE,
)
_SHARED = ("lead", "chief", "partner", "deadline", "product", "result")


@dataclass(slots=True)
class Draft:
    """A heading with what stands under it, until the next heading. `shares`: its units stand with another item."""

    line: Line
    path: str
    body: list[str] = field(default_factory=list)
    fields: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, dict] = field(default_factory=dict)
    last: int = 0
    shares: bool = False
    is_group: bool = False

    @property
    def is_task(self) -> bool:
        charged = "lead" in self.fields or "chief" in self.fields
        if self.is_group or (_NO_WORK.fullmatch(self.line.title) and not self.body and "task" not in self.fields):
            return False
        return charged or ("deadline" in self.fields and "task" in self.fields)

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    def take_from(self, other: "Draft") -> None:
        self.shares = True
        for name in _SHARED:
            if name in other.fields:
                self.fields[name] = list(other.fields[name])
                self.places[name] = other.places[name]


def share_lines(drafts: list[Draft]) -> None:
    """Gives items the units and times that stand once for all: under their heading, or below the last item."""
    for at, draft in enumerate(drafts):
        if "lead" in draft.fields and not draft.shares and not _share_down(draft, drafts[at + 1 :]):
            _share_up(draft, drafts[:at])


def _share_down(draft: Draft, following: list[Draft]) -> bool:
    below = list(takewhile(lambda other: _is_under(other, draft), following))
    items = [other for other in below if _is_item(other)]
    if len(items) < 2 or draft.body or draft.fields.get("task") or any(other.fields for other in below):
        return False
    draft.is_group = True
    for item in items:
        item.take_from(draft)
    return True


def _share_up(draft: Draft, before: list[Draft]) -> None:
    for item in takewhile(lambda other: _is_beside(other, draft), reversed(before)):
        item.take_from(draft)


def _is_under(other: Draft, draft: Draft) -> bool:
    return other.path.startswith(f"{draft.path}.")


def _is_beside(other: Draft, draft: Draft) -> bool:
    """An item of the same list, on one line, of which nothing is said by itself."""
    alike = other.parent == draft.parent and _sort(other) == _sort(draft) and bool(other.line.label)
    sure = _sort(other) == "letter" or begins_with_verb(other.line.title)
    return alike and sure and not other.body and _is_item(other)


def _is_item(draft: Draft) -> bool:
    title = draft.line.title
    return not draft.fields and len(title.split()) > 3 and not title.endswith(":") and not _NO_WORK.match(title)


def _sort(draft: Draft) -> str:
    label = draft.line.label
    return "number" if label[:1].isdigit() else "letter" if label[:1].islower() else "capital"
