"""What holds for every template and style file, whoever wrote it."""

import ast
import re
from pathlib import Path

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


FORBIDDEN = {
    "inline style": r"\sstyle=",
    "event handler": r"\son[a-z]+=",
    "inline style sheet or script": r"<style|<script(?![^>]*\bsrc=)",
    "another host": r"""(src|href)=["'](https?:)?//""",
}


def test_no_template_needs_what_the_content_policy_forbids() -> None:
    texts = {page: re.sub(r"\{%.*?%\}", "", page.read_text()) for page in PAGES}  # `with one=` is no attribute
    found = [
        (page.name, what) for page, text in texts.items() for what, form in FORBIDDEN.items() if re.search(form, text)
    ]
    assert found == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    known = ICONS | {f"state-{state}" for state in STATES}
    names = re.compile(r'(?:\{% icon |\bicon=)"([\w-]+)"')
    named = [(page.name, name) for page in PAGES for name in names.findall(page.read_text())]
    assert [(page, name) for page, name in named if name not in known] == []


def test_templates_and_files_of_the_kit_can_be_read_in_one_go() -> None:
    most = dict.fromkeys(PAGES, 150) | dict.fromkeys(KIT, 300)
    assert [path.name for path, lines in most.items() if len(path.read_text().splitlines()) > lines] == []


def test_every_state_has_its_icon_and_its_colour_or_is_grey() -> None:
    grey = {"self_confirmed", "ongoing", "cancelled", "unrated", "held", "draft", "closed", "none"}
    coloured = set(re.findall(r"\.sr-badge--(\w+)", (ROOT / "static/sr/badges.css").read_text()))
    assert coloured - {"plain", "filled"} == STATES - grey
