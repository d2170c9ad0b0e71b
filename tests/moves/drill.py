"""A walk of so many moves, proved half way and at the end."""

from collections import Counter
from dataclasses import dataclass

from tests.moves.proof import prove
from tests.moves.walk import Walk
from tests.moves.world import build, first_dates


@dataclass(frozen=True)
class Told:
    seed: int
    moved: Counter[str]
    refused: Counter[str]
    evenings: int

    @property
    def sentence(self) -> str:
        return (
            f"seed {self.seed}: {self.moved.total()} moves made, {self.refused.total()} refused, "
            f"{self.evenings} evenings agree\nmade: {dict(self.moved)}\nrefused: {dict(self.refused)}"
        )


def drill(*, moves: int, seed: int) -> Told:
    world = build()
    first, walk = first_dates(), Walk(world, seed)
    walk.go(moves // 2)
    prove(world, first, walk.now.date())
    walk.reorganise()
    walk.go(moves - moves // 2)
    evenings = prove(world, first, walk.now.date())
    return Told(seed, walk.done, walk.refused, evenings)
