"""Ask for a long list, write it in the background, hand it out."""

import hashlib
import logging
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from plans.models import Plan
from reports.errors import ReportError
from reports.exports import lists
from reports.models import ListFile
from reports.queries.lists import product_list, product_rows, work_list, work_rows
from units.models import User

logger = logging.getLogger(__name__)
Kind = ListFile.Kind
UNMADE = "Danh sách chưa lập được vì lỗi của hệ thống; hãy yêu cầu lại, nếu vẫn vậy hãy báo người quản trị."


@transaction.atomic
def ask_list(
    *,
    actor: User,
    kind: str,
    now: datetime,
    plan: Plan | None = None,
    start: date | None = None,
    end: date | None = None,
) -> ListFile:
    if kind == Kind.ASSIGNMENTS and plan is None:
        raise ReportError("Chưa chọn văn bản; hãy chọn một văn bản để lập danh sách lượt giao.")
    if kind == Kind.PRODUCTS and not (start and end):
        raise ReportError("Chưa chọn khoảng ngày; hãy chọn từ ngày và đến ngày để lập danh mục sản phẩm.")
    if start and end and start > end:
        raise ReportError("Từ ngày phải trước hoặc bằng đến ngày.")
    return ListFile.objects.create(asked_by=actor, asked_at=now, kind=kind, plan=plan, start_date=start, end_date=end)


def prepare_list(*, list_id: int, now: datetime) -> ListFile | None:
    """None when another worker has it. Otherwise the list, ready, or failed with its reason."""
    claimed = ListFile.objects.filter(pk=list_id).claimable(now)
    if not claimed.update(state=ListFile.State.WORKING, claimed_at=now, done=0, total=0, error=""):
        return None
    asked = ListFile.objects.select_related("plan", "asked_by").get(pk=list_id)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _write(asked, Path(folder, "list.xlsx"), timezone.localdate(now))
    except Exception:  # whatever happened, the person gets an answer and may try again
        logger.exception("list %s was not made", asked.pk)
        ListFile.objects.filter(pk=list_id).update(state=ListFile.State.FAILED, error=UNMADE)
        asked.refresh_from_db()
    return asked


def _write(asked: ListFile, path: Path, today: date) -> None:
    found = _found(asked, today)
    count = found.pop("found").count()
    rows = ListFile.objects.filter(pk=asked.pk)
    rows.update(total=count)
    lists.list_book(str(path), count=count, told=lambda n: rows.update(done=n), **found)
    asked.refresh_from_db()
    with path.open("rb") as written:
        asked.sha256, asked.size = hashlib.file_digest(written, "sha256").hexdigest(), path.stat().st_size
        asked.file.save(f"{asked.kind}-{asked.pk}.xlsx", File(written), save=False)
    asked.state, asked.done = ListFile.State.READY, count
    asked.save()


def _found(asked: ListFile, today: date) -> dict[str, Any]:
    until = f"Số liệu đến hết ngày {today:%d/%m/%Y}"
    if asked.kind == Kind.ASSIGNMENTS:
        found = work_list(asked.plan, asked.asked_by, today)
        title = f"Danh sách lượt giao của {asked.plan.reference}"
        return {"found": found, "rows": work_rows(found), "columns": lists.WORK, "title": title, "under": until}
    found = product_list(asked.asked_by, today, asked.start_date, asked.end_date)
    title = f"Danh mục sản phẩm từ {asked.start_date:%d/%m/%Y} đến {asked.end_date:%d/%m/%Y}"
    return {"found": found, "rows": product_rows(found), "columns": lists.PRODUCTS, "title": title, "under": until}


@transaction.atomic
def take_list(*, asked: ListFile, actor: User) -> bytes:
    try:
        with asked.file.open("rb") as stored:
            content = stored.read()
    except OSError as error:
        raise ReportError("Tệp không còn trong kho lưu trữ; hãy yêu cầu lập lại danh sách.") from error
    _record(actor, asked.plan, asked.kind, "xlsx", asked.sha256)
    return content


@transaction.atomic
def stream_work(*, plan: Plan, actor: User, today: date) -> Any:
    """Lines of CSV; the journal keeps who took the list."""
    _record(actor, plan, Kind.ASSIGNMENTS, "csv", "")
    return lists.list_csv(lists.WORK, work_rows(work_list(plan, actor, today)))


def _record(actor: User, plan: Plan | None, kind: str, format: str, digest: str) -> None:
    subject = ("plan", plan.pk) if plan else ("user", actor.pk)
    plan_id = plan.pk if plan else None
    record("reports.listed", subject, actor=actor, plan_id=plan_id, list=str(kind), format=format, sha256=digest)
