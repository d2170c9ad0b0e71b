"""Who leads and who helps in a row: names as typed, and one name settled for the whole document."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.doubting import no_lead, settle
from intake.operations.drafts import lock_row
from intake.operations.parties import Cell, confirming_unit_id, lead_cell, partner_cell
from intake.operations.steps import Picture, keep_step, picture
from intake.perms import can_teach_names
from intake.queries.book import book_of
from intake.queries.units import UNSETTLED, places_of_phrase
from journal.operations import record
from plans.models import Plan
from tasks.models import Task, TaskParty
from units.errors import UnitError
from units.models import Unit, User
from units.names import fold
from units.operations import remember_alias

Part, Kind = TaskParty.Part, TaskParty.Kind


def name_parties(task: Task, parties: list[TaskParty], leads: list[str], partners: list[str], now: datetime) -> Cell:
    """Rows of TaskParty after the names, `parties` before; a name that was settled stays what it was settled to.

    Answers with the doubts about the leads.
    """
    old = {(party.part, party.phrase): party for party in parties if party.kind != Kind.UNKNOWN}
    kept_leads = [old[Part.LEAD, name] for name in leads if (Part.LEAD, name) in old]
    new_leads = [name for name in leads if (Part.LEAD, name) not in old]
    kept_partners = [old[Part.PARTNER, name] for name in partners if (Part.PARTNER, name) in old]
    new_partners = [name for name in partners if (Part.PARTNER, name) not in old]
    book = book_of(timezone.localdate(now)) if new_leads or new_partners else None
    scopes = {party.phrase: party.scope for party in parties if party.part == Part.LEAD}
    lead = lead_cell(book, new_leads, scopes) if new_leads else Cell(doubts=[] if kept_leads else [no_lead()])
    own = {party.unit_id for party in kept_leads if party.unit_id}
    lead.parties = kept_leads + [party for party in lead.parties if party.unit_id not in own]
    partner = partner_cell(book, new_partners, lead.unit_ids) if new_partners else Cell()
    helping = [party for party in kept_partners if party.unit_id not in lead.unit_ids or not party.unit_id]
    own = {party.unit_id for party in helping if party.unit_id}
    helping += [party for party in partner.parties if party.unit_id not in own]
    _write(task, _in_order(lead.parties, leads) + _in_order(helping, partners))
    return lead


def _in_order(parties: list[TaskParty], names: list[str]) -> list[TaskParty]:
    place = {name: n for n, name in enumerate(names)}
    ordered = sorted(parties, key=lambda party: place.get(party.phrase, len(place)))
    for order, party in enumerate(ordered):
        party.order = order
    return ordered


def _write(task: Task, parties: list[TaskParty]) -> None:
    task.parties.exclude(pk__in=[party.pk for party in parties if party.pk]).delete()
    for party in parties:
        party.task = task
    TaskParty.objects.bulk_update([party for party in parties if party.pk], ["order"])
    TaskParty.objects.bulk_create(party for party in parties if not party.pk)


@transaction.atomic
def settle_unit(
    *, task_id: int, phrase: str, unit: Unit, actor: User, now: datetime, everywhere: bool, remember: bool
) -> int:
    """`phrase` means `unit` in this row or in all of the document; how many rows. `remember`: and from now on.

    Raises PermissionDenied where the person may not teach the city a wording, IntakeError where it means another.
    """
    task = lock_row(task_id, actor)
    plan = task.plan
    rows = places_of_phrase(plan, [phrase])[fold(phrase)] if everywhere else {task.pk}
    named = TaskParty.objects.filter(task__in=rows, task__plan=plan, kind__in=UNSETTLED).select_related("task")
    parties = [party for party in named if fold(party.phrase) == fold(phrase)]
    if not parties:
        raise IntakeError(f"“{phrase}” không còn chờ xác định trong văn bản này; tải lại trang để xem.")
    touched = {party.task_id: party.task for party in parties}
    before = _picture(list(touched.values()))
    for party in parties:
        _settle_party(plan, party, unit, actor, now)
    if remember:
        _teach(unit, phrase, actor, plan, now)
    event = record(
        "intake.unit_settled", ("task", task.pk), actor=actor, plan_id=plan.pk, unit=unit.pk, rows=len(touched)
    )
    kept = " (cách viết đã nhớ vẫn giữ)" if remember else ""
    keep_step(event, f"xác định một đơn vị trong {len(touched)} dòng{kept}", before=before)
    return len(touched)


def _picture(tasks: list[Task]) -> Picture:
    parties, doubts = TaskParty.objects.filter(task__in=tasks), Doubt.objects.open().filter(task__in=tasks)
    return picture({Task: tasks, TaskParty: parties, Doubt: doubts})


def _teach(unit: Unit, phrase: str, actor: User, plan: Plan, now: datetime) -> None:
    if not can_teach_names(actor):
        raise PermissionDenied("alias")
    try:
        remember_alias(
            unit=unit, phrase=phrase, actor=actor, plan_id=plan.pk, source=f"{plan.reference} {plan.title}", now=now
        )
    except UnitError as error:
        raise IntakeError(error.message) from None


def _settle_party(plan: Plan, party: TaskParty, unit: Unit, actor: User, now: datetime) -> None:
    task = party.task
    others = task.parties.exclude(pk=party.pk).filter(unit=unit)
    if others.filter(part__in={party.part, Part.LEAD}).exists():
        party.delete()  # named twice, or a partner that leads already: the words stay in the text
    else:
        others.delete()
        party.kind, party.unit, party.group, party.name_by_date = Kind.UNIT, unit, None, None
        party.save(update_fields=["kind", "unit", "group", "name_by_date"])
    follow_leads(plan, task)
    where = Doubt.Field.LEADS if party.part == Part.LEAD else Doubt.Field.PARTNERS
    about = task.doubts.filter(field=where)
    settle(about.filter(text__contains=f"“{party.phrase[:150]}”"), actor, now)


def follow_leads(plan: Plan, task: Task) -> None:
    """A confirming unit that came from the rule, or that leads now, follows the rule again."""
    own = set(task.parties.filter(part=Part.LEAD, kind=Kind.UNIT).values_list("unit_id", flat=True))
    by_rule = {None, plan.focal_unit_id, plan.oversight_unit_id}
    if task.confirming_unit_id in by_rule | own:
        task.confirming_unit_id = confirming_unit_id(plan, own)
        task.save(update_fields=["confirming_unit"])


def phrases(parties: Iterable[TaskParty], part: str) -> list[str]:
    return [party.phrase for party in sorted(parties, key=lambda party: party.order) if party.part == part]
