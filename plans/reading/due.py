"""The words of a sentence that say until when: `due_words("… trình UBND tỉnh trước ngày 31/7/2026.")`."""

import re

from plans.reading.moments import find_moments

_LONGEST = 3000
_CUE = re.compile(
    r"(?:(?:đợt\s+(?:\d+|[IVX]+)"
    r"|trước|chậm nhất|muộn nhất|không muộn hơn|trong|hết|đến|từ|vào|xong|hoàn thành|kết thúc|hạn|thời hạn"
    r"|thời gian"
    r"|tiến độ|dự kiến|đầu|giữa|cuối|ngay)[\s:,]*)"
    r"(?:(?:thời gian|thời điểm|là|ngày|vào|trong|trước|hết|từ|nay|cả|các|khoảng|đầu|giữa|cuối|đến|thực hiện"
    r"|hoàn thành"
    r"|\d+\s*giờ(?:\s*\d+)?|\d+h\d*)[\s:,]*)*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:(?:chậm nhất|không quá|sau|trong)\s+(?:là\s+|sau\s+|vòng\s+|thời hạn\s+|thời gian\s+)?)?"
    r"(?<![\d/])\d+\s+(?:giờ|ngày|tuần|tháng)(?:\s+làm việc)?,?"
    r"\s+(?:(?:kể\s+)?từ|sau)\s+(?:khi|ngày|thời điểm)\s+[^;.,()]+"
    r"|ngay\s+(?:sau\s+)?khi\s+[^;.,()]+",
    re.IGNORECASE,
)
_PERIOD = (
    r"(?:h[ằà]ng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)(?:\s+(?:một|\d+)\s+lần)?"
    r"|(?:\d+|một)\s+(?:tháng|quý|năm|tuần)\s*(?:/|một)\s*(?:\d+\s+)?lần"
)
_RECURRING = re.compile(
    rf"định kỳ(?:\s+(?:trước\s+)?(?:vào\s+)?ngày\s+\d+)?\s+(?:{_PERIOD})"
    rf"|(?:trước|vào|lúc)\s+(?:lúc\s+)?\d+\s*(?:giờ|h)(?:\s*\d+)?(?:\s*phút)?,?\s+(?:{_PERIOD})"
    rf"|(?:trước\s+|vào\s+)?ngày\s+\d+\s+(?:của\s+)?(?:{_PERIOD})|(?<=[,;(])\s*(?:{_PERIOD})"
    r"|mỗi\s+(?:tuần|tháng|quý|năm)\s+(?:một|\d+)\s+lần|(?:một|\d+)\s+lần\s*(?:/|mỗi)\s*(?:ngày|tuần|tháng|quý|năm)(?!\w)"
    rf"|(?:{_PERIOD})(?=\s*[.;)]?$|\s+trong\s+(?:mùa|dịp|thời gian|thời điểm|đợt)\s)",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"(?:(?<=[,;(])\s*|^)(?:thực hiện\s+)?(?:thường xuyên|liên tục)(?!\w)"
    r"|(?<!chi )(?<!hoạt động )(?<!quy định )(?:thường xuyên|(?<=, )liên tục)"
    r"(?=\s*(?:[.;,)]|$|(?:trong|suốt)\s))",
    re.IGNORECASE,
)
_RECURRING_WORD = re.compile(rf"định kỳ|{_PERIOD}", re.IGNORECASE)
_JOINS = re.compile(
    r"^[\s,;–-]*(?:(?:và|đến|tới|hết|ngày|trước|trước ngày|đến ngày|đến hết|chậm nhất)[\s,:]*)*$", re.IGNORECASE
)
_OWN_CUE = re.compile(r"(?:trong|hết|cuối|giữa|đầu)\s", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:xong|hoàn thành|kết thúc)\s+trước\s+[^;.,()]+|trước\s+(?:dịp\s+)?Tết\s+[^;.,()]+", re.IGNORECASE
)
_MAY_BE_DATED = re.compile(r"\d|quý\s", re.IGNORECASE)
_BYGONE = re.compile(r"\s*trở về trước", re.IGNORECASE)
_OPEN_END = re.compile(r"\s*(?:\)|[.;,]|$)")


def due_words(sentence: str) -> str:
    """The deadline as printed, several parted by "; "; "" where the sentence names none."""
    text = sentence[:_LONGEST]
    spans = [match.span() for match in _RELATIVE.finditer(text)]
    spans += [match.span() for match in _RECURRING.finditer(text)]
    spans += [span for span in _dated(text) if not any(start < span[1] and span[0] < end for start, end in spans)]
    if not spans:
        spans = [match.span() for match in (*_ONGOING.finditer(text), *_EVENT.finditer(text))][:1]
    found = [_with_report(text, start, end) for start, end in _merged(sorted(spans), text)]
    return "; ".join(dict.fromkeys(_without_reports(found)))


def _without_reports(found: list[str]) -> list[str]:
    """Regular reports on a duty are no deadline of it where it has one of its own."""
    own = [words for words in found if not (words.startswith("báo cáo") and _RECURRING_WORD.search(words))]
    return own or found


def _dated(text: str) -> list[tuple[int, int]]:
    """Days, months, quarters behind "trước", "trong" …, or alone between brackets or commas."""
    spans = []
    for moment in find_moments(text, year=2000) if _MAY_BE_DATED.search(text) else ():
        if moment.last is None or _BYGONE.match(text, moment.end):
            continue
        cue = _CUE.search(text[: moment.start])
        inside = _OWN_CUE.match(text, moment.start)
        alone = re.search(r"[(,;:]\s*$", text[: moment.start]) and _OPEN_END.match(text, moment.end)
        joined = spans and _JOINS.match(text[spans[-1][1] : moment.start])
        at_end = moment.kind != "year" and re.match(r"\s*[.;]?/?\.?$", text[moment.end :])
        if cue or inside or alone or joined or at_end:
            spans.append((cue.start() if cue else moment.start, moment.end))
    return spans


def _merged(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (start <= merged[-1][1] or _JOINS.match(text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _with_report(text: str, start: int, end: int) -> str:
    """ "báo cáo … trước 20/8" stays a report."""
    clause = re.split(r"[;,.]\s", text[:start])[-1].strip(" (")
    words = text[start:end].strip(" ,;(")
    return f"báo cáo {words}" if clause.lower().startswith(("báo cáo", "gửi báo cáo")) else words
