"""Read a waiting upload in a child process and make a draft of it, or refuse it; nothing in between is kept."""

import logging
import time
from datetime import datetime

from django.conf import settings
from django.db import transaction

from intake.errors import IntakeError
from intake.models import Upload
from intake.operations.drafting import draft_from
from intake.operations.uploading import already_imported, refuse
from plans.models import SourceFile
from plans.reading.child import read_limited
from plans.reading.refusals import Unreadable

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 120
MEMORY_MB = 600
WRITE_EVERY_SECONDS = 0.5


def read_upload(*, upload_id: int, now: datetime, amended: bool = True) -> Upload | None:
    """None when another worker has it. Otherwise the upload, read or refused. `amended`: as in `draft_from`."""
    if not _claim(upload_id, now):
        return None
    upload = Upload.objects.select_related("uploaded_by").get(pk=upload_id)
    try:
        with upload.file.open("rb") as stored:
            data = stored.read()
        reading = read_limited(
            data,
            filename=upload.name,
            timeout_seconds=TIMEOUT_SECONDS,
            memory_mb=MEMORY_MB,
            on_progress=_Progress(upload),
            may_recognise=settings.OCR,
        )
        return _draft(upload, reading, now, amended)
    except Unreadable as refusal:
        return _refuse(upload, refusal.code, refusal.message_vi)
    except IntakeError as refusal:
        return _refuse(upload, refusal.code, refusal.message, refusal)
    except Exception:  # whatever happened, the person gets an answer and may try again
        logger.exception("upload %s was not read", upload.pk)
        text = "Chưa đọc được tệp này; hãy tải lên lần nữa, nếu vẫn vậy hãy gửi tệp cho người quản trị."
        return _refuse(upload, "failed", text)


def _claim(upload_id: int, now: datetime) -> bool:
    claimed = Upload.objects.filter(pk=upload_id).claimable(now)
    return bool(claimed.update(state=Upload.State.READING, claimed_at=now, done=0, total=0))


@transaction.atomic
def _draft(upload: Upload, reading: dict, now: datetime, amended: bool) -> Upload:
    if plan := already_imported(upload):
        text = "Tệp này đã được nhập; mở văn bản đã có thay vì nhập lại."
        raise IntakeError(text, code="already_imported", plan=plan)
    source = SourceFile(
        name=upload.name,
        file=upload.file.name,
        size=upload.size,
        sha256=upload.sha256,
        uploaded_by=upload.uploaded_by,
    )
    upload.plan = draft_from(reading=reading, actor=upload.uploaded_by, source=source, now=now, amended=amended)
    upload.state, upload.file = Upload.State.READ, ""  # the bytes are the plan's now
    upload.save()
    return upload


def _refuse(upload: Upload, code: str, text: str, why: IntakeError | None = None) -> Upload:
    upload.refresh_from_db()
    return refuse(upload, code=code, error=text, plan=why.plan if why else None, actor=upload.uploaded_by)


class _Progress:
    """Writes how far the reading is, at most twice a second."""

    def __init__(self, upload: Upload) -> None:
        self._rows = Upload.objects.filter(pk=upload.pk)
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next or done == total:
            self._rows.update(done=done, total=total)
            self._next = time.monotonic() + WRITE_EVERY_SECONDS
