"""The real plans, where they lie beside the repository: read them all, score them, refuse the hard cases."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from plans.reading import Unreadable, read

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
SEEDS = SHARED / "seeds"
HARD = SEEDS / "docs" / "hard-cases"
SCORES = [
    ("docs/ke-hoach-du-an-dau-tu-2026.docx", "", 0.999),
    ("ke-hoach-du-an-dau-tu-2026.txt", "", 0.999),
    ("docs/ke-hoach-131-2026.docx", "", 0.99),
    ("docs/ke-hoach-131-2026.docx", "PL02", 0.99),
    ("ke-hoach-131-2026.txt", "", 0.99),
    ("docs/ke-hoach-131-2026.pdf", "", 0.99),
    ("docs/ke-hoach-du-an-dau-tu-2026.pdf", "", 0.99),
    ("docs/ke-hoach-308-2025.pdf", "", 0.99),
    ("docs/ke-hoach-chinh-quyen-2-cap-2025.pdf", "", 0.99),
    ("docs/ke-hoach-131-2026.xlsx", "PL02", 0.99),
    ("docs/ke-hoach-du-an-dau-tu-2026.xlsx", None, 0.99),
    ("docs/ke-hoach-308-2025.docx", "", 0.99),
    ("docs/ke-hoach-chinh-quyen-2-cap-2025.docx", "", 0.99),
]
REFUSED = {
    "01-scan-no-text-layer.pdf": "pdf_scan",
    "02a-password.docx": "password",
    "02b-password.pdf": "password",
    "03-truncated.docx": "corrupt",
    "04a-zip-bomb.docx": "zip_bomb",
    "04b-xml-entity-bomb.docx": "dtd",
    "06a-docm-renamed.docx": "macros",
    "06b-exe-renamed.docx": "wrong_type",
    "10a-empty.docx": "no_text",
    "10b-zero-bytes.docx": "empty",
    "10c-empty.xlsx": "no_text",
}
PLAIN_IDS = [
    "A.1",
    "A.2",
    "A.3",
    "A.4",
    "A.5",
    "B.I.1",
    "B.I.2",
    "B.II.1",
    "B.II.2",
    "C.I.1",
    "C.I.2",
    "C.II.1",
    "C.II.2",
]


def read_file(path: Path) -> dict:
    return read(path.read_bytes(), filename=path.name)


@pytest.mark.parametrize(("name", "part", "least"), SCORES if SEEDS.is_dir() else [])
def test_a_real_plan_is_read_well(name: str, part: str, least: float, tmp_path: Path):
    source = SEEDS / name
    candidate = tmp_path / "candidate.json"
    candidate.write_text(json.dumps(read_file(source)), encoding="utf-8")
    gold = SEEDS / "gold" / f"{source.stem}.json"
    command = [
        sys.executable,
        SHARED / "tools" / "score_import.py",
        candidate,
        gold,
        *(["--part", part or ""] if part != "" else []),
    ]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(scored.stdout.split()[-1]) >= least, scored.stdout


@pytest.mark.parametrize(("name", "code"), sorted(REFUSED.items()) if HARD.is_dir() else [])
def test_a_hard_case_is_refused_for_its_reason(name: str, code: str):
    with pytest.raises(Unreadable) as refusal:
        read_file(HARD / name)
    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["12-auto-numbering.docx", "08-nfd.txt"] if HARD.is_dir() else [])
def test_a_hard_case_has_the_codes_of_the_plain_plan(name: str):
    assert [task["id"] for task in read_file(HARD / name)["tasks"]] == PLAIN_IDS


@pytest.mark.parametrize("path", [HARD / "07-tracked-changes-footnote.docx"] if HARD.is_dir() else [])
def test_tracked_changes_of_a_real_plan_are_accepted(path: Path):
    tasks = {task["id"]: task for task in read_file(path)["tasks"]}
    assert len(tasks) == 13
    assert tasks["B.I.1"]["deadline"]["due"] == "2026-02-05"
    assert tasks["B.II.1"]["leads"] == ["Các sở, ban, ngành thuộc Thành phố", "UBND cấp xã"]
    assert tasks["B.II.3"]["leads"] == ["Sở Tài chính"]
    assert "C.II.2" not in tasks
    assert tasks["A.1"]["product"] == "Tài khoản người dùng trên hệ thống"


@pytest.mark.parametrize("path", [HARD / "11-report-without-tasks.docx"] if HARD.is_dir() else [])
def test_a_report_holds_no_tasks(path: Path):
    result = read_file(path)
    assert result["tasks"] == []
    assert result["document"]["kind"] == "Báo cáo"
