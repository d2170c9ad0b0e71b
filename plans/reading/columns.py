"""Knowing the columns of a task or indicator table by the words of its header."""

import re
from dataclasses import dataclass

from plans.reading.blocks import Row
from plans.reading.labels import read_label
from plans.reading.wording import fold

_UNIT = r"\b(?:đơn vị|cơ quan|tổ chức|bộ phận|người|sở ngành|phòng ban)\b"
# (role, pattern of the folded header); the first that fits wins.
_SYNONYMS = (
    ("tt", r"^(?:tt|stt|số tt|số thứ tự|s tt|no|stt tt|tt tt)$"),
    ("code", r"^(?:(?:stt|tt)? ?(?:chi tiết|mã số|mã|ký hiệu|mã nhiệm vụ|số hiệu))$"),
    ("measure", r"\bđơn vị tính\b|\bđvt\b"),
    ("note", r"^ghi chú|^chú thích|^dự toán|^kinh phí|^nguồn (?:vốn|kinh phí|lực)"),
    ("both", r"(?:chủ trì|thực hiện).*phối hợp"),
    ("partner", r"\bphối hợp\b"),
    ("monitor", r"(?:đơn vị|cơ quan|sở).*(?:theo dõi|tổng hợp|hướng dẫn|giám sát)|^theo dõi$"),
    (
        "deadline",
        r"\b(?:thời hạn|thời gian|tiến độ|thời điểm|mốc|lộ trình)\b|\bhạn\b|^hoàn thành|^(?:ngày|năm) hoàn thành",
    ),
    (
        "lead",
        rf"chủ trì|{_UNIT}.*(?:thực hiện|chịu trách nhiệm|phụ trách|tham mưu)"
        r"|^(?:đầu mối|phân công|trách nhiệm|thực hiện)|người phụ trách|^đơn vị$|^cơ quan$",
    ),
    ("product", r"\bsản phẩm\b|\bđầu ra\b|\bhồ sơ trình\b"),
    (
        "value",
        r"^(?:chỉ tiêu|mục tiêu|kế hoạch|giá trị|mức)(?: giao)?(?: đến)?(?: năm)? 20\d\d$|^(?:đến )?năm 20\d\d$"
        r"|^(?:giá trị|chỉ tiêu giao|mức|mức đạt)$",
    ),
    ("result", r"\bkết quả\b|^yêu cầu|^mục tiêu cần đạt"),
    ("basis", r"^căn cứ|cơ sở pháp lý|^văn bản"),
    ("indicator", r"\b(?:chỉ tiêu|mục tiêu|chỉ số)\b"),
    ("content", r"\b(?:nội dung|nhiệm vụ|công việc|giải pháp|hoạt động|đề án|đầu việc|hạng mục|tên|việc)\b"),
)
_LONGEST = 200  # running text heads no column
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _SYNONYMS)


@dataclass(frozen=True, slots=True)
class Header:
    """Grid column of each role, and which rows the header took."""

    roles: dict[str, int]
    height: int

    @property
    def is_of_tasks(self) -> bool:
        return "content" in self.roles and ("lead" in self.roles or "deadline" in self.roles or "both" in self.roles)

    @property
    def is_of_indicators(self) -> bool:
        named = {"monitor", "lead", "value", "measure", "partner"} & self.roles.keys()
        return "indicator" in self.roles and "content" not in self.roles and bool(named)

    @property
    def is_known(self) -> bool:
        return self.is_of_tasks or self.is_of_indicators


def find_header(rows: tuple[Row, ...], at: int) -> Header | None:
    """The header that begins at row `at`, of one row or of two; None where that row is no header."""
    for height in (2, 1):
        header = Header(_roles(rows[at : at + height]), height)
        if header.is_known and len(rows) >= at + height and _is_header(rows[at : at + height], header):
            return header
    return None


def role_of(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    folded = fold(text)
    return next((role for role, pattern in _COMPILED if pattern.search(folded)), "")


def _roles(rows: tuple[Row, ...]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column in range(max((start + 1 for row in rows for start in row.cells), default=0)):
        role = _role_at(rows, column)
        if role and role not in roles:
            roles[role] = column
    return roles


def _role_at(rows: tuple[Row, ...], column: int) -> str:
    """A sub-heading ("Phối hợp") says more than the heading over it ("Đơn vị thực hiện")."""
    cells = [row.covering(column) for row in rows]
    texts = [cell.text for cell in cells if cell.text and not cell.repeated]
    return (role_of(texts[-1]) or role_of(" ".join(texts))) if texts else ""


def _is_header(rows: tuple[Row, ...], header: Header) -> bool:
    """Headers are short words throughout; a second row has at least one sub-heading and no running text."""
    cells = [cell for row in rows for cell in row.filled.values() if not cell.repeated]
    if any(len(cell.text) > 90 or read_label(cell.text) for cell in cells):
        return False
    if sum(bool(role_of(cell.text)) for cell in rows[0].filled.values()) < 2:
        return False
    return len(rows) == 1 or _is_second_row(rows)


def _is_second_row(rows: tuple[Row, ...]) -> bool:
    own = [cell.text for cell in rows[1].filled.values() if not cell.repeated]
    if len(own) < 2 or any(text.isdigit() for text in own):
        return False
    merged_down = any(cell.repeated for cell in rows[1].cells.values())
    return merged_down or all(role_of(text) for text in own)
