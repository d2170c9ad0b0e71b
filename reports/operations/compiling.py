"""Ask for a compilation, make it in the background, edit its words, hand out its files."""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from plans.models import Plan
from reports.errors import ReportError
from reports.exports.compiled import facts_of, filled, pdf_of, workbook_of
from reports.models import Compilation, CompiledFile, LetterTemplate
from reports.perms import can_edit, units_open_to
from reports.queries.compiling import SumsDiffer, check_sums, compile_plans
from units import periods
from units.models import Unit, User
from units.periods import Period, Rule

logger = logging.getLogger(__name__)
FILES = ("docx", "pdf", "xlsx")
MOST_PLANS = 30
EDITABLE = ("mo_dau", "danh_gia", "nguyen_nhan", "de_xuat", "ky_toi", "so", "ky", "nguoi_ky")
UNMADE = "Báo cáo chưa lập được vì lỗi của hệ thống; hãy lập lại, nếu vẫn vậy hãy báo người quản trị."


@transaction.atomic
def ask_compilation(
    *,
    actor: User,
    plans: Sequence[Plan],
    period: Period,
    recipient: str,
    now: datetime,
    compared: date | None = None,
    template: LetterTemplate | None = None,
) -> Compilation:
    today = timezone.localdate(now)
    _check(actor, plans, period, compared, today)
    compilation = Compilation.objects.create(
        asked_by=actor,
        asked_at=now,
        unit=_author(actor, plans),
        recipient=recipient,
        period_key=period.key,
        period_rule=period.rule.value,
        start_date=period.start,
        end_date=period.end,
        compared_date=compared,
        template=template,
    )
    compilation.plans.set(plans)
    return compilation


def _check(actor: User, plans: Sequence[Plan], period: Period, compared: date | None, today: date) -> None:
    if not plans:
        raise ReportError("Chưa chọn văn bản nào; hãy chọn ít nhất một văn bản để tổng hợp.")
    if len(plans) > MOST_PLANS:
        raise ReportError(f"Mỗi lần tổng hợp được nhiều nhất {MOST_PLANS} văn bản; hãy bớt văn bản.")
    closed = [plan.reference for plan in plans if units_open_to(actor, plan) is not None]
    if closed:
        raise ReportError(f"Chỉ cơ quan đầu mối tổng hợp được mọi đơn vị của {', '.join(closed)}.")
    if period.start > today:
        raise ReportError(f"Kỳ {period.label} chưa bắt đầu; hãy chọn kỳ đang diễn ra hoặc đã qua.")
    if compared and compared >= min(period.end, today):
        raise ReportError("Ngày so sánh phải trước ngày chốt số liệu của kỳ báo cáo.")


def _author(actor: User, plans: Sequence[Plan]) -> Unit:
    """The focal unit where the person works there, else the unit they work in."""
    mine = [place.unit for place in actor.current_memberships() if place.unit_id in actor.unit_ids()]
    focal = {plan.focal_unit_id for plan in plans}
    return next((unit for unit in mine if unit.pk in focal), mine[0] if mine else plans[0].focal_unit)


def period_of(compilation: Compilation) -> Period:
    return periods.parse(compilation.period_key, Rule(compilation.period_rule))


def facts_in(compilation: Compilation) -> dict[str, Any]:
    with compilation.facts.open("rb") as stored:
        return json.load(stored)


def prepare_compilation(*, compilation_id: int, now: datetime) -> Compilation | None:
    """None when another worker has it. Otherwise the compilation, ready, or failed with its reason."""
    claimed = Compilation.objects.filter(pk=compilation_id).claimable(now)
    if not claimed.update(state=Compilation.State.WORKING, claimed_at=now, done=0, total=0, error=""):
        return None
    compilation = Compilation.objects.select_related("unit", "template", "asked_by").get(pk=compilation_id)
    try:
        _make(compilation, timezone.localdate(now))
    except (SumsDiffer, ReportError) as refusal:
        _fail(compilation, refusal.message)
    except Exception:  # whatever happened, the person gets an answer and may try again
        logger.exception("compilation %s was not made", compilation.pk)
        _fail(compilation, UNMADE)
    return compilation


def _make(compilation: Compilation, today: date) -> None:
    tell = _Telling(compilation)
    if not compilation.facts:
        _count(compilation, today, tell)
    facts = facts_in(compilation)
    for n, (format, content) in enumerate(_contents(compilation, facts), 1):
        _keep(compilation, format, content)
        tell.writing(n)
    with transaction.atomic():
        _record("reports.compiled", compilation, compilation.asked_by, as_of=facts["as_of"])
        compilation.state = Compilation.State.READY
        compilation.save(update_fields=["state"])


