"""A document that replaces another: its open work ends by the new one, or goes on there with what was done."""

import pytest
from django.urls import reverse

from intake.operations.linking import close_replaced, replaced_by
from plans.models import Plan
from tasks.models import Assignment, Continuation
from tasks.operations import publish, receive, update_progress
from tasks.queries.replaced import replaced_work
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row
from units.models import Membership

KEPT = "Xây dựng kho dữ liệu dùng chung của Thành phố"
TITLE = "Kế hoạch thay thế Kế hoạch số 12/KH-UBND"


@pytest.fixture
def old(draft, officer):
    made = draft(task_row("A.1", content=KEPT), task_row("A.2", content="Tổ chức hội thi tìm hiểu dữ liệu"))
    publish(plan_id=made.pk, actor=officer, now=NOW)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def new(old, draft, officer):
    rows = (
        task_row("Z.1", content=f"{KEPT} năm 2027"),
        task_row("Z.2", content="Tập huấn khai thác kho cho cán bộ"),
    )
    made = draft(*rows, number="50/KH-UBND", title=TITLE)
    Plan.objects.filter(pk=made.pk).update(amends=None)
    return Plan.objects.get(pk=made.pk)


@pytest.fixture
def begun(old, city):
    head = MembershipFactory(unit=city["00167"], role=Membership.Role.HEAD, user__username="lanh-dao").user
    work = old.assignments.get(task__code="A.1")
    receive(assignment_id=work.pk, actor=head, leader_id=head.pk, officer_id=head.pk, now=NOW)
    update_progress(assignment_id=work.pk, actor=head, now=NOW, percent=40, note="Đã dựng kho")
    return work


def test_publishing_it_leads_to_the_open_work_of_the_old_one(old, new, begun, officer, client):
    client.force_login(officer)
    answer = client.post(reverse("intake:publish", args=[new.pk]), follow=True)
    link = replaced_by(new, officer)
    assert answer.redirect_chain[-1][0] == reverse("intake:replace", args=[new.pk, link.pk])
    page = answer.content.decode()
    assert "1 việc tiếp tục ở văn bản mới" in page
    assert "40%" in page


def test_the_same_work_goes_on_with_its_progress_and_the_rest_ends(old, new, begun, officer):
    publish(plan_id=new.pk, actor=officer, now=NOW)
    done = close_replaced(link_id=replaced_by(new, officer).pk, actor=officer, now=NOW, end_work=True)
    assert done == {"ended": 2, "continued": 1}
    after = new.assignments.get(task__code="Z.1")
    assert (after.percent, after.officer_id, after.state) == (40, begun.unit.memberships.get().user_id, "open")
    assert Continuation.objects.get().before == begun
    assert new.assignments.get(task__code="Z.2").percent == 0
    assert set(old.assignments.values_list("state", flat=True)) == {Assignment.State.CANCELLED}
    assert old.assignments.get(pk=begun.pk).changes.get().decision.number == "50/KH-UBND"
    old.refresh_from_db()
    assert old.state == Plan.State.CLOSED
    assert replaced_by(new, officer) is None


def test_left_as_it_stands_nothing_moves(old, new, begun, officer):
    publish(plan_id=new.pk, actor=officer, now=NOW)
    assert close_replaced(link_id=replaced_by(new, officer).pk, actor=officer, now=NOW, end_work=False) == {}
    assert old.assignments.running().count() == 2
    assert not Continuation.objects.exists()


def test_the_preview_asks_no_more_for_more_rows(old, new, officer, django_assert_num_queries):
    publish(plan_id=new.pk, actor=officer, now=NOW)
    with django_assert_num_queries(11):
        assert [bool(one.after) for one in replaced_work(old, new)] == [True, False]


def test_a_sentence_of_the_text_that_replaces_a_plan_links_to_it(old, draft):
    said = {"kind": "Kế hoạch", "number": "12/KH-UBND", "date": None, "relation": "replaces"}
    made = draft(task_row("Z.9", content="Mở lớp học"), number="51/KH-UBND", title="Học vụ số", changes=[said])
    assert [(link.kind, link.to_plan, link.proposed) for link in made.links.all()] == [("replaces", old, True)]
