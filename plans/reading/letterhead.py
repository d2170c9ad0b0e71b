"""Number, date, title, issuer, signer and kind of a document, from its first and last lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from plans.reading.blocks import Document, Paragraph, table_lines
from plans.reading.grounds import basis_of, changed_by, groups_of, routes_of
from plans.reading.issuers import issuer_of
from plans.reading.kinds import kind_of_line, kind_of_number
from plans.reading.labels import split_heading
from plans.reading.wording import CAPITALS, sentence_case

_NUMBER = re.compile(r"^Số\s*:?\s*(?P<figure>\d+[a-zA-Z]?)?\s*[./…\s]*/\s*(?P<code>[A-ZĐ][A-ZĐa-z0-9Đ\-&]*)")
_PARTY_NUMBER = re.compile(r"^Số\s*:?\s*(?P<figure>\d+[a-zA-Z]?)\s*-\s*(?P<code>[A-ZĐ][A-ZĐa-z]*/[A-ZĐ][\w\-]*)")
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
# A title may begin as grounds do: "Thực hiện Nghị quyết số 8 …" with no sentence after it.
_NAMES_ACT = re.compile(r"^(?:Thực hiện|Để|Nhằm|Theo)\s[^;:]{10,250}$")
# Dumps without blank lines run the title into the first sentence of the grounds.
_RUN_ON = re.compile(
    r"(?<=[^,;:])\s(?:Thực hiện|Căn cứ) (?=(?:Quyết định|Nghị quyết|Luật|Kế hoạch|Chỉ thị|Nghị định)\b"
    r"(?:.{120}|.{30,}(?:như sau|sau đây)\s*:))"
)
_LONGEST_LINE = 140  # of a title in sentence case under one in capitals
_GOES_ON = re.compile(
    r"(?<=[\w”\"] )(?:Giai đoạn|Năm|Tháng|Quý|Trên|Tại|Về|Của|Cho|Phục vụ|Thuộc|Đến|Theo|Thành phố|Tỉnh)\b"
)
_PLACE = re.compile(rf"(?:^|\s)([{CAPITALS}][^\W\d]+(?: [{CAPITALS}][^\W\d]+){{1,3}}), ngày\b")
_ABOUT = re.compile(r"^\W*(?:V/v|Về việc)\s*:?\s+(?P<title>\S.{8,})$", re.IGNORECASE)
_REPORTS = re.compile(r"báo cáo (?:kết quả|tình hình|tiến độ)[^.]{0,80}như sau\s*:", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"^(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|HỘI ĐỒNG|CỤC TRƯỞNG|TỔNG|TRƯỞNG|CHÁNH"
    r"|VIỆN TRƯỞNG)\b"
)
_NAME = re.compile(rf"^[{CAPITALS}][^\W\d]+(?:\s[{CAPITALS}][^\W\d]*){{1,4}}$")
_POST = re.compile(r"CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BỘ TRƯỞNG|CHỦ NHIỆM|BÍ THƯ|^T/?M[./]|^KT\.|^TL\.|^TUQ\.")


def read_letterhead(document: Document) -> dict:
    opening = _opening_lines(document)
    number, issued_on, year = _number_and_date(opening)
    if number is None or issued_on is None:
        attached = _attached(document)
        number, issued_on = number or attached[0], issued_on or attached[1]
    kind, title = _kind_and_title(document, number)
    title = _with_place(title or _title_of_attached(document), opening)
    letterhead = {
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "title": title,
        "issuer": issuer_of(document, opening),
        "signer": _signer(document),
        "kind": kind,
        "basis": basis_of(document),
        "changes": changed_by(document),
        "via": routes_of(document),
        "groups": groups_of(document),
    }
    if issued_on is None and year:
        letterhead["issued_year"] = year
    return letterhead


def _opening_lines(document: Document) -> list[str]:
    """Lines above the document's kind (KẾ HOẠCH), at most thirty, after those of text boxes."""
    lines: list[str] = list(document.marks)
    for line in document.lines():
        if kind_of_line(line)[0] or line.startswith("Kính gửi") or len(lines) >= 30 + len(document.marks):
            break
        lines.append(line)
    return lines


def _number_and_date(lines: list[str]) -> tuple[str | None, date | None, int | None]:
    number = issued_on = year = None
    for line in lines:
        if number is None and (match := _NUMBER.match(line)) and match["figure"]:
            number = f"{match['figure']}/{match['code']}"
        if number is None and (match := _PARTY_NUMBER.match(line)):
            number = f"{match['figure']}-{match['code']}"
        if year is None and len(line) < 80 and (match := _ISSUED.search(line)):
            year, issued_on = int(match["year"]), _date(match)
    return number, issued_on, year


