"""PDF files made for tests: letters half as wide as high, rules, pictures; places in points from the top left."""

import zlib
from collections.abc import Iterable

WIDTH, HEIGHT = 595, 842
_WIDE = 500  # thousandths of the font size


class Print:
    """`Print().page().text(…).grid(…).pdf()`; fonts are F1 (plain) and F2 (bold)."""

    def __init__(self, font: str = "Test") -> None:
        self._font = font
        self._pages: list[list[str]] = []
        self._used: set[str] = {" "}

    def page(self) -> "Print":
        self._pages.append([])
        return self

    def text(self, x: float, y: float, words: str, size: float = 12, *, bold: bool = False) -> "Print":
        """One line, its letters standing on height y."""
        self._used |= set(words)
        font = "F2" if bold else "F1"
        letters = words.encode("utf-16-be").hex()
        self._pages[-1].append(f"BT /{font} {size} Tf {x} {HEIGHT - y} Td <{letters}> Tj ET")
        return self

    def lines(
        self, x: float, y: float, *texts: str, size: float = 12, pitch: float = 16, bold: bool = False
    ) -> "Print":
        for number, text in enumerate(texts):
            self.text(x, y + number * pitch, text, size, bold=bold)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Print":
        self._pages[-1].append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(
        self, columns: Iterable[float], heights: Iterable[float], size: float = 10, *rows: Iterable[str]
    ) -> "Print":
        """A ruled table; a cell of several lines has them parted by line breaks."""
        across, down = list(columns), list(heights)
        for x in across:
            self.rule(x, down[0], x, down[-1])
        for y in down:
            self.rule(across[0], y, across[-1], y)
        for row, top in zip(rows, down, strict=False):
            for x, cell in zip(across, row, strict=False):
                self.lines(x + 5, top + size + 2, *cell.split("\n"), size=size, pitch=size + 2)
        return self

    def picture(self) -> "Print":
        """A grey picture over the whole page."""
        self._pages[-1].append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I1 Do Q")
        return self

    def pdf(self, *, encrypted: bool = False, packed: bool = True) -> bytes:
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", self._kids(), *self._fonts(), _PICTURE]
        for content in self._pages:
            number = len(objects) + 1
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 10 0 R >> >> >>"
            )
            objects.append(_stream("\n".join(content).encode(), packed=packed))
        return _file(objects, _LOCK if encrypted else "")

    def _kids(self) -> str:
        kids = " ".join(f"{11 + 2 * number} 0 R" for number in range(len(self._pages)))
        return f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>"

    def _fonts(self) -> list[str | bytes]:
        """Two fonts, their faces, their measures, and one table of letters for both."""
        codes = sorted(f"{ord(letter):04x}" for letter in self._used)
        table = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n"
        table += "\n".join(f"<{code}> <{code}>" for code in codes) + "\nendbfchar"
        names = (self._font, f"{self._font}-Bold")
        fonts = [
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{number} 0 R] /ToUnicode 9 0 R >>"
            for number, name in enumerate(names, 5)
        ]
        faces = [
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {number} 0 R /DW {_WIDE} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            for number, name in enumerate(names, 7)
        ]
        measures = [
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 "
            f"/FontBBox [0 -200 {_WIDE} 800] >>"
            for name in names
        ]
        return [*fonts, *faces, *measures, _stream(table.encode())]


_LOCK = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt "
_LOCK += f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"


def _stream(content: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    content = zlib.compress(content) if packed else content
    packing = "/Filter /FlateDecode" if packed else ""
    return f"<< {entries} {packing} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


_PICTURE = _stream(
    b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def _file(objects: list[str | bytes], trailer: str) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += (
            f"{number} 0 obj\n".encode()
            + (content if isinstance(content, bytes) else content.encode())
            + b"\nendobj\n"
        )
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()
