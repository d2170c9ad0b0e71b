"""Who issued a document: the top left of its letterhead, else what its text says."""

import re
from collections.abc import Iterable

from plans.reading.blocks import Document
from plans.reading.kinds import kind_of_line
from plans.reading.wording import CAPITALS

_MOTTO = re.compile(r"CỘNG H[ÒO][AÀ]|CHỦ NGHĨA VIỆT NAM|ĐỘC LẬP|ĐẢNG CỘNG SẢN VIỆT NAM|^\W*$|^\*+$")
_HEAD = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|BỘ|SỞ|BAN|VĂN PHÒNG|TỈNH|THÀNH|THÀNH PHỐ|CỤC|TỔNG CỤC|VỤ|HỘI ĐỒNG|HĐND|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|ĐẢNG|HUYỆN|QUẬN|PHƯỜNG|XÃ|CÔNG AN|VIỆN|TRƯỜNG|TRUNG TÂM|PHÒNG|KHO BẠC|NGÂN HÀNG"
    r"|TỔ|LIÊN|CHI CỤC|TÒA ÁN|BẢO HIỂM|THANH TRA)\b"
)
_STATE = re.compile(r"^(?:ỦY|UỶ) BAN NHÂN DÂN\b|^UBND\b")
_PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|QUẬN|HUYỆN|ĐẶC KHU|THỊ XÃ)\b")
_NAME_WORD = rf"[{CAPITALS}]\w*"
_SAID = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+"
    rf"((?:thành phố|tỉnh|xã|phường|quận|huyện|thị xã|đặc khu)\s+{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}})"
)


def issuer_of(document: Document, opening: Iterable[str]) -> str | None:
    printed = _printed(opening)
    if printed:
        name = _named(printed)
        return _as_written(name, document)
    said = next((match for line in document.lines() if (match := _SAID.search(line))), None)
    return f"UBND {said[1].strip()}" if said else None


def _printed(opening: Iterable[str]) -> list[str]:
    """The lines in capitals that name bodies, the mother body first."""
    lines: list[str] = []
    for line in opening:
        text = line.strip(" -–_*|")
        if lines and re.match(r"Số\b|KÍNH GỬI", text, re.IGNORECASE):
            break
        if not text.isupper() or _MOTTO.search(text) or kind_of_line(text)[0] or text.startswith(("SỐ", "V/V")):
            continue
        if lines and (not _HEAD.match(text) or (_PLACE.match(text) and _STATE.fullmatch(lines[-1]))):
            lines[-1] += f" {text}"
        elif _HEAD.match(text):
            lines.append(text)
    return lines


def _named(lines: list[str]) -> str:
    """The lowest body, with the place of the one above it where it says none of its own."""
    own = lines[-1]
    place = re.search(r"(?:TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|QUẬN|HUYỆN)\s+.+", " ".join(lines[:-1]))
    if own == "VĂN PHÒNG" and len(lines) > 1:
        return f"{own} {lines[-2]}"
    if place and own.startswith("BAN CHỈ ĐẠO"):
        return f"{own} {place[0]}"
    return own


def _as_written(name: str, document: Document) -> str:
    """The name as running text spells it, else with a capital on each word of a place's name."""
    name = re.sub(r"\b(?:ỦY|UỶ) BAN NHÂN DÂN\b", "UBND", name)
    pattern = re.compile(r"\s+".join(re.escape(word) for word in name.split()) + r"(?!\w)", re.IGNORECASE)
    for line in document.lines():
        match = None if line.isupper() else pattern.search(line)
        if match and not match[0].isupper():
            return match[0]
    return _lowered(name)


def _lowered(name: str) -> str:
    if party := re.match(r"(TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG) (ỦY|UỶ) (.+)$", name):
        return f"{party[1].capitalize()} {party[2].lower()} {party[3].title()}"
    place = re.search(r"\b(TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|QUẬN|HUYỆN|ĐẶC KHU|THỊ XÃ)\s+(.+)$", name)
    head = name[: place.start()].strip() if place else name
    text = _capitalised([word if word in ("UBND", "HĐND") else word.lower() for word in head.split()])
    return f"{text} {place[1].lower()} {place[2].title()}".strip() if place else text


def _capitalised(words: list[str]) -> str:
    """ "Sở Giáo dục và Đào tạo": a capital on the first word, on the next, and behind "và" and a comma."""
    several = len(words) > 1 and words[0] in ("sở", "bộ", "cục", "vụ", "viện", "phòng", "chi", "ban", "hội")
    for place, word in enumerate(words):
        begins = place == 0 or (
            several and (place == 1 or words[place - 1] == "và" or words[place - 1].endswith(","))
        )
        words[place] = word[:1].upper() + word[1:] if begins else word
    return " ".join(words)
