"""Tasks that stand in running text: a heading or a dash, then lines "Cơ quan chủ trì:", "Thời hạn:" …"""

import re
from collections import Counter
from datetime import date

from plans.reading import doubts
from plans.reading.cells import cells_of_lines
from plans.reading.deadlines import read_deadline
from plans.reading.drafts import Draft, share_lines
from plans.reading.due import due_words
from plans.reading.fields import labelled, parts_of
from plans.reading.parties import lead_scopes, part_parties
from plans.reading.phrases import split_units
from plans.reading.running import Line
from plans.reading.verbs import begins_with_verb
from plans.reading.wording import has_bullet, without_bullet

_CLOSES = ("lead", "partner", "deadline", "product", "result")  # a new line behind these may begin a new task
_SHORT = ("lead", "chief", "partner", "deadline")
_PARAGRAPH = 80
_FEW_WORDS = 6
_WORD = re.compile(r"\w")


def tasks_in_prose(lines: list[Line], *, issued_on: date | None, year: int | None) -> list[dict]:
    drafts = [draft for draft in _Drafting(lines).run() if draft.is_task]
    return [_task(draft, issued_on, year) for draft in drafts]


class _Drafting:
    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._drafts: list[Draft] = []
        self._current = ""
        self._counts: dict[str, int] = {}
        named = (_above(line) for line in lines if _is_named(line) and labelled(line.text)[0] == "task")
        self._lists = {path for path, count in Counter(named).items() if count > 1}

    def run(self) -> list[Draft]:
        for index, line in enumerate(self._lines):
            for number, part in enumerate(parts_of(line.text)):
                self._take(index, line, part, is_first=number == 0)
        for draft in self._drafts:  # a heading over several dashes with labels of their own is no task itself
            if draft.path == draft.line.path and draft.line.path in self._counts and len(draft.body) == 1:
                draft.path += ".1"
        share_lines(self._drafts)
        return self._drafts

    def _take(self, index: int, line: Line, part: str, *, is_first: bool) -> None:
        name, text = labelled(part)
        if name == "task" and is_first and text and _is_named(line) and _above(line) in self._lists:
            self._drafts.append(Draft(line, line.path, last=line.paragraph.number))
            self._fill(line, name, text)
        elif name is not None and self._drafts and self._drafts[-1].line.attached == line.attached:
            self._fill(line, name, text)
        elif is_first and self._opens(index, line):
            self._drafts.append(Draft(line, self._path(line), last=line.paragraph.number))
            self._current = ""
        elif self._drafts:
            self._add(line, part)

    def _fill(self, line: Line, name: str, text: str) -> None:
        draft, self._current = self._drafts[-1], name
        draft.fields.setdefault(name, []).extend([text] if text else [])
        draft.places.setdefault(name, line.place)
        draft.last = line.paragraph.number

    def _opens(self, index: int, line: Line) -> bool:
        if line.label and not line.bullet:
            return not (line.label[0].islower() and self._current == "requirements")
        done = self._drafts and self._current in _CLOSES and "lead" in self._drafts[-1].fields
        return bool(done and self._drafts[-1].fields[self._current] and self._has_own_lead(index))

    def _has_own_lead(self, index: int) -> bool:
        """A line without a label begins a task only where it, or what follows it, names a lead of its own."""
        for line in self._lines[index : index + 8]:
            names = [labelled(part)[0] for part in parts_of(line.text)]
            if line.label and not line.bullet and names[0] is None:
                return "lead" in names[1:] and line is self._lines[index]
            if "lead" in names:
                return True
        return False

    def _path(self, line: Line) -> str:
        if line.label and not line.bullet:
            return line.path
        self._counts[line.path] = self._counts.get(line.path, 1) + 1
        return f"{line.path}.{self._counts[line.path]}"

    def _add(self, line: Line, text: str) -> None:
        """A paragraph belongs to the field before it; before any field it is part of the heading."""
        draft = self._drafts[-1]
        if not _WORD.search(text):
            return  # the bracket that a line of labels stands in
        if self._ends_field(draft, text):
            draft.body.append(text)
        elif self._current in draft.fields and (draft.fields[self._current] or self._current != ""):
            lines = draft.fields[self._current]
            draft.last = line.paragraph.number
            if lines and not has_bullet(text) and text[:1].islower():
                lines[-1] += f" {text}"
            else:
                lines.append(text)
        elif not draft.fields:
            draft.body.append(text)

    def _ends_field(self, draft: Draft, text: str) -> bool:
        """A dash of work, or a paragraph, below a line that says who or when: no more of that line."""
        said = draft.fields.get(self._current) if self._current in _SHORT else None
        if not said or has_bullet(said[-1]):
            return False
        bare = without_bullet(text)
        return begins_with_verb(bare) if has_bullet(text) else len(bare) > _PARAGRAPH and bare[:1].isupper()


