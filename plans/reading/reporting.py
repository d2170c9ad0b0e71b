"""Who reports to whom and when: duties that stand in the running text of a plan."""

import re
from collections import Counter

from plans.reading.cadences import Cadence, cadences_in, once_in
from plans.reading.charges import charge_in, unit_in_heading
from plans.reading.name_ends import end_of_proper_name, end_of_units
from plans.reading.phrases import split_units
from plans.reading.running import Line
from plans.reading.titles import in_small_letters
from plans.reading.wording import CAPITALS

_PART = re.compile(
    r"tổ chức thực hiện|chế độ báo cáo|thông tin,? báo cáo|trách nhiệm thực hiện|triển khai thực hiện", re.I
)
_CLOSING = re.compile(r"^(?:Trên đây là|UBND [^,;.]{0,40}yêu cầu|Yêu cầu|Trong quá trình)", re.IGNORECASE)
_LONGEST = 2000
_AFTER_ADDRESSEE = re.compile(r"\s(?:trước|vào|chậm nhất|định kỳ|h[ằà]ng|thông qua|qua|để|tổng hợp|kết quả|theo)\s")
_SUBJECT = re.compile(
    r"(?:Các|Sở|UBND|Văn phòng|Công an|Thủ trưởng|Giám đốc|Ban|Chủ tịch|Phòng|Vụ|Cục"
    r"|Thành viên|Đơn vị|Cơ quan|Trung tâm|Bộ|Viện|Thanh tra|Chi cục|Kho bạc|Thuế|Hội|Đoàn|Trạm|Ngân hàng|Bảo hiểm|Tổ"
    r"|Đài|Thôn|Trường|Đảng ủy|Ủy ban|Thường trực)\s"
)
_ASKED = re.compile(
    r"(?:đề nghị|yêu cầu)\s+(.+?)\s+(?:nghiêm túc|thực hiện|triển khai|báo cáo|kịp thời)", re.IGNORECASE
)
_WHEN = re.compile(r"^(?:Định kỳ|H[ằà]ng|Mỗi|Trước|Vào)\s[^;.]{0,80}?,\s+(?=\S)", re.IGNORECASE)
_FOCAL = re.compile(
    r"(?:Sở|Văn phòng|Công an|Ban|Thanh tra|Trung tâm|Phòng|Vụ|Cục|Chi cục|Viện|Bộ phận|Tổ|Bộ"
    r"|Đảng ủy|Kho bạc|Thuế|Công chức|Trạm|Hội|Đoàn|Đài|Bảo hiểm|Liên đoàn|Mặt trận|Ủy ban M\w+)\s(?!chức\s)"
)
_AFTER_FOCAL = re.compile(
    r"\s(?:để|tổng hợp|trước|là|làm|theo dõi|đôn đốc|giúp|tham mưu|có trách nhiệm|chịu trách nhiệm|chủ trì"
    r"|định kỳ|h[ằà]ng"
    r"|vào|kiểm tra|thực hiện|phối hợp|báo cáo|rà soát|đề xuất|hướng dẫn|giám sát)(?!\w)"
)
_GATHERS_ITSELF = re.compile(r"tổng hợp[^.;]{0,60}báo cáo")
_TO_GATHER = re.compile(r"\s*(?:để\s+)?(?:được\s+)?tổng hợp")
_URGES = re.compile(
    r"theo dõi,? (?:tổng hợp,? )?đôn đốc|theo dõi chung|chủ trì,? (?:theo dõi|tổng hợp)"
    r"|(?:theo dõi|đôn đốc|kiểm tra|giám sát)\s[^.;:]{0,60}"
    r"(?:thực hiện|triển khai|thi hành)\s[^.;:]{0,30}\w+ này(?!\w)",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"^(?:Giao|Đề nghị|Yêu cầu)\s+(?=[{CAPITALS}c])")
_ON_RESULTS = re.compile(
    r"báo cáo\b[^.;]{0,60}(?:kết quả|tình hình|tiến độ)|(?:tổng hợp|gửi),?\s+báo cáo"
    r"|báo cáo về|kết quả[^.;]{0,60}báo cáo",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"báo cáo|gửi\s+(?:kết quả|số liệu|tình hình)", re.IGNORECASE)
_UNIT = (
    r"((?:Sở|Văn phòng|Ban|Công an|Thanh tra|Trung tâm|UBND|Phòng|Bộ|Cục|Viện|Vụ|Thường trực|Chủ tịch"
    r"|Chính phủ|Thủ tướng|Tỉnh ủy|Thành ủy|Đảng ủy|HĐND|Ủy ban|Hội đồng|Lãnh đạo|Giám đốc|Chi cục"
    r"|Tổ)(?!\w)[^;.,():]*)"
)
_THROUGH = re.compile(rf"(?:thông qua|qua)\s+{_UNIT}")
_GATHERS = re.compile(rf"(?:gửi|về)\s+{_UNIT}")
_TO = re.compile(rf"(?:báo cáo(?:\s+kết quả(?:\s+thực hiện|\s+triển khai thực hiện)?)?|gửi|về)\s+(?:về\s+)?{_UNIT}")


