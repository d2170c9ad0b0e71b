"""What is drawn on a PDF page: its letters, and the rules that tables are made of."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage
from pdfplumber.page import Page
from pdfplumber.utils import obj_to_edges

from plans.reading import tcvn3
from plans.reading.pdf_lines import Letter

_BOLD = re.compile(r"bold|black|heavy|[-,]bd\b", re.IGNORECASE)
_CODE = re.compile(r"^\(cid:(\d{1,5})\)$")
_OLD_SIGNS = 2  # the font says it already
_PICTURE = 0.4  # of the page: more is a scanned page
_SHORTEST = 1.0  # points
_MOST_EDGES = 6000  # a page with more is a drawing
_DEEPEST = 20


@dataclass(slots=True)
class Drawing:
    """`edges`: straight lines as pdfplumber describes them. `has_picture`: one covers much of the page."""

    letters: list[Letter] = field(default_factory=list)
    edges: list[dict] = field(default_factory=list)
    has_picture: bool = False


def drawing_of(page: Page) -> Drawing:
    """pdfplumber describes each letter by thirty facts; taking the few that are needed here is twice as fast."""
    drawing, pen = Drawing(), _Pen(page)
    for item in _items(page.layout, 0):
        if isinstance(item, LTChar):
            pen.write(item)
        elif isinstance(item, LTImage):
            drawing.has_picture |= item.width * item.height > _PICTURE * page.width * page.height
        elif isinstance(item, LTCurve) and len(drawing.edges) < _MOST_EDGES:  # lines and boxes are curves to it
            drawing.edges += [edge for edge in obj_to_edges(page.process_object(item)) if _is_rule(edge)]
    drawing.letters = pen.unicode_letters()
    return drawing


def _items(container: LTContainer, depth: int) -> Iterator[LTComponent]:
    for item in container:
        if not isinstance(item, LTContainer):
            yield item
        elif depth < _DEEPEST:
            yield from _items(item, depth + 1)


def _is_rule(edge: dict) -> bool:
    length = {"v": edge["height"], "h": edge["width"]}.get(edge["orientation"], 0)
    return length >= _SHORTEST


def _of_code(unnamed: re.Match[str]) -> str:
    """A code that Windows gives no letter: TCVN3 does (ư)."""
    code = int(unnamed[1])
    return chr(code) if code < 256 else unnamed[0]


class _Pen:
    def __init__(self, page: Page) -> None:
        self.letters: list[Letter] = []
        self._left, self._top = page.mediabox[0], page.mediabox[1] + page.height
        self._seen: set[tuple[str, int, int]] = set()
        self._bold: dict[str, bool] = {}
        self._old: dict[int, str] = {}  # letters set in .Vn fonts: their face by place

    def write(self, item: LTChar) -> None:
        """Upright letters; those printed twice to look bold count once."""
        text, font = item.get_text(), item.fontname
        x0, x1 = item.x0 + self._left, item.x1 + self._left
        top, bottom = self._top - item.y1, self._top - item.y0
        key = (text, round(x0), round(top))
        if not text or not item.upright or (key in self._seen and not text.isspace()):
            return
        self._seen.add(key)
        if unicodedata.combining(text[0]) and self.letters:  # stands over the letter before it, whatever its box says
            x0 = x1 = self.letters[-1].x1
        if face := tcvn3.face_of(font):
            self._old[len(self.letters)] = face
        self.letters.append(Letter(text, x0, x1, top, bottom, item.size or bottom - top, self._is_bold(font)))

    def unicode_letters(self) -> list[Letter]:
        """Some files give the letters of .Vn fonts as Unicode already."""
        said = {place: _CODE.sub(_of_code, self.letters[place].text) for place in self._old}
        if tcvn3.is_garbled("".join(said.values()), _OLD_SIGNS):
            for place, face in self._old.items():
                self.letters[place] = replace(self.letters[place], text=tcvn3.convert(said[place], face))
        return self.letters

    def _is_bold(self, font: str) -> bool:
        if font not in self._bold:
            self._bold[font] = bool(_BOLD.search(str(font)))
        return self._bold[font]
