"""Progress kept in another follow-up software, taken in from its .xlsx: every row checked, all applied or none."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from openpyxl import load_workbook

from intake.errors import IntakeError
from plans.models import Plan
from tasks import perms
from tasks.errors import TaskError
from tasks.models import Assignment
from tasks.operations import update_progress
from units.models import User
from units.names import Book, plain

Line = tuple[int, list[Any]]
COLUMNS = ("Mã nhiệm vụ", "Đơn vị", "Tiến độ (%)", "Tình trạng", "Ngày")
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 2 * 1024 * 1024, 40 * 1024 * 1024, 5_000
FINISHED = {"hoan thanh", "da hoan thanh", "xong", "done", "completed"}
STATES = FINISHED | {"", "dang thuc hien", "chua hoan thanh", "chua thuc hien", "in progress", "open"}


@dataclass(frozen=True)
class StatusRow:
    line: int
    assignment: Assignment
    percent: int
    state: str
    day: date | None

    @property
    def note(self) -> str:
        """ "Nhập từ phần mềm khác: hoàn thành, ngày 05/03/2026" """
        said = ", ".join(filter(None, [self.state, f"ngày {self.day:%d/%m/%Y}" if self.day else ""]))
        return f"Nhập từ phần mềm khác: {said}" if said else "Nhập từ phần mềm khác"


@dataclass
class Statuses:
    """`finished`: rows told as done, which the unit still has to send with their proof."""

    rows: list[StatusRow] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    updated: int = 0

    @property
    def finished(self) -> int:
        return sum(row.percent == 100 for row in self.rows)


def import_statuses(
    *, plan: Plan, actor: User, file: BinaryIO, size: int, now: datetime, dry_run: bool = False
) -> Statuses:
    """Rows that are wrong stand in `wrong`, "Dòng 3: …"; then, and in a dry run, nothing is written."""
    return import_lines(plan=plan, actor=actor, lines=lines_of(file, size), now=now, dry_run=dry_run)


def import_lines(*, plan: Plan, actor: User, lines: list[Line], now: datetime, dry_run: bool = False) -> Statuses:
    """The same of lines that were read before: checked again, since the work may have moved meanwhile."""
    found = _checked(plan, actor, lines, now)
    if not found.wrong and not dry_run:
        _apply(found, actor, now)
    return found


@transaction.atomic
def _apply(found: Statuses, actor: User, now: datetime) -> None:
    for row in found.rows:
        try:
            told = {"percent": row.percent, "note": row.note, "led": True}
            update_progress(assignment_id=row.assignment.pk, actor=actor, now=now, **told)
        except (TaskError, PermissionDenied) as error:
            raise IntakeError(
                f"Dòng {row.line}: {getattr(error, 'message', 'không được cập nhật việc này.')}"
            ) from error
    found.updated = len(found.rows)


def lines_of(file: BinaryIO, size: int) -> list[Line]:
    """Numbered as in the sheet; IntakeError for what is no such workbook."""
    if size > MOST_BYTES:
        raise IntakeError("Tệp lớn hơn 2 MB. Chỉ giữ năm cột cần nhập rồi gửi lại.")
    try:
        with zipfile.ZipFile(file) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise IntakeError("Tệp mở ra quá lớn. Chép các dòng sang tệp mới rồi gửi lại.")
        file.seek(0)
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        rows = [list(row) for row in sheet.iter_rows(max_col=len(COLUMNS), max_row=MOST_ROWS + 2, values_only=True)]
    except IntakeError:
        raise
    except Exception:  # openpyxl raises whatever a broken package makes it stumble on
        raise IntakeError("Không đọc được tệp. Lưu lại thành .xlsx bằng Excel rồi gửi.") from None
    if not rows or [plain(str(value or "")) for value in rows[0]] != [plain(name) for name in COLUMNS]:
        raise IntakeError(f"Dòng 1 phải là tiêu đề: {', '.join(COLUMNS)}.")
    if len(rows) > MOST_ROWS + 1:
        raise IntakeError("Tệp có quá 5.000 dòng. Chia thành nhiều tệp.")
    return [(n, row) for n, row in enumerate(rows[1:], 2) if any(value is not None for value in row)]


def _checked(plan: Plan, actor: User, lines: list[Line], now: datetime) -> Statuses:
    running: dict[tuple[str, int], list[Assignment]] = {}
    for each in Assignment.objects.running().filter(plan=plan).select_related("task", "unit"):
        running.setdefault((each.task.code.strip().lower(), each.unit_id), []).append(each)
    book, found, seen = Book.load(now.date()), Statuses(), set()
    leads = perms.can_lead_plan(actor, plan)
    for line, cells in lines:
        for row in _row(line, cells, running, book, None if leads else actor, found.wrong):
            if row.assignment.pk in seen:
                found.wrong.append(f"Dòng {line}: việc này đã có ở dòng trên.")
            seen.add(row.assignment.pk)
            found.rows.append(row)
    return found


def _row(
    line: int, cells: list[Any], running: dict, book: Book, actor: User | None, wrong: list[str]
) -> Iterator[StatusRow]:
    """`actor`: whose own units alone are meant; None for the focal unit, which takes in those of all."""
    code, name, percent, state, day = [*cells, None, None, None, None][:5]
    unit = book.resolve(str(name or "")).unit
    words = str(state or "").strip()
    given = running.get((str(code or "").strip().lower(), unit.pk)) if unit else None
    trouble = _trouble(code, name, unit, given, percent, words, day, actor)
    if trouble:
        wrong.append(f"Dòng {line}: {trouble}")
        return
    done = plain(words) in FINISHED
    last = day.date() if isinstance(day, datetime) else day
    yield StatusRow(line, given[0], 100 if done else int(percent), words, last)


def _trouble(
    code: Any, name: Any, unit: Any, given: Any, percent: Any, words: str, day: Any, actor: User | None
) -> str:
    """The first thing wrong with a row, as a sentence; empty where nothing is."""
    if unit is None:
        return f"không có đơn vị “{name or ''}”."
    if not given:
        return f"{unit} không có việc đang thực hiện nào mang mã “{code or ''}” trong văn bản này."
    if len(given) > 1:
        return f"{unit} có {len(given)} việc cùng mã “{code}”; cập nhật từng việc trên trang của nó."
    if actor and not perms.can_work(actor, given[0]):
        return f"tài khoản này không cập nhật được việc của {unit}."
    if plain(words) not in STATES:
        return f"tình trạng “{words}” chưa biết; ghi Đang thực hiện hoặc Hoàn thành."
    whole = isinstance(percent, int | float) and 0 <= percent <= 100 and percent == int(percent)
    if plain(words) not in FINISHED and not whole:
        return f"tiến độ “{'' if percent is None else percent}” phải là số nguyên từ 0 đến 100."
    if day is not None and not isinstance(day, date):
        return f"ngày “{day}” phải là ô kiểu ngày."
    return ""
