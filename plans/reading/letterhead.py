"""Number, date, title, issuer, signer and kind of a document, from its first and last lines."""

import re
from datetime import date

from plans.reading.blocks import Document, Paragraph, table_lines
from plans.reading.wording import CAPITALS, sentence_case

KINDS = (
    "Kế hoạch", "Quyết định", "Chỉ thị", "Chương trình", "Báo cáo", "Thông báo", "Công văn", "Nghị quyết",
    "Chương trình hành động", "Đề án", "Tờ trình", "Hướng dẫn", "Phương án",
)  # fmt: skip
_KIND_LINES = {kind.upper(): kind for kind in KINDS}
_NUMBER = re.compile(r"^Số\s*:?\s*(?P<figure>\d+[a-zA-Z]?)?\s*[./…\s]*/\s*(?P<code>[A-ZĐ][A-ZĐa-z0-9Đ\-&]*)")
_ISSUED = re.compile(
    r"ngày\s*(?P<day>\d{1,2})?[\s.…]*tháng\s*(?P<month>\d{1,2})?[\s.…]*năm\s*(?P<year>20\d\d)", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"^\(?\s*(?:ban hành\s+)?(?:kèm theo|theo|ban hành theo)\s+(?P<kind>[^\d(]{3,40}?)\s+"
    r"số\s*:?\s*(?P<figure>\d+[a-zA-Z]?)\s*/\s*(?P<code>[A-ZĐ][\w\-&]*)\s+"
    r"ngày\s*(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>20\d\d)",
    re.IGNORECASE,
)
_BODY_START = re.compile(
    r"^(?:Căn cứ|Thực hiện|Theo|Trên cơ sở|Để|Nhằm|Kính gửi|Xét|Ngày|[IVX]+\.|\d+\.|Phần|Điều)\s"
)
# Dumps without blank lines run the title into the first sentence of the grounds.
_RUN_ON = re.compile(
    r"(?<=[^,;:])\s(?:Thực hiện|Căn cứ) (?=(?:Quyết định|Nghị quyết|Luật|Kế hoạch|Chỉ thị|Nghị định)\b.{120})"
)
_NAME_WORD = rf"[{CAPITALS}]\w*"
_ISSUER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+"
    rf"((?:thành phố|tỉnh|xã|phường|quận|huyện)\s+{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}})"
)
_NAME = re.compile(rf"^[{CAPITALS}][^\W\d]+(?:\s[{CAPITALS}][^\W\d]*){{1,4}}$")
_POST = re.compile(r"CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BỘ TRƯỞNG|BÍ THƯ|^TM\.|^KT\.|^TL\.|^TUQ\.")


def read_letterhead(document: Document) -> dict:
    opening = _opening_lines(document)
    number, issued_on, year = _number_and_date(opening)
    if number is None or issued_on is None:
        attached = _attached(document)
        number, issued_on = number or attached[0], issued_on or attached[1]
    kind, title = _kind_and_title(document)
    letterhead = {
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "title": title,
        "issuer": _issuer(document, opening),
        "signer": _signer(document),
        "kind": kind,
    }
    if issued_on is None and year:
        letterhead["issued_year"] = year
    return letterhead


def _opening_lines(document: Document) -> list[str]:
    """Lines above the document's kind (KẾ HOẠCH), at most thirty, after those of text boxes."""
    lines: list[str] = list(document.marks)
    for line in document.lines():
        if line.upper() in _KIND_LINES or len(lines) >= 30 + len(document.marks):
            break
        lines.append(line)
    return lines


def _number_and_date(lines: list[str]) -> tuple[str | None, date | None, int | None]:
    number = issued_on = year = None
    for line in lines:
        if number is None and (match := _NUMBER.match(line)) and match["figure"]:
            number = f"{match['figure']}/{match['code']}"
        if year is None and len(line) < 80 and (match := _ISSUED.search(line)):
            year, issued_on = int(match["year"]), _date(match)
    return number, issued_on, year


def _attached(document: Document) -> tuple[str | None, date | None]:
    """Appendices repeat number and date: "(Kèm theo Kế hoạch số 131/KH-UBND ngày …)"."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and (match := _ATTACHED.match(block.text)):
            return f"{match['figure']}/{match['code']}", _date(match)
    return None, None


def _date(match: re.Match[str]) -> date | None:
    if not match["day"] or not match["month"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _kind_and_title(document: Document) -> tuple[str | None, str | None]:
    paragraphs = [block.text for block in document.blocks[:60] if isinstance(block, Paragraph)]
    for index, text in enumerate(paragraphs):
        if kind := _KIND_LINES.get(text.upper().strip(" .:")):
            return kind, _title(paragraphs[index + 1 : index + 8])
    return None, None


def _title(following: list[str]) -> str | None:
    parts: list[str] = []
    for text in following:
        if _BODY_START.match(text) or (parts and len(text) > 250) or not text.strip("-–_ "):
            break
        run_on = _RUN_ON.search(text)
        parts.append(text[: run_on.start()] if run_on else text)
        if run_on:
            break
    title = re.sub(r"^(?:Về việc|V/v)\s+", "", " ".join(parts)).strip(" -–_.")
    return sentence_case(title) or None


def _issuer(document: Document, opening: list[str]) -> str | None:
    joined = " ".join(line for line in opening if line.isupper() and "CỘNG HÒA" not in line)
    if match := re.search(r"ỦY BAN NHÂN DÂN\s+(THÀNH PHỐ|TỈNH|XÃ|PHƯỜNG)\s+((?:\w+\s?){1,3})", joined):
        return f"UBND {match[1].lower()} {match[2].strip().title()}"
    for line in document.lines():
        if match := _ISSUER.search(line):
            return f"UBND {match[1].strip()}"
    return None


def _signer(document: Document) -> str | None:
    """The last name printed under a post (PHÓ CHỦ TỊCH) at the end of the text."""
    lines = [line for block in document.blocks for line in _signature_lines(block)]
    posts = [index for index, line in enumerate(lines) if line.isupper() and _POST.search(line)]
    for index in reversed(posts):
        for line in lines[index + 1 : index + 5]:
            if _NAME.match(line) and not line.isupper():
                return line
            if line.isupper():
                break
    return None


def _signature_lines(block: object) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return list(table_lines(block)) if len(block.rows) <= 3 else []
