"""Where the name of a unit ends in a sentence, told by what names are made of: field, level, place.

The verb behind a name need not be known: "Sở Tư pháp | chuyển hóa …", "Công an Thành phố | đối soát …".
"""

import re

from plans.reading.unit_words import SET_PHRASE, START
from plans.reading.wording import CAPITALS

_FIELDS = r"""
Tài chính; Kế hoạch; Đầu tư; Xây dựng; Y tế; Nội vụ; Tư pháp; Ngoại vụ; Ngoại giao; Quốc phòng; Công an;
Công [Tt]hương; Nông nghiệp; Môi trường; Phát triển [Nn]ông thôn; PTNT; Tài nguyên; Khoa học; Công nghệ; Thông tin;
Truyền thông; Văn h(?:óa|oá); Thể thao; Du lịch; Xã hội; Gia đình; Giáo dục; Đào tạo; Lao động; Thương binh; Dân tộc;
Tôn giáo; Giao thông [Vv]ận tải; Giao thông [Cc]ông chánh; Quy hoạch; Kiến trúc; An toàn thực phẩm; Kinh tế; Hạ tầng;
Đô thị; Pháp chế; Tuyên giáo; Dân vận; Nội chính; KH&CN; GD&ĐT; NN&MT; VH&TT; VHTT&DL; TC; Tổ chức cán bộ;
Tổ chức; Hành chính; Quản trị; Dân chủ
"""
_LEVELS = (
    r"(?:(?:Tỉnh|Thành|Đảng|Huyện|Quận) (?:ủy|uỷ|đoàn)|[Tt]ỉnh(?! ủy| uỷ| đoàn| đội)|[Tt]hành phố|TP\.?|xã|phường"
    r"|đặc khu|huyện(?! ủy)|quận|thị xã|thị trấn|khu vực|Trung ương)"
)
_PLACES = r"""
Hà Nội; Hồ Chí Minh; Đà Nẵng; Hải Phòng; Cần Thơ; Huế; Lai Châu; Điện Biên; Sơn La; Lạng Sơn; Quảng Ninh; Thanh Hóa;
Nghệ An; Hà Tĩnh; Cao Bằng; Tuyên Quang; Lào Cai; Thái Nguyên; Phú Thọ; Bắc Ninh; Hưng Yên; Ninh Bình; Quảng Trị;
Quảng Ngãi; Gia Lai; Khánh Hòa; Lâm Đồng; Đắk Lắk; Đồng Nai; Tây Ninh; Vĩnh Long; Đồng Tháp; Cà Mau; An Giang;
Hà Giang; Yên Bái; Bắc Kạn; Hòa Bình; Vĩnh Phúc; Bắc Giang; Thái Bình; Hải Dương; Hà Nam; Nam Định; Quảng Bình;
Quảng Nam; Kon Tum; Bình Định; Phú Yên; Ninh Thuận; Bình Thuận; Đắk Nông; Bình Phước; Bà Rịa - Vũng Tàu; Long An;
Bình Dương; Bến Tre; Trà Vinh; Tiền Giang; Bạc Liêu; Sóc Trăng; Hậu Giang; Kiên Giang; Việt Nam; Trung ương
"""


def _any_of(words: str) -> str:
    return f"(?:{'|'.join(word.strip() for word in words.split(';'))})(?!\\w)"


