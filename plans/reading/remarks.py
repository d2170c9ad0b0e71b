"""What a reader of a format noticed becomes doubts beside the rows that were made of it."""

from plans.reading.blocks import Document, Remark
from plans.reading.doubts import doubt

_RECOGNISED = "Chữ do máy nhận dạng từ bản quét; hãy đối chiếu từng ô với bản gốc."


def remark_on_rows(document: Document, rows: list[dict]) -> None:
    """A remark about a row goes to the task or indicator that begins there or nearest above it."""
    for row in rows if document.is_recognised else []:
        row["doubts"].append(doubt("content", "check", _RECOGNISED))
    for remark in document.remarks:
        if remark.table and (row := _row_of(remark, rows)):
            row["doubts"].append(doubt("content", "check", remark.text))


def remarks_on_document(document: Document) -> list[dict]:
    return [doubt("content", "check", remark.text) for remark in document.remarks if not remark.table]


def _row_of(remark: Remark, rows: list[dict]) -> dict | None:
    above = [row for row in rows if row["place"].get("table") == remark.table and row["place"]["row"] <= remark.row]
    return max(above, key=lambda row: row["place"]["row"], default=None)
