"""Figures from a source system: unit, total, done for all units of a task; each row checked, all applied."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from journal.operations import record
from tasks import perms
from tasks.errors import TaskConflict, TaskError
from tasks.exports import SOURCE_COLUMNS
from tasks.models import Assignment, Evidence, ProgressUpdate, Task
from tasks.operations import deciding
from tasks.operations.speaking import said
from tasks.workflow import make_move
from units.models import User
from units.names import Book, plain

MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 2 * 1024 * 1024, 40 * 1024 * 1024, 2_000
LARGEST = 2_000_000_000


@dataclass(frozen=True)
class SourceRow:
    """One unit's figures; `before` is what our row said when the file was checked."""

    line: int
    assignment_id: int
    unit: str
    total: int
    done: int
    before: tuple[int | None, int]

    @property
    def completes(self) -> bool:
        return self.done == self.total

    def plain(self) -> list[Any]:
        return list(astuple(self))

    @classmethod
    def of(cls, kept: list[Any]) -> "SourceRow":
        return cls(*kept[:5], before=tuple(kept[5]))


@dataclass(frozen=True)
class Wrong:
    cell: str
    text: str


@dataclass
class Checked:
    rows: list[SourceRow] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def completing(self) -> int:
        return sum(row.completes for row in self.rows)


@dataclass(frozen=True)
class LoadedFigures:
    updated: int
    confirmed: int
    left: list[str]
    """Units that reached the target and that somebody else has to confirm."""


def check_figures(*, task: Task, file: BinaryIO, size: int, now: datetime) -> Checked:
    """Nothing is written. Raises TaskError when the file as a whole cannot be taken."""
    if size > MOST_BYTES:
        raise TaskError(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Chỉ giữ ba cột của tệp mẫu rồi gửi lại.")
    lines = _lines(file)
    if not lines:
        raise TaskError("Tệp không có dòng nào dưới dòng tiêu đề. Ghi mỗi đơn vị một dòng rồi gửi lại.")
    return check_lines(task=task, lines=lines, now=now)


def check_lines(*, task: Task, lines: Iterable[tuple[int, list[Any]]], now: datetime) -> Checked:
    """`lines`: (number, [unit, total, done]), wherever they came from."""
    given = defaultdict(list)
    for row in Assignment.objects.running().filter(task=task).select_related("unit"):
        given[row.unit_id].append(row)
    book, checked, seen = Book.load(timezone.localdate(now)), Checked(), {}
    for number, cells in lines:
        _check_line(number, cells, given, book, seen, checked)
    return checked


def _lines(file: BinaryIO) -> list[tuple[int, list[Any]]]:
    try:
        with zipfile.ZipFile(file) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise TaskError("Tệp mở ra quá lớn. Chép các dòng sang tệp mẫu rồi gửi lại.")
        file.seek(0)
        sheet = load_workbook(file, read_only=True).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3, max_row=MOST_ROWS + 2)]
    except TaskError:
        raise
    except Exception:  # openpyxl raises whatever a broken package makes it stumble on
        raise TaskError("Không đọc được tệp. Dùng tệp mẫu .xlsx, lưu lại bằng Excel rồi gửi.") from None
    if not rows or [plain(str(value or "")) for value in rows[0]] != [plain(name) for name in SOURCE_COLUMNS]:
        raise TaskError(f"Dòng 1 phải là tiêu đề: {', '.join(SOURCE_COLUMNS)}. Tải tệp mẫu rồi chép các dòng vào.")
    if len(rows) > MOST_ROWS + 1:
        raise TaskError(f"Tệp có quá {MOST_ROWS:,} dòng. Chia thành nhiều tệp.".replace(",", "."))
    return [(n, cells) for n, cells in enumerate(rows[1:], 2) if any(value is not None for value in cells)]


def _check_line(
    number: int, cells: list[Any], given: dict[int, list[Assignment]], book: Book, seen: dict, checked: Checked
) -> None:
    name, *numbers = [*cells, None, None][:3]
    wrong: dict[str, str] = {}
    row = _find(str(name or "").strip(), given, book, wrong)
    total, done = (_whole(value, column, wrong) for value, column in zip(numbers, "BC", strict=True))
    if "B" not in wrong and total == 0:
        wrong["B"] = "Tổng số phải lớn hơn 0."
    if not wrong.keys() & {"B", "C"} and done > total:
        wrong["C"] = f"Đã làm {done} nhiều hơn tổng số {total}."
    if row and (first := seen.setdefault(row.pk, number)) != number:
        wrong["A"] = f"Trùng đơn vị với dòng {first}."
    checked.wrong += [Wrong(f"{column}{number}", text) for column, text in sorted(wrong.items())]
    if not wrong:
        before = (row.quantity_target, row.quantity_done)
        checked.rows.append(SourceRow(number, row.pk, row.unit.short_name, total, done, before))


