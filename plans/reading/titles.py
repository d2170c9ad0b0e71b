"""The unit that the title of an appendix gives all its rows to: "DANH MỤC NHIỆM VỤ GIAO SỞ Y TẾ CHỦ TRÌ"."""

import re

from plans.reading.charges import is_unit
from plans.reading.name_ends import FIELD, PLACE

_GIVEN = re.compile(
    r"(?:nhiệm vụ|công việc|nội dung|phân công|chỉ tiêu)(?!\w).{0,80}?"
    r"\s(?:giao(?: cho)?|phân công(?: cho)?|cho|của|do)\s+"
    r"(?P<who>\S.{2,80}?)"
    r"(?:\s+(?:chủ trì|thực hiện|phụ trách|trong|năm|quý|tháng|tại|theo|giai đoạn|tham mưu)(?!\w).*)?\s*[:.]?$",
    re.IGNORECASE,
)
_NAMES = re.compile(rf"(?<!\w)(?:{FIELD}|(?:tỉnh|thành|đảng) (?:ủy|uỷ|đoàn)(?!\w))", re.IGNORECASE)
_PLACES = re.compile(rf"(?<!\w){PLACE}", re.IGNORECASE)
_ABBREVIATED = frozenset("UBND HĐND MTTQ BHXH BCH TNCS KHCN GTVT VNPT TTHC".split())


def unit_in_title(title: str) -> str:
    found = _GIVEN.search(title)
    who = found["who"].strip(" ,;") if found else ""
    who = in_small_letters(who) if who.isupper() else who
    return who if who and is_unit(who) else ""


def in_small_letters(name: str) -> str:
    """SỞ VĂN HÓA VÀ THỂ THAO as it stands in a sentence; the name of a place keeps its capitals."""
    words = [word if word in _ABBREVIATED else word.lower() for word in name.split()]
    said = " ".join(words)
    said = said[:1].upper() + said[1:]
    said = _NAMES.sub(lambda name: name[0][:1].upper() + name[0][1:], said)
    said = _PLACES.sub(lambda place: place[0].title(), said)
    return re.sub(
        r"(?<=\s)(?:xã(?! hội)|phường|tỉnh(?! [uủđ])|đặc khu|thành phố)((?:\s(?!và\b|,)\w+)+)$", _place, said
    )


def _place(found: re.Match[str]) -> str:
    level = found[0][: -len(found[1])]
    return level + re.sub(r"(?<=\s)\w", lambda letter: letter[0].upper(), found[1])