def _is_named(line: Line) -> bool:
    return bool(line.label and not line.bullet)


def _above(line: Line) -> str:
    return line.path.rpartition(".")[0]


def _task(draft: Draft, issued_on: date | None, year: int | None) -> dict:
    fields = draft.fields
    own, lines = _content(draft)
    sections = [section.heading for section in draft.line.above] + ([_heading(draft.line)] if own else [])
    parties = part_parties(
        "\n".join(fields.get("lead") or fields.get("chief") or []), "\n".join(fields.get("partner", []))
    )
    said = " ".join(fields.get("deadline", []))
    above = "" if said else next((w for s in reversed(draft.line.above) if (w := due_words(s.title))), "")
    deadline_text = said or above
    task = {
        "id": draft.path,
        "section": sections,
        "content": " ".join(_dashed(line) for line in lines) or None,
        "product": " ".join(fields.get("product", [])) or None,
        "result": " ".join(fields.get("result", [])) or None,
        "leads": split_units(parties.lead_text),
        "partners": parties.partners,
        "lead_text": " ".join(parties.lead_text.split("\n")),
        "deadline_text": deadline_text,
        "deadline": read_deadline(deadline_text, issued_on=issued_on, year=year),
        "place": draft.line.place | ({"last": draft.last} if draft.last > draft.line.paragraph.number else {}),
    }
    if parties.partner_text:
        task["partner_text"] = " ".join(parties.partner_text.split("\n"))
    if scopes := lead_scopes(parties.lead_text):
        task["lead_scopes"] = scopes
    if requirements := fields.get("requirements"):
        task["requirements"] = [without_bullet(line) for line in requirements]
    listed = [without_bullet(line) for line in lines if has_bullet(line)]
    if len(listed) > 1:
        task["items"] = listed
    task["doubts"] = doubts.of_task(task, issued_on=issued_on, expects_product=False)
    places = {_NAMES.get(name, name): place for name, place in draft.places.items()}
    guessed = frozenset({"deadline"} if above else ())
    task["doubts"] += doubts.of_reading(guessed)
    task["cells"] = cells_of_lines(task, places, guessed=_SAID_ONCE if draft.shares else guessed)
    return task


_SAID_ONCE = frozenset({"leads", "partners", "deadline"})
_NAMES = {"lead": "leads", "partner": "partners", "task": "content"}


def _content(draft: Draft) -> tuple[bool, list[str]]:
    """(the heading is only a heading, lines of the content): a short heading over dashes says nothing to do."""
    if draft.fields.get("task"):
        return True, draft.fields["task"]
    title = draft.line.title if draft.line.label else without_bullet(parts_of(draft.line.text)[0])
    title = re.sub(r"\s*\($", "", parts_of(title)[0]) if title else title
    if draft.body and all(has_bullet(line) for line in draft.body) and not title.endswith((":", ".", ";", ",")):
        return True, draft.body if len(draft.body) > 1 else [without_bullet(draft.body[0])]
    if draft.body and _names_a_field(title) and all(_is_sentence(line) for line in draft.body):
        return True, draft.body
    return False, [title, *draft.body]


def _names_a_field(title: str) -> bool:
    """ "Công tác tuyên truyền", "Kiểm tra, xử lý vi phạm": no work with an object of its own, no list's opening."""
    is_short = len(title.split()) <= _FEW_WORDS
    return 0 < len(title) < _PARAGRAPH and title[-1].isalnum() and (is_short or not begins_with_verb(title))


def _is_sentence(line: str) -> bool:
    return not has_bullet(line) and line.endswith(".") and begins_with_verb(line)


def _heading(line: Line) -> str:
    return f"{line.label}. {line.title}" if line.label else line.title


def _dashed(line: str) -> str:
    return f"- {without_bullet(line)}" if has_bullet(line) else line
