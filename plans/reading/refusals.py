"""Why a file is not read: a code, one English line for logs, one Vietnamese sentence for people."""

REFUSALS = {
    "empty": ("the file is empty (zero bytes)", "Tệp rỗng, không có dữ liệu; hãy tải lại tệp từ máy của bạn."),
    "no_text": (
        "the document holds no text",
        "Văn bản không có chữ nào; hãy kiểm tra đúng tệp rồi tải lại.",
    ),
    "wrong_type": (
        "the content is not a Word, Excel or PDF document nor plain text",
        "Nội dung tệp không phải văn bản Word, Excel, PDF hay văn bản thuần; hãy gửi đúng tệp của văn bản.",
    ),
    "password": (
        "the file is protected by a password",
        "Tệp được bảo vệ bằng mật khẩu; hãy gỡ mật khẩu rồi tải lại.",
    ),
    "corrupt": (
        "the file is damaged or incomplete",
        "Tệp bị hỏng hoặc tải lên chưa trọn vẹn; hãy mở thử, lưu lại rồi tải lên lần nữa.",
    ),
    "zip_bomb": (
        "the package unpacks to more than the limit",
        "Tệp giải nén ra quá lớn nên không được đọc; hãy lưu lại văn bản bằng Word rồi tải lên.",
    ),
    "dtd": (
        "the package declares XML entities (DTD), which are never expanded",
        "Tệp chứa khai báo XML không an toàn nên không được đọc; hãy lưu lại bằng Word rồi tải lên.",
    ),
    "macros": (
        "the document carries macros",
        "Tệp có chứa macro; hãy lưu lại dạng .docx không macro rồi tải lên.",
    ),
    "pdf_scan": (
        "the PDF is a scan without text; send the .docx, or let the operator install Tesseract (vie) and set OCR=1",
        "Tệp PDF là bản quét, không có lớp chữ; hãy gửi tệp Word hoặc Excel của văn bản này "
        "(người vận hành có thể cài Tesseract để máy đọc bản quét).",
    ),
    "pdf_letters": (
        "the letters of the PDF have no meaning but their looks (no ToUnicode table); send the .docx",
        "Chữ trong tệp PDF không kèm bảng mã nên không đọc được; hãy gửi tệp .docx của văn bản này.",
    ),
    "old_doc": (
        "an old or other office file, and no LibreOffice here to convert it; save as .docx or .xlsx",
        "Tệp Office đời cũ hoặc của phần mềm khác chưa đọc được trên máy chủ này; "
        "hãy mở bằng Word hoặc Excel, lưu dạng .docx hoặc .xlsx rồi tải lên.",
    ),
    "encoding": (
        "the text is not UTF-8",
        "Tệp chữ không phải mã UTF-8 (có thể là TCVN3 hoặc VNI); hãy lưu lại bằng mã UTF-8 rồi tải lên.",
    ),
    "tcvn3": (
        "the text looks like TCVN3 fonts (.VnTime) but does not convert to Vietnamese",
        "Văn bản dùng phông chữ cũ (TCVN3, .VnTime) không chuyển được chắc chắn; "
        "hãy chuyển sang Unicode (Times New Roman) rồi tải lên.",
    ),
    "too_large": (
        "the file is larger than 25 MB",
        "Tệp lớn hơn 25 MB; hãy bỏ bớt ảnh hoặc tách phần phụ lục rồi tải lên.",
    ),
    "secret": (
        "the document is marked as a state secret",
        "Văn bản đóng dấu độ mật nên không được đưa vào hệ thống này; "
        "hãy xử lý theo quy định bảo vệ bí mật nhà nước.",
    ),
    "limits": (
        "reading exceeded its memory or time limit",
        "Đọc tệp vượt quá giới hạn bộ nhớ hoặc thời gian; hãy tách văn bản thành các phần nhỏ hơn rồi tải lên.",
    ),
}


class Unreadable(Exception):
    """A file that is refused; `message_vi` is shown to people as it stands."""

    def __init__(self, code: str, message_en: str = "", message_vi: str = "") -> None:
        english, vietnamese = REFUSALS.get(code, REFUSALS["corrupt"])
        self.code = code
        self.message_en = message_en or english
        self.message_vi = message_vi or vietnamese
        super().__init__(self.message_en)
