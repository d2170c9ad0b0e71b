"""Take a file a person sends: keep its bytes until it is read, or say in one sentence why it is not taken."""

import hashlib
import unicodedata
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intake.models import Upload
from intake.perms import can_import
from journal.operations import record
from plans.models import Plan, SourceFile
from units.models import User


def take_upload(*, file: UploadedFile, actor: User, now: datetime) -> Upload:
    """The upload, waiting to be read or refused. The same bytes sent twice in a row are one upload."""
    if not can_import(actor):
        raise PermissionDenied("intake")
    upload = Upload(name=_name(file), size=file.size, sha256=_sha256(file), uploaded_by=actor, uploaded_at=now)
    try:
        return _take(upload, file, actor)
    except Exception:
        if upload.file:
            upload.file.delete(save=False)  # the row did not commit, so its bytes must not stay
        raise


@transaction.atomic
def _take(upload: Upload, file: UploadedFile, actor: User) -> Upload:
    if pending := _same_pending(upload):
        return pending
    code, error, plan = _refusal(upload)
    if error:
        return refuse(upload, code=code, error=error, plan=plan, actor=actor)
    upload.file.save(f"{upload.sha256[:16]}", file, save=False)
    upload.save()
    record("intake.uploaded", ("upload", upload.pk), actor=actor, sha256=upload.sha256, size=upload.size)
    return upload


@transaction.atomic
def refuse(upload: Upload, *, code: str, error: str, plan: Plan | None, actor: User) -> Upload:
    """Nothing stays but the row with its sentence. `plan`, where one stands in the way and the person may see it."""
    if upload.file:  # before the row: a crash in between must not leave a secret document behind
        upload.file.delete(save=False)
    upload.state, upload.code, upload.error, upload.file = Upload.State.REFUSED, code, error, ""
    upload.plan = plan if plan and Plan.objects.visible_to(actor).filter(pk=plan.pk).exists() else None
    upload.save()
    record("intake.refused", ("upload", upload.pk), actor=actor, code=code)
    return upload


def already_imported(upload: Upload) -> Plan | None:
    source = SourceFile.objects.filter(sha256=upload.sha256, plan__isnull=False).select_related("plan").first()
    return source.plan if source else None


def _refusal(upload: Upload) -> tuple[str, str, Plan | None]:
    """(code, sentence, plan in the way); empty when the file is taken."""
    limit = settings.UPLOAD_LIMIT_MB
    if not upload.size:
        return "empty", "Tệp rỗng, không có dữ liệu; hãy tải lại tệp từ máy của bạn.", None
    if upload.size > limit * 1024 * 1024:
        return "too_large", f"Tệp lớn hơn {limit} MB; hãy bỏ bớt ảnh hoặc tách phần phụ lục rồi tải lên.", None
    if plan := already_imported(upload):
        return "already_imported", "Tệp này đã được nhập; mở văn bản đã có thay vì nhập lại.", plan
    return "", "", None


def _same_pending(upload: Upload) -> Upload | None:
    pending = Upload.objects.filter(
        sha256=upload.sha256,
        uploaded_by=upload.uploaded_by,
        state__in=[Upload.State.WAITING, Upload.State.READING],
    )
    return pending.first() if upload.size else None


def _name(file: UploadedFile) -> str:
    name = unicodedata.normalize("NFC", file.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return name[-255:] or "tệp không tên"


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
