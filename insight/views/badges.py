from collections.abc import Iterable

from insight.forecasting import Verdict
from insight.queries.indicators import Standing, worst
from tasks.queries.badges import Badge


def badge(stands: Iterable[Standing]) -> Badge:
    return verdict_badge(worst(one.verdict for one in stands))


def verdict_badge(word: Verdict) -> Badge:
    return Badge(word.value, word.label)
