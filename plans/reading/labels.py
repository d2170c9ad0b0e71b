"""Row and heading labels (A, II, 3, 3.1, a, Điều 2) and the path of sections they make."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(r"^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_LABEL = re.compile(r"^\(?(?P<label>[A-ZĐ]|[IVXL]+|\d+(?:\.\d+)*|[a-zđ]|[a-zđ]\d|\d+[a-zđ])\s*[.)/:]*[-–]?$")
_LEADING = re.compile(
    r"^(?P<label>\d+(?:\.\d+)+[.)]?|\d+[.)/]|\d+[-–](?=\s+[^\W\d])|\(\d+\)|[IVXL]+\s?[-–]|[IVXL]+[.)/]?"
    r"|[A-ZĐ][.)/]|[A-ZĐ][-–]|[a-zđ](?:[.)]|[-–](?=\s+[^\W\d])))\s+(?P<text>\S.*)$"
    # the Party's papers print "I-", "1-" and "a-"
    r"|^(?P<tight>\d+(?:\.\d+)*[.)]|[IVXL]+\.|[a-zđ]\))(?P<rest>[^\W\d].*)$"  # typed without a blank: "1.Sở Y tế"
)
_NAMED = re.compile(
    r"^(?P<word>phần|chương|mục|điều|nhóm(?: nhiệm vụ)?|nhiệm vụ|giải pháp)\s+"
    r"(?:thứ\s+)?(?P<label>[IVXL]+|\d{1,2}(?!\d)(?:\.\d+)*|nhất|hai|ba|tư|bốn|năm|sáu)\s*(?P<mark>[.:)–-]|$)\s*(?P<text>.*)$",
    re.IGNORECASE,
)
_ORDINALS = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV", "năm": "V", "sáu": "VI"}
_CODE = re.compile(r"^[A-ZĐ]{1,6}[-_./]?\d{1,3}(?:[-_.]\d{1,3}){0,3}$")
_KINDS = {"phần": "part", "chương": "chapter", "mục": "item", "điều": "article", "nhóm": "group"}
_RANKS = {"part": -4, "chapter": -3, "item": -2, "group": 7, "title": 5, "article": 8, "code": 70}


def read_label(text: str) -> str:
    """The bare label of a cell that holds nothing else, else ""."""
    match = _LABEL.match(text.strip())
    return match["label"] if match else ""


def read_code(text: str) -> str:
    """ "QH01", "CĐS-2.1": what a column of codes calls a row by, else ""."""
    return text.strip() if _CODE.match(text.strip()) else ""


def split_label(text: str) -> tuple[str, str]:
    """("3.1", "Xây dựng …") of a line that begins with a label, else ("", line)."""
    _, label, rest = split_heading(text)
    return label, rest


def split_heading(text: str) -> tuple[str, str, str]:
    """("điều", "2", "Tổ chức …") of "Điều 2. Tổ chức …"; the word is "(" for "(1)" and "" for a bare label."""
    text = text.strip()
    if match := _NAMED.match(text):
        label = _ORDINALS.get(match["label"].lower(), match["label"].upper())
        return match["word"].split()[0].lower(), label, match["text"].strip()
    match = _LEADING.match(text)
    if not match:
        return "", "", text
    label, rest = match["label"] or match["tight"], match["text"] or match["rest"]
    if label.isalpha() and not is_roman(label):
        return "", "", text
    return "(" if label[0] == "(" else "", label.strip("(./)-– "), rest


def is_roman(label: str) -> bool:
    return bool(_ROMAN.match(label))


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    title: str
    kind: str
    word: str = ""

    @property
    def heading(self) -> str:
        name = f"{self.word.capitalize()} {self.label}" if len(self.word) > 1 else self.label
        return f"{name}. {self.title}".strip() if self.label else self.title


class Outline:
    """The open sections at a point of the document; which kind nests in which is learnt by reading."""

    def __init__(self) -> None:
        self._open: list[Section] = []
        self._capitals: list[str] = []
        self._minors: list[str] = []

    @property
    def sections(self) -> list[Section]:
        return list(self._open)

    def kind_of(self, label: str, word: str = "") -> str:
        """ "letter", "roman", "number1", "number2" …, "small", "part" …; "" has none."""
        if word in _KINDS:
            return _KINDS[word]
        if word == "(":
            return "bracket"
        if not label:
            return "title"
        if read_code(label):
            return "code"
        if label[0].isdigit():
            return f"number{label.count('.') + 1}"
        if label[0].islower():
            return "small"
        if not is_roman(label):
            return "letter"
        letters = [section.label for section in self._open if section.kind == "letter"]
        follows = len(label) == 1 and letters and ord(letters[-1]) + 1 == ord(label)
        return "letter" if follows and label != "I" else "roman"

    def open(self, label: str, title: str, word: str = "") -> Section:
        kind = self.kind_of(label, word)
        self._close_down_to(kind, label)
        section = Section(label, title, kind, word)
        self._open.append(section)
        return section

    def path_of(self, label: str, word: str = "") -> str:
        """The full code of a row with this label: labels of the open sections, then its own."""
        rank = self._rank(self.kind_of(label, word))
        parts = [section.label for section in self._open if section.label and self._rank(section.kind) < rank]
        return ".".join([part for part in parts if not label.startswith(f"{part}.")] + [label])

    @property
    def path(self) -> str:
        """The code of what stands under the open sections without a label of its own."""
        labels = [section.label for section in self._open if section.label]
        return ".".join(a for a, b in zip(labels, [*labels[1:], ""], strict=False) if not b.startswith(f"{a}."))

    def enclosing(self, label: str, word: str = "") -> list[Section]:
        """Open sections that a row with this label stands in."""
        rank = self._rank(self.kind_of(label, word)) if label else 99
        return [section for section in self._open if self._rank(section.kind) < rank]

    def leave(self, label: str, word: str = "") -> None:
        """Close what cannot hold a row with this label: row 8 ends heading 7."""
        if label:
            self._close_down_to(self.kind_of(label, word), label)

    def _close_down_to(self, kind: str, label: str) -> None:
        for family, kinds in ((self._capitals, ("letter", "roman")), (self._minors, ("small", "bracket"))):
            if kind in kinds and kind not in family:
                family.append(kind)
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
        if kind in ("small", "bracket"):
            return 50 + (self._minors.index(kind) if kind in self._minors else len(self._minors))
        if kind.startswith("number"):
            return 10 + int(kind[6:])
        return _RANKS[kind]
