"""The words of the sample plan, all invented. A deadline is a text, or a number of days from the day of making."""

TITLE = "Số hóa hồ sơ, bớt giấy tờ phải nộp tại bộ phận một cửa phường, xã"
FOCAL = "Sở Khoa học và Công nghệ"
SIGNER = "Hoàng Thu Lan"

DEPARTMENTS, COMMUNES = "Các Sở, ban, ngành", "UBND cấp xã"
KHCN, TP, NV, TC, YT = FOCAL, "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Y tế"
XD, NNMT, GDDT = "Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo"
VP, CA = "Văn phòng UBND Thành phố", "Công an Thành phố"
HCC = "Trung tâm Phục vụ hành chính công Thành phố"

PURPOSE = (
    "Người dân chỉ phải nộp mỗi loại giấy tờ một lần; cán bộ một cửa tra được hồ sơ đã số hóa ngay trên hệ thống.",
    "Mỗi phường, xã có danh mục hồ sơ đã số hóa, có người chịu trách nhiệm và có số liệu cập nhật hằng tuần.",
    "Việc số hóa không làm tăng thời gian chờ của người dân trong giờ làm việc.",
)

# (group, [(content, product, leads, partners, deadline)])
TASKS = (
    (
        "CÔNG TÁC CHUẨN BỊ",
        (
            ("Lập danh mục 120 loại giấy tờ chỉ phải nộp một lần.", "Danh mục giấy tờ", TP, KHCN, "Đã hoàn thành"),
            (
                "Ban hành hướng dẫn chụp, đặt tên và lưu tệp hồ sơ số hóa.",
                "Công văn hướng dẫn",
                KHCN,
                f"{NV}; {HCC}",
                -24,
            ),
            ("Cử người phụ trách số hóa tại từng phường, xã.", "Danh sách người phụ trách", COMMUNES, NV, -12),
            (
                "Tập huấn trực tuyến cho người phụ trách của các phường, xã.",
                "Ba buổi tập huấn, tài liệu",
                KHCN,
                f"{HCC}; {COMMUNES}",
                -3,
            ),
            ("Cấp tài khoản kho hồ sơ số cho người phụ trách.", "Danh sách tài khoản đã cấp", HCC, KHCN, 4),
            ("Bố trí máy quét cho các bộ phận một cửa chưa có.", "Biên bản bàn giao thiết bị", TC, COMMUNES, 25),
        ),
    ),
    (
        "SỐ HÓA HỒ SƠ",
        (
            (
                "Kiểm đếm hồ sơ giấy đang lưu tại bộ phận một cửa, phân theo lĩnh vực.",
                "Bảng kiểm đếm hồ sơ",
                COMMUNES,
                HCC,
                3,
            ),
            ("Số hóa hồ sơ hộ tịch phát sinh từ đầu năm.", "Hồ sơ hộ tịch đã số hóa", COMMUNES, TP, 9),
            (
                "Số hóa hồ sơ đất đai đã giải quyết trong hai năm gần nhất.",
                "Hồ sơ đất đai đã số hóa",
                COMMUNES,
                NNMT,
                48,
            ),
            ("Số hóa hồ sơ cấp phép xây dựng nhà ở riêng lẻ.", "Hồ sơ cấp phép đã số hóa", XD, COMMUNES, 18),
            (
                "Số hóa hồ sơ trợ giúp xã hội, bảo hiểm y tế theo hộ gia đình.",
                "Hồ sơ trợ giúp đã số hóa",
                YT,
                f"{COMMUNES}; Bảo hiểm xã hội thành phố Hà Nội",
                33,
            ),
            (
                "Đối chiếu mã định danh cá nhân trên hồ sơ đã số hóa.",
                "Báo cáo đối chiếu",
                CA,
                f"{TP}; {COMMUNES}",
                40,
            ),
            ("Xử lý hồ sơ trùng, hồ sơ thiếu trang sau đối chiếu.", "Biên bản xử lý", COMMUNES, CA, 62),
        ),
    ),
    (
        "DÙNG LẠI HỒ SƠ ĐÃ SỐ HÓA",
        (
            ("Mở chức năng tra hồ sơ đã nộp trên phần mềm một cửa.", "Chức năng đã vận hành", HCC, KHCN, 12),
            (
                "Bỏ yêu cầu nộp lại giấy tờ đã có trong kho đối với 40 thủ tục.",
                "Quyết định công bố thủ tục sửa đổi",
                VP,
                DEPARTMENTS,
                28,
            ),
            (
                "Rà soát thủ tục của ngành, đề xuất bớt giấy tờ phải nộp.",
                "Danh mục thủ tục đề xuất",
                DEPARTMENTS,
                VP,
                16,
            ),
            (
                "Kết nối kho hồ sơ số với hệ thống của ngành giáo dục để xét tuyển đầu cấp.",
                "Biên bản nghiệm thu kết nối",
                GDDT,
                KHCN,
                "quý sau",
            ),
            ("Ban hành quy chế khai thác kho hồ sơ số.", "Quy chế", KHCN, f"{TP}; {VP}", 21),
            (
                "Dán thông báo giấy tờ không phải nộp tại nơi tiếp dân và trên trang thông tin.",
                "Ảnh chụp, đường dẫn bài đăng",
                COMMUNES,
                HCC,
                6,
            ),
        ),
    ),
    (
        "AN TOÀN, GIÁM SÁT",
        (
            ("Đánh giá an toàn thông tin của kho hồ sơ số.", "Báo cáo đánh giá", CA, KHCN, 30),
            ("Sao lưu kho hồ sơ số, diễn tập khôi phục.", "Biên bản diễn tập", HCC, KHCN, "Định kỳ 3 tháng/lần"),
            (
                "Hỗ trợ người dân cao tuổi chưa dùng dịch vụ trực tuyến.",
                "Số lượt hỗ trợ",
                COMMUNES,
                "Thành đoàn",
                "Thường xuyên",
            ),
            ("Kiểm tra thực tế tại 12 phường, xã.", "Biên bản kiểm tra", "Thanh tra Thành phố", f"{KHCN}; {VP}", 55),
            (
                "Khảo sát mức hài lòng của người nộp hồ sơ.",
                "Báo cáo khảo sát",
                NV,
                "Viện Nghiên cứu phục vụ cộng đồng",
                "tháng sau",
            ),
            (
                "Gửi danh sách khó khăn, vướng mắc bước đầu để tháo gỡ.",
                "Danh sách khó khăn, vướng mắc",
                DEPARTMENTS,
                KHCN,
                "Trong 30 ngày kể từ khi Kế hoạch được ban hành",
            ),
        ),
    ),
)

# (text, monitor, implementers, partners)
INDICATORS = (
    ("Tối thiểu 90% hồ sơ hộ tịch phát sinh trong năm được số hóa.", TP, COMMUNES, KHCN),
    ("Tối thiểu 70% hồ sơ đất đai đã giải quyết trong hai năm được số hóa.", NNMT, COMMUNES, KHCN),
    ("100% phường, xã có người phụ trách số hóa.", NV, COMMUNES, KHCN),
    ("Ít nhất 40 thủ tục không yêu cầu nộp lại giấy tờ đã có.", VP, DEPARTMENTS, TP),
    ("Giảm ít nhất 30% số trang giấy phải nộp trên mỗi hồ sơ.", VP, f"{DEPARTMENTS}; {COMMUNES}", HCC),
    ("Thời gian chờ tại bộ phận một cửa dưới 15 phút.", HCC, COMMUNES, VP),
    ("Trên 85% người nộp hồ sơ hài lòng.", NV, COMMUNES, HCC),
    ("100% bản sao lưu kho hồ sơ số khôi phục được.", HCC, HCC, CA),
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
