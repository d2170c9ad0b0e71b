"""`manage.py read_plan FILE`: what the file says, as JSON. Needs no database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from plans.reading import Unreadable
from plans.reading.child import read_limited
from plans.reading.formats import ENDINGS, MAX_BYTES

READ, REFUSED, NO_TASKS, USAGE = 0, 2, 3, 64


class Command(BaseCommand):
    help = "Print the tasks, indicators and reporting duties of a plan document as JSON."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = lambda message: _stop(message, USAGE)
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"one of {' '.join(ENDINGS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = read_limited(
                _bytes_of(options["file"]), filename=options["file"].name, may_recognise=settings.OCR
            )
        except Unreadable as refusal:
            _stop(f"{refusal.code}: {refusal.message_en}", REFUSED)
        del result["source"]  # for people to look at; the file itself says as much
        sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False, indent=1).encode() + b"\n")
        sys.stdout.flush()
        sys.exit(READ if result["tasks"] else NO_TASKS)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        _stop(f"cannot open {path}: {error.strerror}", USAGE)


def _stop(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"read_plan: {' '.join(message.split())}\n")
    sys.exit(code)
