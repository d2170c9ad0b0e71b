"""A small grammar of deadlines, after the wordings that plans of the city use.

`due` is the last day by which the work must be done; it is None where the text names no day.
"""

import re
from datetime import date, timedelta

from plans.reading.moments import Moment, find_moments
from plans.reading.wording import clean, without_bullet

_RELATIVE = re.compile(
    r"(?:(?:trong(?:\s+(?:vòng|thời hạn|thời gian))?|chậm nhất(?:\s+(?:là|sau))?|không quá|sau)\s+)?"
    r"(?P<days>\d+)\s+(?P<unit>ngày|tuần|tháng)(?P<working>\s+làm việc)?,?\s+"
    r"(?:(?:kể\s+)?từ\s+(?:khi|ngày|thời điểm)|sau\s+(?:khi|ngày))\s+(?P<event>[^;.,]+)"
    r"|ngay\s+(?:sau\s+)?khi\s+(?P<at_once>[^;.,]+)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"(?P<count>\d+)\s+(?P<unit>tháng|quý|năm|tuần)\s*/\s*(?:1\s+|một\s+)?lần"
    r"|(?:h[ằà]ng|mỗi)\s+(?P<each>tháng|quý|năm|tuần|ngày)"
    r"|(?P<times>\d+|một)\s+lần\s*/\s*(?P<per>tháng|quý|năm|tuần)",
    re.IGNORECASE,
)
_DAY_OF_PERIOD = re.compile(
    r"(?P<before>trước\s+)?ngày\s+(?P<day>\d{1,2})(?!\s*(?:[/.\-]|tháng\s+\d))", re.IGNORECASE
)
_LONGEST = 1000  # a cell longer than this is no deadline; the rest is not searched
_UNITS = {"tháng": "month", "quý": "quarter", "năm": "year", "tuần": "week", "ngày": "day"}
_DONE = re.compile(r"\bđã\s+(?:hoàn thành|hoàn thiện|tổ chức|thực hiện|ban hành|triển khai|xong)", re.IGNORECASE)
_ONGOING = re.compile(r"thường xuyên|liên tục|thường kỳ", re.IGNORECASE)
_CONTINUES = re.compile(r"duy trì|tiếp tục|những năm tiếp theo|các năm tiếp theo", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\W)(?:(?:kể|bắt đầu|tính)\s+)?từ\s*(?:ngày\s*)?$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:^|\W)trước\s*(?:\d{1,2}\s*(?:h|giờ)\s*\d*\s*)?(?:ngày\s*)?$", re.IGNORECASE)
_UNTIL = re.compile(r"^\s*(?:cho\s+)?(?:đến|tới|-|–)\s*(?:hết\s*)?(?:ngày\s*)?$", re.IGNORECASE)
_PERIOD = re.compile(r"(?:giai đoạn|năm)\s+(20\d\d)\s*[-–]\s*(20\d\d)", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,;:.(–-]*\b(?:vào|trong|trước|từ|đến|tới|hết|xong|chậm nhất|là|kể|bắt đầu|dự kiến|và|ngày|kể từ)?"
    r"[\s,;:.(–-]*$",
    re.IGNORECASE,
)


def read_deadline(text: str, *, issued_on: date | None = None, year: int | None = None) -> dict:
    """`{"kind", "due", …}` after the gold shape; `year` is lent to dates that print none."""
    text = clean(text)[:_LONGEST]
    if not text.strip(" .;,-–"):
        return {"kind": "none", "due": None}
    year = year or (issued_on.year if issued_on else None)
    if _DONE.search(text.split("(")[0]):
        return _done(text, year)
    if every := _EVERY.search(text):
        return _recurring(text, every)
    pieces = _pieces(text, issued_on, year)
    if len(pieces) > 1:
        return _multiple(pieces)
    if pieces:
        return {key: value for key, value in pieces[0].items() if key != "label"}
    return _without_date(text)


def _done(text: str, year: int | None) -> dict:
    moments = [moment for moment in find_moments(text, year=year) if moment.last and moment.kind == "date"]
    if not moments:
        return {"kind": "done", "due": None}
    day = moments[-1].last.isoformat()
    return {"kind": "done", "due": day, "done_on": day}


def _recurring(text: str, every: re.Match[str]) -> dict:
    if every["count"]:
        count, unit = int(every["count"]), _UNITS[every["unit"].lower()]
        rule = f"every {count} {unit}s" if count > 1 else f"every {unit}"
    elif every["times"]:
        times = 1 if every["times"].lower() == "một" else int(every["times"])
        rule = (
            f"{times} times a {_UNITS[every['per'].lower()]}"
            if times > 1
            else f"every {_UNITS[every['per'].lower()]}"
        )
    else:
        rule = f"every {_UNITS[every['each'].lower()]}"
    reading: dict = {"kind": "recurring", "due": None, "rule": rule}
    if day := _DAY_OF_PERIOD.search(text):
        reading["day"] = int(day["day"])
        if day["before"]:
            reading["before"] = True
    return reading


