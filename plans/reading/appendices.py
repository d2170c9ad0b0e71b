"""Where an appendix begins, its code and its title."""

import re
from dataclasses import dataclass
from itertools import pairwise

from plans.reading.blocks import Document, Paragraph, Table

_HEADING = re.compile(
    r"^(?P<kind>phụ lục|phụ biểu|biểu|mẫu|bảng)\s*(?:số\s*)?(?P<code>[IVX]+(?!\w)|\d+(?:[a-zA-Z]|\.\d+)?)?(?!\w)"
    r"\s*(?P<mark>[.:–-])?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LONGEST = 160
_NO_TITLE = re.compile(r"^\(|^(?:kèm theo|ban hành kèm)|[.;]$", re.IGNORECASE)
_RUNS_ON = re.compile(r"^(?:kèm theo|gồm|này|nêu|của|và|đính kèm|ban hành|quy định)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Appendix:
    """`code` "PL02", "" where the appendix has no number; `heading` "Phụ lục 02. DANH MỤC …"."""

    code: str
    heading: str


def appendix_at(document: Document, index: int) -> Appendix | None:
    block = document.blocks[index]
    match = _HEADING.match(block.text) if isinstance(block, Paragraph) else None
    if not match or len(block.text) > _LONGEST or not _is_heading(match, document, index):
        return None
    title = match["title"].strip() or _title_below(document, index)
    if not match["code"]:
        return Appendix("", title)
    name = block.text[: match.end("code")]
    initials = "".join(word[0] for word in match["kind"].upper().split())
    return Appendix(f"{initials}{_number(match['code'])}", f"{name}. {title}" if title else name)


def _number(code: str) -> str:
    """Roman figures as two digits, so that "Phụ lục II" and "Phụ lục 02" are one."""
    figures = [_ROMAN[letter] for letter in code.upper()] if code.isalpha() else []
    roman = sum(-one if one < following else one for one, following in pairwise([*figures, 0]))
    return f"{roman:02d}" if roman else code.upper()


def _is_heading(match: re.Match[str], document: Document, index: int) -> bool:
    """A sentence about an appendix ("Phụ lục I kèm theo Kế hoạch này.") begins none."""
    title = match["title"].strip()
    if match["kind"].lower() in ("biểu", "mẫu", "bảng") and not match["code"]:
        return False
    if not title:
        return True
    if title == title.upper():
        return True
    marked = bool(match["code"] and match["mark"]) and title[0].isupper()
    return (
        marked and not _RUNS_ON.match(title) and not title.endswith((".", ";", ",")) and _is_followed(document, index)
    )


def _is_followed(document: Document, index: int) -> bool:
    """A table or "(Kèm theo …)" comes soon, or the heading is printed in bold."""
    block = document.blocks[index]
    after = document.blocks[index + 1 : index + 4]
    near = any(isinstance(other, Table) or other.text.startswith("(") for other in after)
    return near or (isinstance(block, Paragraph) and (block.bold or block.level > 0))


def _title_below(document: Document, index: int) -> str:
    """The lines under the heading, to the table or the first line that is no title."""
    parts: list[str] = []
    for place in range(index + 1, min(index + 4, len(document.blocks))):
        block = document.blocks[place]
        if isinstance(block, Table) or _NO_TITLE.search(block.text) or len(block.text) > _LONGEST:
            break
        if parts and parts[0].isupper() != block.text.isupper():
            break
        if not (block.text.isupper() or block.bold or block.level or _stands_over_table(document, place)):
            break
        parts.append(block.text)
    return " ".join(parts)


def _stands_over_table(document: Document, place: int) -> bool:
    after = document.blocks[place + 1 : place + 2]
    return any(isinstance(block, Table) or block.text.startswith("(") for block in after)
