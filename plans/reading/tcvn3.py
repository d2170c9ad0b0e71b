"""Text that was typed in the old TCVN3 (ABC) fonts: on a Unicode screen it is garbage, here it is read.

TCVN 5712:1993 puts Vietnamese letters on the codes of Latin-1 signs. Capitals with a tone have no code:
they are small letters in a font of capitals (.VnTimeH).
"""

import re
from collections.abc import Iterable

# Latin-1 signs that TCVN3 uses as Vietnamese letters and that Unicode Vietnamese never writes.
_OLD_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬®¯°µ¶·¸¹»¼½¾ÆÇËÎÏÐÑÖ×ØÜÞßåæçëîïñö÷øûüþÿ\u00ad")
_UNICODE_LETTERS = re.compile("[ăđơưĂĐƠƯẠ-ỹ]")
_CODES = (
    "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE "
    "DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE"
)
_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TABLE = dict(zip(bytes.fromhex(_CODES), _LETTERS, strict=True))
_FACE = re.compile(r"(?:[A-Z]{6}\+)?\.?(Vn[A-Z][^-,]*)")
_COMMON = re.compile(r"\b(?:và|của|các|có|được|thực hiện|nội dung|đơn vị|thành phố|số|cho|trên|về)\b", re.IGNORECASE)


def is_garbled(text: str, least: int = 8) -> bool:
    """Much of the text are signs that only TCVN3 makes letters of; `least` of them."""
    old = sum(sign in _OLD_SIGNS for sign in text)
    return old >= least and old > 4 * len(_UNICODE_LETTERS.findall(text))


def is_old_font(font: str) -> bool:
    return font.lower().startswith(".vn")


def face_of(name: object) -> str:
    """Of a font in a PDF, "ABCDEF+.VnTimeH-Bold": ".VnTimeH"; empty for other fonts."""
    said = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    found = _FACE.match(said)
    return f".{found[1]}" if found else ""


def is_set_in_old_fonts(runs: Iterable[tuple[str, str]]) -> bool:
    """(font, text) runs: garbled as a whole, or wherever a .Vn font is used."""
    everything, old_fonts = [], []
    for font, text in runs:
        everything.append(text)
        if is_old_font(font):
            old_fonts.append(text)
    return is_garbled("".join(everything)) or is_garbled("".join(old_fonts))


def convert(text: str, font: str = "") -> str:
    """The text in Unicode; a run that holds Unicode letters already is left alone."""
    if _UNICODE_LETTERS.search(text):
        return text
    converted = text.translate(_TABLE)
    return converted.upper() if is_old_font(font) and font.upper().endswith("H") else converted


def convert_plain(text: str) -> str | None:
    """Text without fonts: a line of capitals has lost its toned capitals. None where it is not Vietnamese then."""
    parts = re.split(r"([\t\n\r]+)", convert(text))
    converted = "".join(part.upper() if _is_of_capitals(part) else part for part in parts)
    return converted if is_vietnamese(converted) else None


def is_vietnamese(text: str) -> bool:
    return len(_COMMON.findall(text)) >= 2 and not is_garbled(text)


def _is_of_capitals(text: str) -> bool:
    plain = re.findall("[A-Za-z]", text)
    return len(plain) > 3 and all(letter.isupper() for letter in plain)
