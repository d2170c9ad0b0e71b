"""The document itself: number, date, title, focal and oversight unit, and what is doubtful about them."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.doubting import missing_in_document, said_by_reader, to_look_at
from intake.operations.recognising import amended_by_number
from intake.perms import working_units
from plans.models import Plan
from units.models import Unit, User
from units.names import Book

OVERSIGHT = "VPUB"  # Văn phòng UBND confirms what a focal unit does itself


def plan_from(
    reading: dict[str, Any], *, book: Book, actor: User, file_name: str, amended: bool = True
) -> tuple[Plan, list[Doubt]]:
    """The saved draft and its unsaved doubts. `amended`: a known number may be a version of the plan in force."""
    document = reading["document"]
    focal, doubts = _focal_unit(document.get("focal_unit") or "", book, actor)
    issued = document.get("issued_on")
    plan = Plan(
        kind=_kind(document.get("kind") or ""),
        number=(document.get("number") or "").strip()[:60],
        issued_date=date.fromisoformat(issued) if issued else None,
        title=(document.get("title") or file_name or "Chưa có trích yếu")[:500],
        issuer=(document.get("issuer") or "")[:200],
        signer=(document.get("signer") or "")[:120],
        focal_unit=focal,
        oversight_unit=oversight_for(focal),
        created_by=actor,
    )
    same = same_number(plan)
    plan.amends = amended_by_number(same, actor) if same and amended else None
    save_once(plan)
    doubts += missing_in_document(plan) + _twins(plan, actor)
    return plan, doubts + said_by_reader(reading.get("doubts") or [], known=doubts)


def same_number(plan: Plan) -> Plan | None:
    """Same number and day of issue: the same document, whatever file it came in."""
    if not (plan.number and plan.issued_date):
        return None
    same = Plan.objects.filter(number__iexact=plan.number, issued_date=plan.issued_date).exclude(pk=plan.pk)
    return same.select_related("amends").order_by("pk").first()


def save_once(plan: Plan) -> None:
    """A version of a plan may carry the plan's own number; nothing else may. The constraint catches whoever saved it
    in the same moment."""
    refuse_second_import(plan)
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        refuse_second_import(plan)
        raise


def refuse_second_import(plan: Plan) -> None:
    same = None if plan.amends_id else same_number(plan)
    if same:
        raise IntakeError(
            f"Văn bản số {plan.number} ngày {plan.issued_date:%d/%m/%Y} đã được nhập; mở văn bản đã có.",
            code="already_imported",
            plan=same,
        )


def oversight_for(focal: Unit) -> Unit | None:
    office = Unit.objects.filter(code=OVERSIGHT).first()
    return office if office and office != focal else None


def _kind(printed: str) -> str:
    labels = {label.casefold(): value for value, label in Plan.Kind.choices}
    return labels.get(printed.strip().casefold(), Plan.Kind.PLAN)


def _focal_unit(phrase: str, book: Book, actor: User) -> tuple[Unit, list[Doubt]]:
    """The unit the document names, if the person works there; else the person's own, to be looked at."""
    own = working_units(actor)
    if not own:
        raise IntakeError("Chỉ người làm việc trong một đơn vị mới nhập được văn bản giao việc.", code="no_unit")
    named = book.resolve(phrase).unit if phrase else None
    if named in own:
        return named, []
    read = f"Văn bản ghi đầu mối là “{phrase[:150]}”" if phrase else "Văn bản không nêu cơ quan đầu mối"
    text = f"{read}; bản nháp đang do {own[0].name} làm đầu mối."
    return own[0], [to_look_at(Doubt.Field.FOCAL_UNIT, text)]


def _twins(plan: Plan, actor: User) -> list[Doubt]:
    """A document without a number may be one that is here already, from another file."""
    twin = Plan.objects.visible_to(actor).filter(title__iexact=plan.title).exclude(pk=plan.pk).order_by("-pk").first()
    if twin is None or plan.number:
        return []
    text = f"Đã có văn bản cùng trích yếu ({twin.reference}); xem lại để không nhập hai lần."
    return [to_look_at(Doubt.Field.TITLE, text)]
