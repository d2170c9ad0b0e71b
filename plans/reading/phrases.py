"""Cutting a cell of units into units: `split_units("Sở A và các sở, ban, ngành")`.

Set phrases and names that contain "và" or "," are known first; a clause behind a unit
("Sở Tài chính hỗ trợ, hướng dẫn …") is dropped. Spelling stays the document's.
"""

import re

_OF_CITY = r"(?:\s+(?:của |thuộc |trực thuộc )?(?:UBND )?[Tt]hành phố(?: Hà Nội)?)?"
_CONCERNED = r"(?:\s+(?:(?:có\s+)?liên quan)(?:\s+theo chức năng(?:, nhiệm vụ)?)?)?"
_COMMUNES = r"(?:xã,? phường(?:,? (?:đặc khu|thị trấn))?|phường,? xã|quận,? huyện(?:,? thị xã)?|thôn, tổ dân phố)"
_GROUPS = (
    r"(?:(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+)?(?:các\s+)?"
    + _COMMUNES
    + r"(?:\s+được chọn thí điểm)?(?:\s+trên địa bàn(?: [Tt]hành phố(?: Hà Nội)?)?)?",
    r"(?:các\s+)?sở,?(?: ban,? ngành| ngành)(?:,? đoàn thể)?"
    + _OF_CITY
    + _CONCERNED
    + r"(?:\s+(?:chủ trì hệ thống|theo lĩnh vực(?: quản lý)?|cung cấp dịch vụ số liên quan))?",
    r"(?:các\s+)?(?:cơ quan, (?:tổ chức|đơn vị)|tổ chức, (?:cá nhân|doanh nghiệp)|đơn vị, (?:tổ chức|cá nhân))"
    r"(?:\s+trong hệ thống chính trị" + _OF_CITY + r")?" + _CONCERNED + _OF_CITY,
    r"(?:các\s+)?(?:ban,? ngành|bộ,? ngành)" + _OF_CITY + _CONCERNED,
)
# Names whose own comma or "và" would mislead the general rule.
_NAMES = (
    r"(?:Cơ quan|Đài)?\s*Báo(?: chí)? và Phát thanh,? (?:và )?[Tt]ruyền hình(?: Hà Nội)?",
    r"(?:Sở|Bộ|Phòng) Văn hóa,? Thể thao(?: và Du lịch)?",
    r"(?:Sở|Bộ|Phòng) (?:Lao động|LĐ)\s*[-,–]?\s*(?:Thương binh|TB) và Xã hội",
    r"Văn phòng (?:Đoàn (?:ĐBQH|đại biểu Quốc hội)(?:,| và| &) ?)?(?:HĐND|Hội đồng nhân dân) (?:và|&) "
    r"(?:UBND|Ủy ban nhân dân)",
    r"(?:Phòng|Ban) Kinh tế,? Hạ tầng và Đô thị",
)
_HEADS = (
    "Sở|Bộ|Ban|Công an|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Văn phòng|VPUB|Trung tâm|Thanh tra|Cục|Chi cục|Tổng cục|"
    "Kho bạc|Ngân hàng|Bảo hiểm|Thuế|Hội|Hiệp hội|Liên đoàn|Liên minh|Liên hiệp|Đài|Báo|Công ty|Tổng công ty|"
    "Tập đoàn|Viện|Trường|Đại học|Học viện|Quỹ|Mặt trận|Tòa án|Toà án|Thành đoàn|Thành ủy|Đoàn|Chi nhánh|Điện lực|"
    "Bưu điện|Tổ|Phòng|Bệnh viện|Cơ quan|Chủ đầu tư|Chủ tịch|Đơn vị|Doanh nghiệp|Cư dân|Xã|Phường|Các|Nhà|"
    "Hải quan|Đảng ủy|Thống kê|Cảng|Chính phủ"
)
_GENERIC = (
    "các|đơn vị|cơ quan|doanh nghiệp|tổ chức|xã|phường|chủ đầu tư|hiệp hội|trường|ban quản lý|nhà đầu tư|sở|ban|"
    "ngân hàng"
)
_START = re.compile(rf"(?:{_HEADS})(?!\w)|(?:{_GENERIC})(?!\w)")
_STRICT_START = re.compile(
    rf"(?:{_HEADS})(?!\w)|(?:đơn vị|cơ quan, đơn vị|sở, ban)(?!\w)"
    r"|các (?:sở|ban|cơ quan|đơn vị|doanh nghiệp|tổ chức|trường|hội)(?!\w)"
)
_SET_PHRASE = re.compile("|".join(f"(?:{pattern})" for pattern in _GROUPS) + r"(?!\w)", re.IGNORECASE)
_NAME = re.compile("|".join(f"(?:{pattern})" for pattern in _NAMES))
_CLAUSE = re.compile(
    r"\s+(?:chủ trì|hỗ trợ|cung cấp|phối hợp|hướng dẫn|thực hiện|theo dõi|tham mưu|chịu trách nhiệm|đôn đốc|kiểm tra|"
    r"rà soát|xây dựng|tổng hợp|thẩm định|triển khai|bố trí|quản lý hệ thống|là cơ quan|là đơn vị|làm đầu mối|"
    r"tổ chức(?= (?:phân công|thực hiện|triển khai|rà soát|tập huấn|xây dựng|kiểm tra))|chủ động|"
    r"theo (?:phân công|chức năng|quy định|lĩnh vực)|đối với|trong việc|để)(?!\w)"
)
_SEPARATOR = re.compile(
    r"\s*(?:[;\n]|,(?!\d)|\.(?=\s|$)|:(?=\s|$)|(?<!đối)\s(?:và|cùng với|cùng)(?=\s))\s*"
    r"(?:(?:và|cùng)\s+)?(?:[-–+•]\s+)?"
)
_LABEL = re.compile(
    r"^\s*(?:[-–+•]\s*)?(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp|thực hiện)\s*:\s*", re.IGNORECASE
)
_KEPT_TAIL = re.compile(r"(?:cung cấp các dịch vụ|quản lý Kênh|quản lý vận hành)$")
_BRACKET = re.compile(r"\s*\([^()]*\)")


