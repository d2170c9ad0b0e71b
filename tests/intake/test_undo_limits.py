"""How far a review step can be put back: past others' work, and never over what was done elsewhere meanwhile."""

from datetime import date

import pytest
from django.utils import timezone

from agenda.operations.reorganising import carry_out_or_plan, prepare
from intake.models import Doubt, DraftStep, Proposal
from intake.operations import (
    IntakeError,
    RowChanged,
    add_row,
    delete_row,
    merge_row,
    revise_document,
    revise_task,
    settle_doubt,
    take_in,
    undo_step,
)
from intake.queries import last_step
from tasks.models import TaskParty, TaskTwin
from tasks.operations.twinning import twin, untwin
from tests.factories import UnitFactory, UserFactory
from tests.intake.conftest import NOW, task_row
from tests.intake.test_undoing import ROWS, state, undo
from units.models import UnitGroup


@pytest.fixture
def elsewhere(draft):
    """A task of another document."""
    return draft(task_row("9", content="Việc khác"), number="2/KH", title="Khác").tasks.get()


def words(plan, code, actor, product):
    task = plan.tasks.get(code=code)
    revise_task(task_id=task.pk, actor=actor, now=NOW, looked_at=False, product=product)
    return last_step(plan, actor)


def product(plan, code):
    return plan.tasks.get(code=code).product


def looked_at(plan, field, actor):
    doubt = plan.doubts.get(task=None, field=field)
    settle_doubt(doubt_id=doubt.pk, actor=actor, now=NOW)
    return doubt


def document_doubts(plan):
    for field in ("title", "focal_unit"):
        Doubt.objects.create(plan=plan, field=field, level=Doubt.Level.CHECK, text="Xem lại")


def test_only_the_doubt_of_the_document_that_was_looked_at_is_open_again(draft, officer, colleague):
    plan = draft()
    document_doubts(plan)
    title = looked_at(plan, "title", officer)
    looked_at(plan, "focal_unit", colleague)
    assert undo(plan, officer).what == "đánh dấu đã xem trích yếu"
    assert list(plan.doubts.open()) == [title]


def test_saving_the_document_settles_its_doubts_for_good(draft, officer):
    plan = draft()
    document_doubts(plan)
    words(plan, "A.1", officer, "Báo cáo")
    looked_at(plan, "title", officer)
    revise_document(plan_id=plan.pk, actor=officer, now=NOW, title="Tên khác")
    assert last_step(plan, officer).what == "sửa sản phẩm/kết quả, dòng A.1"


def test_looking_again_at_what_a_colleague_has_settled_is_no_step(draft, officer, colleague):
    plan = draft(*ROWS)
    task = plan.tasks.get(code="3")
    doubt = Doubt.objects.create(plan=plan, task=task, field="product", level=Doubt.Level.CHECK, text="Xem lại")
    for actor in (colleague, officer):
        settle_doubt(doubt_id=doubt.pk, actor=actor, now=NOW)
    assert last_step(plan, officer) is None
    assert undo(plan, colleague).what == "đánh dấu đã xem sản phẩm/kết quả, dòng 3"
    assert doubt in plan.doubts.open()


def test_a_step_a_colleague_has_overtaken_leaves_the_way_to_earlier_ones(draft, officer, colleague):
    plan = draft(*ROWS)
    words(plan, "1", officer, "Báo cáo")
    words(plan, "2", officer, "Biên bản")
    words(plan, "2", colleague, "Của đồng nghiệp")
    assert undo(plan, officer).what == "sửa sản phẩm/kết quả, dòng 1"
    assert (product(plan, "1"), product(plan, "2")) == ("Dữ liệu đã rà soát", "Của đồng nghiệp")
    assert last_step(plan, officer) is None
    undo(plan, colleague)
    undo(plan, officer)
    assert product(plan, "2") == "Dữ liệu đã rà soát"


def test_an_earlier_step_at_the_rows_of_an_overtaken_one_stays_too(draft, officer, colleague):
    plan = draft(*ROWS)
    words(plan, "1", officer, "Báo cáo")
    merge_row(task_id=plan.tasks.get(code="1").pk, actor=officer, now=NOW)
    merged = last_step(plan, officer)
    DraftStep.objects.create(plan=plan, actor=colleague, at=NOW, what="sửa dòng 2", rows=merged.rows[1:], before={})
    assert last_step(plan, officer) is None
    with pytest.raises(RowChanged, match="Trần Thị Hoa đã sửa dòng 2 lúc"):
        undo_step(plan_id=plan.pk, step_id=merged.pk, actor=officer)


def test_a_cell_typed_on_after_a_colleagues_act_is_put_back_to_that_act(draft, officer, colleague):
    plan = draft(*ROWS)
    words(plan, "3", officer, "Báo")
    words(plan, "3", colleague, "Của đồng nghiệp")
    words(plan, "3", officer, "Báo cáo")
    words(plan, "1", colleague, "Ở dòng khác")
    words(plan, "3", officer, "Báo cáo tổng hợp")
    undo(plan, officer)
    assert product(plan, "3") == "Của đồng nghiệp"
    assert last_step(plan, officer) is None


