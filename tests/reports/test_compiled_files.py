"""A compilation as files: the same figures in each, the official layout, and templates of operators."""

import json
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from reports.errors import TemplateMistake
from reports.exports.compiled import facts_of, filled, pdf_of, standard_template, workbook_of
from reports.queries.compiling import compile_plans
from tests.factories import PlanFactory, TaskFactory, UnitFactory
from tests.reports.worlds import finished, given, say
from units import periods

pytestmark = pytest.mark.django_db
MARCH = periods.administrative_month(2026, 3)
TODAY = date(2026, 3, 20)
WRITTEN = {"danh_gia": "Tiến độ chung bảo đảm.\nCòn chậm ở cấp xã.", "ky_toi": "Hoàn thành việc quá hạn."}


@pytest.fixture
def facts():
    """Seven on time, one late, one in time, two overdue; a title that a spreadsheet would run."""
    focal = UnitFactory(name="Sở Khoa học và Công nghệ", kind="so", code="SKHCN")
    plan = PlanFactory(focal_unit=focal, title="=Phát triển <dữ liệu> & hạ tầng")
    law, net = TaskFactory(plan=plan, content="=1+1"), TaskFactory(plan=plan)
    for n in range(7):
        finished(plan, UnitFactory(name=f"Phường {n}", kind="phuong"), date(2026, 1, 20), task=law)
    other = UnitFactory(name="Sở Nội vụ", kind="so")
    finished(plan, other, date(2026, 2, 20), task=law)
    given(plan, other, task=net, due_date=date(2026, 6, 1))
    for n in range(2):
        say(given(plan, UnitFactory(name=f"Xã {n}", kind="xa"), task=net), date(2026, 2, 2), text="@Thiếu máy")
    compiled = compile_plans(plans=[plan], period=MARCH, author=focal, today=TODAY, compared=date(2026, 1, 31))
    return json.loads(
        json.dumps(facts_of(compiled, recipient="UBND thành phố Hà Nội (qua Văn phòng UBND Thành phố)"))
    )


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def numbers_below(rows, label):
    """The two counts that stand beside a label of the summary."""
    return next(tuple(row[1:3]) for row in rows if str(row[0]).strip("- ") == label)


def test_word_pdf_workbook_and_facts_agree_to_the_unit(facts):
    document = Document(BytesIO(filled(facts, WRITTEN)))
    summary = next(t for t in document.tables if t.rows[0].cells[0].text == "Tình hình")
    word = [[cell.text for cell in row.cells] for row in summary.rows]
    book = load_workbook(BytesIO(workbook_of(facts)))
    sheet = [row for row in book["Tổng hợp"].iter_rows(values_only=True) if row[0]]
    with pdfplumber.open(BytesIO(pdf_of(facts, WRITTEN))) as pdf:
        printed = [row for page in pdf.pages for table in page.extract_tables() for row in table if len(row) == 3]
    for key, label in {
        "done_on_time": "Hoàn thành đúng hạn",
        "done_late": "Hoàn thành quá hạn",
        "open_in_time": "Chưa hoàn thành trong hạn",
        "open_overdue": "Chưa hoàn thành quá hạn",
        "counted": "Tổng số tính tỷ lệ",
    }.items():
        expected = facts["tasks"][key], facts["assignments"][key]
        assert numbers_below(sheet, label) == expected
        assert numbers_below(word, label) == tuple(map(str, expected))
        assert numbers_below(printed, label) == tuple(map(str, expected))
    assert facts["assignments"]["rate"] == "80.0"
    assert numbers_below(word, "Tỷ lệ hoàn thành")[1] == "80,0%" == numbers_below(printed, "Tỷ lệ hoàn thành")[1]
    assert numbers_below(sheet, "Tỷ lệ hoàn thành")[1] == pytest.approx(0.8)


def test_the_letter_has_its_official_parts_and_a_landscape_appendix(facts):
    document = Document(BytesIO(filled(facts, WRITTEN | {"ky": "kt", "nguoi_ky": "Nguyễn Văn A"})))
    text = words_of(document)
    for part in (
        "ỦY BAN NHÂN DÂN",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "/BC-SKHCN",
        "Kính gửi: UBND thành phố Hà Nội (qua Văn phòng UBND Thành phố)",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn A",
        "- Lưu: VT.",
        "Còn chậm ở cấp xã.",
        "So với ngày 31/01/2026",
        "Phụ lục II",
    ):
        assert part in text
    assert "{" not in text
    assert "⟦" not in text
    turned = [section.orientation for section in document.sections]
    assert turned == [WD_ORIENT.PORTRAIT, *[WD_ORIENT.LANDSCAPE] * 3]
    assert len(document.inline_shapes) == len(facts["charts"])


def test_a_commune_signs_for_its_committee(facts):
    facts["author"] = {"code": "X1", "name": "Xã Đan Phượng", "formal": "UBND xã Đan Phượng", "kind": "xa"}
    text = words_of(Document(BytesIO(filled(facts, {"ky": "kt"}))))
    for line in ("XÃ ĐAN PHƯỢNG", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "/BC-UBND"):
        assert line in text


