"""What a spreadsheet shows of a number: Excel's number formats, in the Vietnamese way of writing."""

import re
from datetime import datetime, timedelta

# Formats that a workbook names by number only; dates as Vietnamese settings show them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy",
    16: "d/m", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|AM/PM|A/P'
    r"|(?P<moment>y+|m+|d+|h+|s+)|(?P<general>General|Standard)|(?P<figure>[0#?][0#?.,]*)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_LAST_SERIAL = 2_958_465  # 31/12/9999
_LONGEST = 200  # of a format; Excel itself allows 255

Token = tuple[str, str]


def show_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """A stored number as its cell shows it."""
    section, value = _section(code[:_LONGEST], value)
    tokens = _tokens(section)
    if any(kind == "moment" for kind, _ in tokens):
        return _show_moment(_moment(value, from_1904), tokens) if 0 <= value < _LAST_SERIAL else general(value)
    if "?/" in section or "#/" in section:  # fractions
        return general(value)
    shown = "".join(_figure(value, kind, text, percent="%" in section) for kind, text in tokens)
    return shown or general(value)


def show_text(text: str, code: str) -> str:
    """A stored text; formats such as `"Trước "@` put words around it."""
    sections = _sections(code[:_LONGEST])
    tokens = _tokens(sections[3] if len(sections) > 3 else sections[0])
    if ("other", "@") not in tokens:
        return text
    return "".join(text if token == ("other", "@") else token[1] for token in tokens)


def general(value: float) -> str:
    """Labels such as 3.1 are typed as numbers, so the point stays a point."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:g}"


def _section(code: str, value: float) -> tuple[str, float]:
    """The part of the format that is for this value, and the value without the sign that the part shows itself."""
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), value


def _sections(code: str) -> list[str]:
    parts, at = [], 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        parts.append(match[0])
        at = match.end() + 1
    return parts


def _tokens(section: str) -> list[Token]:
    """(kind, text) with kind literal, moment, general, figure or other."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind in ("quoted", "escaped", "money"):
            tokens.append(("literal", match[kind]))
        elif kind:
            tokens.append((kind, match[0].lower() if kind == "moment" else match[0]))
    return tokens


def _moment(serial: float, from_1904: bool) -> datetime:
    if from_1904:
        return datetime(1904, 1, 1) + timedelta(days=serial)  # noqa: DTZ001 - a cell has no zone
    day_zero = datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001 - Excel counts a 29/2/1900
    return day_zero + timedelta(days=serial)


def _show_moment(moment: datetime, tokens: list[Token]) -> str:
    tokens = _plain_names(tokens)
    shown = []
    for index, (kind, text) in enumerate(tokens):
        shown.append(_part(moment, text, _is_minutes(tokens, index)) if kind == "moment" else text)
    return "".join(shown).strip()


def _plain_names(tokens: list[Token]) -> list[Token]:
    """Names of months in letters ("may-26") as the words of documents: tháng 5/2026, 15/5/2026."""
    moments = [text for kind, text in tokens if kind == "moment"]
    if not any(text.startswith("mmm") for text in moments):
        return tokens
    parts = {text[0] for text in moments}
    if parts == {"m", "y"}:
        return [("literal", "Tháng "), ("moment", "m"), ("literal", "/"), ("moment", "yyyy")]
    if parts == {"d", "m", "y"}:
        return [("moment", "d"), ("literal", "/"), ("moment", "m"), ("literal", "/"), ("moment", "yyyy")]
    return tokens


def _is_minutes(tokens: list[Token], index: int) -> bool:
    """ "m" is minutes next to hours or seconds."""
    before = next((text for kind, text in reversed(tokens[:index]) if kind == "moment"), "")
    after = next((text for kind, text in tokens[index + 1 :] if kind == "moment"), "")
    return before.startswith("h") or after.startswith("s")


def _part(moment: datetime, token: str, is_minutes: bool) -> str:
    name, wide = token[0], len(token) == 2
    if name == "y":
        return str(moment.year)  # in full, also where two figures are shown: nothing is left to guess
    if name == "d" and len(token) > 2:
        return _WEEKDAYS[moment.weekday()]
    if name == "m" and len(token) > 2:
        return f"tháng {moment.month}"
    minutes_or_month = moment.minute if is_minutes else moment.month
    number = {"d": moment.day, "m": minutes_or_month, "h": moment.hour, "s": moment.second}[name]
    return f"{number:02d}" if wide else str(number)


def _figure(value: float, kind: str, text: str, *, percent: bool) -> str:
    if kind == "general":
        return general(value)
    if kind != "figure":
        return "" if text == "@" else text
    whole, _, decimals = text.partition(".")
    shown = f"{value * (100 if percent else 1):,.{min(len(decimals), 10)}f}"
    if "," not in whole:
        shown = shown.replace(",", "")
    shown = shown.translate(str.maketrans(",.", ".,"))
    if decimals and not decimals.strip("#?"):
        shown = shown.rstrip("0").rstrip(",")
    return shown.zfill(whole.count("0")) if "," not in whole else shown
