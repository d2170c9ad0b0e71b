"""An amended version of a plan in force: say what it amends, and apply what was chosen of its differences."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from intake.errors import DraftIsGone, IntakeError
from intake.operations.drafts import lock_draft
from intake.operations.heading import refuse_second_import
from intake.operations.parting import apply_parts
from intake.queries.parts import PartDifference, compare_parts
from journal.operations import record
from plans.models import Party, Plan, PlanLink, SourceFile
from tasks.operations.amending import Amending
from tasks.operations.assigning import lacking, lock_plan
from tasks.operations.deciding import Decision, paper_of
from tasks.queries.differences import Change, Comparison, compare
from units.models import User


@dataclass(frozen=True)
class Applied:
    """`record`: the amending document as a row of its own; None where it carries the plan's own number."""

    plan: Plan
    counts: Counter[str]
    record: Plan | None


@transaction.atomic
def set_amended(*, plan_id: int, target: Plan | None, actor: User, now: datetime) -> Plan:
    """The draft amends `target`, a plan in force of the same focal unit; with None it is tracked by itself."""
    draft = lock_draft(plan_id, actor)
    if target is not None:
        target = lock_plan(target.pk, actor)
        if target.state != Plan.State.IN_FORCE or target == draft:
            raise IntakeError("Chỉ sửa đổi được văn bản đang theo dõi; chọn văn bản khác.")
    draft.amends = target
    refuse_second_import(draft)
    draft.save(update_fields=["amends"])
    record("intake.amends_set", ("plan", draft.pk), actor=actor, plan_id=draft.pk, amends=target and target.pk)
    return draft


@transaction.atomic
def apply_version(
    *,
    plan_id: int,
    actor: User,
    now: datetime,
    chosen: Collection[str],
    seen: str,
    number: str,
    issued_date: date | None,
    ending: Collection[int] = (),
) -> Applied:
    """`chosen`: keys of differences; `seen`: `fingerprint` of what the person looked at; `number`, `issued_date`: of
    the document that decides. `ending`: assignments already begun that end with their unit's lead.

    Raises PermissionDenied, DraftIsGone, IntakeError; TaskConflict when a unit finishes what would end.
    """
    version = lock_draft(plan_id, actor)
    if version.amends_id is None:
        raise IntakeError("Chọn văn bản mà bản này sửa đổi trước khi áp dụng.")
    plan = lock_plan(version.amends_id, actor)
    if plan.state != Plan.State.IN_FORCE:
        raise IntakeError(f"{plan.reference} không còn đang theo dõi nên không áp dụng được bản sửa đổi.")
    comparison, parts = compare(plan, version, timezone.localdate(now)), compare_parts(plan, version)
    _check(version, comparison, parts, chosen, seen)
    if not (number.strip() and issued_date):
        raise IntakeError("Ghi số và ngày của văn bản quyết định sửa đổi.")
    decision = Decision(authority=version.issuer or plan.issuer or "UBND", number=number.strip(), date=issued_date)
    picked = [difference for difference in comparison.differences if difference.key in chosen]
    counts = Amending(plan, decision, actor=actor, now=now).apply(comparison, picked, set(ending))
    paper = paper_of(plan, decision, actor=actor, now=now)
    parts = [difference for difference in parts if difference.key in chosen]
    counts += apply_parts(plan, parts, paper=paper, actor=actor, now=now)
    record("plans.amended", ("plan", plan.pk), actor=actor, plan_id=plan.pk, decision=paper.pk, **counts)
    return Applied(plan, counts, _put_away(version, plan, now))


def fingerprint(comparison: Comparison, parts: Iterable[PartDifference]) -> str:
    """Changes whenever a difference does."""
    told = [*comparison.differences, *parts]
    said = [(d.key, [(cell.label, cell.before, cell.after) for cell in d.cells]) for d in told]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _check(
    version: Plan, comparison: Comparison, parts: list[PartDifference], chosen: Collection[str], seen: str
) -> None:
    if fingerprint(comparison, parts) != seen:
        raise DraftIsGone("Văn bản hoặc bản sửa đổi vừa được người khác sửa; xem lại các khác biệt rồi áp dụng.")
    picked = [difference for difference in comparison.differences if difference.key in chosen]
    if not picked and not any(part.key in chosen for part in parts):
        raise IntakeError("Chọn ít nhất một khác biệt để áp dụng.")
    needed = {difference.new for difference in picked if difference.change in (Change.ADDED, Change.REASSIGNED)}
    for what, tasks in lacking(version):
        if codes := [task.code for task in tasks.order_by("order") if task in needed]:
            raise IntakeError(f"Chưa áp dụng được: nhiệm vụ {', '.join(codes[:3])} {what}; sửa ở trang rà soát.")


def _put_away(version: Plan, plan: Plan, now: datetime) -> Plan | None:
    """The amending document stays as a closed record with its link; its rows are the plan's now, or nobody's."""
    own = version.number and version.issued_date
    known = own and Plan.objects.filter(number__iexact=version.number, issued_date=version.issued_date)
    if not own or known.exclude(pk=version.pk).exists():
        SourceFile.objects.filter(plan=version).update(plan=plan)
        version.uploads.update(plan=plan)
        version.delete()
        return None
    for rows in (version.tasks, version.sections, version.doubts, version.indicators, version.reporting_duties):
        rows.all().delete()
    version.state, version.published_at = Plan.State.CLOSED, now
    version.save(update_fields=["state", "published_at"])
    PlanLink.objects.filter(from_plan=version, kind=PlanLink.Kind.AMENDS, to_plan=plan).delete()
    PlanLink.objects.create(
        from_plan=version,
        kind=PlanLink.Kind.AMENDS,
        to_plan=plan,
        number=plan.number,
        issued_date=plan.issued_date,
        text=plan.title,
    )
    seen_by = plan.parties.values_list("unit", "part")
    Party.objects.bulk_create(Party(plan=version, unit_id=unit, part=part) for unit, part in seen_by)
    return version
