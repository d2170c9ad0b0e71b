"""How well warnings did: of the late ones how many were warned of in time, and how many warnings were false."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

AHEAD = 7  # days before the due date: later than that is no early warning
PRECISION = 0.60


@dataclass(frozen=True)
class Judged:
    """Counts of pieces of work, each warned of at least AHEAD days before its due date or not."""

    late_warned: int
    late_missed: int
    false_alarms: int
    lead_days: float | None
    """Median days between the first warning and the due date, of the late ones."""

    @property
    def recall(self) -> float | None:
        late = self.late_warned + self.late_missed
        return self.late_warned / late if late else None

    @property
    def precision(self) -> float | None:
        warned = self.late_warned + self.false_alarms
        return self.late_warned / warned if warned else None


Course = tuple[Sequence[tuple[int, float]], bool]
"""Of one piece of work: (days before its due date, chance of being late) by day, and whether it was late."""


def judge(courses: Iterable[Course], threshold: float) -> Judged:
    warned, missed, false, leads = 0, 0, 0, []
    for chances, late in courses:
        first = next((ahead for ahead, chance in chances if ahead >= AHEAD and chance >= threshold), None)
        warned += late and first is not None
        missed += late and first is None
        false += not late and first is not None
        if late and first is not None:
            leads.append(first)
    return Judged(warned, missed, false, median(leads) if leads else None)


def lowest_useful(courses: Iterable[Course], precision: float = PRECISION) -> float | None:
    """The threshold that warns of most late work while that share of the warnings is right; None where none does."""
    peaks = sorted(((_peak(chances), late) for chances, late in courses), reverse=True)
    found, right, best = None, 0, 0
    for n, (chance, late) in enumerate(peaks, 1):
        right += late
        whole = n == len(peaks) or peaks[n][0] < chance  # what stands equal goes together
        if chance > 0 and whole and right / n >= precision and right > best:
            found, best = chance, right
    return found


def _peak(chances: Sequence[tuple[int, float]]) -> float:
    return max((chance for ahead, chance in chances if ahead >= AHEAD), default=0.0)
