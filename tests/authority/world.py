"""One row of everything that an address can name."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from insight.models import Group
from insight.operations import freeze, object_to_score
from intake.models import Doubt, Upload
from kpi.models import Explanation, Measurement
from notifications.models import Delivery, Enclosure, Message, SignedLink
from notifications.operations import make_link
from notifications.operations.linking import token_of
from plans.models import Party, Plan, PlanLink, SourceFile
from reports.models import Compilation, CompiledFile, ListFile, Report
from reports.operations import filing
from tasks.models import Assignment, ChangeRequest, Evidence, TaskParty
from tests.authority import acts
from tests.cast import NOW
from tests.factories import MilestoneFactory, PlanFactory, TaskFactory, UnitFactory
from tests.insight.scored import CLOSED, PERIOD, drafted, published
from tests.kpi.cast import indicator_of
from tests.reports.filed import TEXTS, monthly
from units.models import Absence, CalendarDay, Reorganisation

OURS = ("agenda", "api", "insight", "intake", "kpi", "notifications", "reports", "tasks", "")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def routes() -> dict[str, str]:
    """Every address that is ours, by "room:name"; Django's own admin stands behind one door of its own."""
    return dict(_routes(get_resolver().url_patterns))


def _routes(patterns: list, room: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.app_name != "admin":
            yield from _routes(pattern.url_patterns, pattern.app_name or room, path)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{room}:{pattern.name}".lstrip(":"), path


def rows(cast: SimpleNamespace, people: dict) -> dict[str, object]:
    """Numbers by the word that the table of addresses uses for a row."""
    work, officer, focal = cast.assignment, cast.unit_officer, cast.focal_officer
    Assignment.objects.filter(pk=work.pk).update(quantity_target=5)  # so that it can be counted daily
    told = acts.told(work, officer)
    facts = {"kind": "file", "label": "Báo cáo", "file_name": "a.pdf", "content_type": "application/pdf"}
    file = Evidence(**told, **facts, sha256="b" * 64, size=len(PDF))
    file.file.save("a.pdf", ContentFile(PDF))
    request, _ = acts.change_request(work, "opined", officer, focal)
    _attach(request)
    decided, _ = acts.change_request(work, "approved", officer, focal)
    _attach(decided.decision)
    help_, _ = acts.contribution(work, "asked", officer, partner=cast.partner)
    _attach(help_)
    lead = TaskParty.objects.create(task=work.task, part="lead", kind="open", phrase="được giao")
    found = {
        "unit": cast.ward.pk,
        "focal": cast.focal.pk,
        "plan": cast.plan.pk,
        "assignment": work.pk,
        "task": work.task_id,
        "evidence": file.pk,
        "change": request.pk,
        "paper": decided.decision_id,
        "contribution": help_.pk,
        "obstacle": acts.obstacle(work, "open", officer, focal)[0].pk,
        "milestone": acts.milestone(work, "registered", officer, focal)[0].pk,
        "lead": lead.pk,
        "officer": officer,
        "delivery": _delivery(cast),
        "day": CalendarDay.objects.get_or_create(day=NOW.date(), kind="off")[0].pk,
        "absence": Absence.objects.get(user=cast.unit_head).pk,
        "reorganisation": _reorganisation(cast).pk,
        "link": make_link(purpose=SignedLink.Purpose.REGISTER, unit=cast.elsewhere, now=timezone.now()),
    }
    return found | _draft(cast) | _measured(cast) | _reported(cast) | _scored(cast)


def _attach(row: ChangeRequest) -> None:
    row.file_name, row.content_type = "a.pdf", "application/pdf"
    row.file.save("a.pdf", ContentFile(PDF))


def _reorganisation(cast: SimpleNamespace) -> Reorganisation:
    day = timezone.localdate() + timedelta(days=30)
    made = Reorganisation.objects.create(
        effective_date=day, document_number="7/NQ", document_date=NOW.date(), created_by=cast.admin, created_at=NOW
    )
    made.old_units.add(cast.partner)
    made.new_units.add(UnitFactory())
    return made


def _draft(cast: SimpleNamespace) -> dict[str, int]:
    """A draft of the focal unit with a row, a doubt, its source, a link and an upload."""
    draft = PlanFactory(focal_unit=cast.focal, state=Plan.State.DRAFT, created_by=cast.focal_officer)
    task = TaskFactory(plan=draft)
    MilestoneFactory(task=task)
    TaskParty.objects.create(task=task, part="lead", kind="unit", unit=cast.ward, phrase="phường")
    Party.objects.create(plan=draft, unit=cast.ward, part=Party.Part.LEAD)
    facts = {"name": "kh.pdf", "size": 9, "sha256": "a" * 64, "uploaded_by": cast.focal_officer}
    source = SourceFile(plan=draft, **facts)
    source.file.save("kh.pdf", ContentFile(PDF))
    upload = Upload.objects.create(**facts, state="read", plan=draft, uploaded_at=NOW)
    version = PlanFactory(
        focal_unit=cast.focal, state=Plan.State.DRAFT, created_by=cast.focal_officer, amends=cast.plan
    )
    return {
        "draft": draft.pk,
        "draft_task": task.pk,
        "doubt": Doubt.objects.create(plan=draft, task=task, field="leads", level="check", text="Xem lại").pk,
        "plan_link": PlanLink.objects.create(from_plan=draft, to_plan=cast.plan, kind="details", proposed=True).pk,
        "replacing": PlanLink.objects.create(from_plan=draft, to_plan=cast.plan, kind="replaces").pk,
        "upload": upload.pk,
        "version": version.pk,
    }


def _delivery(cast: SimpleNamespace) -> int:
    """A letter about the plan that its focal unit may send again."""
    day, officer = NOW.date(), cast.unit_officer
    facts = {"kind": "reminder", "subject_type": "assignment", "subject_id": 1, "dedupe": "1", "text": "Nhắc"}
    message = Message.objects.create(user=officer, plan_id=cast.plan.pk, path="/", day=day, **facts)
    letter = Delivery.objects.create(user=officer, day=day, key="digest", target=officer.email, state="failed")
    Enclosure.objects.create(message=message, delivery=letter, plan_id=cast.plan.pk, day=day)
    return letter.pk


def _measured(cast: SimpleNamespace) -> dict[str, int]:
    """An indicator that the partner follows, a figure of the ward, and a question put to the ward."""
    indicator = indicator_of(cast)
    period = {"period": "2026-04", "period_start": date(2026, 4, 1), "period_end": date(2026, 4, 30)}
    figure = Measurement.objects.create(
        target=indicator.targets.get(), unit=cast.ward, due_date=date(2026, 5, 5), **period
    )
    asked = {"question": "Vì sao?", "asked_by": cast.city_leader, "asked_at": NOW, "due_date": date(2026, 5, 9)}
    explanation = Explanation.objects.create(indicator=indicator, unit=cast.ward, **asked)
    found = {"indicator": indicator.pk, "measurement": figure.pk, "explanation": explanation.pk}
    return found | {"target": figure.target_id}


def _reported(cast: SimpleNamespace) -> dict[str, int]:
    """A report of the ward in draft and one that was sent; a compilation and a list of the focal unit."""
    duty = monthly(cast.plan, cast.ward)
    facts = {"unit": cast.ward, "receiver": cast.focal, "opened_at": NOW, "due_date": date(2026, 1, 14)}
    facts |= {"label": "tháng", "start_date": date(2025, 12, 15), "close_date": date(2026, 1, 10)}
    draft = Report.objects.create(period_key="2026-01", **facts)
    sent = Report.objects.create(period_key="2025-12", texts=TEXTS, **facts)
    for report in (draft, sent):
        report.duties.add(duty)
    filing.send(report_id=sent.pk, actor=cast.unit_head, now=NOW)
    asked = {"asked_by": cast.focal_officer, "asked_at": NOW, "state": "ready"}
    compiled = Compilation(unit=cast.focal, recipient="UBND", period_key="2026-01", period_rule="hanh-chinh", **asked)
    compiled.start_date, compiled.end_date, compiled.as_of_date = date(2025, 12, 15), date(2026, 1, 14), NOW.date()
    compiled.facts = "lost.json"  # to be read as one whose file is gone
    compiled.save()
    compiled.plans.add(cast.plan)
    file = CompiledFile(compilation=compiled, version=1, format="xlsx", size=9, sha256="a" * 64)
    file.file.save("a.xlsx", ContentFile(PDF))
    listed = ListFile(kind="luot-giao", plan=cast.plan, size=9, sha256="a" * 64, **asked)
    listed.file.save("a.xlsx", ContentFile(PDF))
    ids = {"duty": duty.pk, "report": draft.pk, "sent_report": sent.pk}
    return ids | {"compilation": compiled.pk, "list": listed.pk}


def _scored(cast: SimpleNamespace) -> dict[str, int]:
    """Criteria of the focal unit in force and in draft; a frozen score of the ward and what it says of it."""
    facts = {"part": "timeliness", "text": "Chờ hướng dẫn.", "actor": cast.unit_officer, "now": CLOSED}
    criteria = published(cast)
    sheet = freeze(PERIOD, Group.WARDS, now=CLOSED)
    objection = object_to_score(sheet_id=sheet.pk, unit_id=cast.ward.pk, **facts)
    return {"criteria": criteria.pk, "draft_criteria": drafted(cast).pk, "objection": objection.pk}


def token(link: SignedLink) -> str:
    return token_of(link)
