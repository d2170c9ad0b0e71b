"""Row and heading labels (A, II, 3, 3.1, a) and the path of sections they make."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(r"^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_LABEL = re.compile(r"^\(?(?P<label>[A-ZĐ]|[IVXL]+|\d+(?:\.\d+)*|[a-zđ]|[a-zđ]\d|\d+[a-zđ])\s*[.)/:]*$")
_LEADING = re.compile(r"^(?P<label>\d+(?:\.\d+)+\.?|\d+[.)]|[IVXL]+[.)]?|[A-ZĐ][.)]|[a-zđ][.)])\s+(?P<text>\S.*)$")


def read_label(text: str) -> str:
    """The bare label of a cell that holds nothing else, else ""."""
    match = _LABEL.match(text.strip())
    return match["label"] if match else ""


def split_label(text: str) -> tuple[str, str]:
    """("3.1", "Xây dựng …") of a line that begins with a label, else ("", line)."""
    match = _LEADING.match(text.strip())
    if not match or (match["label"].isalpha() and not is_roman(match["label"])):
        return "", text.strip()
    return match["label"].strip(".)"), match["text"]


def is_roman(label: str) -> bool:
    return bool(_ROMAN.match(label))


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    title: str
    kind: str

    @property
    def heading(self) -> str:
        return f"{self.label}. {self.title}" if self.label else self.title


class Outline:
    """The open sections at a point of the document; which kind nests in which is learnt by reading."""

    def __init__(self) -> None:
        self._open: list[Section] = []
        self._capitals: list[str] = []

    @property
    def sections(self) -> list[Section]:
        return list(self._open)

    def kind_of(self, label: str) -> str:
        """ "letter", "roman", "number1", "number2" …, "small"; "" has none."""
        if not label:
            return "title"
        if label[0].isdigit():
            return f"number{label.count('.') + 1}"
        if label[0].islower():
            return "small"
        if not is_roman(label):
            return "letter"
        letters = [section.label for section in self._open if section.kind == "letter"]
        follows = len(label) == 1 and letters and ord(letters[-1]) + 1 == ord(label)
        return "letter" if follows and label != "I" else "roman"

    def open(self, label: str, title: str) -> Section:
        kind = self.kind_of(label)
        self._close_down_to(kind, label)
        section = Section(label, title, kind)
        self._open.append(section)
        return section

    def path_of(self, label: str) -> str:
        """The full code of a row with this label: labels of the open sections, then its own."""
        kind = self.kind_of(label)
        rank = self._rank(kind)
        parts = [section.label for section in self._open if section.label and self._rank(section.kind) < rank]
        return ".".join([part for part in parts if not label.startswith(f"{part}.")] + [label])

    def enclosing(self, label: str) -> list[Section]:
        """Open sections that a row with this label stands in."""
        rank = self._rank(self.kind_of(label)) if label else 99
        return [section for section in self._open if self._rank(section.kind) < rank]

    def leave(self, label: str) -> None:
        """Close what cannot hold a row with this label: row 8 ends heading 7."""
        if label:
            self._close_down_to(self.kind_of(label), label)

    def _close_down_to(self, kind: str, label: str) -> None:
        if kind in ("letter", "roman") and kind not in self._capitals:
            self._capitals.append(kind)
        rank = self._rank(kind)
        while self._open and self._rank(self._open[-1].kind) >= rank:
            self._open.pop()
        while self._open and self._open[-1].kind.startswith("number") and kind.startswith("number"):
            if label.startswith(f"{self._open[-1].label}."):
                break
            self._open.pop()

    def _rank(self, kind: str) -> int:
        if kind in ("letter", "roman"):
            return self._capitals.index(kind) if kind in self._capitals else len(self._capitals)
        if kind.startswith("number"):
            return 10 + int(kind[6:])
        return {"small": 50, "title": 5}[kind]
