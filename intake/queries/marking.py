"""Cut a text of the source into pieces: names of units, dates, and the words between."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.reading.moments import find_moments

UNIT, DATE = "unit", "date"


@dataclass(frozen=True)
class Piece:
    text: str
    kind: str = ""


def marked(text: str, names: Iterable[str]) -> list[Piece]:
    """In order and without overlap; of two that overlap the one that begins first, then the longer one."""
    spans = [(m.start, m.end, DATE) for m in find_moments(text)]
    folded = text.casefold()
    for name in {name.casefold() for name in names if len(name) > 2}:
        start = folded.find(name)
        if start >= 0 and len(folded) == len(text):
            spans.append((start, start + len(name), UNIT))
    pieces, at = [], 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            pieces += [Piece(text[at:start]), Piece(text[start:end], kind)]
            at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]