def split_units(text: str) -> list[str]:
    """Units in order, without doubles; lines of a cell are parted by a line break."""
    text = _BRACKET.sub("", re.sub(r"[^\S\n]+", " ", text)).strip()
    text = re.sub(r"^[-–+•]\s+", "", _LABEL.sub("", text))
    units: list[str] = []
    position = 0
    while position < len(text):
        unit, end = _unit_at(text, position)
        if unit and unit not in units and not _CLAUSE.match(" " + unit):
            units.append(unit)
        clause = _CLAUSE.match(text, end) or _CLAUSE.match(" " + unit)
        position = _next_start(text, end, after_clause=bool(clause))
    return units


def looks_like_unit(phrase: str) -> bool:
    """The phrase begins as units do; anything else deserves a look."""
    return bool(_START.match(phrase) or _SET_PHRASE.match(phrase))


def _unit_at(text: str, position: int) -> tuple[str, int]:
    for pattern in (_SET_PHRASE, _NAME):
        if match := pattern.match(text, position):
            rest = _SEPARATOR.search(text, match.end())
            tail = text[match.end() : rest.start() if rest else len(text)]
            if tail and not _CLAUSE.match(tail) and re.match(r"\s+\w", tail):
                return _tidy(match[0] + tail), match.end() + len(tail)
            return _tidy(match[0]), match.end()
    end = _end_of_name(text, position)
    clause = _CLAUSE.search(text, position, end)
    if clause and clause.start() > position and not _belongs(text[position:end]):
        end = clause.start()
    return _tidy(text[position:end]), end


def _belongs(name: str) -> bool:
    """A generic body is told apart only by what it does: "các đơn vị sử dụng dịch vụ …"."""
    generic = re.match(r"(?:các\s+)?(?:đơn vị|doanh nghiệp|cơ quan|tổ chức)(?!\w)", name, re.IGNORECASE)
    return bool(_KEPT_TAIL.search(name) or (generic and "sử dụng" in name))


def _end_of_name(text: str, position: int) -> int:
    """A name goes on over "và" that no unit follows: "Khoa học và Công nghệ"."""
    for separator in _SEPARATOR.finditer(text, position):
        joins = separator[0].strip() in ("và", "cùng với", "cùng")
        if separator.start() > position and not (joins and not _starts_unit(text, separator.end())):
            return separator.start()
    return len(text)


def _starts_unit(text: str, position: int) -> bool:
    return bool(_START.match(text, position) or _SET_PHRASE.match(text, position))


def _next_start(text: str, end: int, *, after_clause: bool) -> int:
    """Where the next unit begins; behind a clause only a plain head of a unit counts."""
    for separator in _SEPARATOR.finditer(text, end):
        begin = separator.end()
        if not after_clause:
            return begin
        if _STRICT_START.match(text, begin) or _SET_PHRASE.match(text, begin):
            return begin
    return len(text)


def _tidy(unit: str) -> str:
    return re.sub(r"\s+", " ", unit).strip(" ,;:.-–+•")
