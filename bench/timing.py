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
    """Both in turns, so that what else the machine does falls on both alike."""
    for _ in range(WARM_UP):
        floor(), call()
    samples = [(milliseconds(floor), milliseconds(call)) for _ in range(n)]
    return Timing([one for one, _ in samples]), Timing([other for _, other in samples])
