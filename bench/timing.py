"""Samples of how long things take, in milliseconds."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

WARM_UP = 20


@dataclass(frozen=True)
class Timing:
    samples: list[float]

    @property
    def p50(self) -> float:
        return median(self.samples)

    @property
    def p95(self) -> float:
        return quantiles(self.samples, n=20)[-1]

    @property
    def n(self) -> int:
        return len(self.samples)

    def __str__(self) -> str:
        return f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms"


def milliseconds(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return (perf_counter() - began) * 1000


def take(call: Callable[[], object], n: int, warm_up: int = 1) -> Timing:
    for _ in range(warm_up):
        call()
    return Timing([milliseconds(call) for _ in range(n)])


def pair(floor: Callable[[], object], call: Callable[[], object], n: int) -> tuple[Timing, Timing]:
    first, second = in_turns(floor, call, n=n)
    return first, second


def in_turns(*calls: Callable[[], object], n: int) -> list[Timing]:
    """So that what else the machine does falls on all alike."""
    for _ in range(WARM_UP):
        for call in calls:
            call()
    samples = [[milliseconds(call) for call in calls] for _ in range(n)]
    return [Timing(list(column)) for column in zip(*samples, strict=True)]
