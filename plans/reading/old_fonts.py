"""Word documents set in the old .Vn fonts: their letters are made Unicode before anything is read."""

from lxml import etree

from plans.reading import tcvn3
from plans.reading.numbering import W
from plans.reading.refusals import Unreadable
from plans.reading.styles import Styles

_SOFT_HYPHEN = "\u00ad"  # ư in TCVN3; Word may keep it as an element of its own


def unicode_letters(body: etree._Element, styles: Styles) -> None:
    """Changes the texts of a body in place; raises Unreadable where they stay garbage."""
    fonts = {run: _font(run, styles) for run in body.iter(f"{W}r")}
    texts = [(font, text) for run, font in fonts.items() for text in run.iter(f"{W}t")]
    if not tcvn3.is_set_in_old_fonts((font, text.text or "") for font, text in texts):
        return
    everywhere = not any(tcvn3.is_old_font(font) for font in fonts.values())
    for run, font in fonts.items():
        if everywhere or tcvn3.is_old_font(font):
            _convert(run, font)
    if not tcvn3.is_vietnamese(" ".join(text.text or "" for _, text in texts)):
        raise Unreadable("tcvn3")


def _font(run: etree._Element, styles: Styles) -> str:
    return styles.font(run, next(run.iterancestors(f"{W}p"), None))


def _convert(run: etree._Element, font: str) -> None:
    for hyphen in run.findall(f"{W}softHyphen"):
        hyphen.tag, hyphen.text = f"{W}t", _SOFT_HYPHEN
    for text in run.iter(f"{W}t"):
        text.text = tcvn3.convert(text.text or "", font)
