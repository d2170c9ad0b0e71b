"""Install the programs that the tests drive, or name them: `python3 scripts/system_packages.py`."""

import glob
import os
import shutil
import subprocess
import sys

# A program that the tests start, and Debian's package that brings it.
NEEDED = {"postgres": "postgresql", "redis-server": "redis-server", "chromium": "chromium"}
ELSEWHERE = {"postgres": "/usr/lib/postgresql/*/bin/postgres"}


def missing() -> list[str]:
    return [package for program, package in NEEDED.items() if not _found(program)]


def _found(program: str) -> bool:
    return bool(shutil.which(program) or glob.glob(ELSEWHERE.get(program, "")))


def main() -> None:
    packages = missing()
    if not packages:
        return
    names, apt = " ".join(packages), shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        sys.exit(f"tests need these system packages, please install them: {names}")
    print(f"setup: installing system packages: {names}", flush=True)
    install = ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], install):
        if subprocess.run([apt, *command], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"setup: apt-get {command[0]} failed; the tests need: {names}")


if __name__ == "__main__":
    main()
