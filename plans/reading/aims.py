"""Indicators that stand in running text: dashes and numbers under "Mục tiêu", "Chỉ tiêu"."""

import re

from plans.reading.indicators import NO_FIGURE
from plans.reading.running import Line
from plans.reading.targets import read_targets

_AIMS = re.compile(r"(?:mục tiêu|chỉ tiêu)", re.IGNORECASE)
_NO_AIMS = re.compile(
    r"mục tiêu (?:chung|tổng quát)|nhiệm vụ|giải pháp|tổ chức|mục đích|quan điểm|nguyên tắc", re.IGNORECASE
)
# Beside aims in one heading these take nothing from them: "Quan điểm, mục tiêu"; tasks and measures do.
_NOT_AIMS_ALONE = re.compile(r"mục tiêu (?:chung|tổng quát)(?!.*cụ thể)|nhiệm vụ|giải pháp|tổ chức", re.IGNORECASE)
_LEAD_IN = re.compile(r"^(?:phấn đấu|đến|trong|mục tiêu|hết|giai đoạn|năm)\b.{0,120}:$", re.IGNORECASE)
_YEAR = re.compile(r"(?:đến|hết|trong|cuối)\s+(?:hết\s+|cuối\s+)?năm\s+(20\d\d)|^năm\s+(20\d\d)", re.IGNORECASE)
_SURE, _UNSURE = 0.9, 0.6  # nobody is named who watches over a target in running text


def aims_in(lines: list[Line], *, year: int | None) -> list[dict]:
    found: list[dict] = []
    lead_in = ""
    for index, line in enumerate(lines):
        if not _is_under_aims(line):
            lead_in = ""
            continue
        if line.label:
            lead_in = ""
        if line.title.endswith(":"):
            lead_in = line.title
        following = lines[index + 1] if index + 1 < len(lines) else None
        heads = following is not None and len(following.above) > len(line.above) and bool(line.label)
        if heads and len(line.title) < 80 and not _has_figure(line, year):
            continue
        if not line.title.endswith(":") and (targets := read_targets(line.title, year=_year(line, lead_in, year))):
            found.append(_indicator(line, targets, len(found) + 1))
    return found


def _is_under_aims(line: Line) -> bool:
    """The nearest heading that speaks of either decides."""
    for section in reversed(line.above):
        if len(section.title) >= 120:
            continue
        if _AIMS.search(section.title):
            return not _NOT_AIMS_ALONE.search(section.title)
        if _NO_AIMS.search(section.title):
            return False
    return False


def _has_figure(line: Line, year: int | None) -> bool:
    return bool(read_targets(line.title, year=year))


def _year(line: Line, lead_in: str, default: int | None) -> int | None:
    """The year a target must be reached: said in the line, above it, or that of the document."""
    for text in (line.title, lead_in, *(section.title for section in reversed(line.above))):
        if match := _YEAR.search(text):
            return int(match[1] or match[2])
    return default


def _indicator(line: Line, targets: list[dict], count: int) -> dict:
    return {
        "no": count,
        "pillar": line.above[-1].heading if len(line.above) > 1 else None,
        "pillar_no": int(line.label) if line.label.isdigit() else None,
        "text": line.title,
        "monitor": [],
        "implementers": [],
        "partners": [],
        "basis": None,
        "place": line.place,
        "targets": targets,
        "doubts": [] if targets else [NO_FIGURE],
        "confidence": _SURE if targets else _UNSURE,
    }
