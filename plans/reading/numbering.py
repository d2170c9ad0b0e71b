"""Word's automatic numbering: the labels that stand in no cell and no paragraph."""

import re
from collections import defaultdict

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN += ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts the numbered paragraphs as they come, in document order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._style_lists: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[str] = set()
        if numbering is not None:
            self._learn(numbering)
        if styles is not None:
            self._learn_styles(styles)

    def label(self, paragraph: etree._Element) -> str:
        """The printed label ("1.", "a)", "-") of a paragraph that comes next; "" without one."""
        number_id, level = self._list_of(paragraph)
        if number_id not in self._lists:
            return ""
        abstract, overrides = self._lists[number_id]
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        kind, pattern, start = levels[level]
        if kind == "bullet":
            return "-"
        if kind == "none":
            return ""
        counts = self._counts[abstract]
        if number_id not in self._started:
            self._started.add(number_id)
            for overridden in overrides:
                counts.pop(overridden, None)
        counts[level] = counts.get(level, overrides.get(level, start) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda match: self._figure(abstract, counts, int(match[1]) - 1), pattern)

    def _figure(self, abstract: str, counts: dict[int, int], level: int) -> str:
        kind, _, start = self._levels[abstract].get(level, ("decimal", "", 1))
        return figure(counts.get(level, start), kind)

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{W}pStyle")
        number_id, level = self._style_lists.get(_value(style), ("", 0))
        numbered = properties.find(f"{W}numPr")
        if numbered is not None:
            number_id = _value(numbered.find(f"{W}numId")) or number_id
            level = int(_value(numbered.find(f"{W}ilvl")) or level)
        return number_id, level

    def _learn(self, numbering: etree._Element) -> None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            self._levels[abstract.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", 0)): (
                    _value(level.find(f"{W}numFmt")) or "decimal",
                    _value(level.find(f"{W}lvlText")),
                    int(_value(level.find(f"{W}start")) or 1),
                )
                for level in abstract.iter(f"{W}lvl")
            }
        for item in numbering.iter(f"{W}num"):
            overrides = {
                int(override.get(f"{W}ilvl", 0)): int(_value(override.find(f"{W}startOverride")) or 1)
                for override in item.iter(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
            self._lists[item.get(f"{W}numId", "")] = (_value(item.find(f"{W}abstractNumId")), overrides)

    def _learn_styles(self, styles: etree._Element) -> None:
        for style in styles.iter(f"{W}style"):
            number_id = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number_id is not None:
                level = _value(style.find(f"{W}pPr/{W}numPr/{W}ilvl"))
                self._style_lists[style.get(f"{W}styleId", "")] = (_value(number_id), int(level or 0))


def figure(number: int, kind: str) -> str:
    """A counter in one of Word's number formats."""
    if kind in ("upperRoman", "lowerRoman"):
        text = roman(number)
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter"):
        text = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text if kind == "upperLetter" else text.lower()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text, number = text + sign * (number // value), number % value
    return text


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""
