"""Which duties of the text are tasks of the document, and which are only proposed."""

from plans.reading.directives import Duty
from plans.reading.labels import Section


def choose(duties: list[Duty], *, has_tasks: bool) -> tuple[list[Duty], list[Duty]]:
    """(duties that are the document's tasks, duties only proposed).

    Where tasks stand in a table or under labels, only orders ("Giao Sở A …") outside the part on carrying out are
    tasks besides; where some stand outside that part, it is proposed only.
    """
    if has_tasks:
        beside = {duty.line.above for duty in duties if duty.ordered and duty.line.label}
        main = [duty for duty in duties if _is_order(duty, beside) and not duty.oversees and not duty.organising]
        return main, [duty for duty in duties if not any(duty is other for other in main)]
    main = [duty for duty in duties if not duty.oversees and not duty.organising]
    main = main or [duty for duty in duties if not duty.oversees]
    return main, [duty for duty in duties if not any(duty is other for other in main)]


def _is_order(duty: Duty, beside: set[tuple[Section, ...]]) -> bool:
    """ "Giao Sở A …", or an item that charges a unit in one list with such orders."""
    return duty.ordered or bool(duty.line.label and not duty.inherited and duty.line.above in beside)
