"""Figures an indicator must reach: comparator, value and unit out of its sentence."""

import re
from datetime import date

from plans.reading.moments import find_moments
from plans.reading.verbs import VERBS
from plans.reading.wording import CAPITALS

_LONGEST = 1500  # no indicator is longer; what is left of a runaway cell is not searched
_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+\.\d{1,2}(?![\d.])|\d+(?:,\d+)?"  # "4.1": as spreadsheets show it
_COMPARATORS = (
    (">=", r"≥|>=|tối thiểu|ít nhất|từ|đạt từ"),
    ("<=", r"≤|<=|tối đa|không quá|không vượt quá|nhiều nhất"),
    (">", r">|trên|hơn|vượt"),
    ("<", r"<|dưới"),
)
_WORD = "|".join(pattern for _, pattern in _COMPARATORS)
_FIGURE = re.compile(
    rf"(?P<reduce>giảm\s+)?(?P<word>(?<!\w)(?:{_WORD}))?\s*(?P<value>{_NUMBER})(?!\s*/\s*\d)\s*"
    rf"(?:%?\s*(?:[-–]|đến(?=\s*[\d,.]+\s*%))\s*(?P<high>{_NUMBER})\s*)?(?P<percent>%)?"
    r"(?P<year>\s*/\s*năm)?",
    re.IGNORECASE,
)
_MAGNITUDE = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm)"
# Words behind a figure that are its unit: money, multitudes, measures.
_MEASURE = re.compile(
    rf"\s*(?P<unit>{_MAGNITUDE}(?:\s+(?:đồng|USD|lượt|người|tấn|kWh|hộ|cây|m3|tài khoản|giao dịch|hồ sơ))?"
    r"|đồng|USD|ha|km2?|m2|m²|m3|tấn|kWh|MW|lít|điểm phần trăm|điểm)(?!\w)(?:\s*/\s*(?P<per>người|ha|ngày|tháng))?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\s*(?P<unit>(?:giờ|phút|giây|ngày|tuần|tháng|năm)(?:\s+làm việc)?)(?!\w)", re.IGNORECASE)
_THINGS = re.compile(
    rf"(?!.*\b(?:{_MAGNITUDE}|đồng|USD|VNĐ|điểm|mức|hạng|bậc|m|kg|g|tạ|yến|lần|độ|dB|GB|TB|Mbps|kW|GW|ha|km)\b)"
    r"[^\W\d]+(?: [^\W\d]+){0,4}",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d/])([1-9])/([2-9])(?![\d/])(?=\s+(?:số|tổng|diện tích)(?!\w))")  # "3/4 số hộ"
