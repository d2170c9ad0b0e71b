"""Pages and paragraphs in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I."""

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from reports.exports.wording import clean

FONT = "Times New Roman"
SIZE = 14
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
TEXT_WIDTH = 160  # mm, A4 portrait less 30 left and 20 right
WIDE_TEXT_WIDTH = 247


def blank() -> Document:
    document = new_document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    _page(document.sections[0])
    _page_number(document.sections[0])
    return document


def appendix(document: Document) -> Section:
    """Landscape, numbered from 1 again: each appendix counts its own pages."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    _page(section, landscape=True)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    return section


def _page(section: Section, landscape: bool = False) -> None:
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True


def _page_number(section: Section) -> None:
    """Top centre, size 13, none on the first page; later sections inherit it."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r>'
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE ">{run}</w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def put(
    paragraph: Paragraph,
    text: str,
    *,
    size: int = SIZE,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
) -> Paragraph:
    paragraph.alignment = align
    run = paragraph.add_run(clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def body(document: Document, text: str, *, bold: bool = False, stays: bool = False) -> Paragraph:
    """Justified, first line 1 cm in, 6 pt before. A title stays with what follows, and what `stays`."""
    paragraph = put(document.add_paragraph(), text, bold=bold, align=JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.1
    paragraph.paragraph_format.keep_with_next = bold or stays or None
    return paragraph


def caption(document: Document, text: str) -> None:
    """Above a table, on its page."""
    paragraph = put(document.add_paragraph(), text, bold=True, size=13)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def rule(paragraph: Paragraph, width: float, of: float) -> None:
    """A solid line `width` mm long, centred in a column of `of` mm, drawn as the border of an empty paragraph."""
    side = Mm((of - width) / 2)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = side
    layout.space_before, layout.line_spacing = Pt(3), Pt(4)
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(parse_xml(border), "w:spacing", "w:ind", "w:jc", "w:rPr")
