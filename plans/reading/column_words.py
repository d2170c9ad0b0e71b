"""What a column is for, told by the words over it."""

import re
from functools import lru_cache

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
    ("code", r"^(?:(?:stt|tt)? ?(?:chi tiết|mã(?: (?:số|nhiệm vụ|công việc|việc|nv|cv))*|ký hiệu|số hiệu))$"),
    ("measure", r"\b(?:đơn vị|đv) (?:tính|đo)\b|\bđvt\b|^đv$"),
    (
        "indicator",
        r"^(?:tên |nội dung |nhóm )?(?:các )?(?:chỉ tiêu|chỉ số|mục tiêu)(?: (?:chủ yếu|cụ thể|chính|nhiệm vụ))?$",
    ),
    ("person", r"\bhọ (?:và |, )?tên\b|chức (?:vụ|danh)|điện thoại|\bemail\b|thư điện tử|năm sinh|ngày sinh|số máy"),
    ("gap", r"^(?:(?:các|những|nội dung|vấn đề|tên) )*(?:tồn tại|hạn chế|khó khăn|vướng mắc|nguyên nhân|bất cập)"),
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
        r"\bphối hợp\b|^(?:các )?(?:đơn vị|cơ quan) (?:có )?liên quan$|hỗ trợ thực hiện"
        rf"|^{_UNIT} (?:cùng )?(?:tham gia|hỗ trợ|tham gia hỗ trợ|phối thuộc)$"
        r"|\b(?:cùng|đồng) (?:thực hiện|tham gia|phối hợp|triển khai)"
        r"|^(?:(?:thành phần|bộ phận|lực lượng|thành viên) )?(?:cùng )?tham gia",
    ),
    ("overseer", r"^(?:lãnh đạo|đồng chí|thường trực).*(?:chỉ đạo|phụ trách)|^(?:người )?chỉ đạo"),
    (
        "monitor",
        r"(?:đơn vị|cơ quan|sở|ngành|đầu mối|phòng|ban|bộ phận|nơi).*(?:theo dõi|tổng hợp|hướng dẫn|giám sát"
        r"|đôn đốc)|^theo dõi$",
    ),
    ("start", r"^(?:(?:thời gian|thời điểm|ngày) )?(?:bắt đầu|khởi đầu|khởi công)$|^từ(?: ngày| tháng)?$"),
    (
        "baseline",
        r"^hiện trạng|năm gốc|^(?:ước )?(?:thực hiện|kết quả|th|đã đạt|số liệu|ước|đạt được) .{0,15}20\d\d$"
        r"|^(?:năm )?20\d\d (?:ước|thực hiện|th|hiện trạng|đã)|^(?:ước )?(?:thực hiện|th) năm trước",
    ),
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
        r"|\bphụ trách\b|đầu mối$"
        r"|^(?:các )?(?:đơn vị|cơ quan|sở ngành|phòng ban|cơ quan đơn vị|đơn vị địa phương|đơn vị cơ quan"
        r"|bộ phận|phòng|sở|cán bộ|công chức|cá nhân|địa phương)$",
    ),
    (
        "product",
        r"\bsản phẩm\b|\bđầu ra\b|\bhồ sơ trình\b|^(?:hình thức|loại) văn bản|(?:minh|kiểm|xác) chứng|bàn giao"
        r"|nghiệm thu|^bằng chứng|^tài liệu (?:chứng|xác)",
    ),
    (
        "value",
        r"^(?:(?:chỉ tiêu|mục tiêu|kế hoạch|giá trị|mức|phấn đấu|kh|giao|đến|hết|cuối|năm|giai đoạn|đạt|cần"
        r"|đăng ký)\s?)*"
        r"20\d\d(?: 20\d\d)?$"
        r"|^(?:giá trị|(?:chỉ tiêu|kế hoạch)? ?(?:được )?giao|mức|(?:mức|mục tiêu|chỉ tiêu)? ?(?:cần|phải"
        r"|phấn đấu)? ?đạt"
        r"|(?:mức|mục tiêu|chỉ tiêu) (?:phấn đấu|đăng ký)|giá trị (?:mục tiêu|cần đạt|phấn đấu)|kế hoạch)$",
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
_LONGEST = 200  # running text heads no column
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _SYNONYMS)


@lru_cache(maxsize=1024)
def role_of(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    folded = fold(text)
    return next((role for role, pattern in _COMPILED if pattern.search(folded)), "")
