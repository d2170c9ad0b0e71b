"""What Word's styles say of a paragraph: its level as a heading, and whether it is bold throughout."""

import re

from lxml import etree

from plans.reading.numbering import W

_HEADING = re.compile(r"^(?:heading|đầu đề|tiêu đề)\s*([1-9])$", re.IGNORECASE)
_MAX_PARENTS = 20


class Styles:
    def __init__(self, styles: etree._Element | None) -> None:
        found = styles.iter(f"{W}style") if styles is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._defaults = styles.findall(f"{W}docDefaults/{W}rPrDefault") if styles is not None else []
        self._usual = next((s for s in self._styles.values() if _is_usual(s)), None)

    def level(self, paragraph: etree._Element) -> int:
        """1 is the highest heading, 0 is none."""
        for owner in (paragraph, *self._family(_style(paragraph, "pPr", "pStyle"))):
            level = owner.find(f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return _level(level.get(f"{W}val", ""))
            name = owner.find(f"{W}name")
            if name is not None and (match := _HEADING.match(name.get(f"{W}val", ""))):
                return int(match[1])
        return 0

    def is_bold(self, paragraph: etree._Element) -> bool:
        """All of its words are."""
        own = self._family(_style(paragraph, "pPr", "pStyle"))
        runs = [run for run in paragraph.iter(f"{W}r") if _says_something(run)]
        return bool(runs) and all(_is_bold(run, *self._family(_style(run, "rPr", "rStyle")), *own) for run in runs)

    def font(self, run: etree._Element, paragraph: etree._Element | None) -> str:
        """The name of the font that a run is set in, "" where nothing says it."""
        own = self._family(_style(paragraph, "pPr", "pStyle")) if paragraph is not None else ()
        usual = (self._usual,) if self._usual is not None else ()
        owners = (run, *self._family(_style(run, "rPr", "rStyle")), *own, *usual, *self._defaults)
        fonts = (owner.find(f"{W}rPr/{W}rFonts") for owner in owners)
        names = (font.get(f"{W}ascii") or font.get(f"{W}hAnsi") for font in fonts if font is not None)
        return next((name for name in names if name), "")

    def _family(self, name: str) -> tuple[etree._Element, ...]:
        """The style with those that it is based on, nearest first."""
        family: list[etree._Element] = []
        while name in self._styles and len(family) < _MAX_PARENTS:
            family.append(self._styles[name])
            parent = family[-1].find(f"{W}basedOn")
            name = parent.get(f"{W}val", "") if parent is not None else ""
        return tuple(family)


def _style(element: etree._Element, properties: str, name: str) -> str:
    found = element.find(f"{W}{properties}/{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _is_usual(style: etree._Element) -> bool:
    """The style of paragraphs that name none."""
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def _level(value: str) -> int:
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _says_something(run: etree._Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(f"{W}t"))


def _is_bold(*owners: etree._Element) -> bool:
    """The nearest of run and styles that speaks of bold decides."""
    words = (owner.find(f"{W}rPr/{W}b") for owner in owners)
    word = next((word for word in words if word is not None), None)
    return word is not None and word.get(f"{W}val", "1") not in ("0", "false", "off")
