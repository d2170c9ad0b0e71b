"""Slips of typing and of scanners: how far apart two keys are, and the only one that is near."""

import re
from collections.abc import Mapping
from typing import TypeVar

SHORTEST = 7  # a shorter key may be meant for any other
ALLOWED = 1  # "UBND" and "HĐND" are two apart
Named = TypeVar("Named")


def only_close(key: str, known: Mapping[str, Named]) -> Named | None:
    """What stands under the one key a slip away; nothing if two differ, or if figures do."""
    if len(key) < SHORTEST:
        return None
    near = {
        id(value): value
        for other, value in known.items()
        if abs(len(other) - len(key)) <= ALLOWED
        and len(set(key) ^ set(other)) <= 2 * ALLOWED
        and re.findall(r"\d+", other) == re.findall(r"\d+", key)
        and slips(key, other, ALLOWED) <= ALLOWED
    }
    return next(iter(near.values())) if len(near) == 1 else None


def slips(one: str, other: str, most: int) -> int:
    """Letters added, dropped, changed or swapped with their neighbour; `most` + 1 once that is passed."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
