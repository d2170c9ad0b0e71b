"""One reading for each time that a deadline names, in order, with the label of its milestone."""

import re
from datetime import date, timedelta

from plans.reading.moments import Mention, lend_years
from plans.reading.points import Point
from plans.reading.recurrences import Recurrence, details_of
from plans.reading.relatives import Relative
from plans.reading.scanning import DayOfPeriod, Done, Scan
from plans.reading.wording import without_bullet

_CONTINUES = re.compile(
    r"duy trì|tiếp tục|(?:những|các) năm (?:tiếp theo|sau)|trở đi|và thường xuyên|sau đó", re.IGNORECASE
)
_KEPT_UP = re.compile(
    r"[\s,;]*(?:và|sau đó)?\s*(?:duy trì|tiếp tục)(?:\s+(?:thường xuyên|thực hiện|duy trì))*[\s,]*", re.I
)
_TAIL = re.compile(
    r"[\s,;:.(–-]*\b(?:vào|trong|trước|sau|từ|đến|tới|hết|xong|(?:chậm|muộn) nhất|là|kể|bắt đầu|dự kiến|và|ngày|kể từ"
    r"|\d{1,2}\s*(?:h|giờ)\s*\d*)?[\s,;:.(–-]*$",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[\s,]*(?:(?:và\s+)?(?:hoàn thành|kết thúc|xong)\s+)?(?:vào|trước|trong)?\s*(?:ngày)?\s*", re.I)
_AT_LAST = re.compile(
    r"\s*[,(]\s*(?:(?:xong|hoàn thành)\s+)?(?:(?:chậm|muộn) nhất(?:\s+là)?|trước|không quá)\s*(?:vào\s+)?"
    r"(?:ngày)?\s*",
    re.IGNORECASE,
)
_IN_BRACKET = re.compile(r"\s*\(\s*(?:ngày\s+)?", re.IGNORECASE)
_FROM_NOW = re.compile(r"(?:^|\W)từ\s+(?:nay|khi|ngày|thời điểm)\b[^;.\d]*$", re.IGNORECASE)
_BEGINS = re.compile(r"(?:bắt đầu|kể) từ\s[^;.,]{0,30}$", re.IGNORECASE)  # "bắt đầu từ dự toán 2027"
_OPEN_END = re.compile(r"\s*(?:trở đi|đến khi|cho đến khi)", re.IGNORECASE)
LEAP = 2028  # stands in for the year of "29/02 hằng năm"; never shown
_YEARLY = frozenset(["every year", "every 6 months"])
_PRINTED_APART = re.compile(r"[;.(]|\s-\s")


class Pieces:
    """`issued_on` and `year` are the document's: they date what prints no year."""

    def __init__(self, scan: Scan, issued_on: date | None, year: int | None) -> None:
        self._scan, self._issued_on, self._year = scan, issued_on, year
        self._items = scan.items
        self._points = [item.point if isinstance(item, Mention) else None for item in self._items]
        self._printed = any(point and point.year for point in self._points)
        self._undated = year is None and not self._printed
        comes_again = any(isinstance(item, Recurrence) for item in self._items)
        self._lent = lend_years(self._points, LEAP if self._undated and comes_again else year)
        self.readings: list[dict] = []

    def read(self) -> list[dict]:
        for index, item in enumerate(self._items):
            before, after = self._around(index)
            reading = self._reading(index, item, before, after)
            if reading is not None:
                self.readings.append(reading | {"label": self._label(before, after, reading)})
        return [one for one in self.readings if not (self._undated and one.get("lent"))]

    def _around(self, index: int) -> tuple[str, str]:
        start, end = self._scan.gap(index)
        following = self._items[index + 1].start if index + 1 < len(self._items) else len(self._scan.tokens)
        return self._scan.text(start, end), self._scan.text(self._items[index].end, following)

    def _reading(self, index: int, item: object, before: str, after: str) -> dict | None:
        if isinstance(item, Done):
            return {"kind": "done", "due": None}
        if isinstance(item, Relative):
            return item.reading(self._issued_on, self._year)
        if isinstance(item, Recurrence):
            return self._recurring(item, before, after)
        if isinstance(item, DayOfPeriod):
            return self._day_of_period(item, index)
        return self._dated(index, before, after)

    def _recurring(self, item: Recurrence, before: str, after: str) -> dict | None:
        last = self.readings[-1] if self.readings else None
        if last and last.get("due") and _KEPT_UP.fullmatch(before):
            last["continues"] = True
            return None
        together = last and last["kind"] == "recurring" and not re.search(r"[;.]", before)
        if together:
            self._join_recurring(last, item)
            return None
        dates = self._dates_of_year(item, before)
        reading = {"kind": "recurring", "due": None, "rule": item.rule, **item.details, **dates}
        if last and last["kind"] == "ongoing" and "from" in last and _KEPT_UP.fullmatch(before):
            reading["from"] = self.readings.pop()["from"]  # "từ quý II và duy trì hằng năm"
        if re.search(r"trước\s*$", before, re.IGNORECASE):
            reading["before"] = True
        return reading

    def _join_recurring(self, last: dict, item: Recurrence) -> None:
        if last["rule"] in ("", item.rule):
            last.update(item.details, rule=item.rule)
        elif "month" not in last and "dates" not in last:
            last.setdefault("also", []).append(item.rule)

    def _dates_of_year(self, item: Recurrence, before: str) -> dict:
        """ "trước 15/11 hằng năm": days without a year just before are days of every year."""
        dates: list[dict] = []
        index = self._items.index(item)
        while item.rule in _YEARLY or item.rule.endswith("a year"):
            index -= 1
            point = self._points[index] if index >= 0 else None
            if point is None or point.year or not self.readings or _PRINTED_APART.search(before):
                break
            taken = self.readings.pop()
            dates.insert(0, details_of(point) | ({"before": True} if taken.get("before") else {}))
            before = self._around(index)[0]
        if len(dates) > 1:
            return {"dates": dates}
        return dates[0] if dates else {}

    def _day_of_period(self, item: DayOfPeriod, index: int) -> dict | None:
        details = item.details | ({"before": True} if self._scan.preposition(index) == "trước" else {})
        last = self.readings[-1] if self.readings else None
        if last and last["kind"] == "recurring":
            last.update({key: value for key, value in details.items() if key not in last})
            return None
        later = next((other for other in self._items[index + 1 :] if isinstance(other, Recurrence)), None)
        if later is not None or "month_of_period" in details:
            rule = "" if later else "every quarter"
            return {"kind": "recurring", "due": None, "rule": rule, **details}
        return None

    def _dated(self, index: int, before: str, after: str) -> dict | None:
        point, preposition = self._points[index], self._scan.preposition(index)
        days, assumed = self._days(index)
        last = self.readings[-1] if self.readings else None
        if days is None:
            self._scan.unread.append(self._scan.text(self._items[index].start, self._items[index].end))
            return None
        if last and self._narrows(last, point, days, before, after):
            return None
        if last and self._belongs_to(last, point, preposition, days, before):
            return None
        if last and last.get("before") and re.fullmatch(r"\s*(?:và|,|hoặc)\s*", before):
            preposition = "trước"  # "trước 30/6 và 30/12"
        reading = self._one_moment(point, days, preposition, before, after)
        return reading | ({"assumed_year": days[1].year} if assumed else {})

    def _narrows(self, last: dict, point: Point, days: tuple[date, date], before: str, after: str) -> bool:
        """ "trong quý IV, chậm nhất 15/12", "năm 2026 (30/4/2026)": the day within the quarter is what counts."""
        in_bracket = _IN_BRACKET.fullmatch(before) and after.lstrip().startswith(")")
        if last["kind"] not in ("month", "quarter", "year") or point.kind != "date":
            return False
        if not in_bracket and not _AT_LAST.fullmatch(before):
            return False
        if not last["first"] <= days[1].isoformat() <= last["due"]:
            return False
        last.update(kind="date", due=days[1].isoformat(), first=days[0].isoformat())
        if "trước" in before.lower():
            last["before"] = True
        last.pop("vague", None)
        return True

    def _belongs_to(self, last: dict, point: Point, preposition: str, days: tuple[date, date], before: str) -> bool:
        """Whether this moment ends a stretch, dates what was done, or bounds what comes again."""
        if last["kind"] == "done" and not re.search(r"[;.]", before):
            if point.kind == "date":
                last.update(due=days[1].isoformat(), done_on=days[1].isoformat())
            return True
        if last["kind"] == "recurring" and not re.search(r"[;.]", before):
            return self._bounds(last, point, preposition or ("từ" if _BEGINS.search(before) else ""), days)
        if (
            last["kind"] == "ongoing"
            and "from" in last
            and (preposition in ("đến", "-") or _ENDING.fullmatch(before))
        ):
            return self._close(
                last, days, printed=bool(point.year), needs_word=preposition not in ("đến", "-"), before=before
            )
        joined = preposition in ("đến", "-") and re.fullmatch(
            r"[\s–-]*(?:(?:cho\s+)?(?:đến|tới))?\s*(?:hết)?\s*(?:ngày)?\s*", before, re.I
        )
        if joined and last["kind"] in ("date", "month", "quarter", "year") and last.get("first"):
            return self._close(last, days, printed=bool(point.year), needs_word=False, before=before)
        return False

    def _bounds(self, last: dict, point: Point, preposition: str, days: tuple[date, date]) -> bool:
        if not point.year and point.kind in ("date", "month", "quarter") and last["rule"] in _YEARLY:
            self._add_date(last, details_of(point) | ({"before": True} if preposition == "trước" else {}))
            return True
        if point.kind == "range":
            last.update({"from": days[0].isoformat(), "until": days[1].isoformat()})
        elif preposition == "từ":
            last["from"] = days[0].isoformat()
        elif preposition == "đến" or point.kind in ("year", "range"):
            last["until"] = days[1].isoformat()
        else:
            return False
        return True

    def _add_date(self, last: dict, details: dict) -> None:
        if "dates" in last:
            last["dates"].append(details)
        elif "month" in last:
            first = {key: last.pop(key) for key in ("month", "day", "before") if key in last}
            last["dates"] = [first, details]
        else:
            last.update(details)

    def _close(self, last: dict, days: tuple[date, date], *, printed: bool, needs_word: bool, before: str) -> bool:
        if needs_word and not re.search(r"hoàn thành|kết thúc|xong", before, re.IGNORECASE):
            return False
        start = date.fromisoformat(last.get("from") or last["first"])
        end = days[1]
        if start > end and last.get("lent") and printed:
            start = _moved(start, -1)
        elif start > end:
            end = _moved(end, 1)
        if start > end:
            return False
        for key in ("before", "vague", "first", "lent", "report", "continues"):
            last.pop(key, None)
        last.update({"kind": "range", "from": start.isoformat(), "due": end.isoformat()})
        return True

    def _days(self, index: int) -> tuple[tuple[date, date] | None, bool]:
        """The days of a moment, and whether the year after the document's was assumed."""
        point, lent = self._points[index], self._lent[index]
        days = point.days(lent)
        issued = self._issued_on
        past = days and issued and not self._printed and days[1] < issued and days[1].year == issued.year
        if past and issued.month >= 9 and days[1].month <= 6:
            return point.days(issued.year + 1), True
        return days, False

    def _one_moment(self, point: Point, days: tuple[date, date], preposition: str, before: str, after: str) -> dict:
        first, last = days
        nearby = own_clause(before).lower()
        tentative = {"tentative": True} if "dự kiến" in nearby else {}
        vague = {"vague": True} if point.vague else {}
        if point.kind == "range":
            return {"kind": "range", "from": first.isoformat(), "due": last.isoformat()} | tentative
        if preposition == "sau":
            return {"kind": "ongoing", "due": None, "from": (last + timedelta(days=1)).isoformat()} | tentative
        if preposition == "từ" or _OPEN_END.match(after):
            lent = {} if point.year else {"lent": True}
            return {"kind": "ongoing", "due": None, "from": first.isoformat()} | tentative | vague | lent
        if preposition == "đến" and _FROM_NOW.search(before):
            start = self._issued_on.isoformat() if self._issued_on else "plan issued"
            return {"kind": "range", "from": start, "due": last.isoformat()}
        reading = {"kind": point.kind, "due": last.isoformat(), "first": first.isoformat()}
        if not point.year:
            reading["lent"] = True
        if preposition == "trước":
            reading["before"] = True
            if point.kind != "date":  # "trước tháng 6" ends with the day before it begins
                reading["due"] = (first - timedelta(days=1)).isoformat()
        if "báo cáo" in nearby:
            reading["report"] = True
        if _CONTINUES.search(after.split(".")[0]):
            reading["continues"] = True
        return reading | tentative | vague

    def _label(self, before: str, after: str, reading: dict) -> str:
        """What is to be done by then: the words before it, else those behind it."""
        clause = own_clause(before.strip(" ,;:."))
        earlier = self.readings[-1]["label"] if self.readings else ""
        if earlier and clause.lower().startswith(earlier.lower()):
            clause = clause[len(earlier) :]  # those words belong to the date before them
        words = _bare(clause)
        if not words and not re.match(r"\s*và\b", after):
            words = _bare(re.split(r"[;.,(]", after)[0])
        if not words:
            return "Thực hiện" if reading["kind"] in ("relative", "ongoing", "range", "recurring") else "Hoàn thành"
        return words[:1].upper() + words[1:]


def own_clause(before: str) -> str:
    return re.split(r"[;.]\s|\(", before)[-1]


def _bare(words: str) -> str:
    for _ in range(2):
        words = _TAIL.sub("", without_bullet(words.strip(" ,;:.("))).strip(" ,;:.(-–")
    return re.sub(r"^(?:và|để)\s+", "", words)


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
