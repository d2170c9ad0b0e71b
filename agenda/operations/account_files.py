"""Accounts by .xlsx: read and check every row, then make all of them or none."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from agenda.exports.accounts import COLUMNS
from agenda.operations.inviting import invite_people
from journal.operations import record
from units.errors import UnitError
from units.models import Membership, Unit, User
from units.names import plain
from units.operations import NewPerson, enrol
from units.perms import is_admin

PLACES = {"full_name": "B", "role": "C", "title": "D", "email": "E", "phone": "F"}
ROLES = {
    "dau moi": Membership.Role.COORDINATOR,
    "lanh dao": Membership.Role.HEAD,
    "chuyen vien": Membership.Role.OFFICER,
}
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 2 * 1024 * 1024, 40 * 1024 * 1024, 2_000


@dataclass(frozen=True)
class Wrong:
    row: int
    cell: str
    text: str


@dataclass(frozen=True)
class AccountRow:
    number: int
    unit_id: int
    person: NewPerson

    def plain(self) -> list[Any]:
        return [self.number, self.unit_id, asdict(self.person)]

    @classmethod
    def of(cls, kept: list[Any]) -> "AccountRow":
        return cls(kept[0], kept[1], NewPerson(**kept[2]))


@dataclass
class Checked:
    rows: list[AccountRow] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def check_accounts(file: BinaryIO, *, size: int, now: datetime) -> Checked:
    """Nothing is written. Raises UnitError when the file as a whole cannot be taken."""
    if size > MOST_BYTES:
        raise UnitError(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Chia thành nhiều tệp rồi gửi lần lượt.")
    lines = list(_lines(file))
    if not lines:
        raise UnitError("Tệp không có dòng nào dưới dòng tiêu đề. Ghi mỗi người một dòng rồi gửi lại.")
    if len(lines) > MOST_ROWS:
        raise UnitError(f"Tệp có quá {MOST_ROWS:,} dòng. Chia thành nhiều tệp.".replace(",", "."))
    units = {unit.code.casefold(): unit.pk for unit in Unit.objects.active(timezone.localdate(now))}
    doubled = _doubled([cells[4] for _, cells in lines])
    checked, seen = Checked(), {}
    for number, cells in lines:
        _check_line(number, cells, units, doubled, seen, checked)
    return checked


def _lines(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(file) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
                raise UnitError("Tệp mở ra quá lớn. Chép các dòng sang tệp mẫu rồi gửi lại.")
        file.seek(0)
        rows = (
            load_workbook(file, read_only=True).worksheets[0].iter_rows(max_col=len(COLUMNS), max_row=MOST_ROWS + 2)
        )
        lines = [[_text(cell.value) for cell in row] for row in rows]
    except UnitError:
        raise
    except Exception:  # openpyxl raises whatever a broken package makes it stumble on
        raise UnitError("Không đọc được tệp. Dùng tệp mẫu .xlsx, lưu lại bằng Excel rồi gửi.") from None
    if not lines or [plain(text) for text in lines[0]] != [plain(name) for name in COLUMNS]:
        raise UnitError(f"Dòng 1 phải là tiêu đề: {', '.join(COLUMNS)}. Tải tệp mẫu rồi chép các dòng vào.")
    return ((n, cells) for n, cells in enumerate(lines[1:], 2) if any(cells))


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""


def _doubled(emails: Iterable[str]) -> set[str]:
    """Addresses that more than one account uses."""
    wanted, seen, twice = {email.casefold() for email in emails}, set(), set()
    for email in User.objects.values_list("email", flat=True):
        folded = email.casefold()
        if folded in wanted:
            (twice if folded in seen else seen).add(folded)
    return twice


def _check_line(
    number: int, cells: list[str], units: dict[str, int], doubled: set[str], seen: dict, checked: Checked
) -> None:
    cells = cells + [""] * (len(COLUMNS) - len(cells))
    code, name, role, title, email, phone = cells
    wrong = {
        chr(65 + place): "Ô có công thức; ghi thẳng chữ hoặc số."
        for place, text in enumerate(cells)
        if text[:1] == "="
    }
    person = NewPerson(full_name=name, email=email, role=ROLES.get(plain(role), ""), title=title, phone=phone)
    unit_id = units.get(code.casefold())
    if unit_id is None:
        wrong.setdefault("A", f"Không có đơn vị mã “{code[:40]}” đang hoạt động; xem trang Đơn vị của tệp mẫu.")
    for what, sentence in person.trouble().items():
        wrong.setdefault(PLACES[what], sentence)
    if email.casefold() in doubled:
        wrong.setdefault("E", "Thư này đang dùng cho hai tài khoản; sửa tài khoản trước.")
    key = (unit_id, email.casefold(), person.role)
    if unit_id and (first := seen.setdefault(key, number)) != number:
        wrong.setdefault("E", f"Trùng người, đơn vị và vai trò với dòng {first}.")
    checked.wrong += [Wrong(number, f"{column}{number}", sentence) for column, sentence in sorted(wrong.items())]
    if not wrong:
        checked.rows.append(AccountRow(number, unit_id, person))


@transaction.atomic
def apply_accounts(*, rows: Iterable[AccountRow], actor: User | None, now: datetime) -> int:
    """All rows or none; how many accounts are new. `actor` None: the command line."""
    if actor is not None and not is_admin(actor):
        raise PermissionDenied("accounts")
    today = timezone.localdate(now)
    rows = list(rows)
    units = Unit.objects.active(today).in_bulk({row.unit_id for row in rows})
    named: dict[User, bool] = {}
    for row in rows:
        if row.unit_id not in units:
            raise UnitError(f"Dòng {row.number}: đơn vị không còn hoạt động. Chưa có gì được ghi; kiểm tra lại tệp.")
        user, new = enrol(unit=units[row.unit_id], person=row.person, actor=actor, today=today)
        named[user] = named.get(user, False) or new
    invite_people(named.items(), actor=actor, now=now)
    made = sum(named.values())
    if rows:
        record("units.accounts_loaded", ("unit", rows[0].unit_id), actor=actor, rows=len(rows), accounts=made)
    return made
