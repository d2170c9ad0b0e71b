"""Đề nghị điều chỉnh in lists, on the page of their work, and what one decision would change."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from plans.models import Plan
from tasks.models import Assignment, Change, ChangeRequest, DecisionPaper
from tasks.queries.clear import decider
from units.models import Membership, User

State, Kind = ChangeRequest.State, ChangeRequest.Kind
RELATED = (
    "assignment__plan__focal_unit", "assignment__task", "assignment__unit", "assignment__milestone",
    "wanted_unit", "decided_unit", "decision", "author", "opinion_by",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    label: str
    note: str
    state: str


def papers_for(user: User) -> QuerySet:
    """Documents of decisions, for whoever may read a request or a work that they decided."""
    seen = Assignment.objects.visible_to(user)
    decided = Q(changes__assignment__in=seen)
    asked = Q(requests__in=ChangeRequest.objects.visible_to(user), requests__assignment__in=seen)
    return DecisionPaper.objects.filter(pk__in=DecisionPaper.objects.filter(decided | asked).values("pk"))


def to_opine(user: User) -> QuerySet:
    """Asked, and this person's unit looks at it (`perms.can_opine`, as a query)."""
    return _told(_open(user).filter(looked_at_by(user), state=State.ASKED))


def to_decide(user: User) -> QuerySet:
    """Whose decision this person may record (`perms.can_record_decision`, as a query)."""
    alone = Q(assignment__plan__who_decides=Plan.Decider.FOCAL, state=State.ASKED) & looked_at_by(user)
    city = Q(assignment__plan__who_decides=Plan.Decider.ISSUER, assignment__plan__oversight_unit__in=user.unit_ids())
    return _told(_open(user).filter(alone | Q(state=State.OPINED) & (looked_at_by(user) | city)))


def of_my_units(user: User) -> QuerySet:
    """Pending, asked by the person's own units; those that wait for its heads first."""
    return _told(_pending().filter(assignment__unit__in=user.unit_ids()).order_by("asked_at", "pk"))


def decided(user: User) -> QuerySet:
    rows = ChangeRequest.objects.visible_to(user).filter(state__in=State.decided())
    return _told(rows).order_by("-decided_at", "-pk")


def waiting_count(user: User, *, looks: bool) -> int:
    """What waits for this person's word, for the navigation bar. `looks`: some plan is theirs to lead or oversee."""
    mine = _pending().filter(state=State.AT_HEAD, assignment__unit__in=user.unit_ids(Membership.Role.HEAD))
    if not looks:
        return mine.count()
    waits = Q(pk__in=to_opine(user).values("pk")) | Q(pk__in=to_decide(user).values("pk"))
    return ChangeRequest.objects.filter(waits | Q(pk__in=mine.values("pk"))).count()


def _pending() -> QuerySet:
    return ChangeRequest.objects.pending().exclude(assignment__state=Assignment.State.CANCELLED)


def _open(user: User) -> QuerySet:
    return not_own(_pending().exclude(state=State.AT_HEAD), user)


def not_own(rows: QuerySet, user: User) -> QuerySet:
    """Less what concerns work of one's own units, under whatever hat, unless nobody else can look at it."""
    return rows.exclude(Q(assignment__unit__in=user.every_unit_id()) & ~_alone())


def _alone() -> Q:
    """Work of the focal unit that nobody oversees: there is no other unit to look at it."""
    return Q(assignment__unit=F("assignment__plan__focal_unit"), assignment__plan__oversight_unit=None)


def looked_at_by(user: User) -> Q:
    mine = user.unit_ids()
    own = Q(assignment__unit=F("assignment__plan__focal_unit"), assignment__plan__oversight_unit__isnull=False)
    return (Q(assignment__plan__focal_unit__in=mine) & ~own) | (own & Q(assignment__plan__oversight_unit__in=mine))


def _told(rows: QuerySet) -> QuerySet:
    return rows.select_related(*RELATED).order_by("asked_at", "pk")


def requests_of(assignment: Assignment, user: User) -> list[ChangeRequest]:
    """Newest first; what waits inside the unit is the unit's alone."""
    rows = ChangeRequest.objects.visible_to(user).filter(assignment=assignment)
    return list(rows.select_related(*RELATED).order_by("-pk")[:20])


def changes_of(assignment: Assignment) -> list[Change]:
    """Decided changes of dates and units, the first one first."""
    return list(assignment.changes.select_related("decision").order_by("pk"))


def wish(request: ChangeRequest) -> str:
    """ "thời hạn: 31/01/2026 → 31/03/2026" """
    if request.kind == Kind.DEADLINE:
        before = f"{request.due_before:%d/%m/%Y}" if request.due_before else "chưa có hạn"
        return f"thời hạn: {before} → {request.wanted_due_date:%d/%m/%Y}"
    if request.kind == Kind.LEAD:
        return f"phân công: {request.assignment.unit.short_name} → {request.wanted_unit.short_name}"
    return "dừng thực hiện"


def result(request: ChangeRequest) -> str:
    if request.state != State.APPROVED:
        return "không điều chỉnh"
    if request.kind == Kind.DEADLINE:
        return f"hạn mới {request.decided_due_date:%d/%m/%Y}"
    return f"giao {request.decided_unit.short_name}" if request.kind == Kind.LEAD else "dừng thực hiện"


def path(request: ChangeRequest | None, assignment: Assignment) -> list[Step]:
    """Who must act, and who has; without a request, what is to come."""
    plan, at_head = assignment.plan, request is None or request.state == State.AT_HEAD
    asked = (
        "chuyên viên trình lãnh đạo; lãnh đạo duyệt và gửi" if assignment.unit.needs_head_approval else "gửi thẳng"
    )
    steps = [Step(*_asked(request, asked), "now" if at_head else "done")]
    gone = request is not None and request.state == State.WITHDRAWN
    if plan.who_decides == Plan.Decider.ISSUER:
        steps.append(Step(f"{plan.focal_unit.short_name} có ý kiến", _opinion(request), _opined(request, at_head)))
    waits = request is not None and request.is_pending and steps[-1].state == "done"
    last = "done" if request is not None and request.decision_id else "now" if waits else "todo"
    steps.append(Step(f"{decider(plan)} quyết định", _decision(request), last))
    return [Step("Đơn vị đã rút đề nghị", "", "done")] if gone else steps


def _asked(request: ChangeRequest | None, otherwise: str) -> tuple[str, str]:
    if request is None or request.asked_at is None:
        return "Đơn vị đề nghị", otherwise
    return (
        f"Đơn vị đề nghị, {timezone.localtime(request.asked_at):%d/%m/%Y}",
        f"nguyên nhân {request.get_reason_display().lower()}",
    )


def _opinion(request: ChangeRequest | None) -> str:
    if request is None or request.opinion_at is None:
        return "cơ quan đầu mối"
    agrees = "đồng ý" if request.opinion_agrees else "không đồng ý"
    return f"{agrees}, {timezone.localtime(request.opinion_at):%d/%m/%Y}"


def _opined(request: ChangeRequest | None, at_head: bool) -> str:
    if request is not None and (request.opinion_at or request.decision_id):
        return "done"
    return "todo" if at_head else "now"


def _decision(request: ChangeRequest | None) -> str:
    if request is None or request.decision is None:
        return "ghi số, ngày văn bản và tệp"
    return f"{request.decision.number} ngày {request.decision.date:%d/%m/%Y}: {result(request)}"
