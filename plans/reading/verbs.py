"""The verbs that end a unit's name in a sentence: "Sở Y tế | rà soát …"."""

import re

# Verbs that stand in names too, so they end none behind these words: "Ban quản lý dự án đầu tư xây dựng".
_BEFORE_NAMING = """
Ban; ban; Trung tâm; trung tâm; đơn vị; Phòng; phòng; cơ quan; Cục; Tổ; tổ; Hội đồng; công tác; Vụ; Chi cục;
bộ phận; các; Đội; dự án; chủ; Chủ; đầu tư; Công ty; doanh nghiệp; Quỹ; Viện; thủ tục; Trường; trường; Ủy ban;
cán bộ; người; nhà; Nhà
"""
_NAMING = r"""
quản lý; đào tạo; bồi dưỡng; kiểm tra; giám sát; thanh tra; thống kê; đầu tư; phát triển; hỗ trợ; chỉ đạo;
thực hiện; xây dựng; huấn luyện; thẩm định; tổ chức(?! (?:chính trị|xã hội|có|liên|đoàn)|,| và); sử dụng;
khai thác; vận hành; tham gia; cung cấp; thi hành; soạn thảo; tham mưu; phối hợp; chủ trì; tiếp nhận;
giải quyết; cấp; không; thu; bảo đảm; thông tin; vận động; quy hoạch; kết nối
"""
_PLAIN = r"""
(?:cụ thể|số|chuẩn|xã hội|hiện đại|tin học|đơn giản|đồng bộ|thể chế|tối ưu|cá thể) hóa;
có trách nhiệm; chịu trách nhiệm; có nhiệm vụ; là (?:cơ quan|đơn vị|đầu mối|thường trực); làm đầu mối; giúp;
rà soát; hướng dẫn; triển khai; ban hành; theo dõi; đôn đốc; tổng hợp; báo cáo; bố trí; cân đối; đề xuất;
nghiên cứu; hoàn thiện; hoàn thành; đẩy mạnh; đẩy nhanh; tăng cường; khẩn trương; chủ động; tiếp tục; căn cứ;
phát huy; tuyên truyền; phê duyệt; cập nhật; công bố; cung cấp; chủ trì; phối hợp; công khai;
lắp đặt; tích hợp; đảm bảo; xử lý; số hóa; tập huấn; phổ biến; quán triệt; đánh giá; sơ kết; tổng kết; khảo sát;
phân công; sửa đổi; bổ sung; nạo vét; gửi; đăng ký; đăng tải; làm việc; làm rõ; nâng cấp; nâng cao; mở;
thành lập; kiện toàn; tập trung; nghiêm túc; kịp thời; tích cực; thường xuyên; định kỳ; trực tiếp; huy động;
duy trì; áp dụng; đưa; hoàn tất; xác định; tham mưu; xem xét; tháo gỡ; thống nhất; lựa chọn; chuẩn bị; mua sắm;
chi trả; tiến hành; nghiệm thu; phát động; biên soạn; in ấn; bàn giao; sớm; lồng ghép; nêu cao; ưu tiên;
chấn chỉnh; khắc phục; sắp xếp; điều chỉnh; thí điểm; trang bị; nắm; đề nghị; yêu cầu; quan tâm; lãnh đạo; tự;
phải; cần; sẽ; rút ngắn; cắt giảm; giảm; phân bổ; giải ngân; thông báo; trả lời; chuẩn hóa; làm sạch;
thu thập; tìm; sẵn sàng; theo (?:chức năng|nhiệm vụ|thẩm quyền|phạm vi|lĩnh vực); trong (?:quý|tháng|năm); trước ngày;
h[ằà]ng (?:tuần|tháng|quý|năm); điều hành; kiểm soát; phân tích; dự báo; tính toán; mở rộng; thu hút; kêu gọi;
giới thiệu; quảng bá; tuyển chọn; tuyển dụng; cử; dành; tham dự; tặng; trao; khen thưởng; biểu dương; xét;
công nhận; chứng nhận; kiến nghị; chấm dứt; dừng; thu hồi; kê khai; niêm yết; niêm phong; đối thoại; lắng nghe;
khơi thông; gia cố; tu bổ; trồng; chăm sóc; bảo vệ; bảo tồn; phục dựng; hình thành; thiết kế; thi công;
khởi công; khánh thành; đấu thầu; đấu giá; giải phóng; đền bù; di dời; thiết lập; tạo lập; tạo điều kiện;
lưu trữ; bảo quản; sao lưu; giám định; đo đạc; tiêm; phun; tiêu hủy; cách ly; sơ tán; ứng phó; cứu trợ;
cảnh báo; dự trữ; bình ổn; điều tiết; phân luồng; tuần tra; xử phạt; ngăn chặn; phát hiện; đấu tranh; quy định;
bãi bỏ; thay thế; phát hành; phát sóng; đăng tin; xuất bản; sản xuất; liên kết; hợp tác; ký kết; mời; nhân rộng;
lan tỏa; khuyến khích; động viên; vinh danh; chăm lo; thăm hỏi; hoàn trả; quyết toán; thanh toán; tạm ứng;
tiết kiệm; đo lường; kiểm đếm; rà quét; phân loại; chọn; sơ tuyển; cải tạo; sửa chữa; nạo; bảo dưỡng; thẩm tra;
đối chiếu; tiếp thu; giải trình; nhận; lấy ý kiến; lấy; tính; khảo nghiệm; thử nghiệm; nêu; tôn vinh; ghi;
công chứng; củng cố; tinh gọn; luân chuyển; quyết liệt; tổng rà soát; tổng kiểm tra; đấu nối; cài đặt;
phê chuẩn; ủy quyền; dự thảo; soạn; góp ý; cho ý kiến; có ý kiến; có văn bản; có phương án; có giải pháp;
có kế hoạch; có biện pháp; phòng ngừa; thực thi; đóng góp; tuyên dương; nhắc nhở; chịu; tích lũy; chốt;
siết chặt; thắt chặt; ra quân; bắt đầu; kết thúc; tổ chức lại; đồng hành; xúc tiến; đàm phán; cam kết; tuân thủ;
chấp hành; học tập; nỗ lực; phấn đấu; mạnh dạn; hoàn chỉnh; đối soát; tổng vệ sinh; vệ sinh; chỉnh trang; chỉnh lý;
tạm dừng; cấp phép; cấp phát; cấp đổi; chia sẻ; quan trắc; tái tạo; tái cơ cấu; ổn định; kiểm kê; kiểm điểm; gắn;
hiện thực hóa; bồi thường; điều tra; xét xử; tư vấn; giải thích; nhập; khai giảng; khai mạc; phủ sóng; làm tốt;
làm mới; đổi mới; cải thiện; xóa; thay; lắp; treo; dọn; đo; đặt; đón; diễn tập; mua; thả; tìm kiếm; tập hợp;
quy tụ; kết hợp; hưởng ứng; ngừng; hủy; gia hạn; rà; siết; giữ; minh bạch hóa; tự động hóa; đa dạng hóa
"""
# Words that are verbs alone and parts of nouns behind these: "công trình", "chương trình", "ngoại giao".
_IN_NOUNS = r"""
(?<!ông )(?<!hương )(?<!uy )(?<!uá )(?<!ộ )trình; (?<!ộc )(?<!ông )lập;
(?<!oại )(?<!huyển )giao(?! (?:thông|dịch|thoa)(?!\w));
(?<!ường )(?<!rung )trực(?! thuộc); (?<!hư )(?<!Đăng )(?<!đăng )ký; (?<!ận )chuyển; (?<!hăn )nuôi; gieo;
(?<!ây )(?<!ục )dựng
"""


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", " ").split(";")]


_NOT_BEHIND = "".join(f"(?<!{word} )" for word in _listed(_BEFORE_NAMING))
_ANYWHERE = "|".join(_listed(_PLAIN) + _listed(_IN_NOUNS))
VERB = re.compile(rf"(?<!\w)(?:(?:{_ANYWHERE})|{_NOT_BEHIND}(?:{'|'.join(_listed(_NAMING))}))(?!\w)")


_NO_DEED = r"(?!đạt|giảm|tăng|phải|cần|sẽ|trong|trước|theo|h[ằà]ng|chịu|là)"
VERBS = re.compile(rf"(?:{_NO_DEED}{VERB.pattern}(?:\s+|$)){{1,3}}")  # and nothing else


def begins_with_verb(text: str) -> bool:
    return bool(VERB.match(text[:1].lower() + text[1:]))
