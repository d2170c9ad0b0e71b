"""Why a piece of work is warned of, in plain words; these come before any estimate."""

from dataclasses import dataclass
from datetime import date

from insight.forecasting.facts import Facts

SILENT_DAYS = 14
STILL_DAYS = 21
ALMOST = 80
LATE_SHARE = 0.70
LITTLE = 50
UNRECEIVED_SHARE = 0.25
WAITS_DAYS = 20


@dataclass(frozen=True)
class Reason:
    code: str
    text: str
    weight: int
    """1 a sign, 2 serious by itself."""


def reasons(
    facts: Facts, today: date, *, without_milestone: bool = False, waits_since: date | None = None
) -> tuple[Reason, ...]:
    """The most serious first. `waits_since`: the day it was sent to be confirmed, and nobody has."""
    if waits_since is not None:
        waited = (today - waits_since).days
        return (Reason("waits", f"chờ xác nhận {waited} ngày", 2),) if waited >= WAITS_DAYS else ()
    found = [*_people(facts, today), *_progress(facts, today), *_course(facts)]
    if without_milestone:
        found.append(Reason("milestone", "chưa có mốc đăng ký", 1))
    return tuple(sorted(found, key=lambda reason: -reason.weight))


def _people(facts: Facts, today: date) -> list[Reason]:
    if facts.elapsed(today) < UNRECEIVED_SHARE:
        return []
    if not facts.is_received:
        return [Reason("unreceived", "chưa tiếp nhận", 2)]
    return [] if facts.has_officer else [Reason("nobody", "chưa phân công người", 2)]


def _progress(facts: Facts, today: date) -> list[Reason]:
    found, gone = [], facts.elapsed(today)
    if gone >= LATE_SHARE and facts.percent < LITTLE:
        found.append(Reason("behind", f"{facts.percent}% khi đã qua {gone:.0%} thời gian", 2))
    if facts.percent >= ALMOST and facts.still(today) >= STILL_DAYS:
        found.append(Reason("still", f"đứng ở {facts.percent}% đã {facts.still(today)} ngày", 2))
    elif facts.silent(today) >= SILENT_DAYS:
        found.append(Reason("silent", f"{facts.silent(today)} ngày không cập nhật", 1))
    return found


def _course(facts: Facts) -> list[Reason]:
    found = []
    if facts.obstacles:
        found.append(Reason("obstacles", f"{facts.obstacles} vướng mắc chưa được giải quyết", 1))
    if facts.supplements:
        found.append(Reason("supplements", f"{facts.supplements} lần được đề nghị bổ sung", 1))
    if facts.postponed:
        found.append(Reason("postponed", f"đã điều chỉnh thời hạn {facts.postponed} lần", 1))
    return found
