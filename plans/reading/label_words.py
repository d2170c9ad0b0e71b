"""The words that labels of lines are made of: who, what is said of them, and what may follow."""

import re

from plans.reading.wording import CAPITALS

_NOUN = (
    r"(?:(?:các|những|nhóm|cấp)\s+)?(?:cơ quan|đơn vị|sở|ban|bộ|ngành|phòng|khoa|bộ phận|địa phương|tổ chức|cá nhân"
    r"|người|lãnh đạo|cán bộ|công chức|chuyên viên|đồng chí|đ/c|chủ thể|tổ|nhóm|đầu mối|cq|đv|thành viên)"
)
_WHO = rf"(?:{_NOUN}(?:\s*[,/–-]\s*{_NOUN}|\s+(?:và|hoặc)\s+{_NOUN}|\s+{_NOUN})*\s+)"
# Behind the head words of a label with a colon any few words may follow; without a colon only these.
_ANY = r"(?:(?:\s*[,/]\s*|\s+)[^\W\d]+){0,7}"
_KNOWN = (
    r"(?:(?:\s*[,/]\s*|\s+)(?:chính|thực|hiện|tham|mưu|chủ|trì|phối|hợp|nhiệm|vụ|công|việc|triển|khai|chỉ|đạo|theo|dõi"
    r"|tổ|chức|hoàn|thành|tất|dự|kiến|đầu|ra|cụ|thể|cần|đạt|chung|và|trách|chịu|được|giao|trực|tiếp|xây|dựng|soạn"
    r"|thảo|trình|báo|cáo|tổng|hướng|dẫn|kiểm|tra|cùng|với|liên|quan|phân|mối|đôn|đốc|phụ|chậm|nhất|ban|hành|xong"
    r"|phê|duyệt|gửi|nộp|bàn|nghiệm|thu|bắt|kết|thúc|chót|cuối|cùng|tối|thiểu|đa|yêu|cầu|nội|dung|giải|pháp|chủ|yếu"
    r"|sản|phẩm|quả|mong|muốn|đợi|áp|dụng|xử|lý|ngày|thời|hạn|gian|tiến|độ|cấp|hỗ|trợ|tham|gia)(?!\w)){0,8}"
)
# Words that no label holds: lists they open, manners of doing, narrative.
NOT_IN_LABELS = re.compile(
    r"(?<!\w)(?:sau|như|dưới|trên đây|nghiêm|tốt|những gì|gồm|đã|đang|sẽ|để|nhằm|mà|rằng|không"
    r"|UBND|HĐND)(?!\w)|[;!?]|[^\W\d_]\.\s",
)
_LEADS = r"chủ trì|đầu mối|chịu trách nhiệm|phụ trách|thường trực|chủ quản|chủ công"
_DOES = (
    r"thực hiện chính|tham mưu|được giao|được phân công|triển khai|xử lý|giải quyết|tổ chức thực hiện|soạn thảo"
    r"|chuẩn bị|trình|xây dựng|biên soạn|đề xuất"
)
_JUDGES = (
    r"thẩm định|thẩm tra|phê duyệt|ban hành|quyết định|giám sát|kiểm tra|theo dõi|góp ý|cho ý kiến|tài trợ|tư vấn"
    r"|nhận|tiếp nhận|thụ hưởng|sử dụng"
)

# A label of other words names who leads where units stand behind its colon: "Cơ quan gánh vác: Sở A".
OF_SOMEBODY = re.compile(
    r"(?i:cơ quan|đơn vị|bộ phận|tổ chức|người|cán bộ|chủ thể|đầu mối|cq|đv)"
    rf"(?:[,/]? (?![{CAPITALS}])[^\W\d]+){{1,6}}"
)


def _label(name: str, words: str, *, tail: str = _KNOWN, bare: bool = True) -> tuple:
    with_colon = re.compile(rf"(?:{words}){tail}", re.IGNORECASE)
    return name, with_colon, re.compile(rf"(?:{words}){_KNOWN}", re.IGNORECASE) if bare else None


