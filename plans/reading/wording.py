"""Cleaning of what documents print, before any rule looks at it."""

import re
import unicodedata

_LATEX = {"\\geq": "≥", "\\leq": "≤", "\\ge": "≥", "\\le": "≤", "\\%": "%"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_HTML = re.compile(r"</?(?:i|b|p|u|ul|ol|li|br|em|strong|span|div|sup|sub)\b[^<>]*>", re.IGNORECASE)
CAPITALS = "A-Z" + "".join(
    chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper()
)  # inside a character class
_BULLET = re.compile(r"^\s*[-–—+*•●▪]\s+|^\s*[-–—•●▪](?=\S)")


def clean(text: str) -> str:
    """One line in NFC without control characters and doubled blanks."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip()


def strip_markup(text: str) -> str:
    """Drop the Markdown, HTML and LaTeX that text dumps of plans carry."""
    if "$" in text:
        text = re.sub(r"\$([^$]*)\$", lambda match: _plain_latex(match[1]), text)
    if "<" in text:
        text = _HTML.sub(" ", text)
    text = re.sub(r"(?<=\w)\*\*(?=\w)", " ", text).replace("**", "")
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])", r"\1", text)
    return re.sub(r"^(\s*)#{1,6}\s+", r"\1", text)


def _plain_latex(formula: str) -> str:
    for sign, plain in _LATEX.items():
        formula = formula.replace(sign, plain)
    return formula


def fold(text: str) -> str:
    """Lower case, letters and digits only, single blanks: how two wordings are compared."""
    return " ".join(re.findall(r"\w+", clean(text).lower()))


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text, count=1).strip()


def has_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))


def sentence_case(text: str) -> str:
    """A title printed in capitals, as it would stand in a sentence."""
    if text != text.upper():
        return text[:1].upper() + text[1:]
    words = [word if re.search(r"\d|/", word) else word.lower() for word in text.split()]
    lowered = " ".join(words)
    for name in ("Hà Nội", "Nghị quyết", "Nghị định", "Quyết định", "Chính phủ", "Thủ tướng", "Kế hoạch", "Luật"):
        lowered = re.sub(rf"(?<!\w){name}(?!\w)", name, lowered, flags=re.IGNORECASE)
    return lowered[:1].upper() + lowered[1:]
