"""The whole of reading: a file's bytes become document, tasks, indicators and reporting duties."""

import re
from collections.abc import Callable
from datetime import date

from plans.reading import doubts
from plans.reading.aims import aims_in
from plans.reading.blocks import Document, Paragraph
from plans.reading.choosing import choose
from plans.reading.directives import duties_in, proposal_of, task_of
from plans.reading.formats import read_blocks
from plans.reading.indicators import indicators_of
from plans.reading.letterhead import read_letterhead
from plans.reading.matrices import matrices_in
from plans.reading.notes import notes_on
from plans.reading.picture import picture
from plans.reading.prose import tasks_in_prose
from plans.reading.refusals import Unreadable
from plans.reading.remarks import remark_on_rows, remarks_on_document
from plans.reading.reporting import read_duties
from plans.reading.running import Running, run_through
from plans.reading.secrecy import is_stamped_secret
from plans.reading.sheets import find_sheets
from plans.reading.tasks import tasks_of

Progress = Callable[[int, int], None]
_STEPS = 4
_HEADINGS = 12  # blocks that may stand over the first table
_LAST_QUARTER = 10  # its first month
_YEAR = re.compile(r"năm (20\d\d)(?!\s*[-–])", re.IGNORECASE)


def read(data: bytes, *, filename: str, on_progress: Progress | None = None, may_recognise: bool = False) -> dict:
    """Keys document, tasks, proposed_tasks, indicators, section_targets, reporting, other_duties,
    document_notes, doubts, source; raises Unreadable.

    `proposed_tasks`: duties of the part on carrying out, tasks with `"proposed": True` that a person may take up.
    `source`: a `picture`. Each task has `cells`: `{field: {"confidence", "place"}}`.
    """
    steps = _Steps(on_progress or (lambda done, total: None))
    document = read_blocks(data, filename, steps.read_page, may_recognise=may_recognise)
    if not any(True for _ in document.lines()):
        raise Unreadable("no_text")
    if is_stamped_secret(document):
        raise Unreadable("secret")
    steps.take()
    return {**extract(document, steps.take), "source": picture(document)}


class _Steps:
    """The pages of the file, where it has some, then the steps of the rules."""

    def __init__(self, report: Progress) -> None:
        self._report = report
        self._pages = self._taken = 0

    def read_page(self, done: int, total: int) -> None:
        self._pages = total
        self._report(done, total + _STEPS)

    def take(self) -> None:
        self._taken += 1
        self._report(self._pages + self._taken, self._pages + _STEPS)


def extract(document: Document, take_step: Callable[[], None] = lambda: None) -> dict:
    """What the rules make of a document; `take_step` is called three times."""
    running = run_through(document)
    letterhead = read_letterhead(document)
    reporting, other_duties, focal_unit = read_duties(running.lines)
    take_step()
    rows = _rows(document, running, letterhead)
    tasks = rows["tasks"]
    take_step()
    doubts.repeated_codes(tasks)
    remark_on_rows(document, [*tasks, *rows["indicators"]])
    for task in [*tasks, *rows["proposed_tasks"]]:
        task["confidence"] = doubts.confidence(task["doubts"])
    take_step()
    return {
        "document": {**letterhead, "focal_unit": focal_unit},
        **rows,
        "reporting": reporting,
        "other_duties": other_duties,
        "document_notes": notes_on(document),
        "doubts": [
            *doubts.of_document(letterhead, tracked=document.has_tracked_changes, tasks=len(tasks)),
            *remarks_on_document(document),
        ],
    }


def _rows(document: Document, running: Running, letterhead: dict) -> dict[str, list[dict]]:
    """Tasks, tasks proposed, indicators, targets of sections; a report on work done assigns nothing."""
    if letterhead["kind"] == "Báo cáo":
        return {"tasks": [], "proposed_tasks": [], "indicators": [], "section_targets": []}
    issued_on = date.fromisoformat(letterhead["issued_on"]) if letterhead["issued_on"] else None
    dates = {"issued_on": issued_on, "year": _year_of_plan(issued_on, letterhead, document)}
    tasks = tasks_in_prose(running.lines, **dates)
    matrices, indicators = matrices_in(document, running.spots, year=dates["year"])
    sheets = find_sheets(document, running.spots, without=matrices)
    for sheet in sheets:
        if sheet.purpose == "tasks":
            tasks += tasks_of(sheet, **dates)
        else:
            indicators += indicators_of(sheet, year=dates["year"], first=len(indicators) + 1)
    duties, proposed = choose(duties_in(running.lines), has_tasks=bool(tasks))
    return {
        "tasks": tasks + [task_of(duty, **dates) for duty in duties],
        "proposed_tasks": [proposal_of(duty, **dates) for duty in proposed],
        "indicators": indicators or aims_in(running.lines, year=dates["year"]),
        "section_targets": [target for sheet in sheets for target in sheet.section_targets],
    }


def _year_of_plan(issued_on: date | None, letterhead: dict, document: Document) -> int | None:
    """The year of issue; in its last quarter the next one, where the title names that: "Kế hoạch … năm 2026"."""
    if not issued_on:
        return letterhead.get("issued_year") or _year_named(document, letterhead)
    named = {int(year) for year in _YEAR.findall(letterhead["title"] or "")}
    return issued_on.year + (issued_on.month >= _LAST_QUARTER and named == {issued_on.year + 1})


def _year_named(document: Document, letterhead: dict) -> int | None:
    """The one year in the title, or in the headings over the tables of a paper that prints no date."""
    headings = [block.text for block in document.blocks[:_HEADINGS] if isinstance(block, Paragraph)]
    years = set(_YEAR.findall(" ".join([letterhead["title"] or "", *(text for text in headings if text.isupper())])))
    return int(years.pop()) if len(years) == 1 else None
