"""One measured figure: a line on the screen, an entry of var/bench.json."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`words` and `rule` say for people what `measured` and `budget` say in `unit`."""

    id: str
    measured: float
    unit: str
    budget: float | None
    holds: bool
    n: int
    words: str
    rule: str
    floor: float | None = None
    ratio: float | None = None
    growth: float | None = None
    """How many times slower with fifty times the data."""

    @property
    def verdict(self) -> str:
        return "ok" if self.holds else "over"

    def line(self) -> str:
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        return f"{self.id} | {self.words} | {self.rule} | {ratio} | {self.verdict}"

    def entry(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "measured": round(self.measured, 3),
            "unit": self.unit,
            "budget": _rounded(self.budget),
            "floor": _rounded(self.floor),
            "ratio": _rounded(self.ratio),
            "growth": _rounded(self.growth),
            "n": self.n,
            "verdict": self.verdict,
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
