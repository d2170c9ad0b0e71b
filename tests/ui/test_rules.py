"""What holds for every template and style file, whoever wrote it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "notifications" not in path.relative_to(ROOT / "templates").parts  # letters need inline styles
]
KIT = sorted([*(ROOT / "static" / "sr").glob("*.css"), *(ROOT / "static" / "sr").glob("*.js")])
SPRITE = ast.parse((ROOT / "scripts" / "build_icons.py").read_text())


def _constant(name: str) -> object:
    found = [node for node in SPRITE.body if isinstance(node, ast.Assign) and node.targets[0].id == name]
    return ast.literal_eval(found[0].value)


ICONS = {*_constant("ICONS").split(), *(f"{name}-filled" for name in _constant("FILLED"))}
STATES = set(_constant("STATES"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_template_needs_nothing_that_the_content_policy_forbids(page: Path) -> None:
    text = re.sub(r"\{%.*?%\}", "", page.read_text())  # `with one=` is no attribute
    assert not re.search(r"\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=", text), "event handler"
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)", text), "inline style sheet or script"
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text), "another host"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_icon_that_a_template_names_is_in_the_sprite(page: Path) -> None:
    named = re.findall(r'\{% icon "([\w-]+)"', page.read_text())
    named += re.findall(r'\bicon="([\w-]+)"', page.read_text())
    states = {name.removeprefix("state-") for name in named if name.startswith("state-")}
    assert {name for name in named if not name.startswith("state-")} <= ICONS
    assert states <= STATES


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_template_can_be_read_in_one_go(page: Path) -> None:
    assert len(page.read_text().splitlines()) <= 150


@pytest.mark.parametrize("file", KIT, ids=lambda path: path.name)
def test_a_file_of_the_kit_can_be_read_in_one_go(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 300


def test_every_state_has_its_icon_and_its_colour_or_is_grey() -> None:
    grey = {"self_confirmed", "ongoing", "cancelled", "unrated", "held", "draft", "closed", "none"}
    coloured = set(re.findall(r"\.sr-badge--(\w+)", (ROOT / "static/sr/badges.css").read_text()))
    assert coloured - {"plain", "filled"} == STATES - grey