def test_a_step_far_below_those_of_a_colleague_is_still_found(draft, officer, colleague):
    plan = draft(*ROWS)
    step = words(plan, "1", officer, "Báo cáo")
    facts = {"plan": plan, "actor": colleague, "at": NOW, "what": "sửa dòng 3", "before": {}}
    rows = [plan.tasks.get(code="3").pk]
    DraftStep.objects.bulk_create([DraftStep(rows=rows, **facts) for _ in range(150)])
    assert last_step(plan, officer) == step


def test_a_long_code_comes_back_in_full(draft, officer):
    plan, code = draft(*ROWS), "Nhiệm vụ số 1 " + "x" * 46
    task = plan.tasks.get(code="1")
    revise_task(task_id=task.pk, actor=officer, now=NOW, code=code)
    delete_row(task_id=task.pk, actor=officer)
    undo(plan, officer)
    task.refresh_from_db()
    assert task.code == code


def test_a_reorganisation_ends_what_would_bring_the_ended_unit_back(draft, officer, city):
    plan, other = draft(*ROWS, oversight_unit=None), draft(number="2/KH", title="Khác")
    new = UnitFactory(name="Sở Chuyển đổi số", code="SCDS", official_mailbox="")
    task = plan.tasks.get(code="1")
    revise_task(task_id=task.pk, actor=officer, now=NOW, confirming_unit=city["SKHCN"])
    revise_task(task_id=task.pk, actor=officer, now=NOW, product="Báo cáo")
    words(other, "A.1", officer, "Báo cáo")
    admin = UserFactory(is_superuser=True)
    today = timezone.localdate()
    facts = {"document_number": "77/NQ-HĐND", "document_date": today, "effective_date": today}
    units = {"old_units": [city["SKHCN"].pk], "new_units": [new.pk]}
    moved = prepare(actor=admin, now=timezone.now(), **units, **facts)
    carry_out_or_plan(reorganisation_id=moved.pk, actor=admin, now=timezone.now())
    assert last_step(plan, officer) is None
    assert last_step(other, officer)
    task.refresh_from_db()
    assert task.confirming_unit == new


def test_links_made_or_cut_by_hand_since_stay_as_they_are(draft, officer, elsewhere):
    plan = draft(*ROWS)
    kept, gone = plan.tasks.filter(code__in=["1", "2"]).order_by("order")
    for task in (kept, gone):
        twin(task_id=task.pk, other_id=elsewhere.pk, actor=officer, now=NOW)
    merge_row(task_id=kept.pk, actor=officer, now=NOW)
    untwin(task_id=kept.pk, other_id=elsewhere.pk, actor=officer)
    undo(plan, officer)
    assert [{link.first, link.second} for link in TaskTwin.objects.all()] == [{gone, elsewhere}]


@pytest.mark.parametrize("how", ["added", "taken in"])
def test_a_new_row_that_was_linked_since_does_not_go_with_its_link(draft, officer, elsewhere, how):
    plan = draft(*ROWS)
    offer = Proposal.objects.create(plan=plan, order=1, row=task_row("7", content="Lập dự toán"))
    if how == "added":
        made = add_row(plan_id=plan.pk, after_id=None, actor=officer)
    else:
        take_in(plan_id=plan.pk, proposal_ids=[offer.pk], actor=officer, now=NOW)
        made = plan.tasks.last()
    twin(task_id=made.pk, other_id=elsewhere.pk, actor=officer, now=NOW)
    with pytest.raises(IntakeError, match=r"^Dòng .* đã được liên kết .* bỏ liên kết trước rồi hoàn tác"):
        undo(plan, officer)
    untwin(task_id=made.pk, other_id=elsewhere.pk, actor=officer)
    undo(plan, officer)
    assert not plan.tasks.filter(pk=made.pk).exists()


def test_a_row_whose_group_was_deleted_since_is_refused_and_nothing_is_half_done(draft, officer):
    plan = draft(task_row("1", leads=["UBND xã, phường"]), task_row("2"))
    group = UnitGroup.objects.get(code="PX")
    assert TaskParty.objects.filter(task__plan=plan, group=group).exists()
    delete_row(task_id=plan.tasks.get(code="1").pk, actor=officer)
    group.delete()
    before = state(plan)
    with pytest.raises(IntakeError, match=r"nhóm đơn vị .* đã bị xóa khỏi hệ thống"):
        undo(plan, officer)
    assert state(plan) == before
    assert last_step(plan, officer)


def test_a_step_kept_before_an_upgrade_is_put_back_without_what_is_no_more(draft, officer):
    plan = draft(*ROWS)
    before = state(plan)
    step = words(plan, "1", officer, "Báo cáo")
    images = DraftStep.objects.get(pk=step.pk).before
    images["tasks.task"][0]["fields"]["old_field"] = str(date(2026, 1, 1))
    DraftStep.objects.filter(pk=step.pk).update(before=images)
    undo(plan, officer)
    assert state(plan) == before
