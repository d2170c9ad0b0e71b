"""Rows of an indicator table: text, figures, who watches over it, who does it."""

import re

from plans.reading.labels import Outline
from plans.reading.phrases import split_units
from plans.reading.sheets import Entry, Sheet
from plans.reading.targets import read_targets, read_value


def indicators_of(sheet: Sheet, *, year: int | None, first: int = 1) -> list[dict]:
    outline = Outline()
    indicators: list[dict] = []
    for entry in sheet.entries:
        if _is_heading(entry):
            outline.open(entry.label, entry.text("indicator"))
        elif not entry.label and indicators and not entry.text("monitor") and not entry.text("lead"):
            indicators[-1]["text"] += f" {entry.text('indicator')}"
        else:
            indicators.append(_indicator(entry, outline, first + len(indicators)) | _baseline(entry, sheet))
    for indicator in indicators:
        measure, values = indicator.pop("measure"), indicator.pop("values")
        indicator["targets"] = _targets(indicator["text"], measure, values, sheet, year)
        indicator["doubts"] = [] if indicator["targets"] else [NO_FIGURE]
        indicator["confidence"] = 1.0 if indicator["targets"] else 0.6
    return indicators


_VALUES = ("value", "value_2", "value_3")
_BEHIND = re.compile(
    r"\((?:đơn vị(?: tính)?: ?|đvt: ?)?"
    r"(?P<measure>%(?:/năm)?|(?:triệu|tỷ|nghìn)(?: đồng| USD)?|ha|tấn|người|hộ)\)\s*$",
    re.I,
)
NO_FIGURE = {
    "field": "content",
    "level": "check",
    "text": "Không đọc được con số của chỉ tiêu; hãy nhập mức phải đạt và đơn vị tính.",
}


def _is_heading(entry: Entry) -> bool:
    named = any(entry.text(role) for role in ("monitor", "lead", "partner", "value"))
    return not named and bool(entry.is_full_width or (entry.label and entry.label[0].isupper()))


def _indicator(entry: Entry, outline: Outline, count: int) -> dict:
    pillars = outline.sections
    label = entry.label.rsplit(".", 1)[-1]
    return {
        "no": int(entry.tt) if entry.tt.isdigit() else count,
        "pillar": pillars[0].heading if pillars else None,
        "pillar_no": int(label) if label.isdigit() else None,
        "text": entry.text("indicator"),
        "monitor": split_units("\n".join(entry.cells.get("monitor", ()))),
        "implementers": split_units("\n".join(entry.cells.get("lead", ()))),
        "partners": split_units("\n".join(entry.cells.get("partner", ()))),
        "basis": entry.text("basis") or None,
        "place": entry.place,
        "measure": entry.text("measure") or _measure_in(entry.text("indicator")),
        "values": {role: entry.text(role) for role in _VALUES if entry.text(role)},
    }


def _measure_in(text: str) -> str:
    """ "Tốc độ tăng GRDP (%)"."""
    said = _BEHIND.search(text)
    return said["measure"] if said else ""


def _baseline(entry: Entry, sheet: Sheet) -> dict:
    """Where things stand: "Thực hiện năm 2025" heads a column of the ends of 2025."""
    if not (said := entry.text("baseline")):
        return {}
    year = _year_of(sheet, "baseline")
    return {"baseline": said} | ({"baseline_date": f"{year}-12-31"} if year else {})


def _targets(text: str, measure: str, values: dict[str, str], sheet: Sheet, year: int | None) -> list[dict]:
    """One of each column of figures, those of the plan's year first; without such columns, the sentence's own."""
    found = []
    for role, value in values.items():
        if target := read_value(value, measure, of=text):
            found.append(_target(text, target, _year_of(sheet, role) or year))
    return sorted(found, key=lambda target: target.get("as_of", "") != f"{year}-12-31") or read_targets(
        text, year=year
    )


def _target(text: str, target: dict, year: int | None) -> dict:
    return {"label": text, **target, "from": None} | ({"as_of": f"{year}-12-31"} if year else {})


def _year_of(sheet: Sheet, role: str) -> int | None:
    """The year in the header of a column of figures: "Mục tiêu năm 2026"."""
    years = re.findall(r"20\d\d", sheet.headings.get(role, ""))
    return int(years[-1]) if years else None
