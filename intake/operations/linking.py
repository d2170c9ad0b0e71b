"""What documents are to one another: proposed from what they cite, kept by the focal unit."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from intake.errors import IntakeError
from intake.operations.recognising import AMENDING, basis_of, changed_by, cited, known_by
from journal.operations import record
from plans.models import Plan, PlanLink
from tasks.operations.deciding import Decision
from tasks.operations.replacing import replace_work
from tasks.perms import can_lead_plan
from units.models import User

Kind = PlanLink.Kind
REPLACED = "thay thế"


def propose_links(plan: Plan, reading: dict[str, Any], actor: User) -> None:
    """Of its legal basis the document is an implementation; of what title or text amends or replaces, that."""
    said = [(Kind(one["relation"]), one["number"], one.get("date"), "") for one in changed_by(reading)]
    rows = said + [
        (Kind.IMPLEMENTS, one["number"], one.get("date"), one.get("text") or "") for one in basis_of(reading)
    ]
    if AMENDING.search(plan.title):
        kind = Kind.REPLACES if REPLACED in plan.title.casefold() else Kind.AMENDS
        rows = [(kind, number, None, "") for number in cited([plan.title])] + rows
    seen: set[str] = {plan.number.casefold()}
    for kind, number, day, text in rows:
        if (key := number[:60].casefold()) not in seen:
            seen.add(key)
            issued = _day(day)
            _write(plan, kind, known_by(number, issued, actor), number, issued, text, proposed=True)


@transaction.atomic
def link(
    *,
    plan_id: int,
    kind: str,
    actor: User,
    to_plan: Plan | None = None,
    number: str = "",
    issued_date: date | None = None,
) -> PlanLink:
    """To a plan the person may see, or to a document known by its number alone."""
    plan = _lock(plan_id, actor)
    if to_plan is None and not number.strip():
        raise IntakeError("Chọn một văn bản đang có, hoặc ghi số, ký hiệu của văn bản kia.")
    if to_plan == plan:
        raise IntakeError("Văn bản không có quan hệ với chính nó; chọn văn bản khác.")
    try:
        with transaction.atomic():
            made = _write(plan, kind, to_plan, number.strip(), issued_date, "", proposed=False)
    except IntegrityError:
        raise IntakeError("Quan hệ này đã được ghi; không cần ghi lần nữa.") from None
    _record("plans.linked", made, actor)
    return made


@transaction.atomic
def agree(*, link_id: int, actor: User) -> PlanLink:
    """What was read is so."""
    found = _lock_link(link_id, actor)
    if found.proposed:
        found.proposed = False
        found.save(update_fields=["proposed"])
        _record("plans.linked", found, actor)
    return found


@transaction.atomic
def unlink(*, link_id: int, actor: User) -> None:
    found = _lock_link(link_id, actor)
    if not found.proposed:
        _record("plans.unlinked", found, actor)
    found.delete()


@transaction.atomic
def close_replaced(*, link_id: int, actor: User, now: datetime, end_work: bool) -> Counter[str]:
    """Tracking of the replaced plan ends. Its open work ends by the new document and goes on there where the same
    unit has the same work, or it stays readable as it stands.

    How many assignments ended, and continued. Raises PermissionDenied, IntakeError.
    """
    found = _lock_link(link_id, actor)
    old = _lock(found.to_plan_id, actor) if found.to_plan_id else None
    if found.kind != Kind.REPLACES or old is None or old.state != Plan.State.IN_FORCE:
        raise IntakeError("Chỉ kết thúc theo dõi được văn bản đang theo dõi mà văn bản này thay thế.")
    new = _lock(found.from_plan_id, actor)
    if new.state != Plan.State.IN_FORCE:
        raise IntakeError("Đưa văn bản thay thế vào theo dõi trước, rồi mới kết thúc văn bản cũ.")
    decision = Decision(authority=new.issuer or old.issuer or "UBND", number=new.number, date=new.issued_date)
    counts = replace_work(old, new, decision, actor=actor, now=now) if end_work else Counter()
    old.state, found.proposed = Plan.State.CLOSED, False
    old.save(update_fields=["state"])
    found.save(update_fields=["proposed"])
    record("plans.closed", ("plan", old.pk), actor=actor, plan_id=old.pk, by=new.pk, ended=counts["ended"])
    return counts


def replaced_by(plan: Plan, actor: User) -> PlanLink | None:
    """The plan in force that this one replaces, where the person may end it."""
    links = plan.links.filter(kind=Kind.REPLACES, to_plan__in=Plan.objects.led_by(actor))
    return links.filter(to_plan__state=Plan.State.IN_FORCE).select_related("to_plan").order_by("pk").first()


def _day(read: str | None) -> date | None:
    try:
        return date.fromisoformat(read or "")
    except ValueError:
        return None


def _write(
    plan: Plan, kind: str, other: Plan | None, number: str, issued: date | None, text: str, *, proposed: bool
) -> PlanLink:
    known = {"number": other.number, "issued_date": other.issued_date, "text": other.title} if other else {}
    facts = {"number": number[:60], "issued_date": issued, "text": text[:500]} | known
    return PlanLink.objects.create(from_plan=plan, kind=kind, to_plan=other, proposed=proposed, **facts)


def _lock(plan_id: int, actor: User) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not can_lead_plan(actor, plan):
        raise PermissionDenied("plan")
    return plan


def _lock_link(link_id: int, actor: User) -> PlanLink:
    rows = PlanLink.objects.select_related("from_plan", "to_plan").select_for_update(of=("self",))
    found = rows.filter(pk=link_id).first()
    if found is None:
        raise IntakeError("Quan hệ này đã được bỏ; tải lại trang để xem các quan hệ còn lại.")
    if not can_lead_plan(actor, found.from_plan):
        raise PermissionDenied("plan")
    return found


def _record(verb: str, made: PlanLink, actor: User) -> None:
    plan_id = made.from_plan_id
    record(verb, ("plan", plan_id), actor=actor, plan_id=plan_id, kind=made.kind, to=made.to_plan_id)