def _attached(document: Document) -> tuple[str | None, date | None]:
    """Appendices repeat number and date: "(Kèm theo Kế hoạch số 131/KH-UBND ngày …)"."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and (match := _ATTACHED.match(block.text)):
            return f"{match['figure']}/{match['code']}", _date(match)
    return None, None


def _title_of_attached(document: Document) -> str | None:
    """An appendix alone names its plan: "(Kèm theo Kế hoạch số 29/KH-UBND ngày … của UBND tỉnh về …)"."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and (match := _ATTACHED.match(block.text)):
            about = re.search(r"\s(?:về việc|về|v/v)\s+(?P<title>\S.{8,}?)\)?\s*$", block.text[match.end() :], re.I)
            return sentence_case(about["title"]) if about else None
    return None


def _date(match: re.Match[str]) -> date | None:
    if not match["day"] or not match["month"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _kind_and_title(document: Document, number: str | None) -> tuple[str | None, str | None]:
    blocks = [block for block in document.blocks[:60] if isinstance(block, Paragraph)]
    paragraphs = [block.text for block in blocks]
    named = list(_kinds_named(paragraphs))
    # "HƯỚNG DẪN" heads a sheet of a plan whose number says what it is
    for index, kind, beside in sorted(named, key=lambda one: not one[1].startswith(kind_of_number(number)))[:1]:
        first = [replace(blocks[index], text=beside)] if beside else []
        title = _title(first + blocks[index + 1 : index + 8])
        return _fuller(kind, title), title
    subject = _subject(document)
    if subject or kind_of_number(number):
        return kind_of_number(number) or None, subject
    return ("Báo cáo" if any(_REPORTS.search(text) for text in paragraphs[:10]) else None), None


def _kinds_named(paragraphs: list[str]) -> Iterator[tuple[int, str, str]]:
    """(place, kind, title beside it) of the lines above the body that name a kind."""
    for index, text in enumerate(paragraphs):
        kind, beside = kind_of_line(text)
        if kind:
            yield index, kind, beside
        elif _BODY_START.match(text) and index > 3:
            return


def _fuller(kind: str, title: str | None) -> str:
    return "Thông báo kết luận" if kind == "Thông báo" and (title or "").lower().startswith("kết luận") else kind


def _subject(document: Document) -> str | None:
    """ "V/v …" under the number of a letter, over one or more lines."""
    lines = [*document.marks, *document.lines()][:40]
    for index, line in enumerate(lines):
        if match := _ABOUT.match(line):
            parts = [match["title"]]
            for other in lines[index + 1 : index + 4]:
                if not other[:1].islower():
                    break
                parts.append(other)
            return sentence_case(" ".join(parts).strip(" .-–"))
    return None


def _title(following: list[Paragraph]) -> str | None:
    parts: list[str] = []
    for block in following:
        text = block.text
        if not text.strip("-–_ *"):  # a rule is drawn under the title, or between it and its kind
            if parts:
                break
            continue
        if _BODY_START.match(text) and (parts or not _NAMES_ACT.match(text)):
            break
        if parts and (_ends_title(text) or _is_prose(block, following[0], parts)):
            break
        run_on = _RUN_ON.search(text)
        parts.append(text[: run_on.start()] if run_on else text)
        if run_on:
            break
    return _joined(parts) or None


def _ends_title(text: str) -> bool:
    return bool(
        split_heading(text)[1]
        or len(text) > 250
        or _AUTHORITY.match(text)
        or text.startswith("(")
        or text.endswith((":", ";"))
    )


def _is_prose(block: Paragraph, first: Paragraph, parts: list[str]) -> bool:
    """A sentence behind the title, no line of it: with a full stop, long, or not as bold as the title."""
    if block.text[:1].islower() or block.text.isupper():
        return False
    if block.text.endswith(".") or (first.bold and not block.bold):
        return True
    return parts[0].isupper() and len(block.text) > _LONGEST_LINE


def _joined(parts: list[str]) -> str:
    """Lines in capitals as they would stand in a sentence, and those behind them going on from there."""
    capitals = list(takewhile(str.isupper, parts))
    said = " ".join([sentence_case(" ".join(capitals)), *parts[len(capitals) :]]).strip()
    if capitals:
        said = _GOES_ON.sub(lambda match: match[0].lower(), said)
    return sentence_case(re.sub(r"^(?:Về việc|V/v|Về)\s*:?\s+", "", said).strip(" -–_."))


def _with_place(title: str | None, opening: list[str]) -> str | None:
    """The name of the place, which a title in capitals hides, as the line of the date writes it."""
    for line in opening:
        if title and (match := _PLACE.search(line)):
            return re.sub(rf"(?<!\w){re.escape(match[1])}(?!\w)", match[1], title, flags=re.IGNORECASE)
    return title


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
