from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from journal.models import Event
from notifications.models import Message
from plans.models import Party
from tasks.errors import TaskConflict
from tasks.figures import FIRST, figures
from tasks.models import Assignment, Change, DecisionPaper
from tasks.operations.deciding import Decision, apply_deadline, apply_drop, apply_lead
from tests.cast import NOW
from tests.factories import AssignmentFactory

DECISION = Decision("UBND thành phố Hà Nội", "3105/UBND-KGVX", date(2026, 1, 14))
LATER = date(2026, 3, 31)


def decide(operation, cast, *assignments, **details):
    with transaction.atomic():
        return operation(
            assignments=assignments or [cast.assignment],
            actor=cast.focal_officer,
            now=NOW,
            decision=DECISION,
            **details,
        )


def test_a_decided_date_counts_and_the_first_one_stays(cast):
    (change,) = decide(apply_deadline, cast, due_date=LATER)
    cast.assignment.refresh_from_db()
    assert (cast.assignment.counted_due_date, cast.assignment.original_due_date) == (LATER, date(2026, 1, 31))
    assert (change.due_before, change.due_after, str(change.decision)) == (
        date(2026, 1, 31),
        LATER,
        "UBND thành phố Hà Nội, 3105/UBND-KGVX ngày 14/01/2026",
    )
    span = cast.assignment.spans.get(to_at=None)
    assert (span.due_date, span.state) == (LATER, "open")
    assert Event.objects.get().verb == "tasks.deadline_changed"
    (message,) = Message.objects.filter(kind="changed")
    assert message.text == f"Đã điều chỉnh thời hạn: {cast.assignment.task.code} đến 31/03/2026"


def test_figures_stand_on_the_first_date_and_on_the_decided_one(cast):
    decide(apply_deadline, cast, due_date=LATER)
    cast.assignment.refresh_from_db()
    Assignment.objects.update(state="sent", sent_date=date(2026, 2, 20))
    Assignment.objects.update(state="completed", completed_date=date(2026, 2, 21))
    on = Assignment.objects.all(), date(2026, 4, 1)
    assert figures(*on).done_on_time == 1
    assert figures(*on, due=FIRST).done_late == 1


def test_one_document_is_kept_once_and_told_once_a_unit(cast):
    other = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    file = SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")
    decision = Decision(DECISION.authority, DECISION.number, DECISION.date, file)
    with transaction.atomic():
        apply_deadline(
            assignments=[cast.assignment, other], due_date=LATER, decision=decision, actor=cast.focal_officer, now=NOW
        )
    paper = DecisionPaper.objects.get()
    assert (paper.changes.count(), paper.file_name, len(paper.sha256)) == (2, "qd.pdf", 64)
    (message,) = Message.objects.filter(kind="changed")
    assert message.text == "Đã điều chỉnh thời hạn: 2 việc theo 3105/UBND-KGVX"


def test_the_same_date_again_changes_nothing(cast):
    assert decide(apply_deadline, cast, due_date=cast.assignment.due_date) == []
    assert not Event.objects.exists()


def test_a_new_lead_goes_on_and_the_old_one_keeps_its_history(cast):
    Assignment.objects.update(percent=40, original_due_date=date(2025, 12, 31))
    decide(apply_lead, cast, units=[cast.elsewhere])
    before, after = Assignment.objects.order_by("id")
    assert (before.state, before.unit, after.state, after.unit) == ("cancelled", cast.ward, "open", cast.elsewhere)
    assert (after.percent, after.original_due_date, after.due_date) == (40, date(2025, 12, 31), date(2026, 1, 31))
    assert before.continued_by.get().after == after
    assert Party.objects.filter(unit=cast.elsewhere, part="lead").exists()
    assert [event.verb for event in Event.objects.order_by("id")] == ["tasks.transferred", "tasks.taken_over"]
    assert set(Message.objects.filter(kind="changed").values_list("user__username", flat=True)) >= {"unit_head"}


def test_work_given_back_to_its_first_unit_comes_to_life_again(cast):
    decide(apply_lead, cast, units=[cast.elsewhere])
    decide(apply_lead, cast, Assignment.objects.get(unit=cast.elsewhere), units=[cast.ward])
    assert dict(Assignment.objects.values_list("unit__code", "state")) == {"CG": "open", "DP": "cancelled"}
    assert cast.assignment.spans.filter(to_at=None).count() == 1


def test_work_split_among_units_and_joined_with_what_one_already_has(cast):
    theirs = AssignmentFactory(task=cast.assignment.task, unit=cast.elsewhere, percent=70)
    decide(apply_lead, cast, units=[cast.elsewhere, cast.partner])
    theirs.refresh_from_db()
    assert (theirs.percent, theirs.state) == (70, "open")
    assert {c.after.unit.code for c in cast.assignment.continued_by.all()} == {"DP", "SKHCN"}


def test_a_unit_never_confirms_what_it_took_over(cast):
    decide(apply_lead, cast, units=[cast.focal])
    assert Assignment.objects.get(unit=cast.focal).confirming_unit == cast.office


def test_dropped_work_stands_in_no_figure(cast):
    (change,) = decide(apply_drop, cast)
    assert (change.kind, Assignment.objects.get().state) == (Change.Kind.DROP, "cancelled")
    assert figures(Assignment.objects.all(), date(2026, 1, 15)).total == 0
    with pytest.raises(TaskConflict):
        decide(apply_deadline, cast, due_date=LATER)
    with pytest.raises(TaskConflict):
        decide(apply_drop, cast)
