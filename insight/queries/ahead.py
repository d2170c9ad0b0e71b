"""What is about to go wrong, for the city page: the first warnings of work and of indicators, and their verdicts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from insight.forecasting import Verdict
from insight.models import EarlyWarning
from insight.queries.indicators import Standing, of_indicators, why, worst
from journal.kept import until_act_of_room
from kpi.models import Indicator
from kpi.queries import indicators_seen
from plans.models import Plan
from tasks.queries.badges import Badge
from units.models import User

WARNINGS = 5
MOST = 2_000  # warnings looked through for the worst of each task
OF_INDICATORS = 2  # of the five, where there are so many


@dataclass(frozen=True)
class Ahead:
    """One line of either kind; `percent` is the estimate of being late or of missing the target."""

    title: str
    where: str
    path: str
    reasons: str
    percent: int | None
    of_what: str


def ahead(user: User, today: date, plan: Plan | None = None) -> dict[str, Any]:
    """A fixed number of queries."""
    warned = EarlyWarning.objects.visible_to(user).filter(is_active=True)
    indicators = indicators_seen(user)
    if plan:
        warned, indicators = warned.filter(assignment__plan=plan), indicators.filter(plan=plan)
    risky, words, whole = _of_indicators(indicators.running(), today)
    of_work = _of_tasks(warned.select_related("assignment__task", "assignment__unit", "assignment__plan"))
    return {
        "warned": warned.count() + len(risky),
        "warnings": _mixed(of_work, risky),
        "verdicts": [(Badge(word.value, word.label), words[word]) for word in Verdict if words[word]],
        "indicators": whole,
    }


def _of_indicators(indicators: QuerySet[Indicator], today: date) -> tuple[list[Ahead], Counter[Verdict], int]:
    """(those warned of, how many stand under which word, how many there are)"""
    ids = sorted(indicators.values_list("pk", flat=True))

    def count() -> tuple[list[Ahead], Counter[Verdict], int]:
        seen = list(indicators)
        stands = of_indicators(seen, today)
        words = Counter(worst(one.verdict for one in found) for found in stands.values())
        return warned_indicators(seen, stands), words, len(seen)

    return until_act_of_room(f"ahead:{today}:{hash(tuple(ids))}", "kpi", count)


def _of_tasks(warned: QuerySet[EarlyWarning]) -> list[Ahead]:
    """The same trouble at many units is one line, with the worst of them."""
    tasks = warned.order_by().values_list("assignment__task").annotate(n=Count("pk"), worst=Max("chance"))
    counts = {task: n for task, n, _ in tasks.order_by("-worst", "assignment__task")[:WARNINGS]}
    found: dict[int, EarlyWarning] = {}
    for one in warned.filter(assignment__task__in=counts).order_by("-chance", "assignment")[:MOST]:
        found.setdefault(one.assignment.task_id, one)
    return [_of_work(found[task], n) for task, n in counts.items() if task in found]


def _mixed(of_work: list[Ahead], risky: list[Ahead]) -> list[Ahead]:
    """Both kinds are seen, whichever has more."""
    room = max(WARNINGS - len(of_work), min(OF_INDICATORS, len(risky)))
    shown = risky[:room]
    return [*of_work[: WARNINGS - len(shown)], *shown]


def warned_indicators(indicators: Iterable[Indicator], stands: dict[int, list[Standing]]) -> list[Ahead]:
    found = []
    for indicator in indicators:
        red = [one for one in stands.get(indicator.pk, []) if one.is_warned]
        if red:
            found.append(_of_indicator(indicator, red[0]))
    return sorted(found, key=lambda one: -(one.percent or 100))


def _of_work(one: EarlyWarning, units: int) -> Ahead:
    work = one.assignment
    said = "; ".join(words for _, words in one.reasons) or "tiến độ và quá trình giống những việc đã trễ"
    who = work.unit.short_name if units == 1 else f"{units} đơn vị, trước hết {work.unit.short_name}"
    where = f"{work.task.code} · {who} · hạn {work.counted_due_date:%d/%m/%Y}"
    return Ahead(work.task.brief, where, f"/viec/{work.pk}/", said, one.percent, "ước tính trễ")


def _of_indicator(indicator: Indicator, one: Standing) -> Ahead:
    monitor = indicator.monitor.short_name if indicator.monitor else "chưa nêu đơn vị theo dõi"
    due = f" · hạn {one.target.as_of_date:%d/%m/%Y}" if one.target.as_of_date else ""
    said = (" ".join(why(one, [])) or "dự báo không đạt mục tiêu").rstrip(".")
    where = f"Chỉ tiêu {indicator.number} · {monitor}{due}"
    return Ahead(
        indicator.text, where, f"/chi-tieu/{indicator.pk}/", said.rstrip("."), one.percent, "ước tính không đạt"
    )
