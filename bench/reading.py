"""B11: `manage.py read_plan` of plan 131, as Word file and as PDF of 63 pages."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from django.conf import settings

from bench import floors
from bench.figure import Figure
from bench.ground import Ground

TIMES = 3
MOST_WORD, MOST_PDF = 10, 3  # times the floor
MOST_MB = 400


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float


def read_documents(_: Ground) -> Figure:
    word, pdf = floors.document(), floors.PLAN_131.with_suffix(".pdf")
    if word is None or not pdf.exists():
        raise FileNotFoundError("plan 131 does not lie beside the repository")
    starts, walks, pages, words, pdfs = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder, "nothing.txt")
        nothing.touch()
        for _ in range(TIMES):  # in turns, so that what else the machine does falls on all alike
            starts.append(command(nothing))
            walks.append(seconds_of(lambda: floors.walk_word(word)))
            words.append(command(word))
            pages.append(seconds_of(lambda: floors.walk_pdf(pdf)))
            pdfs.append(command(pdf))
    return _figure(_middle(starts), median(walks), _middle(words), median(pages), _middle(pdfs))


def _figure(start: Run, walk: float, word: Run, pages: float, pdf: Run) -> Figure:
    holds = word.seconds <= MOST_WORD * walk + start.seconds and pdf.seconds <= MOST_PDF * pages
    return Figure(
        id="B11",
        measured=pdf.seconds,
        unit="s",
        budget=MOST_PDF * pages,
        holds=holds and max(word.megabytes, pdf.megabytes) <= MOST_MB,
        n=TIMES,
        words=f"Word {word.seconds:.1f} s, {word.megabytes:.0f} MB; PDF {pdf.seconds:.1f} s, {pdf.megabytes:.0f} MB "
        f"(floors {walk:.2f} s and {pages:.1f} s, start {start.seconds:.1f} s)",
        rule=f".docx ≤ {MOST_WORD} × F4 + start, .pdf ≤ {MOST_PDF} × F4, ≤ {MOST_MB} MB",
        floor=pages,
        ratio=pdf.seconds / pages,
    )


def command(path: Path) -> Run:
    """One run of the command: its time, and the most that it or its child held."""
    began = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "read_plan", str(path)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(perf_counter() - began, usage.ru_maxrss / 1024)


def seconds_of(call: floors.Walk) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def _middle(runs: list[Run]) -> Run:
    return Run(median(run.seconds for run in runs), max(run.megabytes for run in runs))
