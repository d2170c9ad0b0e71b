import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plans.reading import Unreadable, read
from plans.reading.child import read_limited
from tests.plans.reading.papers import COLUMNS, Paper
from tests.plans.reading.printed import Print

PLAN = Paper().table(COLUMNS, ("1", "Việc", "Sở Y tế", "", "1/10/2026", "")).bytes()
ROOT = Path(__file__).resolve().parents[3]


def read_plan(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command with a database that cannot be reached."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing"
    command = [sys.executable, "manage.py", "read_plan", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False)


def test_the_child_reads_what_the_reader_reads():
    assert read_limited(PLAN, filename="plan.docx") == read(PLAN, filename="plan.docx")


def test_progress_reaches_the_end():
    steps: list[tuple[int, int]] = []
    read_limited(PLAN, filename="plan.docx", on_progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (4, 4)
    assert steps == sorted(steps)


def test_pages_of_a_file_are_part_of_its_progress():
    steps: list[tuple[int, int]] = []
    pages = Print().page().text(60, 60, "Một").page().text(60, 60, "Hai").pdf()
    read_limited(pages, filename="plan.pdf", on_progress=lambda done, total: steps.append((done, total)))
    assert steps == [(number, 6) for number in range(1, 7)]


def test_a_refusal_crosses_from_the_child():
    with pytest.raises(Unreadable) as refusal:
        read_limited(b"MZ" + b"\0" * 100, filename="plan.docx")
    assert refusal.value.code == "wrong_type"
    assert "Word" in refusal.value.message_vi


@pytest.mark.parametrize("limit", [{"timeout_seconds": 1}, {"memory_mb": 120}])
def test_a_file_that_takes_too_much_is_stopped(limit: dict):
    row = "1\tViệc " + "rất dài " * 8 + "\tSở Y tế và Sở Nội vụ\t1/10/2026\n"
    greedy = ("TT\tNội dung\tĐơn vị chủ trì\tThời hạn\n" + row * 100_000).encode()
    with pytest.raises(Unreadable) as refusal:
        read_limited(greedy, filename="plan.txt", **limit)
    assert refusal.value.code == "limits"


def test_the_child_never_loads_django():
    code = "import sys, plans.reading.__main__; sys.exit(any(name.startswith('django') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_command_prints_json_without_a_database(tmp_path: Path):
    file = tmp_path / "kế hoạch.docx"
    file.write_bytes(PLAN)
    finished = read_plan(str(file))
    assert (finished.returncode, finished.stderr) == (0, b"")
    assert json.loads(finished.stdout)["tasks"][0]["content"] == "Việc"
    assert "Việc".encode() in finished.stdout


def test_the_command_tells_a_refusal_in_one_line(tmp_path: Path):
    file = tmp_path / "a.docx"
    file.write_bytes(b"")
    finished = read_plan(str(file))
    assert (finished.returncode, finished.stdout) == (2, b"")
    assert finished.stderr == b"read_plan: empty: the file is empty (zero bytes)\n"


def test_the_command_tells_apart_a_document_without_tasks(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_text("BÁO CÁO\n\nKết quả quý II", encoding="utf-8")
    finished = read_plan(str(file))
    assert (finished.returncode, finished.stderr) == (3, b"")
    assert json.loads(finished.stdout)["document"]["kind"] == "Báo cáo"


@pytest.mark.parametrize("arguments", [(), ("no-such-file.docx",)])
def test_the_command_tells_wrong_use(arguments: tuple[str, ...]):
    finished = read_plan(*arguments)
    assert (finished.returncode, finished.stdout) == (64, b"")
    assert finished.stderr.count(b"\n") == 1
