"""Knowing the columns of a task or indicator table by the words of its header."""

import re
from dataclasses import dataclass, field

from plans.reading.blocks import Cell, Row
from plans.reading.labels import read_label
from plans.reading.moments import find_moments
from plans.reading.wording import fold

_UNIT = (
    r"\b(?:đơn vị|cơ quan|tổ chức|bộ phận|người|sở|ngành|phòng|ban|cán bộ|công chức|lãnh đạo|địa phương|cá nhân"
    r"|đv|cq)\b"
)
_PLAIN = (
    r"^(?:(?:các|tên|đơn vị|cơ quan|tổ chức|bộ phận|người|sở|bộ|ban|ngành|phòng|cán bộ|công chức|địa phương"
    r"|cá nhân|cấp|đv"
    r"|cq|phân công|giao|trách nhiệm|thực hiện|được|nhiệm vụ|và) )*"
)  # words of a header before "chủ trì"; a unit's own name there means a row of the body
# (role, pattern of the folded header); the first that fits wins.
_SYNONYMS = (
    ("tt", r"^(?:tt|stt|số tt|số thứ tự|thứ tự|s tt|no|stt tt|tt tt)$"),
    ("code", r"^(?:(?:stt|tt)? ?(?:chi tiết|mã số|mã|ký hiệu|mã nhiệm vụ|số hiệu))$"),
    ("measure", r"\bđơn vị (?:tính|đo)\b|\bđvt\b|^đơn vị đo lường"),
    (
        "indicator",
        r"^(?:tên |nội dung |nhóm )?(?:các )?(?:chỉ tiêu|chỉ số|mục tiêu)(?: (?:chủ yếu|cụ thể|chính|nhiệm vụ))?$",
    ),
    ("person", r"\bhọ (?:và |, )?tên\b|chức (?:vụ|danh)|điện thoại|\bemail\b|thư điện tử|năm sinh|ngày sinh|số máy"),
    ("group", r"^(?:lĩnh vực|nhóm(?: nhiệm vụ| giải pháp| vấn đề)?|trụ cột|chủ đề|mục tiêu chung|phần)$"),
    (
        "content",
        r"^(?:tên |các |danh mục )?(?:nội dung|nhiệm vụ|công việc|hoạt động|đầu việc|phần việc|giải pháp|biện pháp)\b"
        r"(?!.*(?:chủ trì|phối hợp|kết quả|thời (?:gian|hạn)))",
    ),
    ("money", r"kinh phí|dự toán|đơn giá|thành tiền|số tiền|nguồn (?:vốn|lực)|số lượng|khối lượng|tổng mức|^vốn\b"),
    ("note", r"^ghi chú|^chú thích|^lưu ý"),
    (
        "approver",
        r"thẩm quyền|^cấp (?:trình|ban hành|phê duyệt|quyết định)|(?:cơ quan|cấp|đơn vị) (?:ban hành|phê duyệt)",
    ),
    ("both", rf"{_PLAIN}(?:chủ trì|thực hiện|đầu mối|chính)\b.*phối hợp"),
    (
        "partner",
        r"\bphối hợp\b|^(?:các )?(?:đơn vị|cơ quan) (?:có )?liên quan$|hỗ trợ thực hiện|^cùng (?:thực hiện"
        r"|tham gia|phối hợp)|^tham gia",
    ),
    ("overseer", r"^(?:lãnh đạo|đồng chí|thường trực).*(?:chỉ đạo|phụ trách)|^(?:người )?chỉ đạo"),
    ("monitor", r"(?:đơn vị|cơ quan|sở|ngành|đầu mối).*(?:theo dõi|tổng hợp|hướng dẫn|giám sát|đôn đốc)|^theo dõi$"),
    ("start", r"^(?:(?:thời gian|thời điểm|ngày) )?(?:bắt đầu|khởi đầu|khởi công)$|^từ(?: ngày| tháng)?$"),
    ("baseline", r"^hiện trạng|năm gốc|^(?:ước )?(?:thực hiện|kết quả|th) (?:năm )?20\d\d$"),
    (
        "deadline",
        r"\b(?:thời hạn|thời gian|tiến độ|thời điểm|mốc|lộ trình)\b|\bhạn\b|^hoàn thành|^(?:ngày|năm|tháng|quý)"
        r"(?: hoàn thành| thực hiện| trình)?$|^kết thúc$|^đến(?: ngày| tháng)?$|^ngày kết thúc",
    ),
    (
        "lead",
        rf"{_PLAIN}chủ trì|{_UNIT}.*(?:thực hiện|chịu trách nhiệm|phụ trách|tham mưu|soạn thảo|được giao"
        rf"|triển khai|xây dựng|giải quyết|xử lý|trình)"
        r"|^(?:đầu mối|phân công|trách nhiệm|chịu trách nhiệm|thực hiện|giao cho|tham mưu|ai làm|chuẩn bị)"
        r"|người phụ trách|đầu mối$"
        r"|^(?:các )?(?:đơn vị|cơ quan|sở ngành|phòng ban|cơ quan đơn vị|đơn vị địa phương|đơn vị cơ quan"
        r"|bộ phận|phòng|sở|cán bộ|công chức|cá nhân|địa phương)$",
    ),
    ("product", r"\bsản phẩm\b|\bđầu ra\b|\bhồ sơ trình\b|^(?:hình thức|loại) văn bản"),
    (
        "value",
        r"^(?:(?:chỉ tiêu|mục tiêu|kế hoạch|giá trị|mức|phấn đấu|kh|giao|đến|hết|năm)\s?)+ ?20\d\d$|^20\d\d$"
        r"|^(?:giá trị|chỉ tiêu giao|mức|mức đạt|mức phấn đấu|mục tiêu phấn đấu|giá trị mục tiêu)$",
    ),
    ("result", r"\bkết quả\b|^yêu cầu|^mục tiêu cần đạt|^tiêu chí"),
    ("basis", r"^căn cứ|cơ sở pháp lý|^văn bản (?:giao|chỉ đạo|căn cứ)|^nguồn gốc"),
    ("indicator", r"\b(?:chỉ tiêu|mục tiêu|chỉ số|tiêu chí)\b"),
    (
        "content",
        r"\b(?:nội dung|nhiệm vụ|công việc|giải pháp|hoạt động|đề án|đầu việc|hạng mục|tên|việc|biện pháp"
        r"|chương trình"
        r"|dự án|mô hình|văn bản|vấn đề|kiến nghị)\b",
    ),
)
_SECOND = {"content": "detail", "deadline": "deadline_2", "value": "value_2"}  # a second column of a role
_LONGEST = 200  # running text heads no column
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _SYNONYMS)
_TICKED_MOMENT = re.compile(r"^(?:(?:quý|tháng|năm)\b|t\d{1,2}$|q(?:iv|i{1,3}|[1-4])$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """Grid column of each role, and which rows the header took.

    `detail`: a second column of content. `ticked`: columns headed by a time ("Quý II") where rows put a cross.
    `spans`: how wide each column is. `texts`: the words over each.
    """

    roles: dict[str, int]
    height: int
    ticked: dict[int, str] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_of_tasks(self) -> bool:
        named = {"lead", "deadline", "both", "partner"} & self.roles.keys()
        return "content" in self.roles and bool(named or self.ticked) and not self._is_of_people_or_money

    @property
    def is_of_indicators(self) -> bool:
        named = {"monitor", "lead", "value", "measure", "partner"} & self.roles.keys()
        return "indicator" in self.roles and "content" not in self.roles and bool(named)

    @property
    def is_known(self) -> bool:
        return self.is_of_tasks or self.is_of_indicators

    @property
    def _is_of_people_or_money(self) -> bool:
        """A list of members, or an estimate that charges nobody with a day."""
        if "person" in self.roles:
            return True
        timed = {"deadline", "start", "product", "result"} & self.roles.keys() or self.ticked
        return not timed and bool({"money", "measure"} & self.roles.keys())


def find_header(rows: tuple[Row, ...], at: int) -> Header | None:
    """The header that begins at row `at`, of one to three rows; None where that row is no header."""
    for height in (3, 2, 1):
        taken = rows[at : at + height]
        if len(taken) == height and _is_header(taken):
            header = _header(taken)
            if header.is_known:
                return header
    return None


def role_of(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    folded = fold(text)
    return next((role for role, pattern in _COMPILED if pattern.search(folded)), "")


def _header(rows: tuple[Row, ...]) -> Header:
    texts = {column: " ".join(_texts(rows, column)) for column in _columns(rows)}
    spans = {column: _span(rows, column) for column in texts}
    ticked = {column: text for column, text in texts.items() if _is_ticked(rows, column)}
    of_figures = any(role_of(text) in ("indicator", "measure") for text in texts.values())
    ticked = ticked if len(ticked) > 1 and not of_figures else {}
    roles: dict[str, int] = {}
    for column in texts:
        role = "" if column in ticked else _role_at(rows, column)
        if role in roles:
            role = _SECOND.get(role, "")
        if role and role not in roles:
            roles[role] = column
    if "result" in roles and "product" not in roles and "kết quả" in texts[roles["result"]].lower():
        roles["product"] = roles.pop("result")
    return Header(_with_content(roles, texts, ticked), len(rows), ticked, spans, texts)


def _columns(rows: tuple[Row, ...]) -> list[int]:
    return sorted({start for row in rows for start in row.cells})


def _cells(rows: tuple[Row, ...], column: int) -> list[Cell]:
    return [cell for row in rows if (cell := row.covering(column)).text and not cell.repeated]


def _texts(rows: tuple[Row, ...], column: int) -> list[str]:
    return [cell.text for cell in _cells(rows, column)]


def _span(rows: tuple[Row, ...], column: int) -> int:
    return min((row.at(column).span for row in rows if column in row.cells), default=1)


def _is_ticked(rows: tuple[Row, ...], column: int) -> bool:
    texts = _texts(rows, column)
    return bool(
        texts and len(texts[-1]) < 20 and _TICKED_MOMENT.match(texts[-1]) and find_moments(texts[-1], year=2000)
    )


def _with_content(roles: dict[str, int], texts: dict[int, str], ticked: dict[int, str]) -> dict[str, int]:
    """Where no word names the content, it is the first column without a role, else that of the products."""
    if {"content", "indicator"} & roles.keys() or not {"lead", "both", "deadline"} & roles.keys():
        return roles
    taken = {*roles.values(), *ticked}
    free = [column for column, text in texts.items() if column not in taken and text]
    if free:
        return {**roles, "content": free[0]}
    named = {"product": "content"} if "lead" in roles and "product" in roles else {}
    return {named.get(role, role): column for role, column in roles.items()}


def _role_at(rows: tuple[Row, ...], column: int) -> str:
    """A sub-heading ("Phối hợp") says more than the heading over it ("Đơn vị thực hiện")."""
    texts = _texts(rows, column)
    if not texts:
        return ""
    return role_of(texts[-1]) or role_of(" ".join(texts)) or role_of(texts[0])


def _is_header(rows: tuple[Row, ...]) -> bool:
    """Headers are short words throughout; a second row has at least one sub-heading and no running text."""
    cells = [cell for row in rows for cell in row.filled.values() if not cell.repeated]
    if any(len(cell.text) > 90 or read_label(cell.text) for cell in cells):
        return False
    first = rows[0].filled
    if sum(bool(role_of(cell.text)) for cell in first.values()) < 2:
        return False
    return all(_is_lower_row(row) for row in rows[1:])


def _is_lower_row(row: Row) -> bool:
    own = [cell.text for cell in row.filled.values() if not cell.repeated]
    if len(own) < 2 or any(re.search(r"^\d+$|:\s|\d/", text) for text in own):
        return False
    named = [bool(role_of(text) or _TICKED_MOMENT.match(text)) for text in own]
    merged_down = any(cell.repeated for cell in row.cells.values())
    return all(named) or (merged_down and any(named))
