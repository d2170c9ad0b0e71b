"""Duties that sentences charge units with: "Giao Sở A …", or dashes under the heading "1. Sở A"."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from plans.reading import doubts
from plans.reading.cells import cells_of_lines
from plans.reading.charges import Charge, charge_in, help_in_heading, own_help, unit_in_heading, work_in
from plans.reading.deadlines import read_deadline
from plans.reading.due import due_words
from plans.reading.duty_words import (
    ADDRESSED,
    GENERAL,
    NO_DUTIES,
    NO_DUTY,
    OPENS_LIST,
    ORDER,
    ORGANISING,
    OVERSEES,
    PARTS,
)
from plans.reading.fields import labelled
from plans.reading.running import Line
from plans.reading.verbs import begins_with_verb
from plans.reading.wording import has_bullet, without_bullet

_LONGEST_HEAD = 200
_DIRECTS = re.compile(r"chỉ đạo\s", re.IGNORECASE)
_MAKES = re.compile(
    r"(?<!\w)(?:xây dựng|tham mưu|ban hành|trình|rà soát|tổ chức|lập|bổ sung|bàn giao|khắc phục|hoàn thiện|danh sách"
    r"|nhu cầu|hồ sơ)(?!\w)"
)
_ON_ALL = re.compile(
    r"(?:các đơn vị|các cơ quan|các sở|các địa phương|việc|kết quả|tình hình)\s[^.;]*(?:bổ sung|hoàn thiện)"
)
_NO_WORK = re.compile(
    r"(?:chủ trì,?\s+)?(?:thực hiện|triển khai|chủ trì)(?:\s+thực hiện)?\s*(?:[,;.(]|$|trước|trong|xong)"
)


@dataclass(slots=True)
class Duty:
    """One duty before it is a task. `organising`: of the part on carrying out; `oversees`: watching, reporting;
    `ordered`: the sentence or its heading says "Giao …"."""

    id: str
    text: str
    line: Line
    lead_text: str
    partner_text: str
    items: list[str]
    organising: bool
    oversees: bool
    inherited: bool
    last: int
    ordered: bool = False


def duties_in(lines: list[Line]) -> list[Duty]:
    return _Reader(lines).run()


def task_of(duty: Duty, *, issued_on: date | None, year: int | None) -> dict:
    """The duty in the shape of a task."""
    charge = Charge(duty.lead_text, duty.partner_text, "", ordered=True)
    said = due_words(duty.text)
    above = "" if said else next((w for s in reversed(duty.line.above) if (w := due_words(s.title))), "")
    leads = charge.leads
    task = {
        "id": duty.id,
        "section": [section.heading for section in duty.line.above],
        "content": work_in(duty.text),
        "product": None,
        "result": None,
        "leads": leads,
        "partners": [unit for unit in charge.partners if unit not in leads],
        "lead_text": duty.lead_text,
        "deadline_text": said or above,
        "deadline": read_deadline(said or above, issued_on=issued_on, year=year),
        "place": duty.line.place | ({"last": duty.last} if duty.last > duty.line.paragraph.number else {}),
    }
    if duty.partner_text:
        task["partner_text"] = duty.partner_text
    if duty.items:
        task["items"] = duty.items
    guessed = ({"leads"} if duty.inherited else set()) | ({"deadline"} if above else set())
    task["doubts"] = doubts.of_task(task, issued_on=issued_on, expects_product=False)
    task["doubts"] += doubts.of_reading(guessed - {"leads"})
    task["cells"] = cells_of_lines(task, {}, guessed=frozenset(guessed))
    return task


class _Reader:
    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._counts: Counter[str] = Counter()
        self._duties: list[Duty] = []
        self._heads: dict[str, Charge | None] = {}
        self._standing: tuple[Line, Charge] | None = None

    def run(self) -> list[Duty]:
        at = 0
        while at < len(self._lines):
            at = self._read(at)
        return self._duties

    def _read(self, at: int) -> int:
        """Reads one line, with the dashes that belong to it; the index of the next."""
        line = self._lines[at]
        if ADDRESSED.match(line.text):
            return at + 1 + len(self._below(at))
        if unit := self._lone_unit(at):
            self._standing = (line, Charge(unit, "", "", ordered=bool(ORDER.match(line.title))))
            return at + 1
        if self._is_elsewhere(line) or labelled(line.text)[0] is not None:
            return at + 1
        below = self._below(at)
        if line.label and self._has_children(at):
            return at + 1 if self._is_head(line, below) else self._with_items(at, below)
        if below and line.text.rstrip().endswith(":"):
            return self._with_items(at, below)
        if not line.title.endswith(":"):  # over a table: "Giao các sở … theo phân công sau đây:"
            self._add(line, line.title, [], line.paragraph.number)
        return at + 1

    def _lone_unit(self, at: int) -> str:
        """The units of a line that names nothing else and has its duties below: "Sở Tư pháp", then dashes."""
        line, following = self._lines[at], self._lines[at + 1 : at + 2]
        if line.label or line.bullet or line.title.isupper() or not following or len(line.title) > _LONGEST_HEAD:
            return ""
        below = following[0]
        works = below.bullet or bool(below.label) or begins_with_verb(below.title)
        return unit_in_heading(line.title) if works and not line.title.endswith((".", ";", ",")) else ""

    def _is_elsewhere(self, line: Line) -> bool:
        if not line.path and not line.bullet and OPENS_LIST.search(line.text):
            return True
        titles = [section.title for section in line.above]
        for title in titles:
            on_topic = title.startswith("Về ") and _starts_charge(line.title)  # "3. Về kinh phí: 3.1. Sở A …"
            if NO_DUTIES.match(title) and not ORGANISING.search(title) and not on_topic:
                return True
        return bool(line.label and NO_DUTIES.match(line.title) and len(line.title) < 80)

    def _has_children(self, at: int) -> bool:
        line = self._lines[at]
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        return bool(following and len(following.above) > len(line.above) and not self._closes(following))

    def _closes(self, line: Line) -> bool:
        """ "Giao Sở A theo dõi …" or "Trên đây là …" without a label, under the last heading by mischance."""
        return not line.label and not line.bullet and bool(NO_DUTY.search(line.title) or _is_closing(line))

    def _below(self, at: int) -> list[Line]:
        """The dashes that follow, to the next label or plain paragraph; under a dash only those of another sign."""
        line, found = self._lines[at], []
        sign = _sign(line.text) if line.bullet else ""
        for other in self._lines[at + 1 :]:
            if other.label or not other.bullet or (sign and _sign(other.text) == sign):
                break
            found.append(other)
        return found

    def _is_head(self, line: Line, below: list[Line]) -> bool:
        """Is it a heading over duties, or a duty with a list under it?"""
        title = line.title.rstrip()
        charge = charge_in(title)
        if not below or not title.endswith(":") or unit_in_heading(title) or charge is None:
            return True
        return bool(GENERAL.match(charge.deed.split("phối hợp")[0])) or any(
            _starts_charge(other.title) for other in below
        )

    def _with_items(self, at: int, below: list[Line]) -> int:
        line = self._lines[at]
        if any(_starts_charge(other.title) for other in below) or not below:
            return at + 1
        text = " ".join([line.title, *(f"- {other.title}" for other in below)])
        self._add(line, text, [other.title for other in below], below[-1].paragraph.number)
        return at + 1 + len(below)

    def _add(self, line: Line, text: str, items: list[str], last: int) -> None:
        found = [duty for part in self._pieces(text) if (duty := self._duty(line, part, items, last))]
        single = len(found) == 1
        for duty in found:
            duty.id = self._id(line, numbered=not single)
        self._duties += found

    def _pieces(self, text: str) -> list[str]:
        """Sentences that each charge a unit: before the first is no duty, what follows one belongs to it."""
        pieces = PARTS.split(text)
        if len(pieces) > 1 and charge_in(pieces[0]) is None:
            return [text] if len(pieces) == 2 and _says_no_work(pieces[1]) else pieces[1:]
        return pieces

    def _duty(self, line: Line, text: str, items: list[str], last: int) -> Duty | None:
        if NO_DUTY.search(text):
            return None
        own, inherited = charge_in(text), self._inherited(line)
        if own and inherited and _DIRECTS.match(text):
            own = None  # under "Sở A": "Chỉ đạo Chi cục B …" is a deed of Sở A
        if own is None and inherited is None:
            return None
        organising = any(ORGANISING.search(section.title) for section in line.above) or _is_closing(line)
        deed = own.deed if own else text
        oversees = bool(OVERSEES.match(deed)) and not _is_more(deed)
        if own:
            return Duty("", text, line, own.lead_text, own.partner_text, items, organising, oversees, False, last,
                        _is_ordered(line, text))  # fmt: skip
        return Duty("", text, line, inherited.lead_text, own_help(text) or inherited.partner_text, items, organising,
                    oversees, True, last, _is_ordered(line, text))  # fmt: skip

    def _inherited(self, line: Line) -> Charge | None:
        """The unit of the innermost heading that names one."""
        for section in reversed(line.above):
            if section.title not in self._heads:
                unit = unit_in_heading(section.title)
                own = Charge(unit, help_in_heading(section.title), "", True) if unit else None
                self._heads[section.title] = own or _head_charge(section.title)
            if head := self._heads[section.title]:
                return head
        return self._standing_over(line)

    def _standing_over(self, line: Line) -> Charge | None:
        """The unit on a line of its own above, until the section ends that it stands in."""
        if not self._standing:
            return None
        head, charge = self._standing
        holds = line.above[: len(head.above)] == head.above and line.attached == head.attached
        return charge if holds and (line.bullet or line.label or begins_with_verb(line.title)) else None

    def _id(self, line: Line, *, numbered: bool) -> str:
        if line.label and not numbered:
            return line.path
        base = line.path
        if not line.label and self._is_alone(line):
            return base
        self._counts[base] += 1
        return f"{base}.{self._counts[base]}".lstrip(".")

    def _is_alone(self, line: Line) -> bool:
        """The only paragraph under its heading, without a dash: the heading's own code will do."""
        if line.bullet or not line.path:
            return False
        return sum(other.path == line.path and not other.label for other in self._lines) == 1


