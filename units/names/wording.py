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
        (r"\b(BQL|ban QL)\b", "ban quản lý"),
        (r"\bQLDA\b", "quản lý dự án"),
        (r"&", " và "),
        (r"\bPV ?HCC\b", "phục vụ hành chính công"),
        (r"(?<=phục vụ )HCC\b", "hành chính công"),
        (r"\bTT(?= phục vụ)", "trung tâm"),
        (r"\bVP(?= (UBND|HĐND|đoàn))", "văn phòng"),
        (r"\bCA(?= (thành phố|TP|phường|xã|tỉnh|Hà Nội))", "công an"),
        (r"\bKCNC\b", "khu công nghệ cao"),
        (r"\bKCN\b", "khu công nghiệp"),
        (r"\bKBNN\b", "kho bạc nhà nước"),
        (r"\bNHNN\b", "ngân hàng nhà nước"),
        (r"\bBHXH\b", "bảo hiểm xã hội"),
        (r"\bKV ?(?=[\dIVX])", "khu vực "),
        (r"\bkhu vực I\b", "khu vực 1"),
        (r"\bkhu vực II\b", "khu vực 2"),
        (r"\bkhu vực III\b", "khu vực 3"),
    )
]
TITLE = re.compile(
    r"((các )?đồng chí |đ/c )?((chủ tịch|giám đốc|thủ trưởng|lãnh đạo|chánh|trưởng|người đứng đầu)(,| và)? )+",
    re.IGNORECASE,
)
# "các sở, ban, ngành (trừ Sở Y tế)": everybody of the group but those
EXCEPT = re.compile(r",?\s*\(?\s*(?:(?:ngoại )?trừ|không (?:bao )?gồm)(?!\w):?\s*", re.IGNORECASE)

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
    r"|có chức năng|chủ trì|cung cấp|thí điểm|trực thuộc|có nhu cầu|phụ trách|quản lý|khác)"
)
# "Sở, ban, ngành có liên quan": many units in general, and a word that says "only some of them".
OPEN = re.compile(
    rf"(các |mọi |những )?{_WHO}.*\b{_WHICH}\b"
    r"|(các )?(cơ quan|tổ chức|đơn vị|địa phương)(, (tổ chức|đơn vị|địa phương))*$",
    re.IGNORECASE,
)

OUTSIDER = re.compile(
    r"(các |mọi |những |toàn bộ )?(chủ đầu tư|nhà đầu tư|nhà thầu|doanh nghiệp|hiệp hội|công ty|tổng công ty|tập đoàn"
    r"|ngân hàng(?! nhà nước)|tổ chức tín dụng|trường|đại học|học viện|viện|bộ(?! phận)|cục|tổng cục|chính phủ"
    r"|văn phòng chính phủ|quốc hội|cơ quan báo chí|báo chí|ban quản trị|cư dân|người dân|nhân dân|hộ|hợp tác xã"
    r"|đơn vị (quản lý vận hành|quản lý kênh|sử dụng dịch vụ|tư vấn|thi công|vận hành)"
    r"|viettel|VNPT|EVN|mobifone|FPT|bưu điện|điện lực|bưu chính|cảng|bệnh viện|cơ sở (giáo dục|y tế|kinh doanh)"
    r"|tổ chức chính trị|mặt trận tổ quốc|(UB|ủy ban )?MTTQ|ủy ban mặt trận|liên đoàn lao động|đoàn thanh niên"
    r"|đoàn thể|hội (liên hiệp|nông dân|cựu chiến binh|chữ thập đỏ|phụ nữ)|liên minh hợp tác xã|thành ủy|tỉnh ủy"
    r"|đảng ủy|ban (tuyên giáo|tổ chức|nội chính|dân vận|kiểm tra)\b.* (thành|tỉnh) ủy|HĐND|hội đồng nhân dân"
    r"|tòa án|toà án|viện kiểm sát|thi hành án|nhà xuất bản|hợp tác xã"
    r"|tổ chức, doanh nghiệp|UBND (các )?tỉnh)(?!\w)",
    re.IGNORECASE,
)


def spell_out(text: str) -> str:
    for pattern, words in ABBREVIATIONS:
        text = pattern.sub(words, text)
    return " ".join(text.split())
