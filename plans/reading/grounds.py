"""The acts a document stands on, the routes its reports take, the groups it names."""

import re

from plans.reading.blocks import Document, Paragraph
from plans.reading.kinds import kind_of_number
from plans.reading.labels import split_heading
from plans.reading.phrases import split_units
from plans.reading.verbs import VERB
from plans.reading.wording import CAPITALS, without_bullet

_GROUNDS = re.compile(r"^(?:căn cứ|thực hiện|theo|xét|trên cơ sở|thi hành|triển khai|tiếp theo)\b", re.IGNORECASE)
_KIND = (
    r"Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch|Chương trình(?: hành động)?|Thông báo(?: kết luận)?|Công văn"
    r"|Thông tư|Luật|Pháp lệnh|Kết luận|Công điện|Đề án|Hướng dẫn|Văn bản|Tờ trình"
)
_ACT = re.compile(
    rf"(?:(?P<kind>{_KIND})\s+)?(?:số\s*:?\s*)?(?<![\d/])"
    rf"(?P<number>\d+[a-zA-Z]?\s*[-/]\s*[\w\-–/&]{{0,30}}[{CAPITALS}][\w\-–/&]{{0,30}})"
    r"(?:,?\s*ngày\s+(?P<day>\d{1,2})\s*(?:/|tháng|-)\s*(?P<month>\d{1,2})\s*(?:/|năm|-)\s*(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:văn bản|kế hoạch|quyết định|chỉ thị|chương trình|thông báo|công văn|quy chế|đề án|phương án) này"
    r"(?:(?!\bnày\b)[^.;]){0,150}?\b(?P<verb>thay thế|bãi bỏ|sửa đổi|điều chỉnh)\b(?P<rest>[^;]{5,400})",
    re.IGNORECASE,
)
_RELATIONS = {"thay thế": "replaces", "bãi bỏ": "replaces"}
_UNIT = r"((?:Sở|Văn phòng|Ban|Công an|Thanh tra|Trung tâm|Phòng|Cục|Vụ|Viện|Bộ|Tổ|VPUB)\s[^;.,():]*)"
_THROUGH = re.compile(rf"(?:thông qua|qua|gửi qua)\s+{_UNIT}")
_GROUP = re.compile(
    r"(?:Ban [Cc]hỉ đạo|Tổ công tác|Tổ giúp việc|Tổ thư ký|Ban [Đđ]iều hành|Hội đồng [Tt]ư vấn)(?!\w)"
)
_OWN_VERB = re.compile(r"(?:Tổ công tác|Tổ giúp việc|Ban [Cc]hỉ đạo)\s+(?:về\s+)?(?:triển khai|thực hiện)(?!\w)")
_STOP = re.compile(r"[;,.:()/“”]|\s(?:và các|để|là|tại|trong|theo)\s|$")
_LONGEST_GROUP, _MOST_GROUPS = 120, 30
_MOST = 100


def basis_of(document: Document) -> list[dict]:
    """`[{"kind", "number", "date", "relation"}]` of the acts cited before the first heading, in order."""
    found: dict[str, dict] = {}
    for block in document.blocks[:_MOST]:
        if not isinstance(block, Paragraph) or block.text.isupper():
            continue
        if found and split_heading(block.text)[1]:
            break
        if _GROUNDS.match(without_bullet(block.text)):
            for match in _ACT.finditer(block.text):
                found.setdefault(re.sub(r"\s", "", match["number"]), _act(match, block.text))
    return list(found.values())


def _act(match: re.Match[str], text: str) -> dict:
    number = re.sub(r"\s", "", match["number"])
    act = {"kind": match["kind"] or kind_of_number(number) or None, "number": number, "date": None}
    if match["day"]:
        act["date"] = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
    implements = text.lower().startswith(("thực hiện", "triển khai", "thi hành"))
    return act | {"relation": "implements" if implements else "basis"}


def changed_by(document: Document) -> list[dict]:
    """The acts that the text itself replaces or amends: "Kế hoạch này thay thế Kế hoạch số 25/KH-UBND ngày …"."""
    found: dict[str, dict] = {}
    for block in document.blocks:
        told = _CHANGES.search(block.text) if isinstance(block, Paragraph) else None
        for match in _ACT.finditer(re.split(r"\.\s", told["rest"])[0]) if told else ():
            relation = _RELATIONS.get(told["verb"].lower(), "amends")
            act = _act(match, "") | {"relation": relation}
            found.setdefault(act["number"], act)
    return list(found.values())


def routes_of(document: Document) -> list[str]:
    """Units through which something is to be sent: "(qua Sở Tài chính)"."""
    found: dict[str, None] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for match in _THROUGH.finditer(block.text):
                words = re.split(r"\s(?:để|tổng hợp|trước|theo|h[ằà]ng)(?!\w)", match[1])[0]
                found |= dict.fromkeys(split_units(words)[:1])
    return list(found)


def groups_of(document: Document) -> list[str]:
    """Steering committees and working groups named in the running text."""
    found: dict[str, None] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph) and not block.text.isupper():
            found |= dict.fromkeys(_group(block.text, match) for match in _GROUP.finditer(block.text))
    found.pop("", None)
    found = dict.fromkeys(list(found)[:_MOST_GROUPS])
    return [name for name in found if not any(name != other and other.startswith(name) for other in found)]


def _group(text: str, match: re.Match[str]) -> str:
    """The name goes on to the first verb or sign that is no part of it; a bare "Ban Chỉ đạo" is no name."""
    own = _OWN_VERB.match(text, match.start())
    begin, last = (own or match).end(), match.start() + _LONGEST_GROUP
    ends = [stop.start() for stop in (VERB.search(text, begin, last), _STOP.search(text, begin, last)) if stop]
    name = text[match.start() : min([*ends, last])].strip()
    return name if len(name) > match.end() - match.start() + 2 else ""
