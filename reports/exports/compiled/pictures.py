"""The pictures of a page as PNG for Word files."""

import typst

PAGE = b'#set page(width: auto, height: auto, margin: 0pt, fill: white)\n#image("picture.svg")'
DPI = 200


def png(svg: str) -> bytes:
    return typst.compile({"main.typ": PAGE, "picture.svg": svg.encode()}, format="png", ppi=DPI)