def test_figures_stay_as_compiled_whatever_is_written(facts):
    changed = words_of(Document(BytesIO(filled(facts, {"ket_qua": "Đạt 100%", "mo_dau": "Lời mở đầu khác."}))))
    assert "Đạt 100%" not in changed
    assert "Lời mở đầu khác." in changed


def test_the_workbook_holds_true_dates_filters_and_no_formula(facts):
    book = load_workbook(BytesIO(workbook_of(facts)))
    sheet = book["Quá hạn"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == f"A4:I{sheet.max_row}"
    assert sheet["E5"].value.date() == date(2026, 1, 31)
    cells = [cell for one in book for row in one.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == "@Thiếu máy" and cell.quotePrefix for cell in cells)


def test_pages_of_the_pdf_are_numbered_and_hold_vietnamese_words(facts):
    with pdfplumber.open(BytesIO(pdf_of(facts, WRITTEN))) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        widths = [float(page.width) for page in pdf.pages]
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in texts[0]
    assert texts[1].startswith("2\n")
    assert round(min(widths)) == 595
    assert round(max(widths)) == 842


def template_with(text):
    document = Document(BytesIO(standard_template()))
    document.paragraphs[0].insert_paragraph_before(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_of_ones_own_is_filled(facts):
    text = words_of(Document(BytesIO(filled(facts, {}, template_with("Đã xong {{ so.hoan_thanh }} việc.")))))
    assert "Đã xong 8 việc." in text


@pytest.mark.parametrize("place", ["{{ ten_la }}", "{{ so.ten_la }}", "{{ bang.ten_la }}"])
def test_an_unknown_place_of_a_template_is_named_with_where_it_stands(facts, place):
    with pytest.raises(TemplateMistake) as mistake:
        filled(facts, {}, template_with(f"Kết quả {place} đây"))
    assert "“ten_la” không có trong báo cáo, ở đoạn thứ" in mistake.value.message
    assert f"Kết quả {place} đây" in mistake.value.message


@pytest.mark.parametrize("text", ["{{ so.", "{% for x in tren %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_is_misspelt_or_reaches_too_far_is_refused(facts, text):
    with pytest.raises(TemplateMistake):
        filled(facts, {}, template_with(text))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_refused_as_a_template(facts, content):
    with pytest.raises(TemplateMistake) as mistake:
        filled(facts, {}, content)
    assert mistake.value.message.startswith("Mẫu này không phải tệp .docx")


def test_nothing_to_report_still_makes_whole_files():
    plan = PlanFactory(focal_unit=UnitFactory(name="Sở Nội vụ", kind="so"))
    compiled = compile_plans(plans=[plan], period=MARCH, author=plan.focal_unit, today=TODAY)
    facts = facts_of(compiled, recipient="UBND Thành phố")
    assert "chưa có nhiệm vụ nào được giao" in words_of(Document(BytesIO(filled(facts, {}))))
    assert pdf_of(facts, {}).startswith(b"%PDF")
    assert load_workbook(BytesIO(workbook_of(facts)))["Theo đơn vị"]["A5"].value == "Không có."


def test_rates_change_in_points_and_counts_in_their_unit(facts):
    said = facts["comparisons"][-1]["words"]
    assert re.search(r"lượt giao hoàn thành tăng 1 lượt giao \(từ 7 lên 8, tăng 14,3%\)", said)
    assert "tỷ lệ hoàn thành theo lượt giao giảm 20,0 điểm (từ 100,0% xuống 80,0%)" in said


def test_a_long_appendix_is_set_in_pieces_with_every_row_once_and_pages_numbered_on(facts):
    late = next(table for table in facts["tables"] if table["key"] == "qua_han")
    row = late["rows"][0]
    late["rows"] = [[n, f"M{n}M", "Nhiệm vụ dài " * 40, *row[3:]] for n in range(1, 241)]
    pages = PdfDocument(pdf_of(facts, {}))
    texts = [page.get_textpage().get_text_range() for page in pages if page.get_width() > page.get_height()]
    texts = texts[next(n for n, text in enumerate(texts) if "DANH SÁCH LƯỢT GIAO QUÁ HẠN" in text) :]
    texts = texts[: next(n for n, text in enumerate(texts) if "SO SÁNH VỚI CÁC KỲ" in text)]
    assert [int(n) for text in texts for n in re.findall(r"M(\d+)M", text)] == list(range(1, 241))
    assert [text.split()[0] for text in texts[1:]] == [str(n) for n in range(2, len(texts) + 1)]
    full = [len(re.findall(r"M\d+M", text)) for text in texts[1:-1]]
    assert min(full) >= max(full) - 1  # no page is left half empty where a piece ends


def test_no_process_that_serves_pages_loads_what_sets_type():
    """docxtpl and Typst cost 14 MB each process; they are loaded where a file is made."""
    at_once = re.compile(r"^(?:from|import) .*\b(docxtpl|typst|typesetter|filling)\b", re.MULTILINE)
    rooms = [path for room in ("reports", "api", "insight", "config") for path in Path(room).rglob("*.py")]
    assert {path.stem for path in rooms if at_once.search(path.read_text())} == {"filling", "typesetter"}
