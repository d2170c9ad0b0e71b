"""What the documents, the locks and the schedule say of the code is so."""

import re
import subprocess
from pathlib import Path

import pytest

from config.celery import app

ROOT = Path(__file__).resolve().parents[2]
# Who reads them, beside config/settings.py.
READ_BY_SERVE = {"HOST", "PORT", "WEB_WORKERS"}


def tracked(*patterns: str) -> list[Path]:
    done = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).exists()]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_variable_that_is_read_stands_in_the_readme_and_no_other() -> None:
    settings = (ROOT / "config" / "settings.py").read_text()
    readers = "text|flag|number|words|secret|hours|like|parsed"
    read = set(re.findall(rf'env\.(?:{readers})\(\s*"(\w+)"', settings)) | READ_BY_SERVE
    read |= {f"{name}_FILE" for name in re.findall(r'env\.secret\(\s*"(\w+)"', settings)}
    table = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert set(re.findall(r"`([A-Z_]+)`", " ".join(table))) == read


@pytest.mark.parametrize("name", sorted(app.conf.beat_schedule))
def test_every_tick_names_a_job(name: str) -> None:
    app.loader.import_default_modules()
    assert app.conf.beat_schedule[name]["task"] in app.tasks


@pytest.mark.parametrize("target", re.findall(r"^\| `make (\w+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_locks_hold_hashes_and_name_no_registry() -> None:
    for lock in [*tracked("requirements*.txt"), ROOT / "package-lock.json"]:
        text = lock.read_text()
        assert "://" not in re.sub(r'"url": ".*?"', "", text), lock.name
        assert '"resolved"' not in text
        assert "sha256:" in text or "sha512-" in text


def test_no_file_has_grown_out_of_reading() -> None:
    code = [path for path in tracked("*.py") if "migrations" not in path.parts]
    assert [f"{path.relative_to(ROOT)}" for path in code if lines_of(path) > 300] == []
    assert [f"{path.relative_to(ROOT)}" for path in tracked("templates/*.html") if lines_of(path) > 150] == []