def _count(compilation: Compilation, today: date, tell: "_Telling") -> None:
    plans = list(compilation.plans.select_related("focal_unit").order_by("issued_date", "pk"))
    compiled = compile_plans(
        plans=plans,
        period=period_of(compilation),
        author=compilation.unit,
        today=today,
        compared=compilation.compared_date,
        told=tell.counting,
    )
    check_sums(compiled)
    facts = facts_of(compiled, recipient=compilation.recipient)
    compilation.as_of_date = compiled.as_of
    content = ContentFile(json.dumps(facts, ensure_ascii=False).encode())
    compilation.facts.save(f"tong-hop-{compilation.pk}.json", content, save=False)
    compilation.save(update_fields=["as_of_date", "facts"])


def _contents(compilation: Compilation, facts: dict[str, Any]) -> Any:
    template = _bytes(compilation.template) if compilation.template else None
    yield "pdf", pdf_of(facts, compilation.texts)  # first, while this process is small: its child needs room
    yield "docx", filled(facts, compilation.texts, template)
    if not compilation.files.filter(format="xlsx").exists():  # figures never change, only words do
        yield "xlsx", workbook_of(facts)


def _bytes(template: LetterTemplate) -> bytes:
    try:
        with template.file.open("rb") as stored:
            return stored.read()
    except OSError as error:
        raise ReportError(f"Không còn tệp của mẫu “{template.name}” trong kho; hãy chọn mẫu khác.") from error


def _keep(compilation: Compilation, format: str, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    about = {"size": len(content), "sha256": digest}
    found, _ = CompiledFile.objects.get_or_create(
        compilation=compilation, version=compilation.version, format=format, defaults=about
    )
    found.size, found.sha256 = len(content), digest
    found.file.save(f"tong-hop-{compilation.pk}-{compilation.version}.{format}", ContentFile(content))


def _fail(compilation: Compilation, message: str) -> None:
    compilation.state, compilation.error = Compilation.State.FAILED, message[:600]
    compilation.save(update_fields=["state", "error"])


class _Telling:
    """Writes how far the work is: what is counted, then a step a file."""

    def __init__(self, compilation: Compilation) -> None:
        self._rows = Compilation.objects.filter(pk=compilation.pk)
        self._counted = 0

    def counting(self, done: int, total: int) -> None:
        self._counted = total
        self._rows.update(done=done, total=total + len(FILES))

    def writing(self, files: int) -> None:
        self._rows.update(done=self._counted + files, total=self._counted + len(FILES))


@transaction.atomic
def reword(*, compilation_id: int, actor: User, texts: dict[str, str], now: datetime) -> Compilation:
    """A new version with other words; its figures stay as they were counted."""
    compilation = Compilation.objects.select_for_update(of=("self",)).get(pk=compilation_id)
    if not can_edit(actor, compilation):
        raise PermissionDenied("reword")
    if compilation.is_pending:
        raise ReportError("Báo cáo đang được lập; chờ lập xong rồi sửa phần lời.")
    compilation.texts = {key: texts[key] for key in EDITABLE if texts.get(key)}
    if compilation.files.filter(version=compilation.version).exists():
        compilation.version += 1
    compilation.state = Compilation.State.WAITING
    compilation.save(update_fields=["texts", "version", "state"])
    _record("reports.reworded", compilation, actor)
    return compilation


@transaction.atomic
def take_file(*, file: CompiledFile, actor: User) -> bytes:
    """Its bytes; the journal keeps who took what."""
    try:
        with file.file.open("rb") as stored:
            content = stored.read()
    except OSError as error:
        raise ReportError("Tệp không còn trong kho lưu trữ; hãy sửa phần lời hoặc lập lại để có tệp mới.") from error
    _record("reports.taken", file.compilation, actor, format=file.format, sha256=file.sha256)
    return content


def _record(verb: str, compilation: Compilation, actor: User, **facts: Any) -> None:
    plans = list(compilation.plans.values_list("pk", flat=True)[:2])
    record(
        verb,
        ("compilation", compilation.pk),
        actor=actor,
        plan_id=plans[0] if len(plans) == 1 else None,
        period=compilation.period_key,
        version=compilation.version,
        **facts,
    )
