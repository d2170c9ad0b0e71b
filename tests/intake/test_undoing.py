"""The last step of a review put back: what it touched is as it was, and never over somebody else's work."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from intake.models import DraftStep, Proposal, RowAsRead
from intake.operations import (
    Due,
    IntakeError,
    RowChanged,
    add_row,
    delete_row,
    fill_products,
    forget_old_steps,
    merge_row,
    move_row,
    revise_document,
    revise_task,
    settle_doubt,
    settle_unit,
    split_row,
    take_in,
    undo_step,
)
from intake.queries import last_step
from journal.models import Event
from plans.models import Plan
from tasks.models import Milestone, TaskParty, TaskTwin
from tasks.operations import publish
from tests.intake.conftest import NOW, task_row

HTMX = {"HX-Request": "true"}


def state(plan) -> list:
    """All that a review may change: the rows in order, and what hangs on them."""
    of_plan = {model: model.objects.filter(task__plan=plan) for model in (TaskParty, Milestone, RowAsRead)}
    rows = [{**facts, "order": None} for facts in plan.tasks.order_by("order").values()]
    return [rows, *(list(found.order_by("pk").values()) for found in (*of_plan.values(), plan.doubts.all()))]


def undo(plan, actor):
    return undo_step(plan_id=plan.pk, step_id=last_step(plan, actor).pk, actor=actor)


ROWS = [
    task_row("1", content="Rà soát hồ sơ\nSố hóa hồ sơ", leads=["đơn vị liên quan"]),
    task_row("2", leads=["Hội Người yêu cây xanh", "Sở Tài chính"], partners=["Phường Cầu Giấy"], section=["B. SAU"]),
    task_row("3", product="", deadline={"kind": "none"}, deadline_text="", section=["B. SAU"]),
    task_row("4", leads=["Hội Người yêu cây xanh"], content=None),
]
KINDS = [
    "add",
    "delete",
    "move",
    "merge",
    "split",
    "content",
    "leads",
    "due",
    "hold",
    "confirm",
    "unit",
    "fill",
    "look",
]


def do(kind, plan, place, actor, city) -> None:
    """One act of a reviewer at one of the rows there are."""
    rows = list(plan.tasks.order_by("order"))
    if not rows:
        add_row(plan_id=plan.pk, after_id=None, actor=actor)
        return
    task = rows[place % len(rows)]
    row = {"task_id": task.pk, "actor": actor}
    doubt = task.doubts.open().filter(level="check").first()
    phrase = task.parties.filter(kind__in=["unknown", "open"]).values_list("phrase", flat=True).first()
    settled = {"unit": city["00167"], "everywhere": True, "remember": False}
    acts = {
        "add": lambda: add_row(plan_id=plan.pk, after_id=task.pk, actor=actor),
        "delete": lambda: delete_row(**row),
        "move": lambda: move_row(up=bool(place % 2), **row),
        "merge": lambda: merge_row(now=NOW, **row),
        "split": lambda: split_row(**row),
        "content": lambda: revise_task(now=NOW, looked_at=False, content=f"Một {place}\nHai {place}", **row),
        "leads": lambda: revise_task(now=NOW, leads=["Sở Tài chính", "Hội lạ"], partners=["Xã Đan Phượng"], **row),
        "due": lambda: revise_task(now=NOW, deadline_text=f"Quý {place % 4 + 1}/2027", **row),
        "hold": lambda: revise_task(now=NOW, held=not task.held, code=f"M{place}{len(rows)}{task.pk}", **row),
        "confirm": lambda: revise_task(now=NOW, confirming_unit=city["SKHCN"], **row),
        "unit": lambda: phrase and settle_unit(phrase=phrase, now=NOW, **settled, **row),
        "fill": lambda: fill_products(plan_id=plan.pk, task_ids=[task.pk], product="Báo cáo", actor=actor, now=NOW),
        "look": lambda: doubt and settle_doubt(doubt_id=doubt.pk, actor=actor, now=NOW),
    }
    acts[kind]()


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 7)), min_size=1, max_size=8))
def test_any_steps_put_back_one_by_one_leave_the_draft_as_it_was(draft, officer, city, acts):
    plan = Plan.objects.first() or draft(*ROWS, number=None, issued_on=None)
    states = [state(plan)]
    for kind, place in acts:
        known = plan.steps.count()
        with suppress(IntakeError):
            do(kind, plan, place, officer, city)
        states += [state(plan)] * (plan.steps.count() - known)
    plan.steps.update(cell="")  # each save of a cell on its own
    while plan.steps.exists():
        assert state(plan) == states.pop()
        undo(plan, officer)
    assert state(plan) == states.pop()


def test_a_merged_row_comes_back_with_what_hung_on_it(draft, officer):
    plan, other = draft(*ROWS[:2]), draft(task_row("9", content="Việc khác"), number="2/KH", title="Khác")
    first, second = plan.tasks.order_by("order")
    TaskTwin.objects.create(first=second, second=other.tasks.get(), author=officer, created_at=NOW)
    before = state(plan)
    merge_row(task_id=first.pk, actor=officer, now=NOW)
    assert not TaskTwin.objects.exists()
    step = undo(plan, officer)
    assert step.what == "gộp dòng 2 vào dòng 1"
    assert state(plan) == before
    assert TaskTwin.objects.get().first == second
    assert Event.objects.filter(verb="intake.step_undone", plan_id=plan.pk).count() == 1
    delete_row(task_id=second.pk, actor=officer)
    other.delete()
    undo(plan, officer)
    assert state(plan) == before


def test_duties_taken_in_are_offered_again(draft, officer):
    plan = draft()
    proposal = Proposal.objects.create(plan=plan, order=1, row=task_row("9", content="Lập dự toán"))
    before = state(plan)
    take_in(plan_id=plan.pk, proposal_ids=[proposal.pk], actor=officer, now=NOW)
    undo(plan, officer)
    assert state(plan) == before
    assert plan.proposals.filter(task=None).exists()
    take_in(plan_id=plan.pk, proposal_ids=[proposal.pk], actor=officer, now=NOW)
    delete_row(task_id=plan.tasks.last().pk, actor=officer)
    undo(plan, officer)
    assert not plan.proposals.filter(task=None).exists()


def test_a_row_that_a_colleague_has_changed_since_is_never_written_over(draft, officer, colleague):
    plan = draft(*ROWS)
    task = plan.tasks.get(code="1")
    split_row(task_id=task.pk, actor=officer)
    made = plan.tasks.get(code="1 (2)")
    revise_task(task_id=made.pk, actor=colleague, now=NOW, product="Của đồng nghiệp")
    before, split = state(plan), plan.steps.get(actor=officer)
    with pytest.raises(RowChanged, match=r"Hoa đã sửa sản phẩm/kết quả, dòng 1 \(2\) lúc .* không hoàn tác"):
        undo_step(plan_id=plan.pk, step_id=split.pk, actor=officer)
    assert state(plan) == before
    undo(plan, colleague)
    undo(plan, officer)
    assert plan.tasks.count() == 4


def test_a_colleague_at_other_rows_stands_in_nobodys_way(draft, officer, colleague):
    plan = draft(*ROWS)
    rows = {task.code: task.pk for task in plan.tasks.all()}
    delete_row(task_id=rows["2"], actor=officer)
    add_row(plan_id=plan.pk, after_id=rows["1"], actor=colleague)
    delete_row(task_id=rows["1"], actor=colleague)
    revise_task(task_id=rows["3"], actor=colleague, now=NOW, code="2")
    undo(plan, officer)
    assert list(plan.tasks.order_by("order").values_list("code", flat=True)) == ["2 (2)", "1 (2)", "2", "4"]


def test_a_cell_that_saved_itself_while_it_was_typed_is_one_step(draft, officer):
    plan = draft()
    task = plan.tasks.get()
    before = state(plan)
    for words in ("Báo", "Báo cáo", "Báo cáo tổng hợp"):
        revise_task(task_id=task.pk, actor=officer, now=NOW, looked_at=False, content=words)
    first = plan.steps.earliest("pk")
    undo(plan, officer)
    assert state(plan) == before
    revise_task(task_id=task.pk, actor=officer, now=NOW, content="Hôm qua")
    DraftStep.objects.update(at=first.at - timedelta(hours=1))
    revise_task(task_id=task.pk, actor=officer, now=NOW, content="Hôm nay")
    undo(plan, officer)
    task.refresh_from_db()
    assert task.content == "Hôm qua"


def test_one_step_is_put_back_once(draft, officer, colleague):
    plan = draft(*ROWS)
    add_row(plan_id=plan.pk, after_id=None, actor=officer)
    step = last_step(plan, officer)
    with pytest.raises(IntakeError, match="đã được hoàn tác"):
        undo_step(plan_id=plan.pk, step_id=step.pk, actor=colleague)
    add_row(plan_id=plan.pk, after_id=None, actor=officer)
    with pytest.raises(IntakeError, match="bước khác"):
        undo_step(plan_id=plan.pk, step_id=step.pk, actor=officer)
    undo(plan, officer)
    undo(plan, officer)
    with pytest.raises(IntakeError):
        undo_step(plan_id=plan.pk, step_id=step.pk, actor=officer)
    assert plan.tasks.count() == 4


def test_another_focal_unit_ends_what_can_be_put_back(draft, officer, city):
    plan = draft(*ROWS)
    delete_row(task_id=plan.tasks.first().pk, actor=officer)
    revise_document(plan_id=plan.pk, actor=officer, now=NOW, title="Tên khác")
    assert last_step(plan, officer)
    revise_document(plan_id=plan.pk, actor=officer, now=NOW, oversight_unit=city["SKHCN"])
    assert last_step(plan, officer) is None


def test_steps_of_drafts_that_became_plans_or_of_long_ago_are_forgotten(draft, officer):
    plan = draft()
    task = plan.tasks.get()
    revise_task(task_id=task.pk, actor=officer, now=NOW, product="Báo cáo")
    step = plan.steps.get()
    assert forget_old_steps(now=step.at + timedelta(days=29)) == 0
    assert forget_old_steps(now=step.at + timedelta(days=31)) == 1
    revise_task(task_id=task.pk, actor=officer, now=NOW, product="Biên bản")
    publish(plan_id=plan.pk, actor=officer, now=NOW)
    assert forget_old_steps(now=step.at) == 1


@pytest.mark.parametrize("cell", ["product", "leads", "dues", "parts"])
def test_a_cell_keeps_its_step_with_one_question_more(draft, officer, cell):
    task = draft(*ROWS).tasks.get(code="2")
    party, milestone = task.parties.filter(part="lead").first(), task.milestones.get()
    words = {
        "product": "Báo cáo",
        "leads": ["Sở Tài chính"],
        "dues": [Due(milestone.pk, "date", NOW.date())],
        "parts": {party.pk: ("phần giấy tờ", None)},
    }[cell]
    with CaptureQueriesContext(connection) as captured:
        revise_task(task_id=task.pk, actor=officer, now=NOW, looked_at=False, **{cell: words})
    asked = [query["sql"] for query in captured if "draftstep" in query["sql"].lower()]
    assert len(asked) == 1
    assert asked[0].startswith("INSERT")
