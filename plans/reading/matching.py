"""Which rows of two versions of a document are the same task. Pure: lines in, pairs out."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

SAME_CODE, ANY_CODE = 0.5, 0.65  # least similarity of two rows with the same code, and with different ones
Pair = tuple["Line | None", "Line | None"]
Rule = Callable[["Line"], object]


@dataclass(frozen=True)
class Line:
    """`key` is the caller's own, e.g. the task's number in the database."""

    key: Hashable
    code: str
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", unicodedata.normalize("NFC", self.text).casefold()))

    @cached_property
    def shingles(self) -> frozenset[object]:
        """Words and pairs of neighbours: order counts, and one word changed does not spoil the rest."""
        return frozenset(self.words) | frozenset(zip(self.words, self.words[1:], strict=False))


def similarity(one: Line, other: Line) -> float:
    """0 to 1, the share of words and neighbours in common."""
    total = len(one.shingles) + len(other.shingles)
    return 2 * len(one.shingles & other.shingles) / total if total else 0.0


def pair_up(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Each line once, in the order of `new`, then what was left out of it in the order of `old`."""
    matched: dict[Line, Line] = {}
    for rule in (_same_words_and_code, _same_words, _same_code):
        _match(matched, old, new, rule)
    _match_nearest(matched, old, new)
    taken = set(matched.values())
    return [(matched.get(line), line) for line in new] + [(line, None) for line in old if line not in taken]


def _match(matched: dict[Line, Line], old: Sequence[Line], new: Sequence[Line], rule: Rule) -> None:
    taken = set(matched.values())
    free: dict[object, list[Line]] = {}
    for line in old:
        if line not in taken:
            free.setdefault(rule(line), []).append(line)
    for line in new:
        found = free.get(rule(line)) if line not in matched else None
        if found and (rule is not _same_code or _may_be(found[0], line)):
            matched[line] = found.pop(0)


def _same_words_and_code(line: Line) -> object:
    return line.words, line.code.casefold()


def _same_words(line: Line) -> object:
    return line.words or line  # rows that lost their words are not alike for that


def _same_code(line: Line) -> object:
    return line.code.casefold()


def _may_be(one: Line, other: Line) -> bool:
    return not (one.words and other.words) or similarity(one, other) >= SAME_CODE


def _match_nearest(matched: dict[Line, Line], old: Sequence[Line], new: Sequence[Line]) -> None:
    taken = set(matched.values())
    left = [line for line in old if line not in taken]
    scored = [(similarity(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(new) if b not in matched]
    for score, i, j in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if score >= ANY_CODE and new[j] not in matched and left[i] not in taken:
            matched[new[j]] = left[i]
            taken.add(left[i])
