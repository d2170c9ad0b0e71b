"""Our own template, built rather than stored: the layout of NĐ 30/2020/NĐ-CP with places to fill."""

from functools import cache
from io import BytesIO

from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import _Cell

from reports.exports.letterhead import LEFT_WIDTH, RIGHT_WIDTH, columns, line
from reports.exports.paper import CENTER, LEFT, TEXT_WIDTH, appendix, blank, body, put, rule

PARTS = (
    ("I. KẾT QUẢ THỰC HIỆN", ("ket_qua",), ("tong_hop",)),
    ("II. SO SÁNH VÀ DIỄN BIẾN TRONG KỲ", ("so_sanh",), ("luong",)),
    ("III. KẾT QUẢ THEO NHÓM ĐƠN VỊ VÀ THEO MỤC", (), ("nhom", "muc")),
    ("IV. CHỈ TIÊU", (), ("chi_tieu",)),
    ("V. VIỆC QUÁ HẠN", ("qua_han",), ()),
    ("VI. ĐÁNH GIÁ, KHÓ KHĂN, NGUYÊN NHÂN", ("danh_gia", "vuong_mac", "nguyen_nhan"), ()),
    ("VII. KIẾN NGHỊ, ĐỀ XUẤT", ("kien_nghi", "de_xuat"), ()),
    ("VIII. NHIỆM VỤ KỲ TỚI", ("ky_toi",), ()),
)
APPENDICES = (
    ("Phụ lục I", "KẾT QUẢ THEO ĐƠN VỊ", "don_vi"),
    ("Phụ lục II", "DANH SÁCH LƯỢT GIAO QUÁ HẠN", "qua_han"),
    ("Phụ lục III", "SO SÁNH VỚI CÁC KỲ", "so_sanh"),
)


@cache
def standard_template() -> bytes:
    document = blank()
    _head(document)
    body(document, "{{ mo_dau }}")
    for title, texts, tables in PARTS:
        _part(document, title, texts, tables)
    body(document, "{{ ket }}", stays=True)
    _foot(document)
    for mark, title, key in APPENDICES:
        _appendix(document, mark, title, key)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Document) -> None:
    table = columns(document, LEFT_WIDTH, RIGHT_WIDTH)
    left, right = table.rows[0].cells
    _loop(left, "tren", size=12)
    _loop(left, "co_quan", size=12, bold=True)
    rule(left.add_paragraph(), 26, LEFT_WIDTH - 4)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    rule(right.add_paragraph(), 57, RIGHT_WIDTH - 4)
    number, place = table.add_row().cells
    line(number, "{{ so_ky_hieu }}", size=13)
    line(place, "{{ noi_ngay }}", size=14, italic=True)
    put(document.add_paragraph(), "BÁO CÁO", bold=True).paragraph_format.space_before = Pt(14)
    put(document.add_paragraph(), "{{ ten_bao_cao }}", bold=True)
    put(document.add_paragraph(), "{{ ky }}", bold=True)
    rule(document.add_paragraph(), 50, TEXT_WIDTH)
    to = put(document.add_paragraph(), "Kính gửi: {{ kinh_gui }}")
    to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(8)


def _part(document: Document, title: str, texts: tuple[str, ...], tables: tuple[str, ...]) -> None:
    """A part without a word or a row is left out, its title too."""
    asked = " or ".join([*texts, *(f"bang.{key}" for key in tables)])
    put(document.add_paragraph(), f"{{%p if {asked} %}}")
    body(document, title, bold=True)
    for name in texts:
        put(document.add_paragraph(), f"{{%p for doan in {name} %}}")
        body(document, "{{ doan }}")
        put(document.add_paragraph(), "{%p endfor %}")
    for key in tables:
        _titled(document, key)
    if "nhom" in tables:
        _pictures(document)
    put(document.add_paragraph(), "{%p endif %}")


def _titled(document: Document, key: str) -> None:
    put(document.add_paragraph(), f"{{%p if bang.{key} %}}")
    caption = put(document.add_paragraph(), f"{{{{ ten_bang.{key} }}}}", bold=True, size=13)
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(6)
    caption.paragraph_format.keep_with_next = True
    put(document.add_paragraph(), f"{{{{ bang.{key} }}}}")
    put(document.add_paragraph(), "{%p endif %}")


def _pictures(document: Document) -> None:
    put(document.add_paragraph(), "{%p for h in hinh.tat_ca %}")
    name = put(document.add_paragraph(), "{{ h.ten }}", bold=True, size=13)
    name.paragraph_format.space_before, name.paragraph_format.keep_with_next = Pt(8), True
    put(document.add_paragraph(), "{{ h.anh }}")
    put(document.add_paragraph(), "{%p endfor %}")


def _foot(document: Document) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    row = columns(document, 70, 90).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # a name without its office is no signature
    left, right = row.cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    _loop(left, "noi_nhan", size=11, align=LEFT)
    _loop(right, "chu_ky", size=14, bold=True)
    for _ in range(4):
        line(right, "", size=14)
    line(right, "{{ nguoi_ky }}", size=14, bold=True)


def _loop(cell: _Cell, name: str, **look: object) -> None:
    line(cell, f"{{%p for dong in {name} %}}", size=12)
    line(cell, "{{ dong }}", **{"align": CENTER, **look})
    line(cell, "{%p endfor %}", size=12)


def _appendix(document: Document, mark: str, title: str, key: str) -> None:
    appendix(document)
    put(document.add_paragraph(), mark, bold=True)
    put(document.add_paragraph(), title, bold=True)
    under = put(document.add_paragraph(), "(Kèm theo Báo cáo {{ so_bao_cao }})", italic=True)
    under.paragraph_format.space_after = Pt(8)
    put(document.add_paragraph(), f"{{{{ bang.{key} or 'Không có.' }}}}")
