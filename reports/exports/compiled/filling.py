"""A compilation as .docx: a template filled with words, then its tables and pictures put in."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from reports.errors import TemplateMistake
from reports.exports.compiled.facts import FactTable, on_paper, tables_of
from reports.exports.compiled.sample import sample_facts
from reports.exports.compiled.standard import standard_template
from reports.exports.compiled.words import PLACES, places_of
from reports.exports.grid import grid_xml
from reports.exports.paper import TEXT_WIDTH, WIDE_TEXT_WIDTH
from reports.exports.typesetting import pngs
from reports.exports.wording import clean

MARK = re.compile(r"⟦(bang|hinh):(\w+)⟧")
TABLES = ("tong_hop", "so_sanh", "luong", "nhom", "muc", "chi_tieu", "don_vi", "qua_han")
NAMED = re.compile(r"'(\w[\w ]*)'")


def filled(facts: dict[str, Any], texts: dict[str, str], template: bytes | None = None) -> bytes:
    tables = tables_of(facts)
    words = _cleaned(places_of(facts, texts)) | _marks(facts, tables)
    document = _rendered(standard_template() if template is None else template, words)
    marked = list(_marked(document))
    images = pngs([chart["svg"] for chart in facts["charts"]]) if any(kind == "hinh" for _, kind, _ in marked) else []
    for paragraph, kind, key in marked:
        if kind == "bang":
            _put_table(paragraph, on_paper(tables[key]))
        else:
            _put_picture(paragraph, images[int(key)], facts["charts"][int(key)]["label"])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def check_template(content: bytes) -> None:
    """Raises TemplateMistake where the template cannot be filled."""
    filled(sample_facts(), {}, content)


def _cleaned(places: dict[str, Any]) -> dict[str, Any]:
    return {
        key: [clean(line) for line in value]
        if isinstance(value, list)
        else clean(value)
        if isinstance(value, str)
        else value
        for key, value in places.items()
    }


def _marks(facts: dict[str, Any], tables: dict[str, FactTable]) -> dict[str, Any]:
    """Tables and pictures stand as marks while the words are filled in; a table without rows is empty."""
    rows = {key: f"⟦bang:{key}⟧" if key in tables and tables[key].table.rows else "" for key in TABLES}
    pictures = [{"ten": chart["name"], "anh": f"⟦hinh:{n}⟧"} for n, chart in enumerate(facts["charts"])]
    titles = {key: tables[key].table.title if key in tables else "" for key in TABLES}
    return {"bang": rows, "ten_bang": titles, "hinh": {"tat_ca": pictures}}


def _rendered(content: bytes, words: dict[str, Any]) -> Document:
    try:
        template = DocxTemplate(BytesIO(content))
        template.render(words, SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateMistake("Mẫu này không phải tệp .docx; hãy lưu lại mẫu bằng Word rồi tải lên.") from error
    except UndefinedError as error:
        raise TemplateMistake(_unknown(content, error.message or "")) from error
    except TemplateError as error:
        raise TemplateMistake(_misspelt(error)) from error
    return template.docx


def _unknown(content: bytes, said: str) -> str:
    names = [name for name in NAMED.findall(said) if name not in ("dict object", "str object", "list object")]
    name = names[-1] if names else said
    known = ", ".join(PLACES)
    return f"Mẫu có chỗ điền “{name}” không có trong báo cáo{_where(content, name)}. Các chỗ điền dùng được: {known}."


def _where(content: bytes, name: str) -> str:
    for n, text in enumerate(_texts(DocxTemplate(BytesIO(content)).get_docx()), 1):
        if re.search(rf"\b{re.escape(name)}\b", text) and "{" in text:
            return f", ở đoạn thứ {n}: “{text[:80]}”"
    return ""


def _texts(document: Document) -> Iterator[str]:
    parts = [document.element.body, *(s.header._element for s in document.sections)]
    for part in parts:
        for paragraph in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
            yield "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))


def _misspelt(error: TemplateError) -> str:
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if "{" in line]
    near = f", gần “{lines[-1][:80]}”" if lines else ""
    return f"Mẫu viết sai cú pháp{near}; mỗi chỗ điền viết {{{{ ten }}}}, mỗi lệnh {{% mở phải có lệnh đóng."


def _marked(document: Document) -> Iterator[tuple[Paragraph, str, str]]:
    for element in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        paragraph = Paragraph(element, document)
        if found := MARK.fullmatch(paragraph.text.strip()):
            yield paragraph, found[1], found[2]


def _put_table(paragraph: Paragraph, each: FactTable) -> None:
    """In place of its mark."""
    width, size = (WIDE_TEXT_WIDTH, 9) if each.wide else (TEXT_WIDTH, 11)
    xml = grid_xml(each.table, width=width, size=size, bold_rows=each.bold)
    paragraph._p.addprevious(parse_xml(xml))
    for run in paragraph.runs:
        run.text = ""


def _put_picture(paragraph: Paragraph, image: bytes, label: str) -> None:
    for run in paragraph.runs:
        run.text = ""
    shape = paragraph.add_run().add_picture(BytesIO(image), width=Mm(TEXT_WIDTH))
    shape._inline.docPr.set("descr", label)
