"""A compilation as PDF: the same facts, set by Typst, which brings its own fonts and needs no system package."""

from typing import Any

from reports.exports import typesetting
from reports.exports.compiled.facts import FactTable, on_paper, tables_of
from reports.exports.compiled.standard import APPENDICES, PARTS
from reports.exports.compiled.words import places_of
from reports.exports.grid import shares, text_of
from reports.exports.paper import TEXT_WIDTH, WIDE_TEXT_WIDTH
from reports.exports.wording import clean

SIZE, WIDE_SIZE = 11, 9  # as letter.typ and appendix.typ set them


def pdf_of(facts: dict[str, Any], texts: dict[str, str]) -> bytes:
    places, tables = places_of(facts, texts), tables_of(facts)
    parts = [part for each in PARTS if (part := _part(each, places, tables, facts))]
    appendices = [
        {
            "mark": mark,
            "title": title,
            "so_bao_cao": places["so_bao_cao"],
            "table": table_data(tables[key], WIDE_TEXT_WIDTH),
        }
        for mark, title, key in APPENDICES
    ]
    return typesetting.pdf(places | {"parts": parts}, appendices, [chart["svg"] for chart in facts["charts"]])


def _part(each: tuple, places: dict[str, Any], tables: dict[str, FactTable], facts: dict[str, Any]) -> dict | None:
    title, names, keys = each
    texts = [line for name in names for line in places[name]]
    shown = [table_data(tables[key], TEXT_WIDTH) for key in keys if key in tables and tables[key].table.rows]
    if not texts and not shown:
        return None
    charts = facts["charts"] if "nhom" in keys else []
    pictures = [{"name": c["name"], "label": c["label"], "file": f"picture{n}.svg"} for n, c in enumerate(charts)]
    return {"title": title, "texts": texts, "tables": shown, "charts": pictures}


def table_data(each: FactTable, width: int) -> dict[str, Any]:
    table = on_paper(each).table
    widths = shares(table.columns, width, WIDE_SIZE if each.wide else SIZE)
    return {
        "title": table.title,
        "bold": each.bold,
        "columns": [
            {"title": c.title, "kind": c.kind, "share": share} for c, share in zip(table.columns, widths, strict=True)
        ],
        "rows": [
            [clean(text_of(value, c)) for value, c in zip(row, table.columns, strict=True)] for row in table.rows
        ],
    }
