"""Scans read by a program called tesseract that stands in for the real one."""

import stat
from pathlib import Path

import pytest

from plans.reading import Unreadable
from plans.reading.child import read_limited
from tests.plans.reading.printed import Print

SCAN = Print().page().picture().page().picture().pdf()
LINES = ("KẾ HOẠCH", "II. NHIỆM VỤ", "1. Số hóa hồ sơ", "a) Cơ quan chủ trì: Sở Nội vụ.", "b) Thời hạn: Quý IV/2026.")


def table() -> str:
    """As Tesseract prints it: a row for each word."""
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    for number, line in enumerate(LINES):
        for place, word in enumerate(line.split()):
            rows.append(
                f"5\t1\t1\t1\t{number}\t{place}\t{200 + 120 * place}\t{300 + 60 * number}\t100\t40\t90\t{word}"
            )
    return "\n".join(rows)


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "table").write_text(table(), encoding="utf-8")
    program = tmp_path / "tesseract"
    answer = f'[ "$1" = --list-langs ] && exec cat {tmp_path}/languages; exec cat {tmp_path}/table'
    program.write_text(f"#!/bin/sh\n{answer}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "languages").write_text("eng\nvie\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def code_of(data: bytes, **options: bool) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_limited(data, filename="scan.pdf", **options)
    return refusal.value.code


def test_a_scan_is_read_where_it_is_allowed_and_every_row_needs_checking(tesseract: Path):
    result = read_limited(SCAN, filename="scan.pdf", may_recognise=True)
    tasks = result["tasks"]
    assert [task["leads"] for task in tasks] == [["Sở Nội vụ"]] * 2
    assert [task["place"]["page"] for task in tasks] == [1, 2]
    assert all("máy nhận dạng" in str(task["doubts"]) for task in tasks)


def test_a_scan_is_refused_where_it_is_not_allowed(tesseract: Path):
    assert code_of(SCAN) == "pdf_scan"


def test_a_scan_is_refused_without_tesseract_or_its_vietnamese(tesseract: Path, monkeypatch: pytest.MonkeyPatch):
    (tesseract / "languages").write_text("fra\n")
    assert code_of(SCAN, may_recognise=True) == "pdf_scan"
    (tesseract / "tesseract").unlink()
    assert code_of(SCAN, may_recognise=True) == "pdf_scan"


def test_a_scan_of_too_many_pages_is_refused(tesseract: Path):
    printed = Print()
    for _ in range(61):
        printed.page().picture()
    assert code_of(printed.pdf(), may_recognise=True) == "limits"
