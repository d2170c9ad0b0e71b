"""What holds for every page and template, whoever writes the next one."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.authority.visiting import Visitor

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("agenda", "intake", "insight", "reports", "kpi", "tasks", "notifications")
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
# Django looks for these by name
KNOWN = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
    "admin/base_site.html",
    "registration/login.html",
}
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in (*ROOMS, "api", "config", "templates", "units")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
)


def test_no_template_is_left_unused():
    named = {name for name in TEMPLATES if f'"{name}"' in SOURCES or f"'{name}'" in SOURCES}
    assert [name for name in TEMPLATES if "/events/" not in name and name not in KNOWN | named] == []


def addresses(patterns, room=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.app_name or room)
        elif isinstance(pattern, URLPattern) and room in ROOMS and pattern.name:
            yield f"{room}:{pattern.name}", pattern


PAGES = dict(addresses(get_resolver().url_patterns))
AT_A_TIME = 24  # tests, so that two processes share them well
VALUES = {
    "link_pk": 1,
    "other_pk": 1,
    "work_pk": 1,
    "doubt_pk": 1,
    "move": "send",
    "key": "2026-01",
    "part": "timeliness",
    "format": "xlsx",
    "number": 1,
    "token": "khong-co",
    "cell": "content",
    "act": "len",
    "channel": "email",
    "code": "000000",
}


def test_every_room_has_pages_to_look_at():
    assert {name.split(":")[0] for name in PAGES} == set(ROOMS)


@pytest.mark.parametrize("first", range(AT_A_TIME))
def test_every_address_answers_and_none_fails(cast, first):
    """With numbers of real rows and of none: found, sent on, refused or missing, never an error of the server."""
    failed = []
    for user in (cast.focal_officer, cast.stranger):
        client = Visitor(raise_request_exception=False)
        client.force_login(user)
        for name in sorted(PAGES)[first::AT_A_TIME]:
            for pk in (cast.plan.pk, cast.assignment.pk, 2**40):
                path = path_of(name, cast, pk)
                with transaction.atomic():
                    answers = {"GET": client.get(path), "POST": client.post(path)}
                    transaction.set_rollback(True)
                failed += [f"{how} {path} as {user}" for how, answer in answers.items() if answer.status_code >= 500]
    assert failed == []


def path_of(name: str, cast: SimpleNamespace, pk: int) -> str:
    path = "/" + str(PAGES[name].pattern)
    for key, value in (VALUES | {"task_pk": cast.assignment.task_id, "pk": pk}).items():
        for kind in ("int", "slug", "str"):
            path = path.replace(f"<{kind}:{key}>", str(value))
    assert "<" not in path
    return path


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m._meta.app_label in (*ROOMS, "plans", "units", "journal")]
)
def test_names_begin_in_lower_case(model):
    fields = [f for f in model._meta.fields if f.name not in {django.name for django in AbstractUser._meta.fields}]
    names = [model._meta.verbose_name, *(str(f.verbose_name) for f in fields)]
    assert [name for name in names if name[0].isupper() and name not in {"ID", "SHA-256", "Message-ID"}] == []
