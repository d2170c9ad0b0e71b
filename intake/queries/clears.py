"""The six clear things of a draft, row by row and in total; what each asks for is `tasks.queries.gaps`'s rule."""

from collections import Counter
from dataclasses import dataclass

from tasks.models import Task
from tasks.queries.gaps import DRAFTED, gaps


@dataclass(frozen=True)
class Clears:
    """`points`: (code, word, whether it is clear), or in total how many rows lack it."""

    points: list[tuple[str, str, bool]]

    @property
    def all_clear(self) -> bool:
        return all(clear for _, _, clear in self.points)


def clears_of(task: Task) -> Clears:
    lacking = gaps(task)
    return Clears([(code, word, code not in lacking) for code, word in DRAFTED.items()])


def lacking_in(tasks: list[Task]) -> tuple[int, list[tuple[str, str, int]]]:
    """(rows with all six clear, [(code, word, rows that lack it)])"""
    found = [gaps(task) for task in tasks]
    counts = Counter(code for lacking in found for code in lacking)
    return sum(not lacking for lacking in found), [(code, word, counts[code]) for code, word in DRAFTED.items()]
