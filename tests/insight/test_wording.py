"""Every verb of the journal has its words, and no words are left over."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = "api|intake|agenda|insight|reports|kpi|tasks|plans|notifications|units"
VERB = re.compile(rf"({ROOMS})\.[a-z_]+")
WRITERS = ("operations", "workflow", "admin")


def writers() -> list[Path]:
    """Where events are recorded: modules and packages of these names."""
    rooms = [ROOT / room for room in ROOMS.split("|")]
    paths = [path for room in rooms for path in room.rglob("*.py")]
    return [path for path in paths if any(part.removesuffix(".py") in WRITERS for part in path.parts)]


def verbs() -> set[str]:
    nodes = (node for path in writers() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {word for word in words if VERB.fullmatch(word)}


def worded() -> set[str]:
    return {f"{path.parts[-3]}.{path.stem}" for path in (ROOT / "templates").glob("*/events/*.html")}


def test_there_are_verbs_to_look_at():
    assert {"tasks.sent", "tasks.received", "plans.published", "intake.drafted", "units.loaded"} <= verbs()


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_is_worded(verb):
    assert verb in worded()


def test_no_wording_is_left_without_its_verb():
    assert worded() - verbs() == set()


def test_verbs_are_written_out_where_events_are_recorded():
    calls = re.compile(rf"\brecord\(\s*(f[\"']|[\"'](?!(?:{ROOMS})\.))")
    assert [path.name for path in writers() if calls.search(path.read_text(encoding="utf-8"))] == []
