"""What is about to go wrong, for the city page: the first warnings, and how many indicators stand in which word."""

from collections import Counter
from datetime import date
from typing import Any

from insight.forecasting import Verdict
from insight.models import EarlyWarning
from insight.queries.indicators import of_indicators, worst
from kpi.queries import indicators_seen
from tasks.queries.badges import Badge
from units.models import User

WARNINGS = 5


def ahead(user: User, today: date) -> dict[str, Any]:
    """A fixed number of queries."""
    warned = EarlyWarning.objects.visible_to(user).filter(is_active=True)
    first = warned.select_related("assignment__task", "assignment__unit", "assignment__plan")
    stands = of_indicators(indicators_seen(user), today)
    words = Counter(worst(one.verdict for one in found) for found in stands.values())
    return {
        "warned": warned.count(),
        "warnings": first.order_by("-chance", "assignment")[:WARNINGS],
        "verdicts": [(Badge(word.value, word.label), words[word]) for word in Verdict if words[word]],
    }
