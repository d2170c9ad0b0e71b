from plans.reading import picture as pictures
from plans.reading import read
from plans.reading.blocks import Cell, Document, Paragraph, Row, Table
from tests.plans.reading.papers import COLUMNS, Paper


def test_blocks_stand_in_their_order_with_their_places():
    table = Table((Row({0: Cell(("1",)), 1: Cell(("Việc", "dòng hai"), span=2)}, 1, page=3),), 1)
    document = Document([Paragraph("I. Mục đích", 1, page=2), table])
    assert pictures.picture(document) == [
        {"paragraph": 1, "page": 2, "text": "I. Mục đích"},
        {"table": 1, "rows": [{"row": 1, "page": 3, "cells": [[0, 1, "1"], [1, 2, "Việc\ndòng hai"]]}]},
    ]


def test_a_cell_that_is_merged_down_is_shown_once():
    rows = (Row({0: Cell(("Sở Y tế",))}, 1), Row({0: Cell(("Sở Y tế",), repeated=True), 1: Cell(("b",))}, 2))
    (table,) = pictures.picture(Document([Table(rows, 1)]))
    assert [row["cells"] for row in table["rows"]] == [[[0, 1, "Sở Y tế"]], [[1, 1, "b"]]]


def test_what_is_too_long_to_show_is_cut_off(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_CHARACTERS", 5)
    document = Document([Paragraph("abc", 1), Table((Row({0: Cell(("de",))}, 1), Row({0: Cell(("f",))}, 2)), 1)])
    assert [entry.get("text") or len(entry["rows"]) for entry in pictures.picture(document)] == ["abc", 1]
    monkeypatch.setattr(pictures, "MAX_BLOCKS", 1)
    assert len(pictures.picture(document)) == 1


def test_a_task_is_found_again_in_the_picture():
    paper = Paper().table(COLUMNS, ("1", "Mua sách", "Sở Y tế", "", "1/10/2026", ""))
    result = read(paper.bytes(), filename="a.docx")
    place = result["tasks"][0]["place"]
    (table,) = [block for block in result["source"] if block.get("table") == place["table"]]
    (row,) = [row for row in table["rows"] if row["row"] == place["row"]]
    assert [1, 1, "Mua sách"] in row["cells"]
