"""Files that people bring: what they are, and under which name they are kept."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from tasks.errors import TaskError
from tasks.models.attached import Attached

OFFICE = "application/vnd.openxmlformats-officedocument."
# the zip member that tells an Office package
PACKAGES = {
    b"word/": f"{OFFICE}wordprocessingml.document",
    b"xl/": f"{OFFICE}spreadsheetml.sheet",
    b"ppt/": f"{OFFICE}presentationml.presentation",
    b"visio/": "application/vnd.ms-visio.drawing",
}


def describe(row: Attached, file: UploadedFile) -> None:
    """Its kind, size and SHA-256, by content; raises TaskError for what we do not keep."""
    if not file.size:
        raise TaskError(f"Tệp “{file.name}” trống (0 byte). Chọn lại tệp rồi gửi.")
    if file.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise TaskError(f"Tệp “{file.name}” lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Giảm dung lượng hoặc chia tệp.")
    row.content_type = content_type(file)
    if not row.content_type:
        raise TaskError(
            f"Tệp “{file.name}” không phải PDF, Word, Excel, PowerPoint, Visio, PNG hay JPG. Chọn tệp khác."
        )
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    row.sha256, row.size, row.file_name = digest.hexdigest(), file.size, file.name[-255:]


def content_type(file: UploadedFile) -> str:
    """By content, never by name; empty for what we do not keep."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    return ""


def _package(file: UploadedFile) -> str:
    content = file.read()
    file.seek(0)
    if b"[Content_Types].xml" not in content or b"vbaProject" in content:
        return ""
    return next((kind for folder, kind in PACKAGES.items() if folder in content), "")


def stored_name(row: Attached) -> str:
    """Not the person's file name: that one is shown, never used as a path."""
    extension = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}.get(row.content_type, "bin")
    return f"{row.sha256[:32]}.{extension}"


@contextmanager
def attached(row: Attached, file: UploadedFile | None) -> Iterator[None]:
    """Keep `file` beside an unsaved row; its bytes go again where the block fails, since the row did not commit."""
    if file is not None:
        describe(row, file)
        row.file.save(stored_name(row), file, save=False)
    try:
        yield
    except BaseException:
        if row.file:
            row.file.delete(save=False)
        raise
