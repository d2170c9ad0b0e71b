"""Bộ tiêu chí: written as a draft, published with number, date, issuer and file, never edited afterwards."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from insight import notices, perms
from insight.errors import InsightConflict, InsightError
from insight.models import Criteria, Group, Part, Sheet
from journal.operations import record
from notifications.operations import post
from tasks.errors import TaskError
from tasks.operations.filing import describe, stored_name
from units.models import Unit, User
from units.perms import works_in

WRITTEN = (
    *("name", "number", "issued_date", "issuer", "groups", "from_date", *Part.values),
    *("update_days", "overdue_days", "overdue_points", "overdue_most", "freeze_days", "objection_days"),
)
DIGESTED = (*WRITTEN, "sha256")


@transaction.atomic
def draft_criteria(
    *, unit_id: int, actor: User, now: datetime, file: UploadedFile | None = None, **told: Any
) -> Criteria:
    """`told`: fields of `WRITTEN`; weights need not make 100 before publication."""
    if not (perms.can_write_criteria(actor) and works_in(actor, unit_id)):
        raise PermissionDenied("draft_criteria")
    criteria = Criteria(unit_id=unit_id, created_by=actor, created_at=now)
    _write(criteria, told, file)
    record("insight.criteria_drafted", ("criteria", criteria.pk), actor=actor)
    return criteria


@transaction.atomic
def edit_criteria(
    *, criteria_id: int, actor: User, now: datetime, file: UploadedFile | None = None, **told: Any
) -> Criteria:
    criteria = _locked_draft(criteria_id, actor)
    _write(criteria, told, file)
    record("insight.criteria_edited", ("criteria", criteria.pk), actor=actor, fields=sorted(told))
    return criteria


@transaction.atomic
def discard_criteria(*, criteria_id: int, actor: User, now: datetime) -> None:
    criteria = _locked_draft(criteria_id, actor)
    record("insight.criteria_discarded", ("criteria", criteria.pk), actor=actor)
    criteria.delete()


@transaction.atomic
def publish_criteria(*, criteria_id: int, actor: User, now: datetime) -> Criteria:
    """It scores periods that begin on or after `from_date`; what it takes over in full is superseded."""
    criteria = _locked_draft(criteria_id, actor)
    _check_document(criteria)
    others = list(Criteria.objects.published().select_for_update(of=("self",)).order_by("pk"))
    _check_order(criteria, others)
    criteria.state, criteria.published_by, criteria.published_at = Criteria.State.PUBLISHED, actor, now
    criteria.digest = digest_of(criteria)
    criteria.save()
    _supersede([*others, criteria])
    told = {"number": criteria.number, "from_date": f"{criteria.from_date}", "digest": criteria.digest}
    record("insight.criteria_published", ("criteria", criteria.pk), actor=actor, **told)
    post(notices.criteria_published(criteria, unit) for unit in _scored_units(criteria))
    return criteria


def digest_of(criteria: Criteria) -> str:
    told = json.dumps([str(getattr(criteria, name)) for name in DIGESTED], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _locked_draft(criteria_id: int, actor: User) -> Criteria:
    rows = Criteria.objects.visible_to(actor).select_for_update(of=("self",))
    criteria = rows.filter(pk=criteria_id).first()
    if criteria is None:
        raise InsightError("Không tìm thấy bộ tiêu chí này.")
    if not perms.keeps(actor, criteria):
        raise PermissionDenied("criteria")
    if criteria.state != Criteria.State.DRAFT:
        raise InsightConflict("Bộ tiêu chí đã đưa vào áp dụng thì không sửa. Soạn bộ mới, áp dụng từ kỳ sau.")
    return criteria


def _write(criteria: Criteria, told: dict[str, Any], file: UploadedFile | None) -> None:
    for name in told.keys() & set(WRITTEN):
        setattr(criteria, name, told[name])
    criteria.groups = [group for group in Group.compared() if group in criteria.groups]
    if file is not None:
        try:
            describe(criteria, file)
        except TaskError as error:
            raise InsightError(error.message) from None
        criteria.file.save(stored_name(criteria), file, save=False)
    criteria.save()


def _check_document(criteria: Criteria) -> None:
    """One sentence that names all that is missing."""
    needed = {"số, ký hiệu": criteria.number, "ngày ban hành": criteria.issued_date}
    needed |= {"cơ quan ban hành": criteria.issuer, "tệp văn bản": criteria.file}
    needed |= {"ngày áp dụng": criteria.from_date, "nhóm đơn vị được chấm": criteria.groups}
    if missing := [words for words, value in needed.items() if not value]:
        raise InsightError(f"Chưa đưa vào áp dụng được: còn thiếu {', '.join(missing)}.")
    if (whole := sum(criteria.weights.values())) != 100:
        raise InsightError(f"Trọng số cộng lại là {whole}%, phải đúng 100%. Sửa trọng số rồi thử lại.")
    if criteria.from_date < criteria.issued_date:
        raise InsightError(
            f"Ngày áp dụng {criteria.from_date:%d/%m/%Y} trước ngày ban hành {criteria.issued_date:%d/%m/%Y}. "
            "Chọn ngày áp dụng từ ngày ban hành trở đi."
        )


def _check_order(criteria: Criteria, others: list[Criteria]) -> None:
    """Periods that are frozen stay as they are, and of one group only its keeper changes the criteria."""
    for other in others:
        shared = [Group(group).label for group in criteria.groups if group in other.groups]
        if shared and other.from_date >= criteria.from_date:
            raise InsightError(
                f"Nhóm {', '.join(shared)} đã có bộ tiêu chí số {other.number} "
                f"áp dụng từ {other.from_date:%d/%m/%Y}. Chọn ngày áp dụng sau ngày đó."
            )
        if shared and other.state == Criteria.State.PUBLISHED and other.unit_id != criteria.unit_id:
            _check_keeper(other, criteria.from_date)
    frozen = Sheet.objects.current().filter(group__in=criteria.groups, start_date__gte=criteria.from_date)
    if last := frozen.order_by("-start_date").first():
        raise InsightError(
            f"Kỳ {last.period.label} đã chốt. Chọn ngày áp dụng sau ngày {last.start_date:%d/%m/%Y}: "
            f"bộ tiêu chí chấm từ kỳ bắt đầu ngày {last.period.next.start:%d/%m/%Y}."
        )


def _check_keeper(other: Criteria, day: date) -> None:
    if Unit.objects.active(day).filter(pk=other.unit_id).exists():
        raise InsightError(
            f"Bộ tiêu chí số {other.number} do {other.unit.short_name} giữ; chỉ đơn vị đó thay được. "
            "Bản nháp của bạn vẫn còn."
        )


def _supersede(published: list[Criteria]) -> None:
    """What no group looks to any more, once all of them have begun."""
    latest: dict[str, Criteria] = {}
    for criteria in sorted(published, key=lambda one: one.from_date):
        latest |= dict.fromkeys(criteria.groups, criteria)
    standing = {criteria.pk for criteria in latest.values()}
    for criteria in published:
        if criteria.pk not in standing and criteria.state == Criteria.State.PUBLISHED:
            criteria.state = Criteria.State.SUPERSEDED
            criteria.save(update_fields=["state"])


def _scored_units(criteria: Criteria) -> list[int]:
    kinds = [kind for group in criteria.groups for kind in Group(group).kinds]
    return list(Unit.objects.active(criteria.from_date).filter(kind__in=kinds).values_list("pk", flat=True))
