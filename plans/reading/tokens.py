"""A text as words, numbers and marks: what the grammar of deadlines is written in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_SPELLING = {
    "quí": "quý", "quỷ": "quý", "q": "quý", "kì": "kỳ", "hàng": "hằng", "nãm": "năm", "thảng": "tháng", "tới": "đến",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
}  # fmt: skip
_GLUED = re.compile(r"(?:q|quý|quí)(i{1,3}|iv)$")
NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3, "lv": 4}  # "ll": as scanners read "II"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is lower case, in one spelling; `start` and `end` are places in the text as it stood."""

    text: str
    start: int
    end: int


class Tokens:
    """Tokens by place; a place outside is the empty word."""

    def __init__(self, text: str) -> None:
        self.source = text
        self._tokens = list(_tokens(text))

    def __len__(self) -> int:
        return len(self._tokens)

    def word(self, place: int) -> str:
        return self._tokens[place].text if 0 <= place < len(self._tokens) else ""

    def words(self, start: int, end: int) -> list[str]:
        return [self.word(place) for place in range(max(start, 0), end)]

    def number(self, place: int) -> int | None:
        word = self.word(place)
        return int(word) if word.isdecimal() and len(word) <= 4 else None

    def counted(self, place: int) -> int | None:
        """A number in digits or as a word."""
        found = self.number(place)
        return found if found is not None else NUMBERS.get(self.word(place))

    def follows(self, place: int, *words: str) -> bool:
        return all(self.word(place + step) == word for step, word in enumerate(words))

    def skip(self, place: int, words: Iterable[str]) -> int:
        while self.word(place) and self.word(place) in words:
            place += 1
        return place

    def start(self, place: int) -> int:
        return self._tokens[place].start if place < len(self._tokens) else len(self.source)

    def end(self, place: int) -> int:
        """Where the token before `place` ends: the end of what reaches up to there."""
        return self._tokens[place - 1].end if place else 0

    def touches(self, place: int) -> bool:
        """No blank between this token and the one before it."""
        return 0 < place < len(self._tokens) and self._tokens[place - 1].end == self._tokens[place].start


def _tokens(text: str) -> Iterable[Token]:
    for found in _TOKEN.finditer(text):
        word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", found[0]).lower())
        word = _SPELLING.get(word, word)
        if glued := _GLUED.match(word):
            cut = found.end() - len(glued[1])
            yield Token("quý", found.start(), cut)
            yield Token(glued[1], cut, found.end())
        else:
            yield Token(word, found.start(), found.end())
