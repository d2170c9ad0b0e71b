"""The journal as CSV, a row an act, in the words of the page; the unit board as CSV and workbook."""

import csv
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import Workbook

from insight.models import Part
from insight.queries.acts import KINDS
from insight.queries.board import Board
from insight.queries.journal import Entry, entries_of
from journal.models import Event
from reports.exports.wording import neutral
from units.models import Unit

BATCH = 500
HEAD = ("Thứ tự", "Lúc", "Người", "Đơn vị", "Việc đã làm", "Đối tượng", "Mã đối tượng", "Văn bản")


def journal_csv(events: QuerySet[Event]) -> Iterator[str]:
    """Lines of UTF-8 text with a mark that spreadsheets need; oldest first, in flat memory."""
    writer = csv.writer(_Line())
    units = dict(Unit.objects.values_list("pk", "name"))
    yield "\ufeff" + writer.writerow(HEAD)
    last = 0
    while batch := list(events.filter(pk__gt=last).order_by("id")[:BATCH]):
        for entry in entries_of(batch):
            yield writer.writerow([neutral(cell) for cell in _row(entry, units)])
        last = batch[-1].pk


class _Line:
    def write(self, text: str) -> str:
        return text


def said(entry: Entry) -> str:
    """The act in one sentence of plain text."""
    words = render_to_string(entry.template, {"event": entry.event, "actor": entry.actor or "Hệ thống"})
    return " ".join(unescape(strip_tags(words)).split())


def _row(entry: Entry, units: dict[int, str]) -> list[str]:
    event = entry.event
    return [
        str(event.position or ""),
        f"{timezone.localtime(event.at):%d/%m/%Y %H:%M:%S}",
        entry.actor.full_name if entry.actor else "Hệ thống",
        units.get(event.actor_unit_id, ""),
        said(entry),
        KINDS.get(event.subject_type, event.subject_type),
        str(event.subject_id),
        str(event.plan_id or ""),
    ]


BOARD_HEAD = (
    *("Kỳ", "Nhóm", "Thứ tự", "Mã đơn vị", "Đơn vị", "Điểm", *(part.label for part in Part), "Trừ"),
    *("Tỷ lệ đúng hạn (%)", "Tỷ lệ hoàn thành (%)", "Tỷ lệ cập nhật (%)", "Quá hạn", "Lượt giao đến hạn"),
    *("Đơn vị tự xác nhận", "Vì sao không xếp thứ tự"),
)
WHY = {"few": "chưa đủ 5 lượt giao đến hạn", "partial": "không hoạt động trọn kỳ"}


def board_rows(board: Board) -> Iterator[list[Any]]:
    """Under the head; in the order of the page, numbers as numbers, None where there is no data."""
    codes = dict(Unit.objects.filter(pk__in=[row.unit_id for row in board.rows]).values_list("pk", "code"))
    for row in [*board.placed, *board.others]:
        facts, points = row.facts, {line.part: line.points for line in row.scored.lines}
        yield [
            *(board.period.label, board.group.label, row.place, codes[row.unit_id], row.name, row.scored.total),
            *(points.get(part) for part in Part),
            row.scored.taken if board.criteria else None,
            *(facts.on_time_rate, facts.done_rate, facts.update_rate, facts.overdue, facts.due),
            *(facts.self_confirmed, WHY.get(row.unplaced, "")),
        ]


def board_csv(board: Board) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(BOARD_HEAD)
    for row in board_rows(board):
        yield writer.writerow(["" if cell is None else neutral(str(cell)) for cell in row])


def board_workbook(board: Board) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Bảng theo dõi đơn vị")
    sheet.freeze_panes = "F2"
    sheet.column_dimensions["E"].width = 40
    sheet.append(BOARD_HEAD)
    for row in board_rows(board):
        sheet.append([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
