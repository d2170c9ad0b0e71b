"""The source beside the draft: the right place, its marks, never the whole document."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from intake.operations import draft_from
from intake.queries import open_doubts_on, window
from intake.queries.marking import Piece, marked
from plans.models import SourceFile
from tests.intake.conftest import NOW, SAMPLE, reading, task_row

ROWS = [
    {"row": n, "page": 5 + n // 10, "cells": [[0, 1, str(n)], [1, 1, f"Việc {n}"], [2, 1, "Phường Cầu Giấy"]]}
    for n in range(2, 40)
]
HEAD = {"row": 1, "page": 5, "cells": [[0, 1, "TT"], [1, 1, "Nhiệm vụ"], [2, 1, "Chủ trì"]]}
PICTURE = [
    {"paragraph": 1, "page": 1, "text": "KẾ HOẠCH"},
    {"paragraph": 2, "page": 1, "text": "Thực hiện trước ngày 31/12/2026 tại Phường Cầu Giấy."},
    {
        "table": 1,
        "rows": [{"row": 1, "page": 5, "cells": [[0, 1, "TT"], [1, 1, "Nhiệm vụ"], [2, 1, "Chủ trì"]]}, *ROWS],
    },
]
CELLS = {
    "content": {"confidence": 0.4, "place": {"table": 1, "row": 20, "column": 1}},
    "leads": {"confidence": 0.95, "place": {"table": 1, "row": 20, "column": 2}},
}


@pytest.fixture
def plan(officer):
    source = SourceFile(name="kế hoạch.docx", size=1, sha256="a" * 64, uploaded_by=officer)
    source.file.save("goc", ContentFile(b"x"), save=False)
    rows = [
        task_row("1", content=None, place={"page": 7, "table": 1, "row": 20}, cells=CELLS),
        task_row("2", place={"page": 1, "paragraph": 1, "last": 2}),
        task_row("3"),
    ]
    return draft_from(reading=reading(*rows) | {"source": PICTURE}, actor=officer, source=source, now=NOW)


def seen(plan, code, start=None):
    task = plan.tasks.get(code=code)
    return window(plan, task, open_doubts_on(plan, task), start)


def test_the_row_is_framed_with_its_doubtful_cell_under_the_head_of_its_table(plan):
    shown = seen(plan, "1")
    assert (shown.page, shown.pages, shown.found) == (7, 8, True)
    (block,) = shown.blocks
    assert [cell.pieces[0].text for cell in block.head.cells] == ["TT", "Nhiệm vụ", "Chủ trì"]
    (here,) = [line for line in block.lines if line.here]
    assert here.number == 20
    assert [cell.level for cell in here.cells] == ["", "missing", ""]
    assert here.cells[2].pieces == [Piece("Phường Cầu Giấy", "unit")]


def test_a_task_in_prose_has_all_of_its_paragraphs_framed(plan):
    lines = [line for block in seen(plan, "2").blocks for line in block.lines]
    assert [line.number for line in lines if line.here] == [1, 2]
    pieces = [piece for piece in lines[1].cells[0].pieces if piece.kind]
    assert [piece.kind for piece in pieces] == ["date", "unit"]


def test_only_a_window_is_shown_and_it_moves(plan):
    shown = seen(plan, "1")
    assert sum(len(block.lines) for block in shown.blocks) < 15
    earlier, later = seen(plan, "1", shown.earlier), seen(plan, "1", shown.later)
    assert earlier.blocks[-1].lines[-1].index < later.blocks[0].lines[0].index
    assert seen(plan, "1", 10**6).found
    assert seen(plan, "3").earlier is None


def test_the_page_shows_it_names_the_page_and_says_how_surely_a_cell_was_read(plan, officer):
    page = Client()
    page.force_login(officer)
    shown = page.get(reverse("intake:review", args=[plan.pk]) + f"?mo={plan.tasks.get(code='1').pk}").content.decode()
    assert "trang 7 / 8" in shown
    assert "Nội dung nhiệm vụ: thiếu" in shown
    assert "đọc rõ" in shown
    assert "Việc 39" not in shown


def test_a_file_gone_from_the_disk_is_said_in_a_sentence(plan, officer):
    page = Client()
    page.force_login(officer)
    kept = plan.source_files.get()
    kept.file.storage.delete(kept.file.name)
    answer = page.get(reverse("intake:source", args=[plan.pk]), follow=True)
    assert answer.status_code == 200
    assert "không còn trên máy chủ" in answer.content.decode()


def test_the_sample_is_drawn_when_it_is_read(send_file):
    plan = send_file(SAMPLE).plan
    task = plan.tasks.order_by("order").last()
    assert seen(plan, task.code).found


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("không có gì", [], [""]),
        ("Sở Y tế báo cáo trước 15/10/2026", ["Sở Y tế"], ["unit", "", "date"]),
        ("SỞ Y TẾ", ["Sở Y tế", "Sở"], ["unit"]),
        ("", ["Sở Y tế"], []),
    ],
)
def test_units_and_dates_are_marked_and_no_word_is_lost(text, names, kinds):
    pieces = marked(text, names)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.kind for piece in pieces] == kinds


def test_a_cell_merged_down_leaves_the_columns_in_line(officer):
    rows = [{"row": 1, "page": 1, "cells": [[0, 1, "TT"], [1, 1, "Nhiệm vụ"], [2, 2, "Thực hiện"], [4, 1, "Hạn"]]},
            {"row": 2, "page": 1, "cells": [[2, 1, "Chủ trì"], [3, 1, "Phối hợp"]]}]  # fmt: skip
    source = SourceFile(name="a.docx", size=1, sha256="b" * 64, uploaded_by=officer)
    source.file.save("goc", ContentFile(b"x"), save=False)
    read = reading(task_row("1", place={"table": 1, "row": 2})) | {"source": [{"table": 1, "rows": rows}]}
    made = draft_from(reading=read, actor=officer, source=source, now=NOW)
    (block,) = window(made, None, {}).blocks
    assert [[cell.span for cell in line.cells] for line in block.lines] == [[1, 1, 2, 1], [2, 1, 1, 1]]
