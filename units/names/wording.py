"""The words that names are made of in documents of the city; wordings of single units stand in the database."""

import re

ABBREVIATIONS = [
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\b(ủy|uỷ) ban nhân dân\b", "UBND"),
        (r"(?<!sở )\bTP\b\.?", "thành phố"),
        (r"\bHN\b", "Hà Nội"),
        (r"\bP\.\s*(?=\w)", "phường "),
        (r"\bX\.\s*(?=\w)", "xã "),
        (r"\bPVHCC\b", "phục vụ hành chính công"),
        (r"\b(BQL|ban QL)\b", "ban quản lý"),
        (r"\bQLDA\b", "quản lý dự án"),
        (r"&", " và "),
        (r"\bkhu vực I\b", "khu vực 1"),
        (r"\bkhu vực II\b", "khu vực 2"),
    )
]
TITLE = re.compile(r"(đồng chí )?((chủ tịch|giám đốc|thủ trưởng|lãnh đạo|chánh|trưởng)(,| và)? )+", re.IGNORECASE)

_CITY = r"(thành phố( hà nội)?|hà nội|thủ đô)"
CITY = re.compile(rf"{_CITY}(?!\w)", re.IGNORECASE)
SCOPE = re.compile(
    rf",? ?((trực )?thuộc|của|trên địa bàn)? ?(UBND )?{_CITY}(?!\w)"
    r"|,? ?trên địa bàn(?! \w)|,? ?(trực )?thuộc UBND(?!\w)",
    re.IGNORECASE,
)

# What follows these is no clause about the unit but another unit: "Trung tâm … phường Cầu Giấy", "Sở Y tế các tỉnh".
NO_CLAUSE = frozenset("và hoặc cùng phường xã quận huyện tỉnh thị cấp các của thuộc trực khu số thành chi bộ".split())
NOT_COUNTED = frozenset("các tất cả toàn bộ mọi những toàn thể 126".split())
PLURAL = frozenset("các , cấp mọi toàn tất".split())

_WHO = (
    r"(sở(?=,| và| ban| ngành)|ban(?=,| và| ngành)|ngành|đơn vị|cơ quan|tổ chức|địa phương|đầu mối|xã|phường"
    r"|UBND (các|cấp|xã,|phường,)|ban quản lý dự án)"
)
_WHICH = (
    r"(liên quan|được (lựa )?(chọn|giao|phân công)|theo (lĩnh vực|chức năng|phân công|nhiệm vụ|phạm vi|thẩm quyền)"
    r"|chủ trì|cung cấp|thí điểm|trực thuộc|có nhu cầu|phụ trách|quản lý|khác)"
)
# "Sở, ban, ngành có liên quan": many units in general, and a word that says "only some of them".
OPEN = re.compile(rf"(các |mọi |những )?{_WHO}.*\b{_WHICH}\b", re.IGNORECASE)

OUTSIDER = re.compile(
    r"(các |mọi |những |toàn bộ )?(chủ đầu tư|nhà đầu tư|nhà thầu|doanh nghiệp|hiệp hội|công ty|tổng công ty|tập đoàn"
    r"|ngân hàng(?! nhà nước)|tổ chức tín dụng|trường|đại học|học viện|viện|bộ(?! phận)|cục|tổng cục|chính phủ"
    r"|văn phòng chính phủ|quốc hội|cơ quan báo chí|báo chí|ban quản trị|cư dân|người dân|nhân dân|hộ|hợp tác xã"
    r"|đơn vị (quản lý vận hành|quản lý kênh|sử dụng dịch vụ|tư vấn|thi công|vận hành)"
    r"|tổ chức, doanh nghiệp|UBND (các )?tỉnh)(?!\w)",
    re.IGNORECASE,
)


def spell_out(text: str) -> str:
    for pattern, words in ABBREVIATIONS:
        text = pattern.sub(words, text)
    return " ".join(text.split())
