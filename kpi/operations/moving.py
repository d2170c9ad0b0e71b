"""Send, accept, ask to supplement, close: one figure or many with a result for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal.operations import record
from kpi import notices, perms
from kpi.errors import KpiError
from kpi.models import Indicator, Measurement
from kpi.operations.entering import Before, before_of, doubts_of
from kpi.operations.locking import locked, locked_indicator, locked_many
from kpi.workflow import make_move
from notifications.operations import post
from units.models import User

S = Measurement.State


@dataclass(frozen=True)
class Moved:
    measurement_id: int
    error: str = ""


@transaction.atomic
def send(*, measurement_id: int, actor: User, now: datetime) -> Measurement:
    row = locked(measurement_id, actor)
    _send(row, actor, now, before_of([row]))
    _record("kpi.sent", actor, [row])
    return row


def send_many(*, ids: Iterable[int], actor: User, now: datetime) -> list[Moved]:
    def move(row: Measurement, before: Before) -> None:
        _send(row, actor, now, before)

    return _many("kpi.sent", ids, actor, move)


@transaction.atomic
def accept(*, measurement_id: int, actor: User, now: datetime) -> Measurement:
    row = locked(measurement_id, actor)
    _accept(row, actor, now)
    _record("kpi.accepted", actor, [row])
    return row


def accept_many(*, ids: Iterable[int], actor: User, now: datetime) -> list[Moved]:
    return _many("kpi.accepted", ids, actor, lambda row, before: _accept(row, actor, now))


@transaction.atomic
def request_supplement(*, measurement_id: int, actor: User, text: str, now: datetime) -> Measurement:
    row = locked(measurement_id, actor)
    text = text.strip()
    if not text:
        raise KpiError("Ghi rõ cần bổ sung gì, ít nhất một câu.")
    make_move(row, "request_supplement", actor=actor, now=now, text=text[:5_000])
    _record("kpi.supplement_requested", actor, [row])
    post([notices.to_supplement(row, now)])
    return row


@transaction.atomic
def lock_period(*, indicator_id: int, period: str, actor: User, now: datetime) -> int:
    """Close the accepted figures of a period; how many. Later changes are corrections with a reason."""
    indicator = locked_indicator(indicator_id, actor)
    if not perms.can_follow(actor, indicator):
        raise PermissionDenied("lock")
    rows = Measurement.objects.current().filter(target__indicator=indicator, period=period, state=S.ACCEPTED)
    closed = list(rows.order_by("pk").select_related("target__indicator__plan").select_for_update(of=("self",)))
    if not closed:
        raise KpiError("Kỳ này chưa có số liệu đã xác nhận để chốt.")
    for row in closed:
        make_move(row, "lock", actor=actor, now=now)
    _record("kpi.locked", actor, closed)
    return len(closed)


def _send(row: Measurement, actor: User, now: datetime, before: Before) -> None:
    found = doubts_of(row, before)
    blocking = next((doubt for doubt in found if doubt.blocks), None)
    if blocking or (found and not row.note):
        raise KpiError((blocking or found[0]).text)
    make_move(row, "send", actor=actor, now=now)


def _accept(row: Measurement, actor: User, now: datetime) -> None:
    with transaction.atomic():
        if row.corrects_id:
            # The old version steps back first: only one may be current.
            same = Measurement.objects.filter(target=row.target_id, unit=row.unit_id, period=row.period)
            same.filter(is_current=True).update(is_current=False)
            row.is_current = True
        make_move(row, "accept", actor=actor, now=now)


@transaction.atomic
def _many(verb: str, ids: Iterable[int], actor: User, move: Callable[[Measurement, Before], None]) -> list[Moved]:
    """One journal event for all that moved; the others are told, each with its sentence."""
    ids = list(dict.fromkeys(ids))
    found = locked_many(ids, actor)
    before, answers, moved = before_of(found.values()), [], []
    for pk in ids:
        answers.append(Moved(pk, _attempt(found.get(pk), before, move)))
        if not answers[-1].error:
            moved.append(found[pk])
    if moved:
        _record(verb, actor, moved)
    return answers


def _attempt(row: Measurement | None, before: Before, move: Callable[[Measurement, Before], None]) -> str:
    if row is None:
        return "Không tìm thấy số liệu này."
    try:
        move(row, before)
    except KpiError as error:
        return error.message
    except PermissionDenied:
        return "Bạn không có quyền với số liệu này."
    return ""


def _record(verb: str, actor: User, rows: list[Measurement]) -> None:
    indicators: set[Indicator] = {row.target.indicator for row in rows}
    first = min(indicators, key=lambda indicator: indicator.pk)
    subject = ("indicator", first.pk) if len(indicators) == 1 else ("plan", first.plan_id)
    record(verb, subject, actor=actor, plan_id=first.plan_id, measurements=[row.pk for row in rows])
