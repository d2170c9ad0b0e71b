import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.reading import Unreadable, read
from plans.reading.refusals import REFUSALS
from tests.plans.reading.papers import COLUMNS, Paper, paragraph, run, with_body, with_parts
from tests.plans.reading.printed import Print

PLAN = Paper().table(COLUMNS, ("1", "Việc", "Sở Y tế", "", "1/10/2026", "")).bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def macro_types() -> bytes:
    with zipfile.ZipFile(io.BytesIO(PLAN)) as package:
        types = package.read("[Content_Types].xml")
    return types.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")


def bomb() -> bytes:
    return with_parts(PLAN, {"word/media/zeros.bin": b"0" * (61 * 1024 * 1024)})


def doctype() -> bytes:
    return with_parts(PLAN, {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


FILES = {
    "empty": (b"", "a.docx"),
    "no_text": (Paper(opening=()).bytes(), "a.docx"),
    "wrong_type": (b"MZ\x90" + b"\0" * 100, "a.docx"),
    "password": (OLE + "EncryptedPackage\0".encode("utf-16-le"), "a.docx"),
    "old_doc": (OLE + "WordDocument\0".encode("utf-16-le"), "a.doc"),
    "corrupt": (PLAN[: len(PLAN) // 2], "a.docx"),
    "dtd": (doctype(), "a.docx"),
    "macros": (with_parts(PLAN, {"[Content_Types].xml": macro_types()}), "a.docx"),
    "pdf_scan": (Print().page().picture().pdf(), "a.pdf"),
    "pdf_letters": (Print().page().text(60, 60, "Kế hoạch").pdf().replace(b"/ToUnicode 9 0 R", b""), "a.pdf"),
    "encoding": (b"TT\tN\xe9i dung c\xabng vi\xd6c", "a.txt"),
    "tcvn3": (("µ¶·¸¹ ®¬ «ª ÖÕÔ " * 4).encode(), "a.txt"),
    "too_large": (b"a" * (25 * 1024 * 1024 + 1), "a.txt"),
    "zip_bomb": (bomb(), "a.docx"),
    "secret": (Paper(opening=("ỦY BAN NHÂN DÂN", "MẬT", "KẾ HOẠCH")).bytes(), "a.docx"),
}


@pytest.mark.parametrize("code", sorted(FILES))
def test_a_file_is_refused_for_its_reason(code: str):
    data, filename = FILES[code]
    with pytest.raises(Unreadable) as refusal:
        read(data, filename=filename)
    assert refusal.value.code == code
    assert refusal.value.message_vi == REFUSALS[code][1]
    assert "\n" not in refusal.value.message_en


def test_every_refusal_but_the_limits_is_tried_here():
    assert REFUSALS.keys() - FILES.keys() == {"limits"}


@pytest.mark.parametrize("text", ["Kế hoạch", "%PDF không ở đầu"])
def test_text_named_docx_is_not_taken_for_word(text: str):
    with pytest.raises(Unreadable) as refusal:
        read(text.encode(), filename="plan.docx")
    assert refusal.value.code == "wrong_type"


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Tối mật"])
def test_a_stamp_of_secrecy_is_refused_wherever_it_stands(stamp: str):
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{paragraph(run(stamp))}</w:hdr>"
    ).encode()
    for data in (
        Paper(opening=("ỦY BAN NHÂN DÂN", stamp, "KẾ HOẠCH")).bytes(),
        Paper(opening=()).table(("ỦY BAN NHÂN DÂN", f"Số: 4/KH-UBND\n{stamp}")).lines("KẾ HOẠCH").bytes(),
        with_parts(PLAN, {"word/header1.xml": header}),
        with_body(paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(run(stamp))}</w:txbxContent></w:pict></w:r>")
                  + paragraph(run("KẾ HOẠCH"))),
    ):  # fmt: skip
        with pytest.raises(Unreadable) as refusal:
            read(data, filename="plan.docx")
        assert refusal.value.code == "secret"


def test_the_word_secret_in_running_text_is_no_stamp():
    paper = Paper().lines("Bảo đảm bảo mật thông tin.", "Danh mục bí mật nhà nước độ Tối mật được lập riêng.")
    paper.table(("TT", "Nội dung", "Đơn vị chủ trì", "Độ mật"), ("1", "Việc", "Sở Y tế", "Mật"))
    assert read(paper.bytes(), filename="plan.docx")["tasks"][0]["content"] == "Việc"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_spoilt_file_is_read_or_refused_but_never_breaks(data: st.DataObject):
    at = data.draw(st.integers(0, len(PLAN) - 1))
    spoilt = bytearray(PLAN[: data.draw(st.integers(at, len(PLAN)))])
    spoilt[at : at + 4] = data.draw(st.binary(min_size=4, max_size=4))
    with suppress(Unreadable):
        assert read(bytes(spoilt), filename="plan.docx")["document"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="TtNộidungĐơnvịchủtrì \t\n|.-I1a)23/06", max_size=400))
def test_any_text_is_read_or_refused(text: str):
    with suppress(Unreadable):
        assert read(text.encode(), filename="plan.txt")["document"]