def _find(name: str, given: dict[int, list[Assignment]], book: Book, wrong: dict[str, str]) -> Assignment | None:
    if not name:
        wrong["A"] = "Chưa ghi tên đơn vị."
        return None
    found = book.resolve(name)
    if not (found.exact and found.unit):
        near = ", ".join(f"“{unit.name}”" for unit in [found.unit, *found.suggestions][:3] if unit)
        wrong["A"] = f"Không tìm thấy đơn vị “{name[:80]}”." + (f" Gần nhất: {near}." if near else "")
        return None
    rows = given.get(found.unit.pk, [])
    if not rows:
        wrong["A"] = f"{found.unit.name} không có việc đang thực hiện của nhiệm vụ này."
    elif len(rows) > 1:
        wrong["A"] = f"{found.unit.name} có {len(rows)} việc của nhiệm vụ này; cập nhật ở từng việc."
    return rows[0] if len(rows) == 1 else None


def _whole(value: Any, column: str, wrong: dict[str, str]) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:12])
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        shown = "để trống" if value is None else f"ghi “{str(value)[:40]}”"
        wrong[column] = f"Ô {shown}; cần một số nguyên từ 0 trở lên."
        return 0
    return value


@transaction.atomic
def load_figures(
    *, task_id: int, actor: User, rows: Iterable[SourceRow], source: str, confirm: bool, now: datetime
) -> LoadedFigures:
    """All rows or none. `confirm`: what has reached its total is confirmed by the figures of the source system."""
    rows = {row.assignment_id: row for row in rows}
    source = said(source, "Ghi tên hệ thống nguồn của số liệu.", longest=120)
    if not rows:
        raise TaskError("Không có dòng nào để ghi. Kiểm tra lại tệp.")
    task = Task.objects.select_related("plan").get(pk=task_id)
    if not perms.can_lead_plan(actor, task.plan):
        raise PermissionDenied("figures")
    found = deciding.lock_all(Assignment.objects.filter(task=task, pk__in=rows))
    confirmed, left = 0, []
    for assignment in found:
        row = rows[assignment.pk]
        _refuse_stale(assignment, row)
        told = _write(assignment, row, source, actor, now)
        if confirm and row.completes and perms.can_load_figures(actor, assignment):
            _complete(assignment, told, source, actor, now)
            confirmed += 1
        elif row.completes:
            left.append(row.unit)
    if len(found) < len(rows):
        raise TaskConflict("Một số việc trong tệp không còn. Kiểm tra lại tệp; chưa có gì được ghi.")
    return LoadedFigures(len(found), confirmed, left)


def _refuse_stale(assignment: Assignment, row: SourceRow) -> None:
    finished = assignment.state in Assignment.State.finished()
    if finished or (assignment.quantity_target, assignment.quantity_done) != row.before:
        what = assignment.get_state_display() if finished else f"đã cập nhật {assignment.count_text}"
        raise TaskConflict(
            f"Dòng {row.line}, {row.unit}: việc đã thay đổi sau khi kiểm tra tệp ({what}). "
            "Chưa có gì được ghi; tải tệp lên kiểm tra lại."
        )


def _write(assignment: Assignment, row: SourceRow, source: str, actor: User, now: datetime) -> dict[str, Any]:
    before = (assignment.percent, assignment.quantity_done)
    assignment.quantity_target, assignment.quantity_done = row.total, row.done
    assignment.quantity_unit = assignment.quantity_unit or assignment.task.quantity_unit or "mục"
    assignment.percent, assignment.updated_at = row.done * 100 // row.total, now
    names = ["quantity_target", "quantity_done", "quantity_unit", "percent", "updated_at"]
    assignment.save(update_fields=names)
    event = record(
        "tasks.figures_loaded",
        ("assignment", assignment.pk),
        actor=actor,
        plan_id=assignment.plan_id,
        done=[before[1], row.done, row.total],
    )
    told = {"assignment": assignment, "author": actor, "event": event, "created_at": now}
    ProgressUpdate.objects.create(
        **told,
        percent_before=before[0],
        percent=assignment.percent,
        quantity_before=before[1],
        quantity_done=row.done,
        source=source,
    )
    return told


def _complete(assignment: Assignment, told: dict[str, Any], source: str, actor: User, now: datetime) -> None:
    Evidence.objects.create(
        **told,
        kind=Evidence.Kind.FIGURE,
        label=f"Số liệu từ {source}"[:300],
        products=assignment.task.products,
        figure=assignment.quantity_done,
        figure_unit=assignment.quantity_unit,
        sealed_at=now,
    )
    make_move(assignment, "complete_by_figures", actor=actor, now=now)