_PROPER = rf"(?:[{CAPITALS}]\w*(?:(?: - |[ -])(?=[{CAPITALS}]))?){{1,5}}(?!\w)"
_OF = rf"(?:,?\s+(?:của\s+|thuộc\s+)?(?:{_LEVELS}(?!\w)(?:\s+{_PROPER})?|{_any_of(_PLACES)}))*"
_OF = rf"(?:\s+(?:Sở|Bộ)(?!\w))?{_OF}"
_OFFICE = (
    r"(?:(?:Phó\s+)?(?:Chủ tịch|(?:Tổng )?Giám đốc|Thủ trưởng|Lãnh đạo|Người đứng đầu|Cục trưởng|Chánh|Trưởng phòng"
    r"|Chỉ huy trưởng|Viện trưởng)\s+)?"
)
_BODIES = (
    r"(?:Công an|UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân|Thành đoàn|Tỉnh đoàn|Thành ủy|Tỉnh ủy"
    r"|Đảng ủy(?: (?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Công an|Quân sự|các cơ quan Đảng)(?!\w))?"
    r"|Thanh tra|Thuế|Hải quan|Kho bạc Nhà nước|Bảo hiểm xã hội|Thống kê|Bưu điện|Điện lực"
    r"|Văn phòng (?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Sở|Bộ|Tỉnh ủy|Thành ủy|Đảng ủy)"
    r"|(?:UB|(?:Ủy|Uỷ) ban )MTTQ(?: Việt Nam)?|(?:Ủy|Uỷ) ban Mặt trận Tổ quốc(?: Việt Nam)?|Bộ Chỉ huy [Qq]uân sự"
    r"|Ban Chỉ huy [Qq]uân sự|Hội (?:Nông dân|Cựu chiến binh|Liên hiệp [Pp]hụ nữ|Chữ thập đỏ)|Liên đoàn [Ll]ao động"
    r"|Đoàn [Tt]hanh niên|Trạm Y tế|Viện kiểm sát nhân dân|T(?:òa|oà) án nhân dân)"
)
FIELD, PLACE = _any_of(_FIELDS), _any_of(_PLACES)
_WHOLE = re.compile(
    rf"{_OFFICE}(?:(?:Sở|Bộ|Phòng|Ban)\s+{FIELD}(?:(?:,| và| -| –|,? &)\s+{FIELD}){{0,4}}|{_BODIES}(?!\w)){_OF}"
)
_JOINT = re.compile(r"\s*[,;/]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|với|cùng với)\s+")
_GOES_ON = re.compile(
    rf"\s+(?:(?:các|cấp|khu|số|cơ sở|trực thuộc|thuộc|của|có|liên quan|được|nơi|tại|trên|đối ngoại|dự phòng"
    rf"|nhân dân|là chủ)(?!\w)|[{CAPITALS}(])"
)
_HEAD_WORDS = re.compile(
    r"(?:Ủy ban|Liên đoàn|Bệnh viện|T(?:òa|oà) án|Trạm|Quỹ|Kho bạc|Bộ đội|Ban|Bộ"
    r"|Sở|Cục|Chi cục|Vụ|Viện|Trung tâm|Công ty|Tổng công ty|Chi nhánh"
    r"|Hội|Hiệp hội|Trường|Đài|Phòng|Báo|Cơ quan Báo)\s"
)
_SYLLABLE = rf"[{CAPITALS}][^\W\d_{CAPITALS}]+(?!\w)"
_NAMED = re.compile(
    rf"(?:{_any_of(_PLACES)}|(?:{_SYLLABLE} ){{1,5}}{_SYLLABLE}"
    r"|(?<=\s)(?:tỉnh|thành phố|Thành phố|phường|huyện|đặc khu|xã)(?!\w)(?! hội))"
)
_DEED = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_OF_NAMES = frozenset(
    "tỉnh xã phường huyện quận thành thị đặc khu vực số cơ và của thuộc các trực tại miền cấp nhân sản nghiệp hóa học"
    " công việc về nghệ ủy đoàn đội trở được có là theo trên này khi nhằm để lý".split()
)


def end_of_units(text: str) -> int | None:
    """The end of the units that the text begins with, where their names are whole by themselves."""
    position = 0
    while True:
        whole = _WHOLE.match(text, position)
        match = whole or SET_PHRASE.match(text, position)
        if not match or (whole and _GOES_ON.match(text, match.end())):
            return None
        joint = _JOINT.match(text, match.end())
        if not joint or not _begins_unit(text, joint.end()):
            return match.end() if whole else None
        position = joint.end()


def _begins_unit(text: str, position: int) -> bool:
    return bool(_WHOLE.match(text, position) or SET_PHRASE.match(text, position) or START.match(text, position))


def end_of_proper_name(text: str) -> int | None:
    """The end of a name that closes with a place or a proper name: "Trung tâm Festival Huế | hoàn chỉnh …"."""
    head = _HEAD_WORDS.match(text)
    if not head:
        return None
    for named in _NAMED.finditer(text, head.end()):
        deed = _DEED.match(text, named.end())
        if deed and deed["word"].islower() and deed["word"] not in _OF_NAMES:
            return named.end()
    return None
