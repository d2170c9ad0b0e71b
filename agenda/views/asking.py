"""What the address of the inbox asks for; every link of the page keeps the rest of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from agenda.queries.grouping import CHIPS, Group, looks_at_own_work

OWN, UNIT = "toi", "don-vi"
NOTHING = 0  # ?mo=0: no row open


@dataclass(frozen=True)
class Asked:
    said: dict[str, str]
    """The parameters as they came, without those that mean nothing."""
    mine: bool
    plan: int | None
    chip: str
    group: str
    page: int
    opened: int | None
    """None: not said, so the worst overdue row."""

    def query(self, **changes: object) -> str:
        kept = {name: value for name, value in (self.said | changes).items() if value not in (None, "")}
        return f"?{urlencode(kept)}" if kept else ""

    def url(self, **changes: object) -> str:
        return reverse("agenda:inbox") + self.query(**changes)

    @property
    def here(self) -> str:
        """The list alone, whatever row is open in it."""
        return self.query(mo="")

    @property
    def opening(self) -> str:
        """What a row's number is appended to."""
        return f"{reverse('agenda:inbox')}{self.here}{'&' if self.here else '?'}mo="


def asked(request: HttpRequest) -> Asked:
    said = {name: request.GET.get(name, "") for name in ("cua", "van_ban", "loc", "nhom", "trang", "mo")}
    known = {"cua": (OWN, UNIT), "loc": CHIPS, "nhom": Group.values}
    said |= {name: "" for name, words in known.items() if said[name] not in words}
    said |= {name: "" for name in ("van_ban", "trang", "mo") if _number(said[name]) is None}
    return Asked(
        said=said,
        mine=said["cua"] == OWN if said["cua"] else looks_at_own_work(request.user),
        plan=_number(said["van_ban"]),
        chip=said["loc"],
        group=said["nhom"],
        page=max(1, _number(said["trang"]) or 1),
        opened=_number(said["mo"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
