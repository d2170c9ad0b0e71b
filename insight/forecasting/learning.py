"""A logistic estimate of being late: begins with weights set by hand, moves as finished work shows better.

Maximum a posteriori with a normal prior around the hand-set weights, by Newton's method: with no history it is the
hand-set rule, with a long one what was seen. A dozen weights or so, so that each can be read out as a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from insight.forecasting.facts import FEATURES, Facts, features

BY_HAND = {
    "bias": -1.0,
    "behind": 2.0,
    "overrun": 1.0,
    "overrun_near_end": 1.0,
    "left_near_end": 1.5,
    "much_behind": 2.0,
    "silent": 0.4,
    "standing": 0.8,
    "nobody": 0.6,
    "unreceived": 0.3,
    "supplements": 0.4,
    "postponed": 0.4,
    "obstacles": 0.5,
    "record": 0.8,
    "record_when_silent": 0.2,
}
TRUST = 4.0  # of the hand-set weights: variance of the prior around them
STEPS = 12
ENOUGH = 1e-6


@dataclass(frozen=True)
class Snapshot:
    """One piece of finished work as it stood on a day before its due date."""

    facts: Facts
    day: date
    was_late: bool


@dataclass(frozen=True)
class Model:
    weights: tuple[float, ...]

    def chance(self, facts: Facts, today: date) -> float:
        """Of being late, 0 to 1."""
        return _logistic(sum(w * x for w, x in zip(self.weights, features(facts, today), strict=True)))

    def shares(self, facts: Facts, today: date) -> dict[str, float]:
        """What each feature adds to the log-odds."""
        values = features(facts, today)
        return {name: w * x for name, w, x in zip(FEATURES, self.weights, values, strict=True)}


def usual() -> Model:
    return Model(tuple(BY_HAND[name] for name in FEATURES))


def learn(history: Sequence[Snapshot]) -> Model:
    rows = [(features(shot.facts, shot.day), float(shot.was_late)) for shot in history]
    prior = list(usual().weights)
    weights = prior[:]
    for _ in range(STEPS):
        step = _solve(*_slope(rows, weights, prior))
        weights = [w + d for w, d in zip(weights, step, strict=True)]
        if max(map(abs, step)) < ENOUGH:
            break
    return Model(tuple(weights))


def _slope(rows: list, weights: list[float], prior: list[float]) -> tuple[list[list[float]], list[float]]:
    """(curvature, gradient) of the log posterior."""
    size = len(weights)
    gradient = [(p - w) / TRUST for w, p in zip(weights, prior, strict=True)]
    curve = [[1 / TRUST if i == j else 0.0 for j in range(size)] for i in range(size)]
    for values, late in rows:
        chance = _logistic(sum(w * x for w, x in zip(weights, values, strict=True)))
        error, spread = late - chance, chance * (1 - chance)
        for i, x in enumerate(values):
            if x:
                gradient[i] += error * x
                scaled, row = spread * x, curve[i]
                for j in range(i + 1):
                    row[j] += scaled * values[j]
    for i in range(size):
        for j in range(i):
            curve[j][i] = curve[i][j]
    return curve, gradient


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss-Jordan; the prior makes the matrix positive definite, so no pivot is 0."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = rows[i][i]
        rows[i] = [value / pivot for value in rows[i]]
        for k in range(size):
            if k != i and rows[k][i]:
                factor = rows[k][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] for row in rows]


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))
