"""Who leads and who helps, where a cell or a line holds both."""

import re
from dataclasses import dataclass

from plans.reading.phrases import looks_like_unit, split_units
from plans.reading.wording import without_bullet

_WHO = r"(?:(?:các\s+)?(?:cơ quan|đơn vị|cq|đv|bộ phận|người)(?:,\s*đơn vị)?\s+)?"
_HELPERS = r"(?:(?:Cơ quan|Đơn vị) p|P)hối hợp(?: thực hiện)?"  # a line of print may end before it
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\n;.,])|(?<=\s[-–+•])|(?<=\w)(?=\s(?-i:{_HELPERS})\s*:))\s*(?:[-–+•*]\s*)?{_WHO}"
    r"(?:(?P<lead>chủ trì(?: thực hiện)?|đầu mối|thực hiện(?: chính)?|chính|CT)|(?P<partner>(?:và\s+)?phối hợp"
    r"(?:\s+(?:thực hiện|với))?|PH))\s*:\s*",
    re.IGNORECASE,
)
_TAG = re.compile(
    rf"\s*\((?:là\s+)?{_WHO}(?:(?P<lead>chủ trì|đầu mối|CT|thường trực)|(?P<partner>phối hợp|PH))[^()]*\)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"^(?P<lead>.+?)(?<![\s,;.])[\s,;.]+(?:(?:là\s+)?(?:cơ quan|đơn vị)?"
    r"\s*(?:chủ trì|đầu mối)\s*[,;.\n]?\s*(?:và\s+)?)?"
    r"phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s*:?\s+(?P<partner>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_BOTH_SAID = re.compile(
    r"^(?P<lead>.+?)\s+chủ trì\s*[;,.\n]\s*(?P<partner>.+?)\s+(?:cùng\s+)?phối hợp(?:\s+thực hiện)?\s*\.?$",
    re.IGNORECASE | re.DOTALL,
)
_DIRECTS = re.compile(r"^(?P<lead>[^,;\n]+?)\s+(?:chỉ đạo|giao)\s+(?P<partner>[^\n]+)$", re.IGNORECASE)
_SCOPE = re.compile(
    r"^(?P<who>.+?)\s+(?:chủ trì|chịu trách nhiệm|phụ trách)\s*(?:thực hiện\s+)?"
    r"(?:đối với|về|phần|trong|nội dung)?\s*:?\s*(?P<scope>\S.{8,}?)[.;]?$",
    re.IGNORECASE,
)


_LONGEST = 3000  # a cell longer than this names no units; the rest is not searched


@dataclass(frozen=True, slots=True)
class Parties:
    """`certain` is False where the cell names several units and does not say which of them leads."""

    lead_text: str
    partner_text: str
    certain: bool = True

    @property
    def leads(self) -> list[str]:
        return split_units(self.lead_text)

    @property
    def partners(self) -> list[str]:
        return split_units(self.partner_text)


def part_parties(leads: str, partners: str = "", *, mixed: bool = False) -> Parties:
    """`leads`, `partners`: text of the two cells, lines parted by a break. `mixed`: one column is for both."""
    leads = leads[:_LONGEST]
    found = _labelled(leads) or _tagged(leads) or _told_by_verb(leads)
    if found is None and mixed:
        found = _by_order(leads)
    if found is None:
        return Parties(leads, partners)
    return Parties(found.lead_text, "\n".join(part for part in (partners, found.partner_text) if part), found.certain)


def lead_scopes(text: str) -> list[dict]:
    """`[{"unit", "scope"}]` where several leads have a part each: one on a line, "… chủ trì đối với …"."""
    lines = [without_bullet(line) for line in re.split(r"\n|(?<=\.)\s+-\s", text) if line.strip()]
    matches = [match for line in lines if (match := _SCOPE.match(line))]
    if len(matches) < 2:
        return []
    return [
        {"unit": unit, "scope": match["scope"].strip()} for match in matches for unit in split_units(match["who"])
    ]


def _labelled(text: str) -> Parties | None:
    """ "Chủ trì: Sở A. Phối hợp: Sở B"; words before the first label are of the lead."""
    labels = list(_LABEL.finditer(text))
    if not any(label["partner"] or label["lead"] for label in labels):
        return None
    sides: dict[str, list[str]] = {"lead": [text[: labels[0].start()]], "partner": []}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        sides["lead" if label["lead"] else "partner"].append(text[label.end() : end])
    joined = {side: "\n".join(part for part in map(_trim, parts) if part) for side, parts in sides.items()}
    return Parties(joined["lead"], joined["partner"])


def _tagged(text: str) -> Parties | None:
    """ "Sở A (chủ trì), Sở B (phối hợp)"; units behind the last tag of a lead help."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return None
    sides: dict[str, list[str]] = {"lead": [], "partner": []}
    start = 0
    for tag in tags:
        sides["lead" if tag["lead"] else "partner"].append(text[start : tag.start()])
        start = tag.end()
    sides["partner"].append(text[start:])
    joined = {side: "; ".join(part for part in map(_trim, parts) if part) for side, parts in sides.items()}
    return Parties(joined["lead"], joined["partner"]) if joined["lead"] else None


def _told_by_verb(text: str) -> Parties | None:
    directs = _DIRECTS.match(text)  # who directs answers for it; whether the other only helps is for a person to say
    match = _WITH.match(text) or _BOTH_SAID.match(text) or directs
    if not match or not looks_like_unit(without_bullet(match["lead"])):
        return None
    if match is directs and not looks_like_unit(match["partner"]):
        return None
    return Parties(_trim(match["lead"]), _trim(match["partner"]), certain=match is not directs)


def _by_order(text: str) -> Parties | None:
    """ "Sở A/Sở B" and "Sở A; Sở B, Sở C": the first is the lead."""
    parts = re.split(r"\s*/\s*|\n|;\s*", text, maxsplit=1)
    if len(parts) < 2:
        units = split_units(text)
        parts = [units[0], ", ".join(units[1:])] if len(units) > 1 else [text]
    if len(parts) < 2:
        return None
    return Parties(_trim(parts[0]), _trim(parts[1]), certain=False)


def _trim(text: str) -> str:
    return re.sub(r"^\s*(?:và\s+)?[-–+•*]\s+", "", text.strip(" ;,.\n")).strip(" ;,.\n-–")
