"""Who reports to whom and when: duties that stand in the running text of a plan."""

import re
from collections import Counter

from plans.reading.blocks import Document, Paragraph
from plans.reading.labels import Outline, split_label
from plans.reading.moments import find_moments
from plans.reading.phrases import split_units
from plans.reading.wording import CAPITALS, without_bullet

_PART = re.compile(
    r"tổ chức thực hiện|chế độ báo cáo|thông tin,? báo cáo|trách nhiệm thực hiện|triển khai thực hiện", re.I
)
_CLOSING = re.compile(r"^(?:Trên đây là|UBND Thành phố yêu cầu|Yêu cầu|Trong quá trình)", re.IGNORECASE)
_ENDING = re.compile(r"^(?:Nơi nhận|PHỤ LỤC|Phụ lục\s+(?:[IVX]+|\d+)\b)")
_MONTHLY_DAY = re.compile(
    r"(?P<before>trước\s+)?ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?h[ằà]ng\s+(?P<period>tháng|quý)", re.I
)
_PERIODS = (("monthly", r"h[ằà]ng\s+tháng"), ("quarterly", r"h[ằà]ng\s+quý"), ("yearly", r"h[ằà]ng\s+năm"))
_LONGEST = 2000
_AFTER_ADDRESSEE = re.compile(r"\s(?:trước|định kỳ|h[ằà]ng|thông qua|qua|để|tổng hợp|kết quả|theo)\s")
_SUBJECT = re.compile(r"(?:Các|Sở|UBND|Văn phòng|Công an|Thủ trưởng|Giám đốc|Ban|Chủ tịch)\s")
_AFTER_SUBJECT = re.compile(
    r"\s(?:thực hiện|căn cứ|theo dõi|có trách nhiệm|báo cáo|được giao|tiến hành|gửi|là|tổng hợp)\s"
)
_ASKED = re.compile(r"(?:đề nghị|yêu cầu)\s+(.+?)\s+(?:nghiêm túc|thực hiện|triển khai|báo cáo|kịp thời)")
_FOCAL = re.compile(r"(?:Sở|Văn phòng|Công an|Ban|Thanh tra|Trung tâm|Phòng)\s")
_AFTER_FOCAL = re.compile(r"\s(?:để|tổng hợp|trước|là|theo dõi)(?!\w)")
_TO_GATHER = re.compile(r"\s*(?:để\s+)?(?:được\s+)?tổng hợp")
_URGES = re.compile(r"theo dõi,? (?:tổng hợp,? )?đôn đốc")
_ORDER = re.compile(rf"^(?:Giao|Đề nghị|Yêu cầu)\s+(?=[{CAPITALS}c])")
_REPORTS = re.compile(r"báo cáo", re.IGNORECASE)
_PERIODIC = re.compile(r"(?:định kỳ\s+)?h[ằà]ng\s+(?:tháng|quý|năm)", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"trước\s+(?:ngày\s+)?$", re.IGNORECASE)
_UNIT = r"((?:Sở|Văn phòng|Ban|Công an|Thanh tra|Trung tâm|UBND|Phòng|Bộ|Cục|Viện)\s[^;.,():]*)"
_THROUGH = re.compile(rf"(?:thông qua|qua)\s+{_UNIT}")
_GATHERS = re.compile(rf"(?:gửi|về)\s+{_UNIT}")
_TO = re.compile(rf"(?:báo cáo(?:\s+kết quả(?:\s+thực hiện|\s+triển khai thực hiện)?)?|gửi|về)\s+(?:về\s+)?{_UNIT}")


def read_duties(document: Document) -> tuple[list[dict], list[dict], str | None]:
    """(reporting duties, other dated duties, the unit that gathers reports)."""
    reporting: list[dict] = []
    others: list[dict] = []
    votes: Counter[str] = Counter()
    for heading, sentence in _organising_sentences(document):
        _vote(votes, heading, sentence)
        if duty := _reporting_duty(heading, sentence):
            reporting.append(duty)
        elif duty := _other_duty(heading, sentence):
            others.append(duty)
    return reporting, others, votes.most_common(1)[0][0] if votes else None


