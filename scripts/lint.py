"""Run every check that needs no test; all of them, even after one has failed: `python scripts/lint.py`."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from steps import ROOT

BIN = ROOT / ".venv" / "bin"
PRODUCTION = {
    "DATABASE_URL": "postgresql://nobody@localhost/none",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrst",
    "JOURNAL_KEY": "j" * 25 + "0123456789abcdefghijklmnopqrst",
    "BASE_URL": "https://sauro.example",
}
CHECKS = (
    (["ruff", "format", "--check", "--output-format=concise", "."], {}),
    (["ruff", "check", "--quiet", "."], {}),
    (["lint-imports"], {}),
    (["djlint", "--lint", "--quiet", "."], {}),
    (["python", "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    (["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
)


def main() -> None:
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, done in pool.map(run, CHECKS):
            if done.returncode:
                failed.append(name)
                print("\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[:60]))
            print(f"lint: {name}: {'FAILED' if done.returncode else 'ok'}", flush=True)
    if failed:
        sys.exit(f"lint: {len(failed)} of {len(CHECKS)} checks failed")


def run(check: tuple[list[str], dict[str, str]]) -> tuple[str, subprocess.CompletedProcess[str]]:
    (program, *arguments), environment = check
    command, environment = [str(BIN / program), *arguments], {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return " ".join([program, *arguments]), done


if __name__ == "__main__":
    main()
