"""Pieces of evidence as they are shown: versions, what they prove, where else the same file is used."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from tasks.models import Assignment, Evidence
from units.models import User

MOST = 200


@dataclass(frozen=True)
class Proof:
    evidence: Evidence
    products: list[str]
    earlier: list[Evidence]
    elsewhere: list[Evidence]
    """The same file as evidence of other work that the reader may see."""


def told(assignment: Assignment) -> list[Evidence]:
    """Every piece there ever was, the first one first; those taken back too. Asked once more where any is judged."""
    pieces = list(assignment.evidences.order_by("pk"))
    if any(one.judged_by_id for one in pieces):
        prefetch_related_objects(pieces, "judged_by")
    return pieces


def current(pieces: list[Evidence]) -> list[Evidence]:
    """As `EvidenceQuerySet.current`, of all pieces of one assignment."""
    replaced = {one.replaces_id for one in pieces}
    return [one for one in pieces if one.withdrawn_at is None and one.pk not in replaced]


def proofs(assignment: Assignment, user: User, pieces: list[Evidence]) -> list[Proof]:
    """Of all `pieces` what stands, the first one first, each with its earlier versions. One query."""
    rows = [one for one in pieces if one.withdrawn_at is None]
    by_pk = {one.pk: one for one in rows}
    replaced = {one.replaces_id for one in rows}
    used, products = elsewhere(rows, user), assignment.task.products
    return [
        Proof(one, one.proves(products) if len(products) > 1 else [], _earlier(one, by_pk), used[one.sha256])
        for one in rows
        if one.pk not in replaced
    ]


def _earlier(one: Evidence, by_pk: dict[int, Evidence]) -> list[Evidence]:
    found = []
    while one := by_pk.get(one.replaces_id):
        found.append(one)
    return found


def elsewhere(pieces: Iterable[Evidence], user: User) -> dict[str, list[Evidence]]:
    """SHA-256 → pieces of other work; work on a linked task shares its proof and is no surprise."""
    pieces = [one for one in pieces if one.sha256]
    found: dict[str, list[Evidence]] = defaultdict(list)
    if pieces:
        same = Evidence.objects.visible_to(user).filter(sha256__in={one.sha256 for one in pieces}, withdrawn_at=None)
        own = {one.assignment_id for one in pieces}
        rows = same.exclude(assignment__in=own).select_related("assignment__task", "assignment__unit")
        for row in rows.order_by("-pk")[:MOST]:
            found[row.sha256].append(row)
    return found