# The first that fits wins. "announces": a line that only announces others. The last flag: known without a colon.
LABELS = (
    ("announces", *(re.compile(rf"(?:{_WHO}?thực hiện|tổ chức thực hiện)", re.IGNORECASE),) * 2),
    _label("chief", r"(?:đồng chí\s+)?lãnh đạo(?:\s+\w+){0,2}\s+(?:chỉ đạo|phụ trách)|chỉ đạo", bare=False),
    _label("partner", rf"{_WHO}?(?:cùng\s+)?phối\s*,?\s*(?:kết\s+)?hợp", tail=_ANY, bare=False),
    _label("partner", rf"{_WHO}(?:cùng\s+)?(?:hỗ trợ|tham gia)", tail=_ANY, bare=False),
    _label("partner", r"(?:cùng|đồng) (?:thực hiện|tham gia|triển khai|làm)"),
    ("partner", *(re.compile(rf"{_WHO}?(?:cùng\s+)?phối hợp(?:\s+(?:thực hiện|chính|với))?", re.IGNORECASE),) * 2),
    _label("lead", rf"{_WHO}?(?:được (?:giao|phân công)\s+)?(?:{_LEADS})", tail=_ANY, bare=False),
    _label("lead", rf"(?!các\s){_WHO}(?:{_DOES})", tail=_ANY, bare=False),
    _label("lead", rf"{_WHO}(?:được giao\s+)?(?:{_LEADS}|{_DOES})"),
    _label("lead", r"(?:phân công|đơn vị|cơ quan)(?:\s+(?:trách nhiệm|nhiệm vụ|thực hiện|chủ trì))*"
                   r"|(?:phân công|giao|chịu) (?:thực hiện|trách nhiệm)"
                   r"|trách nhiệm(?:\s+(?:thực hiện|chính|thi hành))?|chủ trì|đầu mối", tail=""),
    _label("goal", rf"{_WHO}(?:{_JUDGES})", tail=_ANY, bare=False),
    _label("deadline", r"(?:dự kiến\s+)?(?:thời hạn|thời gian|tiến độ|thời điểm|lộ trình|kỳ hạn|mốc thời gian"
                       r"|hạn(?=$|\s+(?:hoàn|chót|cuối|thực|trình|nộp|báo|xử|giải|xong|gửi))"
                       r"|ngày (?:hoàn|kết thúc))"),
    _label("deadline", r"(?:mốc|hạn|ngày)\s+(?:hoàn (?:thành|tất)|xong|đến hạn)", bare=False),
    _label("lead", r"giao(?: nhiệm vụ)?(?: cho)?|phân công cho", tail="", bare=False),
    _label("deadline", r"thời hạn", tail=_ANY, bare=False),
    _label("deadline", r"(?:dự kiến\s+)?hoàn thành(?:\s+(?:trước|trong|vào))?(?:\s+ngày)?", bare=False),
    _label("product", r"(?:dự kiến\s+)?(?:kết quả\s*(?:,|/|và|-)?\s*)?"
                      r"(?:(?:dạng|loại|hình thức|tên)\s+)?(?:sản phẩm|đầu ra)"
                      r"(?:\s*(?:,|/|và|-)\s*kết quả)?", bare=False),
    _label("product", r"(?:minh|kiểm) chứng|tài liệu bàn giao", bare=False),
    _label("result", r"(?:dự kiến\s+)?kết quả", bare=False),
    _label("requirements", r"yêu cầu|(?:biện pháp|giải pháp|cách thức|phương thức)"),
    _label("task", r"(?:tên\s+|nội dung\s+)?(?:nhiệm vụ|công việc)|nội dung|hoạt động(?: chính| cụ thể)"
                   r"|việc cần làm"),
    _label("money", r"(?:nguồn\s+)?(?:kinh phí|vốn)|dự toán|nguồn lực", tail=_ANY, bare=False),
    _label("goal", r"mục (?:tiêu|đích)|căn cứ|cơ sở pháp lý|địa điểm|đối tượng|phạm vi|thành phần|quy mô|hình thức"
                   r"|số lượng|địa bàn|ghi chú", tail=_ANY, bare=False),
)  # fmt: skip
# Several labels on one line: "… Cơ quan chủ trì: Sở A; thời hạn: Quý II/2026."
INNER = re.compile(
    rf"(?<=[.;,(])\s*(?=(?:{_WHO}?(?:{_LEADS}|phối hợp)(?:\s+[^\W\d]+){{0,4}}|{_WHO}(?:thực hiện|{_DOES}|hỗ trợ)"
    r"|(?:thời hạn|thời gian|tiến độ)(?:\s+[^\W\d]+){0,4}|(?:dự kiến\s+)?hoàn thành"
    r"|(?:kết quả,?\s+)?sản phẩm(?:\s+[^\W\d]+){0,3}|kết quả(?:\s+đầu ra)?|kinh phí)\s*:)",
    re.IGNORECASE,
)