def _says_no_work(text: str) -> bool:
    """ "Lập quy hoạch. | Giao Sở A thực hiện, xong trước …": the work stands before the order."""
    charge = charge_in(text)
    return bool(charge and _NO_WORK.match(charge.deed))


def _is_ordered(line: Line, text: str) -> bool:
    in_article = any(section.word == "điều" for section in line.above)
    return not in_article and any(ORDER.match(words) for words in (text, *(s.title for s in line.above)))


def _starts_charge(text: str) -> bool:
    charge = charge_in(text)
    return bool(charge and (text.startswith(charge.lead_text) or charge.ordered))


def _head_charge(title: str) -> Charge | None:
    charge = charge_in(title)
    return charge if charge and title.rstrip().endswith(":") else None


def _is_closing(line: Line) -> bool:
    """A paragraph without label or dash that orders somebody to watch over the whole."""
    if line.label or line.bullet:
        return False
    charge = charge_in(line.title)
    return bool(charge and charge.ordered and OVERSEES.match(charge.deed))


def _is_more(deed: str) -> bool:
    """Watching and reporting with something to be made besides, by a day."""
    return bool(_MAKES.search(deed) and not _ON_ALL.search(deed) and due_words(deed))


def _sign(text: str) -> str:
    return text.strip()[:1] if has_bullet(text) else without_bullet(text)[:0]


def proposal_of(duty: Duty, *, issued_on: date | None, year: int | None) -> dict:
    task = task_of(duty, issued_on=issued_on, year=year)
    task["doubts"] += doubts.of_reading(["proposed"])
    return task | {"proposed": True}
