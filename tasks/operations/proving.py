"""Evidence: a file, the number of a document, a link or a figure."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from journal.operations import record
from tasks.errors import TaskConflict, TaskError
from tasks.models import Evidence
from tasks.operations.filing import describe, stored_name
from tasks.operations.locking import lock_for_work
from tasks.operations.speaking import said
from tasks.operations.twinning import lock_twins, prove_twins, withdraw_from_twins
from units.models import User

Kind = Evidence.Kind


def add_evidence(
    *,
    assignment_id: int,
    actor: User,
    kind: str,
    label: str,
    now: datetime,
    file: UploadedFile | None = None,
    document_number: str = "",
    document_date: date | None = None,
    url: str = "",
    figure: Decimal | None = None,
    figure_unit: str = "",
    products: Iterable[str] = (),
    replaces_id: int | None = None,
) -> Evidence:
    """`replaces_id`: the piece of which this is the next version. Raises TaskError when the file is empty, too large
    or of a kind we do not keep, or a field is missing."""
    evidence = Evidence(
        kind=kind,
        label=said(label, "Ghi tên minh chứng, ví dụ tên sản phẩm trong văn bản giao việc.", longest=300),
        products=list(products),
        replaces_id=replaces_id,
        created_at=now,
        author=actor,
        document_number=document_number.strip(),
        document_date=document_date,
        url=url.strip(),
        figure=figure,
        figure_unit=figure_unit.strip(),
    )
    _check(evidence, file)
    if kind == Kind.FILE:
        describe(evidence, file)
    return _store(evidence, file, assignment_id, actor)


def _check(evidence: Evidence, file: UploadedFile | None) -> None:
    needs = {
        Kind.FILE: (file, "Chọn tệp minh chứng."),
        Kind.DOCUMENT: (evidence.document_number, "Nhập số, ký hiệu văn bản."),
        Kind.LINK: (evidence.url, "Nhập đường dẫn, bắt đầu bằng https://."),
        Kind.FIGURE: (evidence.figure is not None, "Nhập số liệu."),
    }
    present, remedy = needs.get(evidence.kind, (None, "Chọn loại minh chứng."))
    if not present:
        raise TaskError(remedy)
    if evidence.url:
        try:
            URLValidator(schemes=["http", "https"])(evidence.url)
        except ValidationError:
            raise TaskError("Đường dẫn chưa đúng: nhập địa chỉ đầy đủ, bắt đầu bằng https://.") from None


def _store(evidence: Evidence, file: UploadedFile | None, assignment_id: int, actor: User) -> Evidence:
    try:
        with transaction.atomic():
            twins = lock_twins(assignment_id, actor)
            evidence.assignment = lock_for_work(assignment_id, actor)
            _check_products(evidence)
            if evidence.replaces_id:
                _take_the_place(evidence)
            _refuse_twice(evidence)
            if evidence.sha256:
                evidence.file.save(stored_name(evidence), file, save=False)
            evidence.event = record(
                "tasks.evidence_added",
                ("assignment", assignment_id),
                actor=actor,
                plan_id=evidence.assignment.plan_id,
                kind=evidence.kind,
                sha256=evidence.sha256,
                version=evidence.version,
            )
            evidence.save()
            prove_twins(evidence, twins, actor)
    except Exception:
        if evidence.file:
            evidence.file.delete(save=False)  # the row did not commit, so its bytes must not stay
        raise
    return evidence


def _check_products(evidence: Evidence) -> None:
    strange = [one for one in evidence.products if one not in evidence.assignment.task.products]
    if strange:
        raise TaskError(f"“{strange[0][:120]}” không phải sản phẩm của nhiệm vụ này. Chọn trong danh sách sản phẩm.")


def _take_the_place(evidence: Evidence) -> None:
    """The piece that it replaces stays and is shown as the earlier version."""
    before = evidence.assignment.evidences.filter(pk=evidence.replaces_id, withdrawn_at=None).first()
    if before is None:
        raise TaskError("Minh chứng được thay đã rút hoặc không thuộc việc này. Tải lại trang rồi chọn lại.")
    if Evidence.objects.filter(replaces=before).exists():
        raise TaskConflict(f"“{before.label}” đã có phiên bản mới hơn. Xem lại minh chứng rồi thay bản mới nhất.")
    evidence.version = before.version + 1
    evidence.products = evidence.products or before.products


def _refuse_twice(evidence: Evidence) -> None:
    rows = evidence.assignment.evidences.filter(withdrawn_at=None)
    if evidence.kind != Kind.FILE:
        names = ("kind", "label", "document_number", "document_date", "url", "figure")
        others = rows.exclude(pk=evidence.replaces_id)
        if others.filter(**{name: getattr(evidence, name) for name in names}).exists():
            raise TaskError(
                f"Minh chứng “{evidence.label}” đã có, không ghi lần hai. Sửa tên hoặc số nếu là bản khác."
            )
    elif same := rows.filter(sha256=evidence.sha256).first():
        raise TaskError(f"Tệp này đã có trong minh chứng của việc (“{same.label}”). Chọn tệp khác.")


@transaction.atomic
def withdraw_evidence(*, evidence_id: int, actor: User, now: datetime) -> Evidence:
    """Take back what was added by mistake; sealed evidence stays."""
    evidence = Evidence.objects.select_related("assignment").get(pk=evidence_id)
    twins = lock_twins(evidence.assignment_id, actor)
    lock_for_work(evidence.assignment_id, actor)
    if Evidence.objects.filter(replaces=evidence_id).exists():
        raise TaskConflict("Minh chứng này đã có phiên bản mới thay. Rút bản mới nhất nếu thêm nhầm.")
    if not Evidence.objects.filter(pk=evidence_id, sealed_at=None, withdrawn_at=None).update(
        withdrawn_at=now, replaces=None, version=1
    ):
        raise TaskConflict("Minh chứng này đã gửi hoặc đã rút, không rút được nữa.")
    evidence.withdrawn_at = now
    plan_id = evidence.assignment.plan_id
    record(
        "tasks.evidence_withdrawn",
        ("assignment", evidence.assignment_id),
        actor=actor,
        plan_id=plan_id,
        evidence=evidence_id,
    )
    withdraw_from_twins(evidence, twins, actor, now)
    return evidence
