"""The demonstration that `make run` shows: Hà Nội's units, a calendar, people to sign in as, work to look at."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from config.demo_people import DOMAIN
from config.demo_plan import add_sample_plan
from units.models import Membership, Unit, User
from units.operations import create_account, load_units, seed_calendar

Role = Membership.Role


@dataclass(frozen=True)
class Person:
    part: str
    username: str
    full_name: str
    unit: str
    role: str
    title: str = ""


CAST = (
    Person("focal", "dau.moi", "Lê Minh Tuấn", "STC", Role.OFFICER, "chuyên viên"),
    Person("focal_head", "lanh.dao.so", "Trần Thu Hà", "STC", Role.HEAD, "Phó Giám đốc"),
    Person("officer", "chuyen.vien", "Nguyễn Thị Lan", "00167", Role.OFFICER, "công chức"),
    Person("unit_leader", "lanh.dao.phuong", "Phạm Quốc Hùng", "00167", Role.HEAD, "Chủ tịch"),
    Person("office", "van.phong", "Đỗ Ngọc Mai", "VPUB", Role.OFFICER, "chuyên viên"),
    Person("inspector", "kiem.tra", "Vũ Đình Phong", "TTTP", Role.INSPECTOR, "thanh tra viên"),
    Person("city_leader", "lanh.dao.tp", "Hoàng Văn Nam", "01", Role.LEADER, "Phó Chủ tịch"),
    Person("admin", "quan.tri", "Bùi Thanh Sơn", "VPUB", Role.ADMIN, "quản trị hệ thống"),
)
# Đầu mối of more units, so that notices find people there too; nobody signs in as them.
COORDINATORS = {
    "SKHCN": "Ngô Hải Yến",
    "CATP": "Đặng Anh Dũng",
    "00004": "Nguyễn Hữu Phúc",
    "00070": "Trịnh Bảo Châu",
    "00103": "Lý Thu Trang",
    "00235": "Mai Xuân Bách",
    "00256": "Dương Khánh Linh",
}

# What comes after units and people, in this order; each step may run again.
HISTORY: list[Callable[[], None]] = [add_sample_plan]


def setup(accounts_file: Path) -> list[str]:
    """Lines "demo ROLE USERNAME PASSWORD", true also when everything was there already."""
    load_city()
    make_people(kept_passwords(accounts_file))
    for step in HISTORY:
        step()
    return account_lines(accounts_file)


def load_city() -> None:
    load_units()
    this_year = timezone.localdate().year
    seed_calendar(range(this_year - 1, this_year + 2))
    units = list(Unit.objects.filter(official_mailbox=""))
    for unit in units:
        unit.official_mailbox = f"vanthu.{unit.code.lower()}@{DOMAIN}"
    Unit.objects.bulk_update(units, ["official_mailbox"])


def make_people(passwords: dict[str, str]) -> None:
    for person in CAST:
        _make_person(person, passwords[person.username])
    for code, full_name in COORDINATORS.items():
        username = f"dau.moi.{code.lower()}"
        person = Person("", username, full_name, code, Role.COORDINATOR, "đầu mối")
        if not User.objects.filter(username=username).exists():
            _make_person(person, None)


def _make_person(person: Person, password: str | None) -> None:
    known = User.objects.filter(username=person.username).first()
    if known is None:
        create_account(
            username=person.username,
            full_name=person.full_name,
            email=f"{person.username}@{DOMAIN}",
            password=password,
            memberships=[(Unit.objects.get(code=person.unit), person.role, person.title)],
        )
    elif not known.check_password(password):
        known.set_password(password)
        known.save(update_fields=["password"])


def kept_passwords(path: Path) -> dict[str, str]:
    """Made once and kept in a file that only its owner may read."""
    kept = {username: password for _, username, password in _read(path)}
    missing = [person for person in CAST if person.username not in kept]
    if missing:
        kept |= {person.username: secrets.token_urlsafe(12) for person in missing}
        with open(path, "w", encoding="utf-8", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.writelines(f"{person.part} {person.username} {kept[person.username]}\n" for person in CAST)
    return kept


def account_lines(path: Path) -> list[str]:
    """Those of the file that exist in this database."""
    here = set(User.objects.values_list("username", flat=True))
    return [f"demo {part} {username} {password}" for part, username, password in _read(path) if username in here]


def _read(path: Path) -> list[tuple[str, str, str]]:
    if not path.exists():
        return []
    return [tuple(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if len(line.split()) == 3]
