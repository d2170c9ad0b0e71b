"""Knowing text that was typed in the old TCVN3 (ABC) fonts: on a Unicode screen it is garbage."""

import re
from collections.abc import Iterable

# Latin-1 signs that TCVN3 uses as Vietnamese letters and that Unicode Vietnamese never writes.
_OLD_SIGNS = frozenset("¡¢£¤¥¦§¨©ª«¬®¯°µ¶·¸¹»¼½¾ÆÇËÎÏÐÑÖ×ØÜÞßåæçëîïñö÷øûüþÿ\u00ad")
_UNICODE_LETTERS = re.compile("[ăđơưĂĐƠƯẠ-ỹ]")


def is_garbled(text: str) -> bool:
    """Much of the text are signs that only TCVN3 makes letters of."""
    old = sum(sign in _OLD_SIGNS for sign in text)
    return old >= 8 and old > 4 * len(_UNICODE_LETTERS.findall(text))


def is_set_in_old_fonts(runs: Iterable[tuple[str, str]]) -> bool:
    """(font, text) runs: garbled as a whole, or wherever a .Vn font is used."""
    everything, old_fonts = [], []
    for font, text in runs:
        everything.append(text)
        if font.lower().startswith(".vn"):
            old_fonts.append(text)
    return is_garbled("".join(everything)) or is_garbled("".join(old_fonts))
