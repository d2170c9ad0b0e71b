"""Send a finished compilation by letters of their own: its address, and its files where they are asked for."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from journal.operations import record
from notifications.kinds import Attachment
from notifications.models import Message
from notifications.operations import Notice, post
from notifications.queries import Guests
from reports.errors import ReportError
from reports.exports.wording import bytes_words
from reports.models import Compilation, CompiledFile
from reports.perms import can_edit
from units.models import Membership, Unit, User

logger = logging.getLogger(__name__)
WITH_FILES = "reports.compiled-files"  # the kind of a message, not an event of the journal
MOST_BYTES = 10 * 1024 * 1024  # of all files of a letter: what mail servers commonly take, in base64
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@transaction.atomic
def mail_compilation(
    *,
    compilation_id: int,
    actor: User,
    now: datetime,
    formats: Sequence[str] = (),
    units: Sequence[Unit] = (),
) -> int:
    """How many letters; once a version and choice of files.

    To `units` (their people, else their mailbox), or to the heads and coordinators of the unit that compiled it.
    """
    compilation = Compilation.objects.select_for_update(of=("self",)).get(pk=compilation_id)
    if not can_edit(actor, compilation):
        raise PermissionDenied("mail")
    if compilation.state != Compilation.State.READY:
        raise ReportError("Báo cáo chưa lập xong; lập xong rồi gửi thư.")
    files, today = _checked(compilation, formats), timezone.localdate(now)
    to = receivers(compilation.unit_id, units, actor=actor, today=today, with_files=bool(formats))
    sent = post([_notice(compilation, files, each) for each in to], today=today)
    record(
        "reports.mailed",
        ("compilation", compilation.pk),
        actor=actor,
        version=compilation.version,
        people=len(to),
        units=[unit.pk for unit in units],
        files={file.format: file.sha256 for file in files},
    )
    return sent


def receivers(
    unit_id: int, units: Sequence[Unit], *, actor: User, today: date, with_files: bool
) -> list[dict[str, int]]:
    """As a notice names them: the `units`, else the other heads and coordinators of `unit_id`."""
    if units and not with_files:
        raise ReportError("Đơn vị khác không mở được trang này: chọn ít nhất một tệp để gửi kèm.")
    roles = [Membership.Role.HEAD, Membership.Role.COORDINATOR]
    places = Membership.objects.current(today).filter(unit=unit_id, role__in=roles)
    people = set(places.values_list("user_id", flat=True)) - {actor.pk}
    if not (units or people):
        raise ReportError("Đơn vị chưa có lãnh đạo hay đầu mối nào khác để gửi thư; thêm người ở trang Đơn vị.")
    _refuse_unreached(set() if units else people, {unit.pk for unit in units})
    return [{"to_unit_id": unit.pk} for unit in units] or [{"to_user_id": person} for person in sorted(people)]


def _refuse_unreached(people: set[int], units: set[int]) -> None:
    """Before sending is opened such a letter would be dropped, and count as sent once it is."""
    guests = Guests()
    if guests.everybody:
        return
    strangers = User.objects.filter(pk__in=people - guests.people), Unit.objects.filter(pk__in=units - guests.units)
    if missed := [str(one) for rows in strangers for one in rows]:
        names = ", ".join(missed[:3]) + (" …" if len(missed) > 3 else "")
        raise ReportError(f"Quản trị Sáu Rõ chưa mở gửi tin cho {names}. Bỏ các nơi ấy, hoặc gửi sau khi được mở.")


def _checked(compilation: Compilation, formats: Sequence[str]) -> list[CompiledFile]:
    files = _files(compilation, compilation.version, formats)
    if lost := [file.format for file in files if not file.file.storage.exists(file.file.name)]:
        raise ReportError(f"Tệp {', '.join(lost)} không còn trong kho lưu trữ; sửa phần lời để lập lại rồi gửi.")
    if (size := sum(file.size for file in files)) > MOST_BYTES:
        raise ReportError(
            f"Các tệp kèm theo nặng {bytes_words(size)}, quá {bytes_words(MOST_BYTES)} một thư. Bỏ bớt tệp, hoặc gửi "
            "thư chỉ có đường dẫn."
        )
    return files


def _files(compilation: Compilation, version: int, formats: Sequence[str]) -> list[CompiledFile]:
    """Figures never change, so the workbook of the first version is that of all."""
    own = Q(version=version) | Q(format="xlsx")
    return list(compilation.files.filter(own, format__in=formats).order_by("format"))


def _notice(compilation: Compilation, files: list[CompiledFile], to: dict[str, int]) -> Notice:
    names = ", ".join(f"{name_of(file)} ({bytes_words(file.size)})" for file in files)
    formats = "-".join(file.format for file in files)
    return Notice(
        kind=WITH_FILES if files else "reports.compiled",
        subject=("compilation", compilation.pk),
        text=f"Báo cáo tổng hợp {compilation.period_key} bản {compilation.version} đã lập xong",
        detail=f"Tệp kèm theo: {names}" if files else "",
        path=compilation.get_absolute_url(),
        dedupe=f"version-{compilation.version}" + (f".{formats}" if files else ""),
        single=True,
        **to,
    )


def name_of(file: CompiledFile) -> str:
    return f"Báo cáo tổng hợp {file.compilation.period_key} bản {file.version}.{file.format}"


def files_of(message: Message) -> list[Attachment]:
    """Called as the letter leaves. A file that went meanwhile is left out: the letter still has the address."""
    version, _, formats = message.dedupe.removeprefix("version-").partition(".")
    compilation = Compilation.objects.filter(pk=message.subject_id).first()
    found = _files(compilation, int(version), formats.split("-")) if compilation else []
    return [attachment for file in found if (attachment := _attachment(file))]


def _attachment(file: CompiledFile) -> Attachment | None:
    try:
        with file.file.open("rb") as stored:
            return Attachment(name_of(file), TYPES[file.format], stored.read())
    except OSError:
        logger.error("a letter goes without %s: not in the storage", file.file.name)
        return None
