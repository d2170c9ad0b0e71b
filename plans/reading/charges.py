"""Who is charged in a sentence: "Giao Sở A chủ trì, phối hợp với Sở B rà soát …"."""

import re
from dataclasses import dataclass

from plans.reading.name_ends import end_of_proper_name, end_of_units
from plans.reading.phrases import looks_like_unit, split_units
from plans.reading.verbs import VERB, begins_with_verb

# What begins as a unit's name does and is none: "Ban hành quy chế", "Tổ chức hội nghị".
_NO_UNITS = r"""
Ban hành; Báo cáo; Tổ chức(?!,| (?:chính trị|xã hội|đoàn|có|liên|tín dụng)); Xã hội hóa; Hội nghị; Hội thi;
Trường hợp; Nhà nước; Phòng,? (?:chống|ngừa); Quỹ đất; Nhà ở; Bộ (?:tiêu chí|chỉ số|câu hỏi); Đơn vị tính;
Thuế suất; Thống kê[,\s](?:và\s)?[a-zđ]; Thanh tra,; Quản lý;
[Cc]ác (?:nhiệm vụ|nội dung|giải pháp|chỉ tiêu|hoạt động|dự án|chương trình|đề án|công trình|thủ tục|hồ sơ|văn bản);
Các (?:cuộc|hình thức|quy định|tuyến|loại|trường hợp|hộ|điểm)
"""
_NO_UNIT = re.compile(f"(?:{'|'.join(part.strip() for part in _NO_UNITS.split(';'))})(?!\\w)")
_ORDER = re.compile(
    r"(?:(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Bộ|Sở|Ban)\s+[^;.:,]{0,40}?\s)?"
    r"(?:(?:thống nhất\s+)?giao|(?:kính\s+)?đề nghị|yêu cầu|phân công|chỉ đạo|ủy quyền)"
    r"\s+(?:cho\s+|đồng chí\s+)?(?=\S)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:Phó\s+)?(?:(?:Tổng )?Giám đốc|Chỉ huy trưởng"
    r"|Thủ trưởng|Chủ tịch|Chánh|Trưởng|Ông|Bà|Đ/c|Cục trưởng|Vụ trưởng|Viện trưởng|Bí thư"
    r"|Hiệu trưởng|Người"
    r"|Đồng chí|Vụ|Nhà|Đội|Trạm|Khoa|Kho|Chi|Liên|Cụm|Khối|Tiểu ban|Thường trực|Bộ phận|Địa phương|Hạt|Xí nghiệp"
    r"|Tổ|Trưởng"
    r"|Lực lượng|Cán bộ|Thành viên)\s"
)
_OFFICE = re.compile(
    r"^(?:(?:Chủ tịch|(?:Tổng )?Giám đốc|Thủ trưởng|Chánh|Trưởng|Cục trưởng|Vụ trưởng|Viện trưởng|Chỉ huy trưởng"
    r"|Chính ủy|Hiệu trưởng|Chánh án|Người đứng đầu|Lãnh đạo)"
    r"(?:,| và)?\s+)+(?=(?:các |UBND|Ủy ban|Uỷ ban|Sở|Công an|Ban|Phòng|Văn phòng|Thanh tra|Cục|Vụ|Viện|Trung tâm"
    r"|Chi cục|HĐND|Thuế|Hải quan|Kho bạc|Bảo hiểm|Công ty|Trường|Bệnh viện|Bộ Chỉ huy)(?!\w))"
)
_HELP = re.compile(
    r"\s*,?\s*(?:(?:có trách nhiệm|là (?:cơ quan|đơn vị))\s+)?(?P<lead>(?:làm\s+)?(?:chủ trì|đầu mối))?"
    r"(?P<help>[,\s]*(?:và\s+)?(?:phối hợp|cùng)(?:\s+(?:chặt chẽ|thường xuyên))?\s+(?:với|cùng)?\s*)?",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:Về|Đối với|Liên quan(?: đến| tới)?)\s[^:]{3,250}:\s+(?=\S)")  # "3. Về giá điện: Sở A …"
_LATER_HELP = re.compile(
    r"[;.]\s+(?:đồng thời,?\s+)?chủ trì,?\s+(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+(?=\S)", re.IGNORECASE
)
_HEADING = re.compile(
    r"^(?:(?:giao|đề nghị|yêu cầu|(?:đối )?với|về phía|(?:trách nhiệm|nhiệm vụ)(?: cụ thể)? (?:của|đối với)|phân công"
    r"|ủy quyền)\s+)?(?:cho\s+)?(?P<who>.+?)"
    r"(?:\s+(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|thực hiện|chủ trì thực hiện)"
    r"(?:\s+(?:các\s+)?(?:nhiệm vụ|nội dung|công việc)?(?:\s+(?:sau|cụ thể|sau đây))?)?)?\s*[:.]?$",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"\((?:do\s+)?(?P<who>[^()]+?)\s+(?:chủ trì|thực hiện|đầu mối)(?P<rest>[^()]*)\)")
