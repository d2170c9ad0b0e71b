"""The words of the sample plan, all invented. A deadline is a text, or a number of days from the day of making."""

from typing import NamedTuple

TITLE = "Số hóa hồ sơ tài sản công và thu, chi ngân sách tại phường, xã"
FOCAL = "Sở Tài chính"
SIGNER = "Hoàng Thu Lan"

DEPARTMENTS, COMMUNES = "Các Sở, ban, ngành", "UBND cấp xã"
TC, KHCN, NV, XD = FOCAL, "Sở Khoa học và Công nghệ", "Sở Nội vụ", "Sở Xây dựng"
NNMT, VP, CA = "Sở Nông nghiệp và Môi trường", "Văn phòng UBND Thành phố", "Công an Thành phố"
THUE, TTR, KB = "Thuế Thành phố Hà Nội", "Thanh tra Thành phố", "Kho bạc Nhà nước khu vực I"
OUTSIDE = "Viện Nghiên cứu phục vụ cộng đồng"
AFTER_ISSUE = "Trong 30 ngày kể từ khi Kế hoạch được ban hành"


class Row(NamedTuple):
    content: str
    product: str
    leads: str
    partners: str
    deadline: int | str


PURPOSE = (
    "Mỗi hồ sơ tài sản công, thu, chi ngân sách của phường, xã được số hóa một lần và dùng lại được nhiều lần.",
    "Mỗi phường, xã có danh mục hồ sơ đã số hóa, có người chịu trách nhiệm và có số liệu cập nhật hằng tuần.",
    "Việc số hóa không làm chậm việc chi trả cho người dân.",
)

TASKS = (
    (
        "CÔNG TÁC CHUẨN BỊ",
        (
            Row("Lập danh mục 12 loại hồ sơ phải số hóa.", "Danh mục hồ sơ", TC, NV, "Đã hoàn thành"),
            Row("Cử người phụ trách số hóa.", "Danh sách người phụ trách", COMMUNES, NV, -20),
            Row("Ban hành hướng dẫn chụp, đặt tên, lưu tệp.", "Công văn hướng dẫn", TC, f"{NV}; {KHCN}", -24),
            Row("Tập huấn trực tuyến cho người phụ trách.", "Ba buổi tập huấn, tài liệu", TC, COMMUNES, -3),
            Row("Cấp tài khoản kho hồ sơ số.", "Danh sách tài khoản đã cấp", KHCN, TC, 4),
            Row("Kiểm kê máy quét, máy tính đang có.", "Bảng kiểm kê thiết bị", COMMUNES, KHCN, -12),
        ),
    ),
    (
        "SỐ HÓA HỒ SƠ",
        (
            Row("Kiểm đếm hồ sơ tài sản công đang lưu bằng giấy.", "Bảng kiểm đếm hồ sơ", COMMUNES, TC, 3),
            Row("Số hóa hồ sơ nhà, đất do phường, xã quản lý.", "Hồ sơ nhà, đất đã số hóa", COMMUNES, XD, 9),
            Row("Số hóa sổ thu, chi ngân sách của năm nay.", "Sổ thu, chi đã số hóa", COMMUNES, KB, 14),
            Row("Số hóa hồ sơ tài sản công của ba năm trước.", "Hồ sơ đã số hóa", COMMUNES, TC, 48),
            Row("Giao hồ sơ nhà thuộc sở hữu nhà nước đã bàn giao.", "Biên bản giao nhận", XD, COMMUNES, 18),
            Row("Đối chiếu thửa đất với bản đồ địa chính.", "Báo cáo đối chiếu", NNMT, COMMUNES, 33),
            Row("Đối chiếu số liệu thu, chi với kho bạc.", "Biên bản đối chiếu", TC, f"{KB}; {COMMUNES}", 40),
        ),
    ),
    (
        "DÙNG LẠI HỒ SƠ ĐÃ SỐ HÓA",
        (
            Row("Mở chức năng tra hồ sơ trên kho dùng chung.", "Chức năng đã vận hành", KHCN, TC, 12),
            Row("Rà soát báo cáo giấy, đề xuất bãi bỏ.", "Danh mục báo cáo đề xuất", DEPARTMENTS, VP, 16),
            Row("Bỏ yêu cầu nộp bản giấy của 8 loại báo cáo.", "Quyết định của Thành phố", VP, DEPARTMENTS, 28),
            Row("Kết nối kho hồ sơ với dữ liệu thuế.", "Biên bản nghiệm thu kết nối", THUE, TC, "quý sau"),
            Row("Ban hành quy chế khai thác kho hồ sơ số.", "Quy chế", TC, f"{KHCN}; {VP}", 21),
            Row("Công khai danh mục tài sản công trên mạng.", "Đường dẫn bài đăng", COMMUNES, TC, 6),
        ),
    ),
    (
        "AN TOÀN, GIÁM SÁT",
        (
            Row("Đánh giá an toàn thông tin của kho hồ sơ số.", "Báo cáo đánh giá", CA, KHCN, 30),
            Row("Sao lưu kho hồ sơ số, diễn tập khôi phục.", "Biên bản diễn tập", KHCN, CA, "Định kỳ 3 tháng/lần"),
            Row("Cập nhật hồ sơ mới phát sinh.", "Hồ sơ mới trên kho", COMMUNES, TC, "Thường xuyên"),
            Row("Kiểm tra thực tế tại 12 phường, xã.", "Biên bản kiểm tra", TTR, f"{TC}; {VP}", 55),
            Row("Khảo sát người làm tài chính ở phường, xã.", "Báo cáo khảo sát", NV, OUTSIDE, "tháng sau"),
            Row("Gửi danh sách vướng mắc bước đầu.", "Danh sách vướng mắc", DEPARTMENTS, TC, AFTER_ISSUE),
        ),
    ),
)

# text, who watches over it, who does it, partners
INDICATORS = (
    ("Tối thiểu 90% hồ sơ tài sản công của phường, xã được số hóa.", TC, COMMUNES, KHCN),
    ("Tối thiểu 70% hồ sơ thu, chi của ba năm trước được số hóa.", TC, COMMUNES, KB),
    ("100% phường, xã có người phụ trách số hóa.", NV, COMMUNES, TC),
    ("Ít nhất 8 loại báo cáo không còn bản giấy.", VP, DEPARTMENTS, TC),
    ("Giảm ít nhất 30% số trang giấy phải in mỗi tháng.", VP, f"{DEPARTMENTS}; {COMMUNES}", TC),
    ("Thời gian tra một hồ sơ dưới 5 phút.", KHCN, KHCN, TC),
    ("Trên 85% người làm tài chính hài lòng với kho hồ sơ số.", NV, COMMUNES, TC),
    ("100% bản sao lưu kho hồ sơ số khôi phục được.", KHCN, KHCN, CA),
)

ORGANISING = (
    (
        f"1. {FOCAL}",
        "Là cơ quan đầu mối theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này, định kỳ hằng quý báo cáo "
        "UBND Thành phố.",
    ),
    (
        "2. Các Sở, ban, ngành, UBND xã, phường",
        "Các Sở, ban, ngành, UBND xã, phường báo cáo định kỳ hằng tháng (trước ngày 20 hằng tháng) về kết quả thực "
        f"hiện Kế hoạch; gửi {FOCAL} tổng hợp.",
    ),
)
