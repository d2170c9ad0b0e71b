"""What the bench prints and keeps, and how it counts."""

import json
import os
import subprocess
import sys

import pytest

from bench import memory, run
from bench.figure import Figure
from bench.ground import Ground
from bench.timing import Timing, pair

FIGURE = Figure(
    id="B1",
    measured=21.5,
    unit="ms",
    budget=30,
    holds=True,
    n=200,
    words="p50 21.5 ms",
    rule="≤ 6 × F1",
    floor=5,
    ratio=4.3,
)


def test_a_figure_is_a_line_and_an_entry():
    assert FIGURE.line() == "B1 | p50 21.5 ms | ≤ 6 × F1 | 4.30 | ok"
    assert set(FIGURE.entry()) == {"id", "measured", "unit", "budget", "floor", "ratio", "growth", "n", "verdict"}


def test_percentiles_are_of_all_samples():
    timing = Timing([float(number) for number in range(1, 101)])
    assert timing.p50 == 50.5
    assert 95 <= timing.p95 <= 96


def test_floor_and_call_are_measured_in_turns():
    order = []
    floor, call = pair(lambda: order.append("floor"), lambda: order.append("call"), n=5)
    assert order[-4:] == ["floor", "call", "floor", "call"]
    assert floor.n == call.n == 5


@pytest.fixture
def kept(tmp_path, settings, monkeypatch):
    settings.BASE_DIR = tmp_path
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(run, "machine", lambda: "a machine")
    return tmp_path / "var" / "bench.json"


def test_what_was_asked_is_measured_printed_and_kept(kept, monkeypatch, capsys):
    monkeypatch.setitem(run.FIGURES, "B1", lambda ground: FIGURE)
    assert run.main(["b1"]) == 0
    assert capsys.readouterr().out.splitlines() == ["a machine", FIGURE.line()]
    assert json.loads(kept.read_text()) == [FIGURE.entry()]


def test_what_could_not_be_measured_is_said_and_ends_with_1(kept, monkeypatch, capsys):
    def broken(ground: Ground) -> Figure:
        raise RuntimeError("no server")

    monkeypatch.setitem(run.FIGURES, "B1", broken)
    assert run.main(["B1"]) == 1
    assert "B1 | not measured: RuntimeError: no server" in capsys.readouterr().out
    assert json.loads(kept.read_text()) == []


def test_a_figure_that_does_not_exist_is_refused(capsys):
    assert run.main(["B99"]) == 64
    assert "B99" in capsys.readouterr().err


def test_memory_is_counted_over_the_whole_family():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as parent:
        family = []
        while len(family) < 2:
            family = memory.family(parent.pid)
        assert family[0] == parent.pid
        parent.stdin.close()
    assert memory.pss(os.getpid()) > 1
    assert memory.pss(parent.pid) == 0