def _pieces(text: str, issued_on: date | None, year: int | None) -> list[dict]:
    """One reading for each point in time that the text names, in order, with its label."""
    relatives = list(_RELATIVE.finditer(text))
    hidden = text
    for match in relatives:
        hidden = hidden[: match.start()] + "§" * len(match[0]) + hidden[match.end() :]
    if period := _PERIOD.search(hidden):
        return [{"kind": "range", "from": f"{period[1]}-01-01", "due": f"{period[2]}-12-31"}]
    found: list[tuple[int, int, Moment | re.Match[str]]] = [
        (match.start(), match.end(), match) for match in relatives
    ]
    found += [(moment.start, moment.end, moment) for moment in find_moments(hidden, year=year) if moment.last]
    found.sort(key=lambda item: item[0])
    pieces: list[dict] = []
    last_end = 0
    for index, (start, end, what) in enumerate(found):
        before = text[last_end:start]
        if pieces and pieces[-1].get("kind") == "ongoing" and _UNTIL.match(before) and isinstance(what, Moment):
            pieces[-1].update(kind="range", due=what.last.isoformat())
        else:
            after = text[end : found[index + 1][0] if index + 1 < len(found) else len(text)]
            piece = _piece(what, before, after, issued_on)
            pieces.append(piece | {"label": _label(before, after, piece, pieces)})
        last_end = end
    return pieces


def _piece(what: Moment | re.Match[str], before: str, after: str, issued_on: date | None) -> dict:
    if isinstance(what, Moment):
        return _dated(what, before, after)
    return _relative(what, issued_on)


def _dated(moment: Moment, before: str, after: str) -> dict:
    nearby = _own_clause(before)
    if _FROM.search(before):
        reading = {"kind": "ongoing", "due": None, "from": moment.first.isoformat()}
        return reading | ({"tentative": True} if "dự kiến" in nearby.lower() else {})
    reading = {"kind": moment.kind, "due": moment.last.isoformat()}
    if _BEFORE.search(before):
        reading["before"] = True
        if moment.kind != "date":  # "trước tháng 6" ends with the day before it begins
            reading["due"] = (moment.first - timedelta(days=1)).isoformat()
    if "báo cáo" in nearby.lower():
        reading["report"] = True
    if _CONTINUES.search(after.split(".")[0]):
        reading["continues"] = True
    if "dự kiến" in nearby.lower():
        reading["tentative"] = True
    return reading


def _relative(match: re.Match[str], issued_on: date | None) -> dict:
    event = clean(match["event"] or match["at_once"])
    days = int(match["days"] or 0) * {"tuần": 7, "tháng": 30}.get((match["unit"] or "").lower(), 1)
    anchor = _anchor(event)
    due = None
    if anchor == "plan issued" and issued_on and not match["working"]:
        due = (issued_on + timedelta(days=days)).isoformat()
    reading = {"kind": "relative", "due": due, "days": days, "anchor": anchor}
    return reading | ({"working_days": True} if match["working"] else {})


def _anchor(event: str) -> str:
    lowered = event.lower()
    if re.search(r"(kế hoạch|văn bản|chương trình)", lowered) and re.search(r"ban hành|ký", lowered):
        return "plan issued"
    if "hiệu lực" in lowered:
        return "decision effective"
    return event


def _multiple(pieces: list[dict]) -> dict:
    days = [piece["due"] for piece in pieces if piece["due"]]
    milestones = [{"label": piece["label"]} | {k: v for k, v in piece.items() if k != "label"} for piece in pieces]
    return {"kind": "multiple", "due": max(days, default=None), "milestones": milestones}


def _own_clause(before: str) -> str:
    return re.split(r"[;.]\s|\(", before)[-1]


def _label(before: str, after: str, piece: dict, earlier: list[dict]) -> str:
    """What is to be done by then: the words before it, else those behind it."""
    clause = _own_clause(before.strip(" ,;:."))
    if earlier and clause.lower().startswith(earlier[-1]["label"].lower()):
        clause = clause[len(earlier[-1]["label"]) :]  # those words belong to the date before them
    words = _bare(clause)
    if not words and not re.match(r"\s*và\b", after):
        words = _bare(re.split(r"[;.,(]", after)[0])
    if not words:
        return "Thực hiện" if piece["kind"] in ("relative", "ongoing") else "Hoàn thành"
    return words[:1].upper() + words[1:]


def _bare(words: str) -> str:
    for _ in range(2):
        words = _TAIL.sub("", without_bullet(words.strip(" ,;:.("))).strip(" ,;:.(")
    return re.sub(r"^(?:và|để)\s+", "", words)


def _without_date(text: str) -> dict:
    if _ONGOING.search(text):
        condition = text.split(",", 1)[1].strip(" .") if "," in text else ""
        return {"kind": "ongoing", "due": None} | ({"condition": condition} if condition else {})
    match = re.search(r"(?:^|\s)(theo|căn cứ|tùy|phụ thuộc)\s.*", text, re.IGNORECASE)
    condition = (match[0] if match else text).strip(" .")
    return {"kind": "none", "due": None, "condition": condition}
