"""Kinds of documents by the words and by the letters of their number."""

import re

KINDS = (
    "Kế hoạch", "Quyết định", "Chỉ thị", "Chương trình", "Báo cáo", "Thông báo", "Công văn", "Nghị quyết",
    "Chương trình hành động", "Đề án", "Tờ trình", "Hướng dẫn", "Phương án", "Công điện", "Kết luận",
    "Thông báo kết luận", "Chương trình công tác", "Kế hoạch hành động", "Biên bản", "Quy chế", "Quy định",
)  # fmt: skip
_KIND_LINES = {kind.upper(): kind for kind in KINDS}
_CODES = {
    "KH": "Kế hoạch", "QĐ": "Quyết định", "CT": "Chỉ thị", "CTR": "Chương trình", "BC": "Báo cáo", "TB": "Thông báo",
    "NQ": "Nghị quyết", "ĐA": "Đề án", "TTR": "Tờ trình", "HD": "Hướng dẫn", "PA": "Phương án", "CĐ": "Công điện",
    "KL": "Kết luận", "CTHĐ": "Chương trình hành động", "TBKL": "Thông báo kết luận",
}  # fmt: skip
_STARTS = re.compile(
    "^(?P<kind>" + "|".join(sorted(_KIND_LINES, key=len, reverse=True)) + r")(?:\s*[:.]\s*|\s+)"
    r"(?!(?:VÀ|SỐ|NÀY|NĂM|CỦA)(?!\w)|TÀI CHÍNH$|[-–&])(?P<title>\w\S*\s\S.{5,})$"
)


def is_kind_line(text: str) -> bool:
    return text.strip(" .:*") in _KIND_LINES


def kind_of_line(text: str) -> tuple[str, str]:
    """("Kế hoạch", "") of the line KẾ HOẠCH; ("Kế hoạch", "TRIỂN KHAI …") where the title stands beside it."""
    bare = text.strip(" .:*")
    if kind := _KIND_LINES.get(bare.upper()):
        return kind, ""
    match = _STARTS.match(bare)
    return (_KIND_LINES[match["kind"]], match["title"]) if match else ("", "")


def kind_of_number(number: str | None) -> str:
    """The letters behind the stroke: 12/KH-UBND is a plan, 1234/UBND-KTN a letter."""
    if not number or "/" not in number:
        return ""
    party = re.match(r"\d+\w?-(\w+)/", number)  # 08-NQ/TU
    code = party[1].upper() if party else number.rsplit("/", 1)[1].upper().split("-")[0]
    return _CODES.get(code, "Công văn" if "-" in number.rsplit("/", 1)[1] else "")
