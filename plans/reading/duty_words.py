"""Words that tell duties from what is none, and the part of a plan they stand in."""

import re

from plans.reading.wording import CAPITALS

ORGANISING = re.compile(
    r"tổ chức (?:thực hiện|triển khai)|trách nhiệm (?:thực hiện|thi hành)|chế độ (?:thông tin|báo cáo)"
    r"|phân công (?:trách nhiệm|nhiệm vụ|thực hiện|tổ chức)|triển khai thực hiện",
    re.IGNORECASE,
)
NO_DUTIES = re.compile(
    r"^(?:về\s+)?(?:mục (?:đích|tiêu)"
    r"|yêu cầu(?!\s+(?:các|giám đốc|thủ trưởng|chủ tịch|sở|ubnd|ủy ban|uỷ ban|công an|ban|đồng chí)(?!\w))"
    r"|chỉ tiêu|quan điểm|phạm vi|đối tượng|căn cứ|(?:nguồn )?kinh phí|kết quả"
    r"|tình hình|đánh giá"
    r"|thực trạng|tồn tại|hạn chế|nguyên nhân|sự cần thiết|bối cảnh|thời gian|địa điểm|thành phần|khen thưởng)",
    re.IGNORECASE,
)
NO_DUTY = re.compile(
    r"^(?:trên đây|trong quá trình|nhận được|quyết định này|chỉ thị này|kế hoạch này|nghị quyết này|chương trình này"
    r"|(?:nguồn )?kinh phí|căn cứ (?!(?:chức năng|nhiệm vụ|kế hoạch|tình hình|điều kiện|nội dung))|kính gửi"
    r"|thời gian|ngày \d)"
    r"|thông báo (?:để|đến) [^.;]*(?:biết|thực hiện)|chịu trách nhiệm thi hành|có hiệu lực"
    r"|để (?:được )?(?:hướng dẫn|xem xét|tổng hợp)[^;]{0,40}\.?/?\.?$"
    r"|^(?:yêu cầu|đề nghị) [^.]{0,250}(?:nghiêm túc|nghiêm chỉnh|khẩn trương|kịp thời) (?:tổ chức )?"
    r"(?:triển khai|thực hiện)"
    r"|^[^.;]{0,250}(?:triển khai|thực hiện|thi hành)(?: (?:tốt|nghiêm|nghiêm túc))? "
    r"(?:(?:các )?nội dung |ý kiến chỉ đạo )?"
    r"(?:(?:của|tại|theo) )?(?:Kế hoạch|Quyết định|Chỉ thị|Công văn|Thông báo|Công điện|Văn bản|Kết luận|Chương trình"
    r"|Nghị quyết) này\s*\.?/?\.?\s*$",
    re.IGNORECASE,
)
OVERSEES = re.compile(
    r"^(?:chủ trì,?\s+)?(?:(?:có trách nhiệm|là|làm)\s+)?(?:(?:cơ quan|đơn vị)\s+)?(?:theo dõi|đôn đốc|tổng hợp"
    r"|báo cáo|đầu mối|giúp"
    r"|thường trực|định kỳ|gửi báo cáo|thông báo đến|hằng tháng|hằng quý|hướng dẫn, (?:theo dõi|đôn đốc|kiểm tra)"
    r"|thực hiện (?:nghiêm )?chế độ)",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"^(?:thực hiện|triển khai)?\s*(?:các\s+)?(?:nhiệm vụ|nội dung|công việc)[^:]{0,40}:?$", re.IGNORECASE
)
OPENS_LIST = re.compile(r"(?:sau|cụ thể|sau đây|yêu cầu|kết luận|chỉ đạo|gồm|như sau)\s*:$", re.IGNORECASE)
PARTS = re.compile(rf"(?<=[.;])\s+(?=(?:Giao|Đề nghị|Yêu cầu|Phân công)\s+[{CAPITALS}c])")
ADDRESSED = re.compile(r"^kính gửi|^.{0,120}\bđiện\s*:$", re.IGNORECASE)
ORDER = re.compile(r"^(?:giao|yêu cầu|đề nghị|phân công)\s", re.IGNORECASE)
