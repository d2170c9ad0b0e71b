"""Labelled lines of running text: "b) Cơ quan chủ trì: Sở A", "* Thời gian thực hiện:", "- Sản phẩm: …"."""

import re

_WHO = r"(?:(?:các\s+)?(?:cơ quan|đơn vị|sở,? ngành|bộ phận|địa phương)(?:[,/]\s*(?:đơn vị|cơ quan|địa phương))?\s+)"
# What a labelled line says; the first that fits wins. "" is a line that only announces others.
_FIELDS = (
    ("partner", rf"{_WHO}?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|chính|với))?"),
    ("lead", rf"{_WHO}?(?:được giao\s+)?(?:chủ trì|đầu mối)(?:\s+(?:thực hiện|tham mưu))?"
             rf"|{_WHO}(?:tham mưu|phụ trách)|(?:phân công|đơn vị|cơ quan)"
             r"|(?:phân công|giao|chịu) (?:thực hiện|trách nhiệm)|trách nhiệm(?: thực hiện)?"),
    ("deadline", r"(?:thời hạn|thời gian|tiến độ|thời điểm|lộ trình|hạn|mốc thời gian)"
                 r"(?:\s+(?:thực hiện|hoàn thành|triển khai|trình|hoàn tất))*"),
    ("product", r"(?:dự kiến\s+)?sản phẩm(?:\s+(?:đầu ra|dự kiến|hoàn thành))?"),
    ("result", r"(?:dự kiến\s+)?kết quả(?:\s+(?:cần đạt|đầu ra|dự kiến))?"),
    ("requirements", r"yêu cầu(?:\s+(?:tối thiểu|cần đạt|cụ thể))?(?:\s*\(tối thiểu\))?|giải pháp(?:\s+thực hiện)?"),
    ("task", r"(?:nội dung\s+)?nhiệm vụ|nội dung(?:\s+(?:thực hiện|công việc|chính|cụ thể))?|công việc"),
    ("money", r"(?:nguồn\s+)?kinh phí(?:\s+thực hiện)?|dự toán"),
    ("goal", r"mục (?:tiêu|đích)|căn cứ|cơ sở pháp lý|địa điểm|đối tượng|phạm vi|thành phần"),
)  # fmt: skip
_ANNOUNCES = rf"{_WHO}?thực hiện|tổ chức thực hiện"
_OPENING = r"^[-–+•*\s]{0,6}(?:[a-zđ][).]|\d+[.)]|\(\d+\))?[-–+•*\s]{0,6}"
_LINES = tuple(
    (name, re.compile(rf"{_OPENING}(?:{words})\s*(?::\s*(?P<text>.*)|$)", re.IGNORECASE)) for name, words in _FIELDS
)
_ANNOUNCING = re.compile(rf"{_OPENING}(?:{_ANNOUNCES})\s*(?::\s*(?P<text>.*)|$)", re.IGNORECASE)
_BARE_ONGOING = re.compile(r"^(?:[-–+•*]\s*)?[a-zđ]\)\s+(?P<text>Nhiệm vụ thường xuyên\s*\.?)$", re.IGNORECASE)
# Several labels on one line: "… Cơ quan chủ trì: Sở A; thời hạn: Quý II/2026."
_INNER = re.compile(
    rf"(?<=[.;,(])\s*(?=(?:{_WHO}?(?:chủ trì|phối hợp)(?:\s+thực hiện)?|{_WHO}thực hiện"
    r"|(?:thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành))?|sản phẩm(?:\s+đầu ra)?|kết quả|kinh phí)\s*:)",
    re.IGNORECASE,
)


def labelled(line: str) -> tuple[str | None, str]:
    """("lead", "Sở A") of such a line; (None, "") of any other. A bare "Cơ quan thực hiện:" announces others."""
    if match := _BARE_ONGOING.match(line):
        return "deadline", match["text"]
    if match := _ANNOUNCING.match(line):
        text = (match["text"] or "").strip()
        return ("lead" if text else ""), text
    for name, pattern in _LINES:
        match = pattern.match(line)
        if match and (match["text"] is not None or name not in _ONLY_WITH_COLON):
            return name, (match["text"] or "").strip()
    return None, ""


_ONLY_WITH_COLON = ("goal", "money", "result", "product")


def parts_of(text: str) -> list[str]:
    """A line cut before each label that stands inside it."""
    return [part for part in _INNER.split(text) if part.strip()]