_BRACKET_AT_END = re.compile(
    r"\s*\((?:do\s+)?(?P<who>[^()]+?)\s+(?:chủ trì|thực hiện|làm đầu mối)(?!\w)[^()]*\)(?P<stop>[.;]?)\s*$"
)
_CLOSING_CHARGE = re.compile(
    r"[,;(]\s*(?:do\s+|giao\s+)?(?P<who>[^,;()]{4,80}?)\s+(?:chủ trì|làm đầu mối)"
    r"(?P<rest>(?:[^.;()]|\.(?!\s))*)\)?(?:;\s+(?:thời (?:gian|hạn)|hạn|hoàn thành|xong)(?!\w)[^;]*)?\s*\.?$"
)
_IS_TOLD = re.compile(r"(?: đã| đang) \| |\| (?:đã|đang|vẫn|chưa|còn|cơ bản|hiện|vừa|luôn)(?!\w)")  # no order
_ROW = re.compile(
    r"các (?:sở|phòng|cục|vụ|ban|bộ|đơn vị|xã|phường|đặc khu|huyện|quận)$", re.IGNORECASE
)  # "các Sở: A, B"
_HELPS = re.compile(r"\s+(?:cùng\s+)?phối hợp(?!\s+(?:chặt chẽ\s+)?(?:với|cùng)(?!\w))", re.IGNORECASE)
_LONGEST_WHO, _LONGEST_NAME = 400, 90
_LONGEST = 2000  # no duty says further on whom it charges


@dataclass(frozen=True, slots=True)
class Charge:
    """`lead_text`, `partner_text`: phrases of units as printed; `deed`: the words from the first verb on."""

    lead_text: str
    partner_text: str
    deed: str
    ordered: bool

    @property
    def leads(self) -> list[str]:
        """The bodies that are charged: "Giám đốc Sở Y tế" answers for Sở Y tế."""
        return list(dict.fromkeys(_OFFICE.sub("", unit) for unit in split_units(self.lead_text)))

    @property
    def partners(self) -> list[str]:
        return split_units(self.partner_text)


def charge_in(sentence: str) -> Charge | None:
    """The charge at the head of a sentence, in it ("…; giao Sở A …") or at its end ("(Sở A chủ trì)")."""
    sentence = sentence[:_LONGEST]
    order = _ORDER.match(sentence)
    if found := _at_head(sentence[order.end() :] if order else sentence, ordered=bool(order)):
        return found
    for order in _ORDER.finditer(sentence):
        before = sentence[: order.start()].rstrip()
        if not before.endswith((",", ";", ".", ":", ")")):
            continue
        if found := _at_head(sentence[order.end() :], ordered=True):
            return found
    topic = _TOPIC.match(sentence)
    about = _at_head(sentence[topic.end() :], ordered=False) if topic else None
    return about or _at_end(sentence)


def work_in(sentence: str) -> str:
    """What is to be done, without the words that only charge somebody: "Các thôn: …", "… (Sở A chủ trì)."."""
    charge = charge_in(sentence)
    named = f"{charge.lead_text}:" if charge else ""
    if named and sentence.startswith(named) and (rest := sentence[len(named) :].strip()):
        return rest[:1].upper() + rest[1:]
    bracket = _BRACKET_AT_END.search(sentence)
    if bracket and is_unit(bracket["who"].strip()):
        return f"{sentence[: bracket.start()].rstrip()}{bracket['stop']}"
    return sentence


def own_help(sentence: str) -> str:
    """The partners of a duty that stands under its unit's heading: "Chủ trì, phối hợp với …"."""
    match = _HELP.match(sentence)
    return _all_help(sentence, match)


def _all_help(text: str, head: re.Match[str] | None) -> str:
    """The units that help: named at the head of the deed, in a later clause of it, behind the work."""
    at = [head.end()] if head and head["help"] else [found.end() for found in _LATER_HELP.finditer(text)]
    found = [*(_partners(text[place:]) for place in at), partners_behind(text)]
    return "; ".join(part for part in found if part)


