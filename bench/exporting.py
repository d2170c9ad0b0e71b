"""B7: a list of 20,000 rows as CSV and as a workbook. R2: a compilation over 633 units, and its Word file."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection

from bench.figure import Figure
from bench.ground import ASSIGNMENTS, Ground

CSV_S, BOOK_S = 1.5, 6.0
COMPILE_S, WORD_S = 10.0, 15.0
MOST_MB = 400
NAME = "wide"


def long_list(ground: Ground) -> Figure:
    _ = ground.data
    seen = _child("list")
    return Figure(
        id="B7",
        measured=seen["book_s"],
        unit="s",
        budget=BOOK_S,
        holds=seen["csv_s"] <= CSV_S and seen["book_s"] <= BOOK_S and seen["mb"] <= MOST_MB,
        n=seen["rows"],
        words=f"{seen['rows']} of {ASSIGNMENTS} rows: CSV {seen['csv_s']:.1f} s, +{seen['csv_mb']:.0f} MB; "
        f"xlsx {seen['book_s']:.1f} s, +{seen['book_mb']:.0f} MB; process {seen['mb']:.0f} MB",
        rule=f"CSV ≤ {CSV_S} s, xlsx ≤ {BOOK_S:.0f} s, ≤ {MOST_MB} MB",
    )


def compilation(_: Ground) -> Figure:
    with _wide() as url:
        seen = _child("compile", DATABASE_URL=url)
    return Figure(
        id="R2",
        measured=seen["compile_s"],
        unit="s",
        budget=COMPILE_S,
        holds=seen["compile_s"] <= COMPILE_S and seen["word_s"] <= WORD_S and seen["mb"] <= MOST_MB,
        n=seen["assignments"],
        words=f"{seen['units']} units, {seen['assignments']} lượt giao: {seen['compile_s']:.1f} s; "
        f".docx of {seen['rows']} rows {seen['word_s']:.1f} s; PDF {seen['pdf_s']:.1f} s; {seen['mb']:.0f} MB",
        rule=f"≤ {COMPILE_S:.0f} s, .docx ≤ {WORD_S:.0f} s, ≤ {MOST_MB} MB",
    )


def _child(what: str, **environment: str) -> dict[str, Any]:
    """A process of its own, so that its memory is that of the work alone."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.export_child", what],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings", **environment},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def _wide() -> Iterator[str]:
    """Another database, with 633 units that each have 148 tasks; it goes when it is over."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {NAME}")
        try:
            url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}"))
            _child("fill", DATABASE_URL=url)
            yield url
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
