"""How an address of the tables is asked, and what may come of it."""

import re

from django.http import HttpResponse
from django.test import Client

from agenda.views.calendar import token_of as feed_token
from notifications.models import Delivery
from notifications.operations.stopping import stop_url
from tests.authority.addresses import PAGES
from tests.authority.api_addresses import API
from tests.authority.people import PARTIES, ROLES, group
from tests.authority.world import routes, token

Line = tuple[str, str, str, str]
LINES: list[Line] = [
    tuple(cell.strip() for cell in line.split("|")) for line in (PAGES + API).splitlines() if line.strip()
]
ADDRESSES = routes()
ALLOWED, REFUSED = {200, 201, 202, 204, 302, 400, 409, 410, 422}, {403, 404}
WORDS = {
    "all": set(ROLES),
    "anybody": set(ROLES),
    "nobody": set(),
    "parties": PARTIES,
    "readers": group("unit focal oversight watchers"),
    "workers": group("unit focal partner oversight stranger"),
    "lookers_after": group("unit_head deputy coordinator admin"),
}
# the slug of addresses that need one
SLUGS = {
    "api:export": "warnings",
    "api:change-requests-move": "approve",
    "api:contributions-move": "deliver",
    "api:milestone_move": "approve",
    "api:obstacles-move": "answer",
    "api:opening_move": "open",
    "intake:row": "len",
    "tasks:move_change": "approve",
    "tasks:move_contribution": "deliver",
    "tasks:move_milestone": "duyet",
    "tasks:move_obstacle": "answer",
}
# what is written where an empty form would be refused before the person is looked at
BODIES: dict[str, dict] = {
    "api:explanation_answer": {"answer": "Thiếu máy."},
    "agenda:ledger_address": {"target": "an@example.org"},
    "api:amends": {"plan": None},
    "api:criteria-list": {"name": "Bộ tiêu chí"},
    "api:objection_answer": {"recount": False, "answer": "Đã xem."},
    "api:reports-paper": {"number": "7/BC", "date": "2026-01-12", "signer": "An"},
    "api:reports-texts": {"texts": {"causes": "Không có"}},
    "insight:explain": {"answer": "Thiếu máy."},
    "insight:explanations": {"question": "Vì sao chậm?", "due_date": "2099-01-05"},
    "reports:chase": {"all": "1"},
}
# how it is written, where not by POST alone
METHODS = {
    "api:guest": ("delete",),
    "api:indicator_measuring": ("put",),
    "api:target": ("put",),
    "api:amends": ("put",),
    "api:link": ("post", "delete"),
    "api:own_channels": ("put",),
    "api:own_hours": ("put",),
    "api:reports-paper": ("put",),
    "api:reports-texts": ("put",),
    "api:twins": ("post", "delete"),
}


class Visitor(Client):
    """Asks for the status alone: keeps no copy of what the templates were given, which costs more than the page."""

    def request(self, **asked: object) -> HttpResponse:
        return self.handler(self._base_environ(**asked))

    def ask(self, method: str, name: str, path: str) -> HttpResponse:
        body = BODIES.get(name, {}) if method != "get" else {}
        kind = {"content_type": "application/json"} if method in ("put", "delete") else {}
        answer = getattr(self, method)(path, body, **kind)
        if answer.streaming:
            list(answer.streaming_content)  # which closes the file
        return answer


def who(words: str) -> set[str]:
    return set().union(*(WORDS[word] if word in WORDS else group(word) for word in words.split()))


def fits(answer: HttpResponse, name: str, words: str, role: str) -> bool:
    status = answer.status_code
    if role == "anonymous" and words != "anybody":
        return status in (401, 403) or (status == 302 and answer["Location"].startswith("/dang-nhap/"))
    if words == "-":
        return status in {405, *REFUSED}
    return status in (ALLOWED if role == "anonymous" or role in who(words) else REFUSED)


def path_of(name: str, row: str, found: dict) -> str:
    values = {
        "pk": found.get(row, 1),
        "task_pk": found["draft_task"],
        "other_pk": found["task"],
        "work_pk": found["assignment"],
        "doubt_pk": found["doubt"],
        "link_pk": found["replacing" if name == "intake:replace" else "plan_link"],
        "token": _token(name, found),
        "cell": "content",
        "key": "2026-01",
        "part": "timeliness",
        "format": "docx" if name == "reports:filed_file" else "xlsx",
        "form": "csv",
        "kind": "people",
        "number": 1,
        "channel": "email",
        "code": "000000",
        "slug": SLUGS.get(name, "send"),
        "move": SLUGS.get(name, "send"),
        "act": SLUGS.get(name),
    }
    path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<x:\1>", ADDRESSES[name]).replace("^", "").rstrip("$")
    return "/" + re.sub(r"<\w+:(\w+)>", lambda part: str(values[part[1]]), path) + _query(name, found)


def _token(name: str, found: dict) -> str:
    if name == "agenda:feed":
        return feed_token(found["officer"])
    if name == "notifications:stop":
        officer = found["officer"]
        return stop_url(Delivery(user=officer, target=officer.email)).rstrip("/").rsplit("/", 1)[1]
    return token(found["link"])


def _query(name: str, found: dict) -> str:
    plan = f"?van_ban={found['plan']}"
    asked = dict.fromkeys(("agenda:reminding", "agenda:urgings", "agenda:who_gets", "agenda:words"), plan) | {
        "agenda:hand_over": f"?nguoi={found['officer'].pk}",
        "insight:object_to_score": "?nhom=phuong&ky=2026-11",
        "api:score_rows": "?part=timeliness",
        "api:scores": "?group=phuong",
        "api:completeness": f"?receiver={found['focal']}&period_key=2026-01",
        "tasks:decide_changes": f"?ids={found['change']}",
        "tasks:opine_changes": f"?ids={found['change']}",
    }
    return asked.get(name, "")
