"""Which duties of the text are tasks of the document, and which are only proposed."""

import re

from plans.reading.directives import Duty
from plans.reading.due import due_words
from plans.reading.labels import Section

_SHARES_OUT = re.compile(r"^phân công (?:nhiệm vụ|trách nhiệm|công việc)(?!.*tổ chức)", re.IGNORECASE)

_FEW = 3  # fewer duties make no list


def choose(duties: list[Duty], *, has_tasks: bool) -> tuple[list[Duty], list[Duty]]:
    """(duties that are the document's tasks, duties only proposed).

    Where tasks stand in a table or under labels, only orders ("Giao Sở A …") outside the part on carrying out, and
    dated duties under "Phân công nhiệm vụ", and parts full of dated duties are tasks besides; where some stand
    outside that part, it is proposed only.
    """
    if has_tasks:
        beside = {duty.line.above for duty in duties if duty.ordered and duty.line.label}
        main = [duty for duty in duties if _is_order(duty, beside) and not duty.oversees and not duty.organising]
        main += _shared_out(duties) + _dated_lists(duties)
    else:
        main = [duty for duty in duties if not duty.oversees and not duty.organising]
        main = main or [duty for duty in duties if not duty.oversees]
    taken = {id(duty) for duty in main}
    return [duty for duty in duties if id(duty) in taken], [duty for duty in duties if id(duty) not in taken]


def _is_order(duty: Duty, beside: set[tuple[Section, ...]]) -> bool:
    """ "Giao Sở A …", or an item that charges a unit in one list with such orders."""
    return duty.ordered or bool(duty.line.label and not duty.inherited and duty.line.above in beside)


def _dated_lists(duties: list[Duty]) -> list[Duty]:
    """The duties of a part where several units are each charged in a sentence of its own, most of them by a day."""
    parts: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.line.above and not duty.organising and not duty.oversees and not duty.inherited:
            parts.setdefault(duty.line.above[0].title, []).append(duty)
    return [duty for found in parts.values() if len(found) >= _FEW and _are_dated(found) for duty in found]


def _are_dated(duties: list[Duty]) -> bool:
    return 2 * sum(bool(due_words(duty.text)) for duty in duties) > len(duties)


def _shared_out(duties: list[Duty]) -> list[Duty]:
    """The duties of a part that shares out work, where most of them have a day of their own."""
    found = [
        duty
        for duty in duties
        if not duty.oversees and any(_SHARES_OUT.match(section.title) for section in duty.line.above)
    ]
    return found if _are_dated(found) else []
