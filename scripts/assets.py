"""Copy what pages load out of node_modules, without the source maps that we do not ship."""

import re
import shutil
from pathlib import Path

from build_icons import build_icons

FONT_SUBSETS = ("vietnamese", "latin-ext", "latin")


def copy_assets(modules: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    (target / "files").mkdir(parents=True)
    _copy_text(modules / "@tabler/core/dist/css/tabler.min.css", target / "tabler.min.css")
    _copy_text(modules / "htmx.org/dist/htmx.min.js", target / "htmx.min.js")
    _copy_font(modules / "@fontsource-variable/inter", target)
    build_icons(modules, target / "icons.svg")


def _copy_text(source: Path, target: Path) -> None:
    text = source.read_text(encoding="utf-8")
    target.write_text(re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?", "", text), encoding="utf-8")


def _copy_font(package: Path, target: Path) -> None:
    faces = re.findall(r"@font-face \{.*?\}", (package / "index.css").read_text(), re.DOTALL)
    wanted = [face for face in faces if re.search(rf"inter-({'|'.join(FONT_SUBSETS)})-wght", face)]
    (target / "inter.css").write_text("\n".join(wanted) + "\n")
    for name in re.findall(r"url\(\./(files/[\w.-]+)\)", "".join(wanted)):
        shutil.copy(package / name, target / name)
