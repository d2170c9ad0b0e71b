"""What an officer changes in a draft, and what the change settles."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from intake.models import Doubt
from intake.operations import DraftIsGone, Due, IntakeError, discard, revise_document, revise_task, settle_doubt
from journal.models import Event
from plans.models import Plan
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Milestone, TaskParty
from tasks.operations import publish
from tasks.queries.fanout import due_date
from tests.intake.conftest import NOW, task_row


def revise(task, actor, **changes):
    """Saves the task's form as it stands, with changes."""
    facts = {
        name: getattr(task, name)
        for name in (
            "code",
            "content",
            "product",
            "deadline_text",
            "starred",
            "held",
            "quantity_target",
            "quantity_unit",
        )
    }
    facts |= {
        "leads": list(task.parties.filter(part="lead").values_list("phrase", flat=True)),
        "partners": list(task.parties.filter(part="partner").values_list("phrase", flat=True)),
        "dues": [Due(m.pk, m.kind, m.due_date) for m in task.milestones.all()],
        "confirming_unit": task.confirming_unit,
    }
    return revise_task(task_id=task.pk, actor=actor, now=NOW, **(facts | changes))


def open_doubts(plan):
    return set(plan.doubts.open().values_list("field", "level"))


def test_number_and_date_settle_what_was_missing_and_allow_publication(draft, officer):
    plan = draft(number=None, issued_on=None)
    assert open_doubts(plan) == {("number", "missing"), ("issued_date", "missing")}
    with pytest.raises(TaskError, match="chưa có số"):
        publish(plan_id=plan.pk, actor=officer, now=NOW)
    revise_document(plan_id=plan.pk, actor=officer, now=NOW, number="9/KH-UBND", issued_date=date(2026, 11, 2))
    assert open_doubts(plan) == set()
    assert publish(plan_id=plan.pk, actor=officer, now=NOW).assignments == 1
    assert Event.objects.filter(verb="intake.document_revised", plan_id=plan.pk).count() == 1


def test_a_relative_deadline_falls_due_once_the_day_of_issue_is_filled_in(draft, officer):
    row = task_row(deadline={"kind": "relative", "due": None, "days": 15, "anchor": "plan issued"})
    plan = draft(row, issued_on=None)
    milestone = Milestone.objects.get(task__plan=plan)
    assert due_date(milestone, plan) is None
    plan = revise_document(plan_id=plan.pk, actor=officer, now=NOW, issued_date=date(2026, 11, 2))
    assert due_date(milestone, plan) == date(2026, 11, 17)
    publish(plan_id=plan.pk, actor=officer, now=NOW)
    assert Assignment.objects.get().due_date == date(2026, 11, 17)


def test_the_number_and_date_of_a_known_plan_are_refused(draft, officer):
    draft(number="9/KH-UBND", issued_on="2026-11-02")
    second = draft(task_row("Z.1", content="Việc khác"), number=None, issued_on=None)
    with pytest.raises(IntakeError, match="đã được nhập"):
        revise_document(plan_id=second.pk, actor=officer, now=NOW, number="9/kh-ubnd", issued_date=date(2026, 11, 2))
    second.refresh_from_db()
    assert second.number == ""


def test_another_oversight_unit_confirms_what_the_focal_unit_leads(draft, officer, city):
    plan = draft(task_row("1", leads=["Sở Tài chính"]), task_row("2"))
    revise_document(plan_id=plan.pk, actor=officer, now=NOW, oversight_unit=city["SKHCN"])
    assert list(plan.tasks.order_by("order").values_list("confirming_unit__code", flat=True)) == ["SKHCN", "STC"]


def test_naming_an_unknown_lead_settles_it(draft, officer, city):
    plan = draft(task_row(leads=["Hội Người yêu cây xanh"]))
    with pytest.raises(TaskError, match="chưa rõ đơn vị chủ trì"):
        publish(plan_id=plan.pk, actor=officer, now=NOW)
    task = revise(plan.tasks.get(), officer, leads=["phường cầu giấy"])
    assert task.parties.get().unit == city["00167"]
    assert open_doubts(plan) == set()


def test_a_row_saved_with_an_unknown_lead_keeps_that_doubt_alone(draft, officer):
    plan = draft(task_row(content=None, leads=["Hội Người yêu cây xanh"]))
    revise(plan.tasks.get(), officer, content="Trồng cây")
    assert open_doubts(plan) == {("leads", "missing")}


def test_what_is_held_is_kept_and_not_assigned(draft, officer):
    plan = draft(task_row("1", content=None), task_row("2"))
    revise(plan.tasks.get(code="1"), officer, held=True)
    assert open_doubts(plan) == set()
    assert publish(plan_id=plan.pk, actor=officer, now=NOW).tasks == 1
    revised = plan.tasks.get(code="1")
    assert revised.held
    assert not Assignment.objects.filter(task=revised).exists()


