"""`python -m tests.scores`: how well the real plans beside the repository are read, format by format.

Ends with 1 where a document is read worse than its bar, with 2 where the plans are not there.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from plans.reading import Unreadable
from plans.reading.child import read_limited

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SEEDS = SHARED / "seeds"
SCORER = SHARED / "tools" / "score_import.py"
BARS = {".txt": 0.97, ".docx": 0.97, ".pdf": 0.97, ".xlsx": 0.95}
APPENDIX_OF = {"ke-hoach-131-2026": "PL02"}  # a workbook holds the appendices alone


@dataclass(frozen=True)
class Paper:
    path: Path
    gold: Path

    @property
    def bar(self) -> float:
        return BARS[self.path.suffix]

    @property
    def part(self) -> str | None:
        """What of the gold a workbook is held against; None: all of it."""
        return APPENDIX_OF.get(self.gold.stem, "") if self.path.suffix == ".xlsx" else None


def papers() -> Iterator[Paper]:
    """Every plan in every format that lies there."""
    for gold in sorted((SEEDS / "gold").glob("*.json")):
        if json.loads(gold.read_text(encoding="utf-8"))["tasks"]:
            found = [SEEDS / f"{gold.stem}.txt", *(SEEDS / "docs" / f"{gold.stem}{suffix}" for suffix in BARS)]
            yield from (Paper(path, gold) for path in found if path.is_file())


def score(paper: Paper, *, part: str | None = None) -> tuple[float, str]:
    """(the score, what the scorer says of each field)."""
    part = paper.part if part is None else part
    result = _read(paper.path)
    with tempfile.TemporaryDirectory() as folder:
        candidate = Path(folder, "candidate.json")
        candidate.write_text(json.dumps(result), encoding="utf-8")
        options = [] if part is None else ["--part", part]
        command = [sys.executable, str(SCORER), str(candidate), str(paper.gold), *options]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(said.split()[-1]), said


@lru_cache(1)
def _read(path: Path) -> dict:
    """Kept for the next question about the same plan."""
    return read_limited(path.read_bytes(), filename=path.name, timeout_seconds=300)


def main() -> int:
    if not SCORER.is_file():
        print(f"scores: the plans lie beside the repository in {SHARED.name}/, which is not there", file=sys.stderr)
        return 2
    low = 0
    for paper in papers():
        try:
            reached = score(paper)[0]
        except Unreadable as refusal:
            print(f"{paper.path.name}: {refusal.code}", file=sys.stderr)
            reached = 0.0
        low += reached < paper.bar
        verdict = "ok" if reached >= paper.bar else "LOW"
        print(f"{paper.path.name:45} {reached:.4f}  bar {paper.bar:.2f}  {verdict}", flush=True)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
