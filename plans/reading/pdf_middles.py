"""Rows of a PDF table without rules whose cells stand in the middle of their row: a number has its row around it."""

from collections.abc import Sequence
from itertools import pairwise

from plans.reading.pdf_records import BodyLine

_CUT = 1.0  # point: what a row cut by the page must fit better

# The cost of a way to cut the lines into rows, and where the rows begin.
Way = tuple[float, tuple[int, ...]]


def is_in_the_middle(lines: Sequence[BodyLine]) -> bool:
    """Numbers stand beside the middle of the text of their row, not beside its first line."""
    numbers = [index for index, line in enumerate(lines) if line.label]
    inside = sum(lines[index].starts_low(1) or _stands_between(lines, index) for index in numbers)
    return inside > 0 and inside >= len(numbers) / 4


def _stands_between(lines: Sequence[BodyLine], index: int) -> bool:
    """Halfway between two lines of the next column."""
    if 1 in lines[index].cells or not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1], lines[index + 1]
    way, pitch = lines[index].top - above.top, below.top - above.top
    return 1 in above.cells and 1 in below.cells and 0.3 * pitch < way < 0.7 * pitch


def records_around(lines: Sequence[BodyLine], *, goes_on: bool) -> list[list[BodyLine]]:
    """`goes_on`: the first lines may be the rest of a row of the page before."""
    records: list[list[BodyLine]] = []
    start = 0
    for index in [*(index for index, line in enumerate(lines) if line.spans), len(lines)]:
        records += _around_numbers(lines[start:index], goes_on=goes_on and start == 0)
        records += [[line] for line in lines[index : index + 1]]
        start = index + 1
    return records


def _around_numbers(lines: Sequence[BodyLine], *, goes_on: bool) -> list[list[BodyLine]]:
    numbers = [index for index, line in enumerate(lines) if line.label]
    if not numbers:
        return [[*lines]] if lines else []
    ways: dict[int, Way] = {0: (0.0, (0,))}
    if goes_on:
        ways |= {start: (_CUT, (0, start)) for start in range(1, numbers[0] + 1)}
    for number, following in zip(numbers, [*numbers[1:], len(lines)], strict=True):
        ends = range(number + 1, following + 1) if following < len(lines) else [len(lines)]
        ways = {end: _best(lines, ways, number, end) for end in ends}
    cuts = ways[len(lines)][1]
    return [[*lines[start:end]] for start, end in pairwise(cuts)]


def _best(lines: Sequence[BodyLine], ways: dict[int, Way], number: int, end: int) -> Way:
    """The rows above, so that the number stands best in the middle of its own; a cut row has it at the top."""
    found = []
    for start, (cost, cuts) in ways.items():
        off = abs(2 * lines[number].middle - lines[start].top - lines[end - 1].bottom)
        is_cut = start == number and end == len(lines)
        found.append((cost + (min(off, _CUT) if is_cut else off), (*cuts, end)))
    return min(found)
