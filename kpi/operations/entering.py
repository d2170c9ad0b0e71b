"""A unit types its figures: one, or a whole grid with an answer for every cell."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from journal.operations import record
from kpi import perms
from kpi.errors import KpiConflict, KpiError
from kpi.figures import Entry, doubts, read_figure
from kpi.models import Measurement, Target
from kpi.operations.locking import locked, locked_many
from units.models import User

S = Measurement.State
NUMBERS = ("numerator", "denominator", "value")
WORDS = {"source": 200, "note": 5_000}
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Filled:
    """What became of one row of a grid, a workbook or a call; `error` is its sentence, empty where it stands."""

    measurement_id: int
    error: str = ""
    warnings: tuple[str, ...] = ()


@transaction.atomic
def enter(
    *,
    measurement_id: int,
    actor: User,
    now: datetime,
    file: UploadedFile | None = None,
    seen_at: datetime | None = None,
    **typed: Any,
) -> Measurement:
    """`typed`: numerator, denominator, value as people write them; value_kind, source, note. `seen_at`: when the page
    was drawn from; a later save by somebody else is told, never lost."""
    row = locked(measurement_id, actor)
    if seen_at is not None and row.entered_at and row.entered_at > seen_at:
        raise KpiConflict(f"{row.entered_by} vừa lưu số liệu này lúc {row.entered_at:%H:%M}. Tải lại trang để xem.")
    _fill(row, typed, actor, now, before_of([row]))
    if file is not None:
        _attach(row, file)
    row.save()
    _record(actor, [row])
    return row


@transaction.atomic
def enter_many(*, rows: Iterable[Mapping[str, Any]], actor: User, now: datetime) -> list[Filled]:
    """Each row: `id` of the measurement and what `enter` takes. A wrong row is told and leaves the others standing;
    the same measurement twice is told at the second."""
    rows = list(rows)
    found = locked_many((row["id"] for row in rows), actor)
    before, answers, saved = before_of(found.values()), [], {}
    for typed in rows:
        row = found.get(typed["id"])
        try:
            if typed["id"] in saved:
                raise KpiError("Số liệu này có hai lần trong bảng; lần đầu đã được lưu.")
            _fill(_known(row), {k: v for k, v in typed.items() if k != "id"}, actor, now, before)
        except KpiError as error:
            answers.append(Filled(typed["id"], error.message))
        except PermissionDenied:
            answers.append(Filled(typed["id"], "Bạn không nhập số liệu cho đơn vị này."))
        else:
            saved[row.pk] = row
            answers.append(Filled(row.pk, warnings=tuple(doubt.text for doubt in doubts_of(row, before))))
    fields = [*NUMBERS, *WORDS, "value_kind", "entered_by", "entered_at"]
    Measurement.objects.bulk_update(saved.values(), fields, batch_size=500)
    if saved:
        _record(actor, list(saved.values()))
    return answers


Before = dict[tuple[int, int], Measurement]


def before_of(rows: Iterable[Measurement]) -> Before:
    """The accepted figure of the latest earlier period, for each (target, unit); one query."""
    rows = list(rows)
    earlier = Measurement.objects.counted().filter(
        target__in={row.target_id for row in rows}, unit__in={row.unit_id for row in rows}
    )
    latest: Before = {}
    end = max((row.period_end for row in rows), default=None)
    for row in earlier.filter(period_end__lt=end).order_by("period_end") if end else ():
        latest[row.target_id, row.unit_id] = row
    return latest


def doubts_of(row: Measurement, before: Before) -> list:
    earlier = before.get((row.target_id, row.unit_id))
    same = earlier is not None and earlier.period_end < row.period_end and earlier.value_kind == row.value_kind
    target = row.target
    return doubts(
        entry_of(row),
        aggregation=target.aggregation,
        comparator=target.comparator,
        percent=target.in_percent,
        before=entry_of(earlier) if same else None,
    )


def entry_of(row: Measurement) -> Entry:
    cumulative = row.value_kind == Measurement.ValueKind.CUMULATIVE
    return Entry(row.value, row.numerator, row.denominator, cumulative)


def _known(row: Measurement | None) -> Measurement:
    if row is None:
        raise KpiError("Không có số liệu này để nhập, hoặc không thuộc đơn vị của bạn.")
    return row


def _fill(row: Measurement, typed: Mapping[str, Any], actor: User, now: datetime, before: Before) -> None:
    if not perms.can_enter(actor, row):
        raise PermissionDenied("enter")
    if row.state not in S.with_the_unit():
        raise KpiConflict(f"Số liệu đã ở trạng thái “{row.get_state_display()}”, muốn sửa thì đính chính.")
    for name in NUMBERS:
        setattr(row, name, _figure(typed.get(name), row.target, name))
    if row.target.aggregation == Target.Aggregation.RATIO:
        row.value = None
    for name, most in WORDS.items():
        if name in typed:
            setattr(row, name, str(typed[name] or "").strip()[:most])
    if kind := typed.get("value_kind"):
        if kind not in Measurement.ValueKind.values:
            raise KpiError("Loại số là “trong kỳ”, “lũy kế” hoặc “ước”. Chọn lại.")
        row.value_kind = kind
    if blocking := next((doubt for doubt in doubts_of(row, before) if doubt.blocks), None):
        raise KpiError(blocking.text)
    row.entered_by, row.entered_at = actor, now


def _figure(typed: Any, target: Target, name: str) -> Decimal | None:
    if typed is None or str(typed).strip() == "":
        return None
    return read_figure(typed, percent=name == "value" and target.in_percent)


def _attach(row: Measurement, file: UploadedFile) -> None:
    if file.size > MOST_BYTES:
        raise KpiError("Tệp minh chứng lớn hơn 20 MB. Chọn tệp nhỏ hơn.")
    row.evidence_sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    row.evidence_name, row.evidence = file.name[-255:], file


def _record(actor: User, rows: list[Measurement]) -> None:
    plans = {row.target.indicator.plan_id for row in rows}
    indicators = {row.target.indicator_id for row in rows}
    subject = ("indicator", indicators.pop()) if len(indicators) == 1 else ("plan", min(plans))
    figures = [[row.pk, *(str(getattr(row, name) or "") for name in NUMBERS)] for row in rows]
    record("kpi.entered", subject, actor=actor, plan_id=min(plans), measurements=figures)
