"""Made-up units in the city's proportions, an officer and a head in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tasks.operations.bulk import write
from units.models import Membership, Unit, UnitGroup, User

FOCAL_OFFICER, OFFICER = "dau.moi", "chuyen.vien"
# In ten units of the city; the order makes unit 1 a department and unit 2 the office that oversees it.
KINDS = (
    (Unit.Kind.DEPARTMENT, "Sở Chuyên ngành {}"),
    (Unit.Kind.AGENCY, "Cơ quan {} thuộc Thành phố"),
    (Unit.Kind.WARD, "UBND phường Số {}"),
    (Unit.Kind.COMMUNE, "UBND xã Số {}"),
    (Unit.Kind.WARD, "UBND phường Số {}"),
    (Unit.Kind.COMMUNE, "UBND xã Số {}"),
    (Unit.Kind.WARD, "UBND phường Số {}"),
    (Unit.Kind.COMMUNE, "UBND xã Số {}"),
    (Unit.Kind.WARD, "UBND phường Số {}"),
    (Unit.Kind.BOARD, "Ban Quản lý {}"),
)
MEASURED_UNIT = 3


@dataclass(frozen=True)
class Place:
    """A unit with its two people; `slowness` is the chance that overdue work is still undone."""

    id: int
    kind: str
    name: str
    slowness: float

    @property
    def officer_id(self) -> int:
        return 2 * self.id - 1

    @property
    def head_id(self) -> int:
        return 2 * self.id


def make_places(count: int) -> list[Place]:
    """Unit 3, whose officer the bench measures, is slow enough for a full page of overdue work."""
    places = []
    for number in range(1, count + 1):
        kind, name = KINDS[(number - 1) % len(KINDS)]
        slowness = 0.95 if number == MEASURED_UNIT else (0.03, 0.06, 0.1, 0.25)[number % 4]
        places.append(Place(number, kind, name.format(number), slowness))
    return places


def write_places(places: list[Place]) -> None:
    write(Unit, (_unit(place) for place in places))
    write(UnitGroup, _groups())
    write(User, (row for place in places for row in _people(place)))
    write(Membership, (row for place in places for row in _memberships(place)))


def _unit(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "code": f"DV{place.id:05d}",
        "name": place.name,
        "short_name": place.name,
        "kind": place.kind,
        "official_mailbox": f"vanthu.{place.id}@example.org",
    }


def _groups() -> Iterator[dict[str, Any]]:
    local = [Unit.Kind.WARD, Unit.Kind.COMMUNE]
    central = [Unit.Kind.DEPARTMENT, Unit.Kind.AGENCY, Unit.Kind.BOARD]
    yield {"id": 1, "code": "tat_ca", "name": "Các sở, ban, ngành, UBND cấp xã", "kinds": [*central, *local]}
    yield {"id": 2, "code": "cap_xa", "name": "UBND các xã, phường", "kinds": local}
    yield {"id": 3, "code": "so_nganh", "name": "Các sở, ban, ngành", "kinds": central}


def _people(place: Place) -> Iterator[dict[str, Any]]:
    special = {1: FOCAL_OFFICER, MEASURED_UNIT: OFFICER}
    username = special.get(place.id, f"chuyen.vien.{place.id}")
    yield _user(place.officer_id, username, f"Nguyễn Văn Mẫu {place.id}")
    yield _user(place.head_id, f"lanh.dao.{place.id}", f"Trần Thị Mẫu {place.id}")


def _user(pk: int, username: str, full_name: str) -> dict[str, Any]:
    """Nobody can sign in until a password is set: `manage.py changepassword`."""
    return {
        "id": pk,
        "username": username,
        "full_name": full_name,
        "email": f"{username}@example.org",
        "password": f"!{pk}",
    }


def _memberships(place: Place) -> Iterator[dict[str, Any]]:
    yield {"user_id": place.officer_id, "unit_id": place.id, "role": Membership.Role.OFFICER}
    yield {"user_id": place.head_id, "unit_id": place.id, "role": Membership.Role.HEAD}