def unit_in_heading(title: str) -> str:
    """The units of a heading that names nothing else, as printed; "" for other headings."""
    if bracket := _IN_BRACKET.search(title):
        return bracket["who"] if is_unit(bracket["who"]) else ""
    match = _HEADING.match(title.strip())
    who = match["who"].strip() if match else ""
    if not who or len(who) > _LONGEST_WHO or not is_unit(who):
        return ""
    verb = VERB.search(who)
    before, colon, _ = who.partition(":")
    if colon and not _ROW.search(before):
        return ""
    return "" if (verb and verb.start() > 0 and verb[0] != "tổ chức") else who


def help_in_heading(title: str) -> str:
    """ "2. Năng lượng (Sở A chủ trì, Điện lực B phối hợp)": who helps."""
    bracket = _IN_BRACKET.search(title)
    return _help_in(bracket["rest"]) if bracket else ""


def is_unit(phrase: str) -> bool:
    return bool(looks_like_unit(phrase) or _PERSON.match(phrase)) and not _NO_UNIT.match(phrase)


def _at_head(text: str, *, ordered: bool) -> Charge | None:
    if not is_unit(text):
        return None
    end = _end_of_who(text, ordered=ordered)
    if end < 0 or end > _LONGEST_WHO:
        return None
    who, rest = text[:end].strip(" ,;"), text[end:].lstrip(",;: ")
    if "." in who.rstrip(".") or _IS_TOLD.search(f"{who} | {rest}") or not split_units(who):
        return None
    match = _HELP.match(rest)
    who, _, beside = who.partition(" cùng ")
    helpers = "; ".join(part for part in (beside.removeprefix("với "), _all_help(rest, match)) if part)
    return Charge(who, helpers, rest, ordered or bool(match and match["lead"]))


def _end_of_who(text: str, *, ordered: bool) -> int:
    """Where the units end that a sentence begins with; -1 where nothing is done by them."""
    verb = next((found for found in VERB.finditer(text) if _is_done_by(text, found)), None)
    end = verb.start() if verb else -1
    colon = text.find(":")
    if colon > 0 and _ROW.search(text[:colon]):
        colon = -1
    if 0 < colon < (end if end > 0 else _LONGEST_WHO):
        end = colon
    if end < 0 and not ordered:
        return end
    whole = end_of_units(text)
    if whole is not None:
        return whole
    proper = end_of_proper_name(text[:end] if end > 0 else text[:_LONGEST_WHO])
    return proper if proper else end


def _is_done_by(text: str, verb: re.Match[str]) -> bool:
    """Not a verb of the name itself: "Các đơn vị được giao nhiệm vụ | báo cáo …"."""
    return verb.start() > 2 and not text[: verb.start()].endswith(" được ")


def _at_end(sentence: str) -> Charge | None:
    match = _IN_BRACKET.search(sentence) or _CLOSING_CHARGE.search(sentence)
    if not match or not is_unit(match["who"].strip()):
        return None
    return Charge(match["who"].strip(), _help_in(match["rest"]), sentence, True)


def _help_in(rest: str) -> str:
    """The units that help in the words behind "chủ trì"."""
    helped = _HELP.match(rest)
    helped_by = _partners(rest[helped.end() :]) if helped and helped["help"] else ""
    return helped_by or partners_behind(rest)


def partners_behind(text: str) -> str:
    """The units named behind the work: "…, Sở A, Sở B phối hợp thực hiện"."""
    found = []
    for help_ in _HELPS.finditer(text):
        units: list[str] = []
        for part in reversed(re.split(r"[,;]\s+|\.\s+", text[: help_.start()])):
            unit = re.sub(r"^(?:và|cùng|giao|đề nghị|có)\s+", "", part.strip())
            if len(unit) > _LONGEST_NAME or not is_unit(unit) or begins_with_verb(unit) or _has_verb(unit):
                break
            units.insert(0, unit)
        if units and not _is_whole(text, units):
            found.append(", ".join(units))
    return "; ".join(found)


def _is_whole(text: str, units: list[str]) -> bool:
    """The words stand at the head of the sentence: "Sở A, Sở B phối hợp rà soát" charges both."""
    return text.startswith(units[0])


def _has_verb(name: str) -> bool:
    return any(found.start() > 0 for found in VERB.finditer(name)) and end_of_units(name) != len(name)


def _partners(text: str) -> str:
    verb = VERB.search(text)
    stop = re.search(r"[;:.](?:\s|$)|\s(?:để|nhằm|trong việc)\s", text)
    ends = [found.start() for found in (verb, stop) if found]
    whole = end_of_units(text)
    if whole is not None:
        ends = [whole]
    elif proper := end_of_proper_name(text[: min(ends, default=len(text))]):
        ends.append(proper)
    words = text[: min(ends, default=len(text))].strip(" ,;")
    return words if is_unit(words) else ""
