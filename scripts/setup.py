"""Bring a checkout to where it can run; needs Python 3.11 alone: `python3 scripts/setup.py run|dev`."""

import os
import subprocess
import sys

from assets import copy_assets
from steps import ROOT, call, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"


def main(aim: str) -> None:
    if sys.version_info < (3, 11):
        sys.exit("setup: Python 3.11 or newer is needed")
    make_environment()
    install("requirements-dev.txt" if aim == "dev" else "requirements.txt")
    build_assets()
    if aim == "run":
        fill_database()


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    print("setup: virtual environment", flush=True)
    call(sys.executable, "-m", "venv", "--clear", VENV)


def install(lock: str) -> None:
    # The development lock holds everything of the other one in the same versions.
    if lock == "requirements.txt" and (VENV / "stamps" / "requirements-dev.txt").exists():
        lock = "requirements-dev.txt"

    def work() -> None:
        call(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)

    step(f"packages of {lock}", VENV / "stamps" / lock, [ROOT / lock], [], work)


def build_assets() -> None:
    npm = VENV / "bin" / "npm"
    sources = [ROOT / name for name in ("package.json", "package-lock.json", "requirements-assets.txt")]
    scripts = [ROOT / "scripts" / name for name in ("assets.py", "build_icons.py")]

    def work() -> None:
        install("requirements-assets.txt")
        # npm's own scripts look for `node` on the path.
        os.environ["PATH"] = f"{npm.parent}{os.pathsep}{os.environ['PATH']}"
        call(npm, "ci", "--omit=dev", "--no-progress", "--loglevel=error")
        copy_assets(ROOT / "node_modules", VAR / "assets")

    step("browser assets", VAR / "stamps" / "assets", sources + scripts, [VAR / "assets" / "inter.css"], work)


def fill_database() -> None:
    (VAR / "static").mkdir(parents=True, exist_ok=True)
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        call(PYTHON, "manage.py", "migrate", "--verbosity=0")
        call(PYTHON, "manage.py", "collectstatic", "--noinput", "--verbosity=0")
        return
    rooms = [path.parent for path in ROOT.glob("*/migrations")]
    inputs = [path for room in rooms for part in ("migrations", "data") for path in room.glob(f"{part}/*.*")]
    inputs += [path for path in ROOT.glob("samples/*") if path.is_file()]

    def work() -> None:
        call(PYTHON, "manage.py", "migrate", "--verbosity=0")
        # `serve` prints the accounts at every start.
        call(PYTHON, "manage.py", "setup_demo", quiet=True)

    step("database with a sample plan", VAR / "stamps" / "database", inputs, [VAR / "sauro.sqlite3"], work)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit("usage: python3 scripts/setup.py run|dev")
    main(sys.argv[1])
