"""Floors of the same run: the least that the same machine needs for the same thing."""

import smtplib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pdfplumber
import psycopg
from django.conf import settings
from django.db import connection
from docx import Document

from bench.ground import PLAN, Ground
from bench.server import HOST
from bench.timing import Timing, take
from bench.urls import EMPTY
from intake.operations.scale.places import MEASURED_UNIT
from tasks.models import Assignment
from tests.services import children

MAILS = 500
Walk = Callable[[], object]
PLAN_131 = settings.BASE_DIR.parent / "shared" / "seeds" / "docs" / "ke-hoach-131-2026.docx"


def empty_page(ground: Ground) -> Timing:
    client = ground.browser(ground.focal_officer)
    return take(lambda: client.get(EMPTY), n=300, warm_up=30)


def bare_sql(ground: Ground) -> Timing:
    """The main query of the list of assignments (B1), without Django."""
    _ = ground.data
    rows = Assignment.objects.filter(plan=PLAN, unit=MEASURED_UNIT).order_by("counted_due_date", "id")[:50]
    sql, parameters = rows.query.sql_with_params()
    with psycopg.connect(**connection.get_connection_params()) as bare:
        return take(lambda: bare.execute(sql, parameters).fetchall(), n=300, warm_up=30)


@contextmanager
def smtp_sink() -> Iterator[int]:
    """A process of its own: in ours it would wait for the sender."""
    port = children.free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"{HOST}:{port}", "-c", "aiosmtpd.handlers.Sink"]
    sink = children.start(command, log=settings.FOLDER / "smtp.log", ready=lambda: children.answers(port))
    try:
        yield port
    finally:
        children.stop(sink)


def one_smtp_connection() -> Timing:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "Việc của tôi hôm nay"
    letter.set_content("Ba việc sắp đến hạn.\n" * 40)
    with smtp_sink() as port, smtplib.SMTP(HOST, port) as connected:
        return take(lambda: connected.send_message(letter), n=MAILS, warm_up=20)


def walk_tables() -> Timing | None:
    """None where there is no plan to walk."""
    file = document()
    return take(lambda: walk_word(file), n=5) if file else None


def document() -> Path | None:
    samples = sorted((settings.BASE_DIR / "samples").glob("*.docx"))
    return next((path for path in [PLAN_131, *samples] if path.exists()), None)


def walk_word(file: Path) -> int:
    return sum(len(cell.text) for table in Document(str(file)).tables for row in table.rows for cell in row.cells)


def walk_pdf(file: Path) -> int:
    with pdfplumber.open(file) as pdf:
        return sum(_cells_on(page) for page in pdf.pages)


def _cells_on(page: pdfplumber.page.Page) -> int:
    count = sum(len(row) for table in page.extract_tables() for row in table)
    page.close()
    return count
