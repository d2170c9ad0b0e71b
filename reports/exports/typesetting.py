"""Give type to set to `reports.exports.typesetter`, a child process: its memory ends with it."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(__file__).with_name("compiled")
MOST_SECONDS = 300


def pdf(letter: dict[str, Any], appendices: list[dict[str, Any]], pictures: list[str]) -> bytes:
    """`pictures`: SVG that the letter names picture0.svg, picture1.svg, …"""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for source in ("grid.typ", "letter.typ", "appendix.typ"):
            copy(SOURCES / source, folder)
        _put(folder / "letter.json", letter)
        for n, appendix in enumerate(appendices):
            _put(folder / f"appendix-{n:02}.json", appendix)
        _put_pictures(folder, pictures)
        _set("pdf", folder)
        return (folder / "result.pdf").read_bytes()


def pngs(pictures: list[str]) -> list[bytes]:
    with TemporaryDirectory() as name:
        _put_pictures(Path(name), pictures)
        _set("pictures", Path(name))
        return [Path(name, f"picture{n}.png").read_bytes() for n in range(len(pictures))]


def _put(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False))


def _put_pictures(folder: Path, pictures: list[str]) -> None:
    for n, svg in enumerate(pictures):
        (folder / f"picture{n}.svg").write_text(svg)


def _set(what: str, folder: Path) -> None:
    """CalledProcessError or TimeoutExpired where it fails."""
    subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "reports.exports.typesetter", what, str(folder)],
        cwd=ROOT,
        check=True,
        timeout=MOST_SECONDS,
    )
