"""Hand a compilation to a receiving system, in its own form."""

import json
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.core.management.base import BaseCommand, CommandError

from reports.exports.mapping import MappingMistake, mapped
from reports.models import Compilation
from reports.operations import facts_in

USAGE, NOT_TAKEN = 64, 2
TIMEOUT_SECONDS = 30


class Command(BaseCommand):
    help = "Write a compilation as JSON in the form that a mapping file names; with --push, send it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("compilation", type=int)
        parser.add_argument("--mapping", type=Path, required=True)
        parser.add_argument("--push", default="", metavar="URL", help="POST it there instead of printing it")
        parser.add_argument("--token-file", type=Path, help="its line is sent as Authorization: Bearer")

    def handle(self, *, compilation: int, mapping: Path, push: str, token_file: Path | None, **_: Any) -> None:
        found = Compilation.objects.filter(pk=compilation).exclude(facts="").first()
        if found is None:
            raise CommandError(f"no finished compilation {compilation}", returncode=USAGE)
        try:
            body = mapped(facts_in(found), tomllib.loads(mapping.read_text(encoding="utf-8")))
        except (MappingMistake, tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise CommandError(f"{mapping}: {error}", returncode=USAGE) from error
        text = json.dumps(body, ensure_ascii=False, indent=1)
        if not push:
            self.stdout.write(text)
            return
        token = token_file.read_text(encoding="utf-8").strip() if token_file else ""
        self.stdout.write(_pushed(push, text, token))


def _pushed(url: str, text: str, token: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise CommandError("--push takes an http or https address", returncode=USAGE)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urlopen(Request(url, text.encode(), headers), timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 checked
            return f"taken: {answer.status}"
    except (URLError, OSError) as error:
        raise CommandError(f"not taken: {error}", returncode=NOT_TAKEN) from error