def _organising_sentences(document: Document) -> list[tuple[str, str]]:
    """(heading above, sentence) of the part on carrying out; of the whole text where none is so headed."""
    outline, inside, found, everything = Outline(), False, [], []
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        if _ENDING.match(block.text):
            break
        label, rest = split_label(block.text)
        if label and outline.kind_of(label) in ("roman", "letter"):
            inside = bool(_PART.search(rest))
        heading, text = _under(outline, label, rest, block.text)
        sentences = [(heading, part) for part in _sentences(text)]
        everything += sentences
        if inside or _CLOSING.match(block.text):
            found += sentences
    return found or everything


def _under(outline: Outline, label: str, rest: str, text: str) -> tuple[str, str]:
    if label and not label[0].islower():
        outline.open(label, rest)
        return rest, rest  # "1. Sở A theo dõi, đôn đốc …" is heading and text in one
    sections = outline.sections
    return (sections[-1].title if sections else ""), without_bullet(text)


def _sentences(text: str) -> list[str]:
    return [
        part.strip() for part in re.split(rf"(?<=[.;])\s+(?=[{CAPITALS}(])|;\s+(?=báo cáo|gửi)", text) if part.strip()
    ]


def _reporting_duty(heading: str, sentence: str) -> dict | None:
    if len(sentence) > _LONGEST or not _REPORTS.search(sentence):
        return None
    if match := _MONTHLY_DAY.search(sentence):
        cadence = "monthly" if match["period"].lower() == "tháng" else "quarterly"
        due = f"day {int(match['day'])} of {'month' if cadence == 'monthly' else 'quarter'}"
        return _duty(heading, sentence, cadence, due, before=bool(match["before"]))
    for cadence, pattern in _PERIODS:
        if re.search(
            rf"(?:báo cáo[^.;]*{pattern}|(?:định kỳ\s+)?{pattern}[^.;]{{0,40}}báo cáo)", sentence, re.IGNORECASE
        ):
            return _duty(heading, sentence, cadence, None, before=False)
    return _dated(heading, sentence)


def _dated(heading: str, sentence: str) -> dict | None:
    for moment in find_moments(sentence):
        if moment.kind == "date" and moment.last and _BEFORE_DAY.search(sentence[: moment.start]):
            return _duty(heading, sentence, "once", moment.last.isoformat(), before=True)
    return None


def _other_duty(heading: str, sentence: str) -> dict | None:
    duty = _dated(heading, sentence) if len(sentence) <= _LONGEST else None
    if duty is None:
        return None
    del duty["cadence"]
    return duty | {"what": sentence}


def _duty(heading: str, sentence: str, cadence: str, due: str | None, *, before: bool) -> dict:
    to = _TO.search(sentence)
    duty = {
        "who": _who(heading, sentence),
        "to": _addressee(to[1]) if to else None,
        "cadence": cadence,
        "due": due,
        "quote": sentence,
    }
    if through := _THROUGH.search(sentence):
        duty["to"] = f"{duty['to'] or 'UBND Thành phố'} (qua {_addressee(through[1])})"
    return duty | ({"before": True} if before else {})


def _addressee(text: str) -> str:
    return " ".join(split_units(_AFTER_ADDRESSEE.split(f"{text} ")[0])[:1])


def _who(heading: str, sentence: str) -> list[str]:
    for text in (_ORDER.sub("", sentence), _ORDER.sub("", heading)):
        if _SUBJECT.match(text):
            return split_units(_AFTER_SUBJECT.split(text)[0])
    asked = _ASKED.search(sentence)
    return split_units(asked[1]) if asked else []


def _vote(votes: Counter[str], heading: str, sentence: str) -> None:
    """Hints at the unit that gathers reports, the plainest counting most."""
    hints = []
    if "đầu mối" in sentence:
        hints.append((heading, 3))
    if _REPORTS.search(sentence) and (match := _THROUGH.search(sentence)):
        hints.append((match[1], 2))
    for match in _GATHERS.finditer(sentence):
        if "tổng hợp" in match[1] or _TO_GATHER.match(sentence[match.end() :]):
            hints.append((match[1], 2))
    if _URGES.search(sentence):
        hints.append((sentence, 1))
    for text, weight in hints:
        if unit := _focal_unit(text):
            votes[unit] += weight


def _focal_unit(text: str) -> str:
    units = split_units(_AFTER_FOCAL.split(_ORDER.sub("", text))[0])
    return units[0] if units and _FOCAL.match(units[0]) else ""