def test_the_confirming_unit_follows_the_leads_until_somebody_chooses(draft, officer, city):
    plan = draft()
    task = revise(plan.tasks.get(), officer, leads=["Sở Tài chính"])
    assert task.confirming_unit == city["VPUB"]
    task = revise(task, officer, leads=["Phường Cầu Giấy"])
    assert task.confirming_unit == city["STC"]
    task = revise(task, officer, confirming_unit=city["SKHCN"])
    assert revise(task, officer, leads=["Xã Đan Phượng"]).confirming_unit == city["SKHCN"]


def test_a_lead_is_never_chosen_to_confirm(draft, officer, city):
    plan = draft()
    with pytest.raises(IntakeError, match="không tự xác nhận"):
        revise(plan.tasks.get(), officer, confirming_unit=city["00167"])


def test_the_part_of_the_work_stays_with_the_name(draft, officer):
    plan = draft(task_row(lead_scopes=[{"unit": "Phường Cầu Giấy", "scope": "phần giấy"}]))
    revise(plan.tasks.get(), officer, leads=["Phường Cầu Giấy", "Sở Tài chính"])
    assert set(TaskParty.objects.values_list("unit__code", "scope")) == {("00167", "phần giấy"), ("STC", "")}


def test_new_words_of_a_deadline_are_read_again(draft, officer):
    plan = draft()
    revise(plan.tasks.get(), officer, deadline_text="Quý I/2027")
    milestone = Milestone.objects.get()
    assert (milestone.kind, milestone.due_date) == (Milestone.Kind.QUARTER, date(2027, 3, 31))


def test_a_day_that_somebody_writes_is_a_date(draft, officer):
    plan = draft(task_row(deadline={"kind": "none", "due": None}, deadline_text="theo hướng dẫn"))
    task, milestone = plan.tasks.get(), Milestone.objects.get()
    revise(task, officer, dues=[Due(milestone.pk, "none", date(2026, 12, 1))])
    milestone.refresh_from_db()
    assert (milestone.kind, milestone.due_date) == (Milestone.Kind.DATE, date(2026, 12, 1))


def test_looking_settles_a_doubt_but_never_what_is_missing(draft, officer):
    plan = draft(task_row("1", leads=["đơn vị liên quan"]), number=None)
    check, missing = plan.doubts.get(level="check"), plan.doubts.get(level="missing")
    settle_doubt(doubt_id=check.pk, actor=officer, now=NOW)
    check.refresh_from_db()
    assert (check.settled_at, check.settled_by) == (NOW, officer)
    with pytest.raises(IntakeError, match="phải được điền"):
        settle_doubt(doubt_id=missing.pk, actor=officer, now=NOW)


def test_only_the_focal_unit_changes_a_draft(draft, stranger):
    plan = draft(number=None)
    doubt = Doubt.objects.get()
    for change in (
        lambda: revise_document(plan_id=plan.pk, actor=stranger, now=NOW, number="1/KH"),
        lambda: revise(plan.tasks.get(), stranger),
        lambda: settle_doubt(doubt_id=doubt.pk, actor=stranger, now=NOW),
        lambda: discard(plan_id=plan.pk, actor=stranger),
        lambda: publish(plan_id=plan.pk, actor=stranger, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_published_plan_is_no_draft_any_more(draft, officer):
    plan = draft()
    publish(plan_id=plan.pk, actor=officer, now=NOW)
    with pytest.raises(TaskConflict):
        publish(plan_id=plan.pk, actor=officer, now=NOW)
    for change in (
        lambda: revise_document(plan_id=plan.pk, actor=officer, now=NOW, number="1/KH"),
        lambda: revise(plan.tasks.get(), officer),
        lambda: discard(plan_id=plan.pk, actor=officer),
    ):
        with pytest.raises(DraftIsGone):
            change()


def test_a_deleted_draft_leaves_only_its_record(draft, officer):
    plan = draft(task_row(leads=["đơn vị liên quan"]))
    discard(plan_id=plan.pk, actor=officer)
    assert not Plan.objects.exists()
    assert not Doubt.objects.exists()
    assert Event.objects.get(verb="intake.discarded").plan_id == plan.pk
    with pytest.raises(DraftIsGone):
        discard(plan_id=plan.pk, actor=officer)


def test_a_number_too_long_for_its_column_is_refused_in_words(draft, officer):
    plan = draft(number=None)
    with pytest.raises(IntakeError, match="60") as refused:
        revise_document(plan_id=plan.pk, actor=officer, now=NOW, number="9" * 61)
    assert refused.value.code == "bad_number"
