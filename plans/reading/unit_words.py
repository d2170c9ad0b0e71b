"""The words that names of units are made of in any province: set phrases, heads of names, what follows a name."""

import re

from plans.reading.wording import CAPITALS

_OF_CITY = r"(?:\s+(?:của |thuộc |trực thuộc )?(?:UBND )?[Tt]hành phố(?: Hà Nội)?)?"
_CONCERNED = r"(?:\s+(?:(?:có\s+)?liên quan)(?:\s+theo chức năng(?:, nhiệm vụ)?)?)?"
_LEVEL = (
    r"(?:xã(?! hội)|phường|đặc khu|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|thôn|bản|ấp|buôn|làng|khóm"
    r"|tổ dân phố|khu phố)"
)
_COMMUNES = rf"(?:{_LEVEL}(?:,? (?:và )?{_LEVEL}(?!\w))+)"
_HEAD_OF = r"(?:(?:Chủ tịch|Thủ trưởng|Giám đốc|Lãnh đạo|Người đứng đầu)(?:,| và)? )*"
# A class of bodies is common nouns in a row, whichever they are: "các phòng, trung tâm, đơn vị".
_NOUN = (
    r"(?:sở|ban|bộ|ngành|phòng|đơn vị|cơ quan|tổ chức|địa phương|đoàn thể|hội|cấp ủy|chi bộ|đảng bộ|đảng ủy|trung tâm"
    r"|chi cục|cục|vụ|viện|văn phòng|xã(?! hội)|phường|đặc khu|tỉnh|thành phố|huyện|quận|thị xã|cấp|cá nhân"
    r"|mặt trận)(?!\w)"
    r"(?: (?:ngang bộ|thuộc Chính phủ|chính trị - xã hội|sự nghiệp(?: công lập)?|chuyên môn|trực thuộc|đoàn thể"
    r"|cấp (?:tỉnh|xã|huyện|thành phố|cơ sở)|ở cơ sở)(?!\w))*"
)
_AND = r"(?:, (?:các )?|,? và | )(?!(?:đơn vị|cơ quan|tổ chức) (?:có )?liên)"
_CLASS = rf"(?:các\s+|những\s+)?{_NOUN}(?:{_AND}(?-i:{_NOUN}))+"
# A body that every place of a row has: "Sở Công Thương các tỉnh, thành phố", "Đảng ủy các xã, phường".
_NO_HEAD = r"(?!(?:và|cùng|với|phối|hướng|hỗ|giúp|đôn|chỉ|yêu|tại|ở|cho|do|của|thuộc|kiểm|giao|theo|tổ chức)\s)"
_SECOND_FIELD = r"(?:Môi trường|Công nghệ|Đào tạo|Du lịch|Thể thao|Truyền thông|Tôn giáo|Xã hội|Đầu tư|Đô thị)"
_OF_PLACES = (
    rf"(?!{_SECOND_FIELD} )(?:[^\W\d]+ (?:{_NO_HEAD}[^\W\d]+ ){{0,5}}?(?:và {_SECOND_FIELD} )?)"
    rf"(?:các|\d+)\s+{_COMMUNES}(?:\s+trực thuộc (?:Trung ương|tỉnh))?"
)
_LOCAL_BODY = (
    r"(?:Công an|Đảng ủy|Trạm Y tế|Ban Chỉ huy quân sự|Ủy ban MTTQ(?: Việt Nam)?|Đoàn thanh niên|HĐND|Hội \w+ \w+)"
)
_GROUPS = (
    rf"(?!(?:các|những)\s){_OF_PLACES}",
    rf"(?:các\s+)?(?:{_LOCAL_BODY}) (?:cấp )?{_COMMUNES}(?!\s+(?-i:[A-ZĐ]))",
    _HEAD_OF + r"(?:các\s+)?(?:cơ quan|đơn vị|tổ chức)"
    r"(?:,? (?:và )?(?:tổ chức|đơn vị|cá nhân|doanh nghiệp|địa phương)(?!\w))+"
    r"(?:\s+trong hệ thống chính trị" + _OF_CITY + r")?" + _CONCERNED + _OF_CITY,
    _HEAD_OF
    + r"(?:các\s+)?sở,?(?: ban,? ngành| ngành)(?:,? đoàn thể)?"
    + _OF_CITY
    + _CONCERNED
    + r"(?:\s+(?:chủ trì hệ thống|theo lĩnh vực(?: quản lý)?|cung cấp dịch vụ số liên quan))?"
    r"(?!,? (?:và )?(?:địa phương|đoàn thể|tổ chức|hội|cơ quan (?:ngang|thuộc))(?!\w))",
    _HEAD_OF + _CLASS + _CONCERNED,
    _HEAD_OF
    + r"(?:(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+)?(?:các\s+|\d+\s+)?"
    + _COMMUNES
    + r"(?:\s+được chọn thí điểm)?(?:\s+trên địa bàn(?: [Tt]hành phố(?: Hà Nội)?)?)?",
    r"(?:các\s+)?(?:ban,? ngành|bộ,? (?:ban,? )?ngành(?:,? địa phương)?)" + _OF_CITY + _CONCERNED,
    r"(?:các\s+)?phòng,? (?:ban|đơn vị)(?:,? (?:đơn vị|đoàn thể)(?: chuyên môn)?)*(?!\w)" + _CONCERNED,
)
# Names whose own comma or "và" would mislead the general rule.
_NAMES = (
    r"(?:Cơ quan|Đài)?\s*Báo(?: chí)? và (?:Đài )?[Pp]hát thanh(?:,| -|,? và)? ?[Tt]ruyền hình(?: Hà Nội)?",
    r"Đài (?:Phát thanh|PT)(?: và |, | - |-|–)?(?:[Tt]ruyền hình|TH)",
    r"Ban [Qq]uản lý (?:các )?[Kk]hu [^,;.\n]*? và (?:các )?[Kk]hu [^,;.:\n]*",
    r"(?:Sở|Bộ|Phòng) Văn hóa,? Thể thao(?: và Du lịch)?",
    r"(?:Sở|Bộ|Phòng) (?:Lao động|LĐ)\s*[-,–]?\s*(?:Thương binh|TB) và Xã hội",
    r"Văn phòng (?:Đoàn (?:ĐBQH|đại biểu Quốc hội)(?:,| và| &) ?)?(?:HĐND|Hội đồng nhân dân) (?:và|&) "
    r"(?:UBND|Ủy ban nhân dân)",
    r"(?:Phòng|Ban) Kinh tế,? Hạ tầng và Đô thị",
    r"Văn phòng (?:Đoàn )?(?:ĐBQH|đại biểu Quốc hội) (?:và|&) (?:HĐND|Hội đồng nhân dân)",
)
HEADS = (
    "Sở|Bộ|Ban|Công an|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Văn phòng|VPUB|Trung tâm|Thanh tra|Cục|Chi cục|Tổng cục|"
    "Kho bạc|Ngân hàng|Bảo hiểm|Thuế|Hội|Hiệp hội|Liên đoàn|Liên minh|Liên hiệp|Đài|Báo|Công ty|Tổng công ty|"
    "Tập đoàn|Viện|Trường|Đại học|Học viện|Quỹ|Mặt trận|Tòa án|Toà án|Thành đoàn|Thành ủy|Đoàn|Chi nhánh|Điện lực|"
    "Bưu điện|Tổ|Phòng(?!,? (?:chống|ngừa|cháy))|Bệnh viện|"
    "Cơ quan|Chủ đầu tư|Chủ tịch|Đơn vị|Doanh nghiệp|Cư dân|Xã|Phường|Các|Nhà|"
    "Hải quan|Đảng ủy|Thống kê|Cảng|Chính phủ|Vụ|Tỉnh ủy|Tỉnh đoàn|Thủ trưởng|Giám đốc|Cổng|Viện kiểm sát|Viettel|"
    "VNPT|EVN|Bảo tàng|Công chức|Đồng chí|Hiệu trưởng|Vườn quốc gia|Khu bảo tồn|Khoa(?! học)|Đội|Hạt|Ấp|"
    "Bí thư|Huyện|Thị xã|Quận|Thành phố|Lãnh đạo|Đồn|Bộ đội|Chi bộ|Trạm|Thôn|Ngành|Liên đội|HTX|Hợp tác xã"
)
_GENERIC = (
    "các|đơn vị|cơ quan|doanh nghiệp|tổ chức|xã|phường|chủ đầu tư|hiệp hội|trường|ban quản lý|nhà đầu tư|sở|ban|"
    "ngân hàng|nhà thầu|nhà sản xuất|người dân|hộ|thôn|tổ dân phố|khu phố|nhân dân|cộng đồng|báo|đài|hội|cá nhân|"
    "địa phương"
)
_CODES = r"[SV](?=[A-ZĐ&]{2,})[A-ZĐ&]+|CATP|CAT|BHXH|VP(?= )|BQL(?= )|TT(?=PVHCC| PVHCC)\w*|KBNN|NHNN|MTTQ|LĐLĐ"
START = re.compile(rf"(?:{HEADS})(?!\w)|(?:{_GENERIC})(?!\w)|(?:{_CODES})(?!\w)")
STRICT_START = re.compile(
    rf"(?:{HEADS})(?!\w)|(?:đơn vị|cơ quan, đơn vị|sở, ban)(?!\w)"
    r"|các (?:sở|ban|cơ quan|đơn vị|doanh nghiệp|tổ chức|trường|hội)(?!\w)"
)
SET_PHRASE = re.compile("|".join(f"(?:{pattern})" for pattern in _GROUPS) + r"(?!\w)", re.IGNORECASE)
NAME = re.compile("|".join(f"(?:{pattern})" for pattern in _NAMES))
CLAUSE = re.compile(
    r"(?<!đầu tư)(?<![Nn]hà)(?<!\snơi)\s+(?:chủ trì|hỗ trợ|cung cấp|phối hợp|hướng dẫn|thực hiện|theo dõi|tham mưu|"
    r"chịu trách nhiệm|"
    r"đôn đốc|kiểm tra|rà soát|xây dựng|tổng hợp|thẩm định|triển khai|bố trí|quản lý hệ thống|"
    r"là cơ quan|là đơn vị|làm đầu mối|"
    r"tổ chức(?= (?:phân công|thực hiện|triển khai|rà soát|tập huấn|xây dựng|kiểm tra))|chủ động|"
    r"theo (?:phân công|chức năng|quy định|lĩnh vực)|đối với|trong việc|để)(?!\w)"
)
SEPARATOR = re.compile(
    r"\s*(?:[;\n]|,(?!\d)(?!\s(?:chống|ngừa|chữa cháy|cứu hộ)(?!\w))"
    r"|/(?=\s*(?:Sở|UBND|Công an|Ban|Phòng|Văn phòng) )|[-–](?= Sở )"
    r"|\.(?=\s|$)|:(?=\s|$)|(?<!đối)\s(?:và|cùng với|cùng)(?=\s))\s*"
    r"(?:(?:và|cùng)\s+)?(?:[-–+•]\s+)?"
)
# A narrow column prints one name below the other: "UBND phường | Đoàn Thanh niên | Hội Nông dân".
_MASS = r"Đoàn Thanh niên|Hội (?:Liên hiệp|Nông dân|Cựu chiến binh|Phụ nữ|Người cao tuổi|Chữ thập đỏ)|Trạm Y tế"
_BEFORE_ROOMS = r"(?:của|thuộc|với|và|cho|tại|các|là|gồm|cùng|đạo|bộ|chức|đốc|trưởng|viên|đồng|phó|do|giao|qua|về|từ)"
RUN_TOGETHER = re.compile(
    rf"(?<!\w)(niên|xã|nữ|binh|dân|tỉnh|phố|phường)\s(?=(?:{_MASS}|UBND (?:các )?(?:xã|phường)"
    r"|(?:Ủy ban|UB) ?(?:MTTQ|Mặt trận))(?!\w))"
    r"|(?<!\w)(xã|tỉnh|phố|phường|tế|chính|vụ|pháp|thương|dựng|nghệ|trường|tạo|giáo)\s"
    r"(?=(?:(?:Sở|Viện|Vụ|Cục|Trung tâm|Bảo tàng) [A-ZĐ]"
    r"|Công an (?:tỉnh|thành phố|phường|xã)(?!\w)|Ban Chỉ huy(?!\w)|Văn phòng (?:HĐND|UBND)(?!\w)))"
    rf"|(?<!\w)(?!{_BEFORE_ROOMS}\s)(?![{CAPITALS}])[^\W\d]+\s(?=(?:Phòng|Khoa|Trạm|Chi cục) [{CAPITALS}])"
)
LABEL = re.compile(
    r"^\s*(?:[-–+•]\s*)?(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp|thực hiện)\s*:\s*", re.IGNORECASE
)
KEPT_TAIL = re.compile(r"(?:cung cấp các dịch vụ|quản lý Kênh|quản lý vận hành)$")
_EXCEPT = r"(?:(?:ngoại )?trừ|không (?:bao )?gồm)(?!\w)"
BRACKET = re.compile(rf"\s*\((?!\s*{_EXCEPT})[^()]*\)")
ALL_BUT = re.compile(rf"\s*(?:\(\s*{_EXCEPT}[^()]*\)|,?\s+{_EXCEPT}:?\s+(?P<first>\w+))", re.IGNORECASE)
NUMBERED = re.compile(r"(?m)^\s*(?:\d{1,2}[.)]|[a-zđ]\))\s+")
# A name of these goes on over a comma that no unit follows: "Cục Khoa học, Công nghệ và Thông tin".
GOES_ON = re.compile(r"(?:Cục|Chi cục|Vụ|Viện|Trung tâm|Phòng|Quỹ|Công ty|Tổng công ty)\s")
# Fields that are verbs or bodies elsewhere: "Phòng Quản lý xây dựng", "Cục Thông tin, Thống kê".
FIELD_VERB = re.compile(r"\s+(?:xây dựng|kiểm tra|thẩm định)")
BARE_FIELD = re.compile(r"(?:xây dựng|kiểm tra|thẩm định|Thống kê)\s*(?=[,;.\n]|$)")
OF_LEVEL = re.compile(r"(?:\s+(?:của\s+)?(?:tỉnh|[Tt]hành phố|Sở|Bộ|xã|phường|đặc khu))?\s*")
