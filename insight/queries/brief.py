"""The week in one page for a leader: what is red and why, what comes, who keeps others waiting, indicators."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from insight.queries.ahead import ahead
from insight.queries.city import EDGES, Queue, Turn, queues, scope_of, turn
from insight.queries.red import RedRows, red_rows
from insight.queries.scope import plans_watched
from tasks.figures import Figures, figures
from tasks.models import Assignment
from tasks.queries.standing import Band, Underway
from units.models import User

RED_SHOWN = 5
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Brief:
    day: date
    figures: Figures
    turn: Turn
    red: RedRows
    bands: list[Band]
    queues: list[Queue]
    ahead: dict[str, Any]
    """As `ahead` gives it: warned, warnings, verdicts, indicators."""

    @property
    def headline(self) -> str:
        return f"Tóm tắt tuần: {self.summary}"

    @property
    def summary(self) -> str:
        """ "83 lượt giao quá hạn (thêm 22), 17 cảnh báo, 6 chỉ tiêu nguy cơ không đạt" """
        late = f"{self.figures.open_overdue} lượt giao quá hạn"
        if self.turn.overdue:
            late += f" ({'thêm' if self.turn.overdue > 0 else 'bớt'} {abs(self.turn.overdue)})"
        risky = next((count for badge, count in self.ahead["verdicts"] if badge.code == "at_risk"), 0)
        return f"{late}, {self.ahead['warned']} cảnh báo, {risky} chỉ tiêu nguy cơ không đạt"

    @property
    def first_lines(self) -> str:
        """The worst of what is red, as long as a letter has room."""
        said = [
            f"{one.assignment.unit.short_name}: {one.assignment.task.code} {one.days} ngày" for one in self.red.rows
        ]
        if self.red.folded:
            said.append(f"{self.red.folded.where}: {self.red.folded.count} lượt giao")
        rate = "" if self.figures.rate is None else f"Tỷ lệ hoàn thành {self.figures.rate}%. ".replace(".", ",", 1)
        return rate + (f"Đang đỏ: {'; '.join(said)}." if said else "Không có việc quá hạn.")


def brief_of(user: User, today: date) -> Brief:
    """Of the documents that the person watches over; a fixed number of queries."""
    watched = list(plans_watched(user))
    given = Assignment.objects.filter(plan__in=watched)
    now, underway = figures(given, today), Underway(given, today, today, EDGES)
    scope = scope_of(user, watched)
    return Brief(
        day=today,
        figures=now,
        turn=turn(given, now, today, today, scope, WEEK),
        red=red_rows(given, today, RED_SHOWN),
        bands=underway.bands(),
        queues=queues(underway.waiting(), [plan.pk for plan in watched], user, today),
        ahead=ahead(user, today),
    )
