"""`python -m tests.fuzz [FILES [SEED]]`: spoilt files and spoilt tables, which must be read or refused, never break.

Prints what became of them, and how to make again what broke; ends with 1 where something did.
"""

import io
import logging
import random
import resource
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache

from plans.reading import Unreadable, read
from plans.reading.blocks import Block, Cell, Document, Paragraph, Row, Table
from plans.reading.extraction import extract
from plans.reading.formats import read_blocks
from tests.fuzz_samples import samples

FILES, MODELS_OF_FILES = 2000, 4  # one table model for so many files
LONGEST_SECONDS = 20
_MEMORY = 3 * 1024**3
_WORDS = (
    "",
    "I",
    "1",
    "1.1",
    "a)",
    "II.",
    "Tổng cộng",
    "Phụ lục 02",
    "Quý II/2026",
    "31/02/2026",
    "Sở Y tế; ",
    "{}%" * 9,
)
_SIGNS = (b"\0", b"\xff", b"<", b">", b"&", b'"', b"9" * 12, b"-1", b"(", b"]", b"\x1f\x8b", b"\xed\xa0\x80", b"obj")


@dataclass
class Outcome:
    counts: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        table = [f"{kind:12} {what:14} {count:6}" for (kind, what), count in sorted(self.counts.items())]
        return [*table, f"total {self.counts.total()}, broken {len(self.broken)}", *self.broken[:20]]


def fuzz(files: int, seed: int) -> Outcome:
    signal.signal(signal.SIGVTALRM, _give_up)
    outcome = Outcome()
    kinds = sorted(samples())
    for number in range(files):
        kind = kinds[number % len(kinds)]
        dice = random.Random(f"{seed} {number}")
        _try(outcome, kind, f"file {number} of seed {seed}", lambda kind=kind, dice=dice: _read_spoilt(kind, dice))
        if number % MODELS_OF_FILES == 0:
            _try(outcome, "model", f"model {number} of seed {seed}", lambda dice=dice: extract(spoilt_model(dice)))
    return outcome


def _read_spoilt(kind: str, dice: random.Random) -> None:
    read(spoilt(kind, dice), filename=f"plan.{kind}")


def _try(outcome: Outcome, kind: str, name: str, attempt: Callable[[], object]) -> None:
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_SECONDS)
    try:
        attempt()
        what = "read"
    except Unreadable as refusal:
        what = refusal.code
    except Exception as error:
        what = "BROKEN"
        outcome.broken.append(f"{kind} {name}: {type(error).__name__}: {error} ({time.process_time() - began:.1f} s)")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    outcome.counts[kind, what] += 1


def spoilt(kind: str, dice: random.Random) -> bytes:
    data = samples()[kind]
    if data.startswith(b"PK") and dice.random() < 0.8:
        return _spoilt_inside(data, dice)
    return _spoilt_bytes(data, dice)


def _spoilt_inside(data: bytes, dice: random.Random) -> bytes:
    """A package whose zip is whole but whose parts are not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        victims = set(dice.choices(names, k=dice.choice((1, 1, 2))))
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _spoilt_bytes(content, dice) if name in victims else content)
    return stream.getvalue()


def _spoilt_bytes(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        at = dice.randrange(len(data) + 1)
        upto = min(len(data), at + int(dice.paretovariate(0.6)))
        data = data[:at] + _instead(data[at:upto], dice) + data[upto:]
    return data[: dice.randrange(len(data) + 1)] if dice.random() < 0.1 else data


def _instead(cut: bytes, dice: random.Random) -> bytes:
    signs = dice.choice(_SIGNS)
    return dice.choice((b"", cut * 3, signs, signs + cut, signs * 50 + cut, dice.randbytes(4) + cut))


@cache
def _models() -> list[Document]:
    return [read_blocks(data, f"plan.{kind}") for kind, data in sorted(samples().items())]


def spoilt_model(dice: random.Random) -> Document:
    blocks = list(dice.choice(_models()).blocks)
    for _ in range(dice.randrange(1, 12)):
        at = dice.randrange(len(blocks))
        blocks[at : at + 1] = _spoilt_block(blocks[at], blocks, dice)
    return Document(blocks or [Paragraph("", 1)])


def _spoilt_block(block: Block, blocks: list[Block], dice: random.Random) -> list[Block]:
    if isinstance(block, Paragraph):
        return dice.choice(
            ([], [block, block], [replace(block, text=_text(block.text, dice))], [dice.choice(blocks)])
        )
    rows = list(block.rows)
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(rows)) if rows else 0
        rows[at : at + 1] = dice.choice(([], rows[at : at + 1] * 2, [_row(row, dice) for row in rows[at : at + 1]]))
    return [replace(block, rows=tuple(rows))] if rows else [Table((), block.number)]


def _row(row: Row, dice: random.Random) -> Row:
    cells = dict(row.cells)
    for column in list(cells):
        if dice.random() < 0.3:
            cell = cells.pop(column)
            lines = tuple(_text(line, dice) for line in (cell.lines or ("",))[: dice.randrange(4)])
            cells[max(0, column + dice.choice((0, 0, 1, -1, 9)))] = Cell(
                lines, dice.choice((1, 1, 2, 40)), dice.random() < 0.3
            )
    return replace(row, cells=cells)


def _text(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return dice.choice(
        (text[:at], text[at:], text + dice.choice(_WORDS), dice.choice(_WORDS), text[at:] + text, text * 5)
    )


def _give_up(*_: object) -> None:
    raise TimeoutError(f"not done in {LONGEST_SECONDS} s")


def main(arguments: list[str]) -> int:
    files, seed = [*map(int, arguments), *(FILES, 1)[len(arguments) :]]
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()  # the parser of PDF tells what it stumbles over
    outcome = fuzz(files, seed)
    print("\n".join(outcome.lines()))
    return 1 if outcome.broken else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