_REACHES = re.compile(
    r"(?:đạt|đạt mức|thu hút|đón|còn|lên|giải ngân|tăng|thêm|trồng(?: mới)?)\s*(?:khoảng\s+|được\s+)?$", re.IGNORECASE
)
_RANK = re.compile(
    r"(?:xếp hạng|thứ hạng|vị trí|hạng|top|tốp|nhóm)\D{0,25}?(?:thứ\s+)?(?P<place>\d{1,3})\b", re.IGNORECASE
)
_RANKING = re.compile(r"^(?:thứ )?(?:hạng|vị trí|bậc|xếp hạng)", re.IGNORECASE)
_FIRST = re.compile(r"dẫn đầu|đứng đầu|vị trí thứ nhất", re.IGNORECASE)
_LEADING_GROUP = re.compile(
    r"(?:(?:nhóm|top)\s+|(?:trong|thuộc)\s+(?:số\s+|nhóm\s+|tốp\s+)?)(?P<place>\d{1,2})\D{0,40}?(?:dẫn đầu"
    r"|đứng đầu|cao nhất|tốt nhất)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"(?<!\w)từ\s+(?:mức\s+)?(?P<base>{_NUMBER})\s*(?P<unit>%"
    rf"|[^\W\d]+(?: [^\W\d]+)?)?[\s,…]*?(?:(?:vào\s+)?năm\s+…?\s*)?"
    r"(?:tăng\s+|giảm\s+)?(?<!trở )(?P<way>lên|xuống(?:\s+còn)?|còn)(?!\w)(?=\D{0,25}\d)",
    re.IGNORECASE,
)
# A count is meant where the clause opens with a deed: "Trồng mới 3.500 cây", "Thành lập thêm 02 tổ".
_DEED = re.compile(
    r"\W*(?:phấn đấu\s+|hoàn thành\s+(?:việc\s+)?)?(?:trồng|xây dựng|xây|thành lập|đào tạo|phát triển|công nhận"
    r"|hỗ trợ"
    r"|bồi dưỡng|tạo|lắp đặt|mở|hoàn thành|thu hút|nâng cấp|sửa chữa|cấp|kết nạp|tập huấn|giải quyết|ra mắt"
    r"|cải tạo|đón|có)"
    r"(?:\s+(?:mới|thêm|được|cho|khoảng|việc làm|việc làm mới|dựng))*\s+$",
    re.IGNORECASE,
)
_UPWARD = re.compile(r"[^,;.]{0,60}?\strở lên", re.IGNORECASE)
_AND_SO_MANY = re.compile(r"(?:,|\svà)\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?!(?:tuổi|tháng|ngày|giờ|năm|quý|tuần)(?!\w))[^\W\d_]{2,}")
# What is measured is itself a fall: "Cường độ phát thải giảm so với năm 2020", not what is brought down to a figure.
_FALLS = re.compile(
    r"^(?:cắt )?giảm (?!nghèo)(?!.*(?:xuống|còn))|(?<!\w)(?:cắt giảm|giảm)\b[^,;]*so với|^(?:tỷ lệ|mức"
    r"|tỉ lệ) (?:cắt )?giảm"
    r" (?!nghèo)",
    re.IGNORECASE,
)
_DOWN_TO = re.compile(r"(?<!\w)(?:còn|xuống|không quá|tối đa)\s*(?:\([^()]*\))?\s*$", re.IGNORECASE)
_NONE = re.compile(r"(?:^|[.;]\s*)không (?:phát sinh|có|để xảy ra)\b", re.IGNORECASE)
_FROM_ISSUE = re.compile(r"từ (?:thời điểm|ngày|khi) ban hành", re.IGNORECASE)
_NOT_OF_A_NOUN = (
    r"không|được|bị|có|đạt|cho|của|trên|dưới|tại|trong|và|hoặc|theo|về|để|so|là|mỗi|từ|với|đã|phải|thuộc|ở|đến|do"
    r"|tham gia|sử dụng"
)
_NOUN = re.compile(
    rf"\s+(?P<noun>[^\W\d]+(?: [^\W\d]+){{0,3}}?)(?=\s*$|\s*[,.;:/(…]|\s+(?:{_NOT_OF_A_NOUN})\b)", re.IGNORECASE
)
_CUT = re.compile(rf"(?<=[.;])\s+|;\s*|\.\s+(?=[{CAPITALS}≥≤<>])|(?<=%)\s*,\s+(?=tỷ lệ|tỉ lệ)")


def read_targets(text: str, *, year: int | None = None) -> list[dict]:
    """One target for each figure that binds; percentages bind by themselves, counts need a comparator."""
    text = _SHARE.sub(lambda share: f"{100 * int(share[1]) / int(share[2]):.4g}%".replace(".", ","), text[:_LONGEST])
    start = _from(text, year)
    targets = []
    for clause in _clauses(text):
        for target in _targets_in(clause):
            targets.append(target | {"from": start} | ({"as_of": f"{year}-12-31"} if year else {}))
    return targets


def read_value(value: str, measure: str, *, of: str = "") -> dict | None:
    """The target of a table that has a column for the figure and one for its unit; `of`: what is measured."""
    if _FIRST.search(value) and not re.search(r"\d", value):
        return {"comparator": "rank<=", "value": 1, "unit": "rank"}
    match = re.search(rf"(?P<value>{_NUMBER})(?:\s*[-–]\s*(?P<high>{_NUMBER}))?", value)
    if not match:
        return None
    low, high = _figure(match["value"]), _figure(match["high"]) if match["high"] else None
    if _RANK.search(value) or _RANKING.search(measure):
        return {"comparator": "rank<=", "value": high or low, "unit": "rank"}
    counted = {"unit": _share(measure)} if "%" in value or "%" in measure else _measured(measure)
    counted = counted or _counted(value[match.end() :])
    unit = counted.pop("unit", "count")
    if high is not None:
        return {"comparator": "between", "value": low, "value_high": high, "unit": unit} | counted
    comparator = _comparator_before(value[: match.start()])
    if comparator == ">=" and _FALLS.search(of) and not re.search(_WORD, value.lower()):
        comparator = "reduce>="
    elif comparator == ">=" and _DOWN_TO.search(of) and not re.search(_WORD, value.lower()):
        comparator = "<="
    return {"comparator": comparator, "value": low, "unit": unit} | counted


def _share(measure: str) -> str:
    return "%/year" if re.search(r"%\s*/\s*năm", measure) else "%"


def _measured(measure: str) -> dict:
    """The column of units: "giờ", "tỷ đồng" as printed; "ấp", "dịch vụ" are what is counted."""
    if not measure:
        return {}
    named = _MEASURE.fullmatch(measure) or _SPAN.fullmatch(measure) or not _THINGS.fullmatch(measure)
    return {"unit": measure} if named else {"noun": measure}


def _counted(behind: str) -> dict:
    """ "48 giờ", "1,2 tỷ USD": the unit itself; "60 bộ dữ liệu": a count of such things."""
    if measure := _MEASURE.match(behind) or _SPAN.match(behind):
        return {"unit": measure["unit"]}
    noun = _NOUN.match(behind)
    return {"noun": noun["noun"]} if noun else {}


def _comparator_before(words: str) -> str:
    """The sign or word nearest to a figure; a bare figure is to be reached."""
    if _reduces(words):
        return "reduce>="  # "giảm tối thiểu 40%"; "giảm còn 40%" is a level
    found = re.search(rf"(?:{_WORD})\s*$", words.strip().lower())
    return _comparator(found[0].strip()) if found else ">="


def _from(text: str, year: int | None) -> str | None:
    if _FROM_ISSUE.search(text):
        return "plan issued"
    if "tính từ" not in text:
        return None
    for moment in find_moments(text, year=year):
        if isinstance(moment.first, date) and re.search(r"tính từ\s*(?:ngày\s*)?$", text[: moment.start]):
            return moment.first.isoformat()
    return None


def _clauses(text: str) -> list[str]:
    """Brackets and dates hold no figures of the target."""
    bare = re.sub(r"\([^()]*\)", " ", text)
    for moment in reversed(find_moments(bare)):
        bare = bare[: moment.start] + "…" + bare[moment.end :]
    bare = re.sub(r"\d+/(?:\d{4}/)?[A-ZĐ][\w\-]*|24/7|\d+-[A-ZĐ]+/\w+", "…", bare)
    return [clause for clause in _CUT.split(bare) if clause and clause.strip()]


def _targets_in(clause: str) -> list[dict]:
    if change := _FROM_TO.search(clause):
        return _after_change(clause, change)
    if ranked := _LEADING_GROUP.search(clause) or _RANK.search(clause):
        others = clause[: ranked.start()] + "…" + clause[ranked.end() :]
        return [*_figures_in(others), _target("rank<=", int(ranked["place"]), "rank", clause)]
    if _NONE.search(clause):
        return [_target("=", 0, "count", clause)]
    if _FIRST.search(clause):
        return [_target("rank<=", 1, "rank", clause) | _cadence(clause)]
    return _figures_in(clause)


def _figures_in(clause: str) -> list[dict]:
    """ "ít nhất 30 doanh nghiệp, 10 hợp tác xã": the word before the first count holds for the next."""
    found, word = [], ""
    for match in _FIGURE.finditer(clause):
        if _binds(match, clause):
            found.append(_of_figure(match, clause))
            word = (match["word"] or "") if found[-1]["unit"] == "count" else ""
        elif word and _AND_SO_MANY.search(clause[: match.start()]) and _COUNTED.match(clause, match.end("value")):
            found.append(_of_figure(match, clause) | {"comparator": _comparator(word.lower())})
    return found


def _after_change(clause: str, change: re.Match[str]) -> list[dict]:
    """ "tăng từ 60% lên 80%": the first figure is where things stand."""
    falls = change["way"].lower() != "lên" and not re.match(rf"\s*(?:{_WORD})", clause[change.end() :].lower())
    word = "không quá" if falls else "đạt"
    before = re.sub(r"(?:cắt )?giảm\s*$", "", clause[: change.start()], flags=re.IGNORECASE)
    said = f"{before}{word}{clause[change.end() :]}"
    figures = [match for match in _FIGURE.finditer(said) if match.start("value") >= len(before) + len(word)]
    found = [_of_figure(match, said) for match in figures[:1]]
    found = [target | {"baseline": _figure(change["base"])} for target in found]
    return found + [_of_figure(match, said) for match in figures[1:] if _binds(match, said)]


def _binds(match: re.Match[str], clause: str) -> bool:
    if match["percent"]:
        return True
    before, after = clause[: match.start("value")], clause[match.end("value") :]
    if match["word"] and _MEASURE.match(after) and _UPWARD.match(after):
        return True  # "đạt từ 75 triệu đồng/người/năm trở lên"
    if (
        re.search(r"(?:mức độ|cấp|khu vực|đề án|từ|số|tháng|quý|năm|phần)\s*$", before, re.IGNORECASE)
        and not match["high"]
    ):
        return False
    if _SPAN.match(after) and match["word"] and _comparator(match["word"].lower()) in ("<", "<="):
        return True  # "không quá 24 giờ"
    if re.match(r"\s*(?:tuổi|tháng đầu|ngày|giờ|năm)\b", after):
        return False
    if match["high"] and _MEASURE.match(after_all := clause[match.end() :]) and after_all:
        return True
    if (_DEED.fullmatch(before) or _is_bare_deed(before)) and _COUNTED.match(after):
        return True
    return bool(match["word"]) or bool(_REACHES.search(before) and _MEASURE.match(after))


def _is_bare_deed(before: str) -> bool:
    """ "Hỗ trợ xóa | 1.200 nhà tạm": nothing but verbs before the figure."""
    words = before.strip(" -–+•").lower()
    return 0 < len(words.split()) <= 4 and bool(words) and VERBS.fullmatch(words) is not None


def _of_figure(match: re.Match[str], clause: str) -> dict:
    low, high = _figure(match["value"]), _figure(match["high"]) if match["high"] else None
    yearly = bool(match["year"]) or bool(re.search(r"/\s*năm\b", clause))
    unit = ("%" if match["percent"] else "count") + ("/year" if yearly else "")
    noun = _noun(match, clause)
    end = match.end("high" if match["high"] else "value")
    if not match["percent"] and (measure := _MEASURE.match(clause, end)):
        unit = measure["unit"] + (f"/{measure['per']}" if measure["per"] else "") + ("/year" if yearly else "")
    elif not match["percent"] and (span := _SPAN.match(clause, end)):
        unit, noun = span["unit"], {}
    if high is not None and not match["reduce"]:
        return _target("between", low, unit, clause) | {"value_high": high} | noun
    word = (match["word"] or "").lower()
    comparator = "reduce>=" if match["reduce"] or _reduces(clause[: match.start()]) else _comparator(word)
    stated = (
        {"stated": f"đạt {match['value']}%"} if not word and re.search(r"đạt\s*$", clause[: match.start()]) else {}
    )
    return _target(comparator, low, unit, clause) | stated | noun


def _noun(match: re.Match[str], clause: str) -> dict:
    """What a bare count counts: "phút", "loại báo cáo"; nothing where the words go on too long to tell."""
    found = (
        None
        if match["percent"]
        else _NOUN.match(clause, match.end("value") if not match["high"] else match.end("high"))
    )
    return {"noun": found["noun"]} if found else {}


def _reduces(before: str) -> bool:
    return bool(re.search(rf"giảm(?:\s+(?:{_WORD}))?\s*$", before, re.IGNORECASE))


def _comparator(word: str) -> str:
    return next((sign for sign, pattern in _COMPARATORS if word and re.fullmatch(pattern, word)), ">=")


def _figure(text: str) -> int | float:
    by_point = re.fullmatch(r"\d+\.\d{1,2}", text)
    plain = text if by_point else text.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _cadence(clause: str) -> dict:
    return {"cadence": "yearly"} if re.search(r"h[ằà]ng năm", clause) else {}


def _target(comparator: str, value: float, unit: str, clause: str) -> dict:
    label = re.sub(
        rf"\s*(?:đạt|chiếm)?\s*(?:{_WORD})?\s*(?:{_NUMBER})\s*%?", " ", clause, count=1, flags=re.IGNORECASE
    )
    label = re.sub(r"\s+", " ", label).strip(" ,;.-–")
    return {"label": label, "comparator": comparator, "value": value, "unit": unit}
