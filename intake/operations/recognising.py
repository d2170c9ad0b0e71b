"""Is the document one that is here already, or an amended version of one?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.errors import IntakeError
from intake.models import Doubt
from intake.operations.doubting import to_look_at
from intake.queries.parts import compare_parts
from intake.queries.settled import by_document
from plans.models import Plan
from plans.reading.matching import Line
from tasks.models import Task
from tasks.perms import can_lead_plan
from tasks.queries.differences import compare
from units.models import User

NUMBER = re.compile(r"\b\d+\s*/\s*(?:\d{4}/)?[A-ZĐ][\w.&-]*", re.UNICODE)
AMENDING = re.compile(r"sửa đổi|bổ sung|điều chỉnh|đính chính|thay thế", re.IGNORECASE)
MOSTLY = 0.8  # of the shorter one's rows, word for word: the same document or a version of it
SOME = 0.5
COMPARED = 30  # latest plans of the person's units


@dataclass(frozen=True)
class Overlap:
    plan: Plan
    same: int
    share: float


def recognise(plan: Plan, actor: User, today: date) -> list[Doubt]:
    """Set what the draft amends where its number or title says so, with a doubt. Where only the rows are alike, the
    person is asked. Raises IntakeError when it says nothing new."""
    said = plan.amends or _named_in_title(plan, actor)
    target = said or _twin_without_number(plan, actor)
    if target is None:
        return []
    if not (by_document(target, plan, compare(target, plan, today)) or compare_parts(target, plan)):
        raise IntakeError(
            f"Nội dung này đã có trong {target.reference}, không khác dòng nào; mở văn bản đã có thay vì nhập lại.",
            code="already_imported",
            plan=target,
        )
    if said is None or said.state != Plan.State.IN_FORCE:
        text = f"Rất giống {target.reference}; nếu là bản sửa đổi, chọn so sánh ở bước đưa vào theo dõi."
        return [to_look_at(Doubt.Field.OTHER, text)]
    plan.amends = said
    plan.save(update_fields=["amends"])
    text = (
        f"Hệ thống hiểu đây là bản sửa đổi của {said.reference}; nếu không phải, chọn “Theo dõi riêng” khi so sánh."
    )
    return [to_look_at(Doubt.Field.OTHER, text)]


def overlaps(plan: Plan, actor: User) -> list[Overlap]:
    """Plans of the person's units that share at least half of the rows, the closest first; two queries."""
    known = Plan.objects.led_by(actor).exclude(pk__in=[plan.pk, plan.amends_id]).filter(amends=None)
    plans = {other.pk: other for other in known.order_by("-pk")[:COMPARED]}
    rows: dict[int, list[tuple]] = {pk: [] for pk in [plan.pk, *plans]}
    for plan_id, content in Task.objects.filter(plan__in=rows, content__gt="").values_list("plan", "content"):
        rows[plan_id].append(Line(None, "", content).words)
    found = [_overlap(other, rows[plan.pk], rows[pk]) for pk, other in plans.items()]
    return sorted((one for one in found if one.share >= SOME), key=lambda one: -one.share)


def cited(texts: Iterable[str]) -> list[str]:
    """Numbers of documents in the words, e.g. "131/KH-UBND", each once."""
    found = (re.sub(r"\s", "", number) for text in texts for number in NUMBER.findall(text or ""))
    return list(dict.fromkeys(found))


def known_by(number: str, issued_date: date | None, actor: User) -> Plan | None:
    """The one plan of that number that the person may see."""
    plans = Plan.objects.visible_to(actor).filter(number__iexact=number, amends=None)
    if issued_date:
        plans = plans.filter(issued_date=issued_date)
    found = list(plans[:2])
    return found[0] if len(found) == 1 else None


def amended_by_number(same: Plan, actor: User) -> Plan | None:
    """The plan in force that another file with this number and date may be a version of."""
    target = same.amends or same
    return target if target.state == Plan.State.IN_FORCE and can_lead_plan(actor, target) else None


def basis_of(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents cited as legal basis: number, date (ISO or None), text."""
    return _acts(reading, "basis")


def changed_by(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents that its own text replaces or amends, likewise, with the relation."""
    return _acts(reading, "changes")


def _acts(reading: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [one for one in reading["document"].get(key) or [] if isinstance(one, dict) and one.get("number")]


def _overlap(other: Plan, mine: list[tuple], theirs: list[tuple]) -> Overlap:
    same = len(set(mine) & set(theirs))
    least = min(len(set(mine)), len(set(theirs)))
    return Overlap(other, same, same / least if least else 0.0)


def _named_in_title(plan: Plan, actor: User) -> Plan | None:
    """ "Sửa đổi, bổ sung Kế hoạch số 131/KH-UBND": the one plan that the title names."""
    if not AMENDING.search(plan.title):
        return None
    named = [found for number in cited([plan.title]) if (found := known_by(number, None, actor)) and found != plan]
    return named[0] if len(named) == 1 and can_lead_plan(actor, named[0]) else None


def _twin_without_number(plan: Plan, actor: User) -> Plan | None:
    """Where one of the two has no number, the rows tell whether it is the same document."""
    found = [one for one in overlaps(plan, actor) if one.share >= MOSTLY and not (plan.number and one.plan.number)]
    return found[0].plan if found else None