def read_duties(lines: list[Line]) -> tuple[list[dict], list[dict], str | None]:
    """(reporting duties, other dated duties, the unit that gathers reports)."""
    reporting: list[dict] = []
    others: list[dict] = []
    votes: Counter[str] = Counter()
    for heading, sentence, is_organising in _sentences_of(lines):
        _vote(votes, heading, sentence)
        duties = _reporting_duties(heading, sentence, is_organising)
        reporting += duties
        if not duties and is_organising and (duty := _other_duty(heading, sentence)):
            others.append(duty)
    return reporting, others, votes.most_common(1)[0][0] if votes else None


def _sentences_of(lines: list[Line]) -> list[tuple[str, str, bool]]:
    """(heading above, sentence, of the part on carrying out); the whole text where no part is so headed."""
    found, everything = [], []
    for line in lines:
        titles = [section.title for section in line.above]
        numbered = bool(line.label and not line.label[0].islower())
        heading = line.title if numbered else (titles[-1] if titles else "")
        parts = _sentences(line.title)
        everything += [(heading, part, False) for part in parts]
        if any(_PART.search(title) for title in titles) or _CLOSING.match(line.text):
            found += [(heading, part, True) for part in parts]
    return found if any(_REPORTS.search(part) for _, part, _ in found) else everything


def _sentences(text: str) -> list[str]:
    return [
        part.strip()
        for part in re.split(rf"(?<=[.;])\s+(?=[{CAPITALS}(])|;\s+(?=báo cáo|gửi|định kỳ|h[ằà]ng|tổng hợp)", text)
        if part.strip()
    ]


def _reporting_duties(heading: str, sentence: str, is_organising: bool) -> list[dict]:
    if len(sentence) > _LONGEST or not _REPORTS.search(sentence):
        return []
    if cadences := cadences_in(sentence):
        return [_duty(heading, sentence, cadence) for cadence in cadences]
    once = once_in(sentence) if is_organising or _ON_RESULTS.search(sentence) else None
    return [_duty(heading, sentence, once)] if once else []


def _other_duty(heading: str, sentence: str) -> dict | None:
    once = once_in(sentence) if len(sentence) <= _LONGEST else None
    if once is None:
        return None
    duty = _duty(heading, sentence, once)
    del duty["cadence"]
    return duty | {"what": sentence}


def _duty(heading: str, sentence: str, cadence: Cadence) -> dict:
    to = _TO.search(sentence)
    duty = {
        "who": _who(heading, sentence),
        "to": _addressee(to[1]) if to else None,
        "cadence": cadence.name,
        "due": cadence.due,
        "quote": sentence,
    }
    if through := _THROUGH.search(sentence):
        via = _addressee(through[1])
        duty |= {"to": f"{duty['to'] or ''} (qua {via})".strip(), "via": via}
    return duty | ({"before": True} if cadence.before else {})


def _addressee(text: str) -> str:
    return " ".join(split_units(_AFTER_ADDRESSEE.split(f"{text} ")[0])[:1])


def _who(heading: str, sentence: str) -> list[str]:
    for text in (sentence, _ORDER.sub("", sentence), _behind_when(sentence)):
        if _SUBJECT.match(text) and (charge := charge_in(text)):
            return charge.leads
    asked = _ASKED.search(sentence)
    if asked:
        return split_units(asked[1])
    if unit := unit_in_heading(heading):
        return split_units(unit)
    charge = charge_in(heading)
    return charge.leads if charge else []


def _behind_when(sentence: str) -> str:
    """ "Định kỳ hằng quý, các sở báo cáo …": from the subject on."""
    rest = _WHEN.sub("", sentence)
    return rest[:1].upper() + rest[1:]


def _vote(votes: Counter[str], heading: str, sentence: str) -> None:
    """Hints at the unit that gathers reports, the plainest counting most."""
    own = _focal_unit(sentence) or _focal_unit(heading)
    hints = []
    if re.search(r"đầu mối|(?:là|làm) (?:cơ quan|đơn vị|bộ phận) thường trực|thường trực giúp việc", sentence):
        hints.append((own, 3))
    elif _URGES.search(sentence) or _GATHERS_ITSELF.search(sentence):
        hints.append((own, 1))
    if _REPORTS.search(sentence) and (match := _THROUGH.search(sentence)):
        hints.append((_focal_unit(match[1]), 2))
    for match in _GATHERS.finditer(sentence):
        gathered = "tổng hợp" in match[1] or _TO_GATHER.match(sentence[match.end() :])
        if gathered or cadences_in(sentence[:_LONGEST]):
            hints.append((_focal_unit(match[1]), 2 if gathered else 1))
    for unit, weight in hints:
        if unit:
            votes[unit] += weight


def _focal_unit(text: str) -> str:
    text = _ORDER.sub("", in_small_letters(text) if text.isupper() else text)
    if not _FOCAL.match(text):
        return ""
    name = _AFTER_FOCAL.split(text)[0]
    end = end_of_units(text) or end_of_proper_name(name)
    units = split_units(text[:end] if end else name)
    return units[0] if units and _FOCAL.match(units[0]) else ""
