"""The journal as CSV, a row an act, in the words of the page."""

import csv
from collections.abc import Iterator
from html import unescape

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags

from insight.queries.acts import KINDS
from insight.queries.journal import Entry, entries_of
from journal.models import Event
from reports.exports.wording import neutral
from units.models import Unit

BATCH = 500
HEAD = ("Thứ tự", "Lúc", "Người", "Đơn vị", "Việc đã làm", "Đối tượng", "Mã đối tượng", "Văn bản")


def journal_csv(events: QuerySet[Event]) -> Iterator[str]:
    """Lines of UTF-8 text with a mark that spreadsheets need; oldest first, in flat memory."""
    writer = csv.writer(_Line())
    units = dict(Unit.objects.values_list("pk", "name"))
    yield "\ufeff" + writer.writerow(HEAD)
    last = 0
    while batch := list(events.filter(pk__gt=last).order_by("id")[:BATCH]):
        for entry in entries_of(batch):
            yield writer.writerow([neutral(cell) for cell in _row(entry, units)])
        last = batch[-1].pk


class _Line:
    def write(self, text: str) -> str:
        return text


def said(entry: Entry) -> str:
    """The act in one sentence of plain text."""
    words = render_to_string(entry.template, {"event": entry.event, "actor": entry.actor or "Hệ thống"})
    return " ".join(unescape(strip_tags(words)).split())


def _row(entry: Entry, units: dict[int, str]) -> list[str]:
    event = entry.event
    return [
        str(event.position or ""),
        f"{timezone.localtime(event.at):%d/%m/%Y %H:%M:%S}",
        entry.actor.full_name if entry.actor else "Hệ thống",
        units.get(event.actor_unit_id, ""),
        said(entry),
        KINDS.get(event.subject_type, event.subject_type),
        str(event.subject_id),
        str(event.plan_id or ""),
    ]
