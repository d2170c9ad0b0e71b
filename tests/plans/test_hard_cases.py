"""Files that a reader must refuse or read with care, through the command `read_plan` in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HARD = ROOT.parent / "shared" / "seeds" / "docs" / "hard-cases"
READ, REFUSED, NO_TASKS = 0, 2, 3
MOST_SECONDS, MOST_MB = 5, 400  # of the processor, beyond the start of the command, and of memory
# Linux counts what a process held before exec, so a large one (the tests) must not be the command's own parent.
METER = """
import json, os, sys
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
taken = [os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]
open(sys.argv[1], "w").write(json.dumps(taken))
"""
# As manage.py runs it, less loading all apps, which takes longer than most files (tests/plans/reading/test_child.py).
COMMAND = "import sys; from plans.management.commands.read_plan import Command; Command().run_from_argv(sys.argv)"
PLAIN = "A.1 A.2 A.3 A.4 A.5 B.I.1 B.I.2 B.II.1 B.II.2 C.I.1 C.I.2 C.II.1 C.II.2".split()


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def tasks(self) -> list[dict]:
        return json.loads(self.out)["tasks"]

    @property
    def doubts(self) -> str:
        return str(json.loads(self.out)["doubts"])


def read_plan(path: Path, folder: Path) -> Answer:
    """What the command answers and takes, its children included."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", COMMAND, "read_plan", str(path)]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        meter = [sys.executable, "-S", "-c", METER, str(folder / "taken"), *command]
        subprocess.run(meter, cwd=ROOT, env=environment, stdout=out, stderr=err, check=True)
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("out", "err")]
    status, seconds, megabytes = json.loads((folder / "taken").read_text())
    return Answer(status, *texts, seconds, megabytes)


def refused(code: str) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        assert (answer.status, answer.out) == (REFUSED, "")
        assert answer.err.startswith(f"read_plan: {code}: ")
        assert answer.err.count("\n") == 1

    return check


def has_the_plain_codes(answer: Answer) -> None:
    assert [task["id"] for task in answer.tasks] == PLAIN


def runs_no_formula(answer: Answer) -> None:
    by_code = {task["id"]: task for task in answer.tasks}
    assert list(by_code) == [*PLAIN, *(f"C.II.{number}" for number in range(3, 11))]
    assert by_code["C.II.3"]["content"] == "Bấm vào đây để xem nhiệm vụ"
    assert by_code["C.II.4"]["content"] == "2"
    assert all("công thức" in str(by_code[code]["doubts"]) for code in ("C.II.3", "C.II.4"))
    assert by_code["C.II.5"]["content"].startswith("=HYPERLINK(")
    assert by_code["C.II.7"]["content"].startswith("-Tổng hợp, báo cáo")
    assert "<script>" in by_code["C.II.10"]["content"]
    assert by_code["B.I.2"]["deadline"]["due"] == "2026-01-31"


def accepts_tracked_changes(answer: Answer) -> None:
    by_code = {task["id"]: task for task in answer.tasks}
    assert len(by_code) == 13
    assert by_code["B.I.1"]["deadline"]["due"] == "2026-02-05"
    assert by_code["B.II.1"]["leads"] == ["Các sở, ban, ngành thuộc Thành phố", "UBND cấp xã"]
    assert (by_code["B.II.3"]["leads"], by_code["B.II.3"]["deadline"]["due"]) == (["Sở Tài chính"], "2026-02-12")
    assert "C.II.2" not in by_code
    assert by_code["A.1"]["product"] == "Tài khoản người dùng trên hệ thống"
    assert "thay đổi chưa chấp nhận" in answer.doubts


def says_what_the_truth_says(answer: Answer) -> None:
    lines = (HARD / "09c-tcvn3-truth-utf8.txt").read_text(encoding="utf-8").splitlines()
    truth = [row for row in (line.split("\t") for line in lines) if row[0].isdigit()]
    straight = str.maketrans("“”–’", '""-\'')
    assert [task["content"] for task in answer.tasks] == [row[1].translate(straight) for row in truth]
    assert [task["deadline_text"] for task in answer.tasks] == [row[5].translate(straight) for row in truth]


def finds_no_task(answer: Answer) -> None:
    assert (answer.status, answer.err, answer.tasks) == (NO_TASKS, "", [])
    assert "Không tìm thấy" in answer.doubts


CASES = {
    "01-scan-no-text-layer.pdf": refused("pdf_scan"),
    "02a-password.docx": refused("password"),
    "02b-password.pdf": refused("password"),
    "03-truncated.docx": refused("corrupt"),
    "04a-zip-bomb.docx": refused("zip_bomb"),
    "04b-xml-entity-bomb.docx": refused("dtd"),
    "05-formula-injection.xlsx": runs_no_formula,
    "06a-docm-renamed.docx": refused("macros"),
    "06b-exe-renamed.docx": refused("wrong_type"),
    "07-tracked-changes-footnote.docx": accepts_tracked_changes,
    "08-nfd.txt": has_the_plain_codes,
    "09a-tcvn3-vntime.docx": says_what_the_truth_says,
    "09b-tcvn3.txt": says_what_the_truth_says,
    "10a-empty.docx": refused("no_text"),
    "10b-zero-bytes.docx": refused("empty"),
    "10c-empty.xlsx": refused("no_text"),
    "11-report-without-tasks.docx": finds_no_task,
    "12-auto-numbering.docx": has_the_plain_codes,
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that the command takes to begin with, on this machine as it is now."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "empty.txt").touch()
    return read_plan(folder / "empty.txt", folder).seconds


@pytest.mark.parametrize("name", sorted(CASES) if HARD.is_dir() else [])
def test_a_hard_case_gets_its_answer_in_little_time_and_memory(name: str, tmp_path: Path, start: float):
    answer = read_plan(HARD / name, tmp_path)
    CASES[name](answer)
    assert answer.status in (READ, REFUSED, NO_TASKS)
    assert answer.status == REFUSED or answer.err == ""
    assert (answer.seconds <= start + MOST_SECONDS, answer.megabytes <= MOST_MB) == (True, True), answer
