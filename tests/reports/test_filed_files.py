"""A unit's own report as .docx and PDF: the words of the page, in the official layout of its kind of unit."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_ORIENT
from pypdfium2 import PdfDocument

from journal.models import Event
from reports.operations import export_filed
from reports.operations.filing import record_paper
from tests.reports.filed import TEXTS, opened, sent
from tests.reports.test_compiled_files import words_of
from tests.reports.worlds import given

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 12)


def word(report, actor, form=""):
    content = export_filed(report=report, format="docx", form=form, actor=actor, today=TODAY)
    return Document(BytesIO(content))


def test_the_word_file_says_what_was_sent_in_the_layout_of_a_ward(cast):
    given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    report = sent(cast)
    text = words_of(document := word(report, cast.unit_officer))
    name = cast.ward.name.removeprefix("UBND phường ")
    for words in (
        "ỦY BAN NHÂN DÂN",
        f"PHƯỜNG {name.upper()}",
        f"{name}, ngày",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Kính gửi: UBND Thành phố (qua Sở Tài chính)",
        "quá hạn 2 ngày",
        TEXTS["causes"],
        "- Như trên;",
        "- Lưu: VT.",
    ):
        assert words in text
    assert document.sections[0].orientation == WD_ORIENT.PORTRAIT


def test_who_signs_for_the_head_and_the_paper_that_left_stand_in_the_file(cast):
    report = sent(cast)
    facts = {"number": "45/BC-UBND", "date": date(2026, 1, 12), "signer": "Trần Văn B"}
    report = record_paper(report_id=report.pk, actor=cast.unit_officer, today=TODAY, **facts)
    text = words_of(word(report, cast.unit_officer, "kt"))
    for words in ("Số: 45/BC-UBND", "ngày 12 tháng 01 năm 2026", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn B"):
        assert words in text


def test_the_pdf_says_the_same(cast):
    given(cast.plan, cast.ward, due_date=date(2026, 1, 8))
    report = sent(cast)
    content = export_filed(report=report, format="pdf", form="", actor=cast.unit_officer, today=TODAY)
    text = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    assert "quá hạn 2 ngày" in text
    assert TEXTS["causes"] in text


def test_the_page_offers_the_files_and_the_journal_keeps_who_took_one(client, cast):
    report = opened(cast)
    client.force_login(cast.unit_officer)
    page = client.get(report.get_absolute_url()).content.decode()
    address = reverse("reports:filed_file", args=[report.pk, "docx"])
    assert "Xem bản Word" in page
    assert address in page
    answer = client.get(address, {"ky": "lạ"})
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert Event.objects.get(verb="reports.filed_taken").payload["format"] == "docx"
    assert client.get(address.replace(".docx", ".exe")).status_code == 404
