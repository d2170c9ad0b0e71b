"""Pages of the last step: what would go out, taking it back, comparing versions, links and twins."""

import pytest
from django.urls import reverse

from plans.models import Plan, PlanLink
from tasks.models import TaskTwin
from tasks.operations import publish, receive
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row
from units.models import Membership


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def plan(draft, officer):
    made = draft(task_row("A.1"), task_row("A.2", content="Xây dựng kho dữ liệu dùng chung", leads=["UBND cấp xã"]))
    publish(plan_id=made.pk, actor=officer, now=NOW)
    made.refresh_from_db()
    return made


@pytest.fixture
def version(plan, draft):
    rows = [
        task_row("A.1", deadline={"kind": "date", "due": "2027-01-31"}),
        task_row("A.3", content="Tập huấn cán bộ"),
    ]
    return draft(*rows, number="20/KH-UBND", title="Sửa đổi Kế hoạch số 12/KH-UBND")


def page(client, name, *args, **query):
    return client.get(reverse(f"intake:{name}", args=args), query)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_rehearsal_counts_by_unit_and_links_what_is_missing(desk, draft):
    made = draft(task_row("A.1"), task_row("A.2", leads=["Hội Người yêu cây xanh"]))
    shown = words(page(desk, "publish", made.pk))
    assert "<b>1</b><span>lượt giao</span>" in shown
    assert "Phường Cầu Giấy" in shown
    assert f"?mo={made.tasks.get(code='A.2').pk}#phieu" in shown
    assert "chưa rõ đơn vị chủ trì" in shown
    assert not made.assignments.exists()


def test_the_rehearsal_asks_the_same_for_many_rows(desk, draft, django_assert_max_num_queries):
    made = draft(*(task_row(f"A.{number}", content=f"Việc số {number}") for number in range(1, 31)))
    with django_assert_max_num_queries(45):
        assert page(desk, "publish", made.pk).status_code == 200


def test_a_fresh_publication_is_taken_back_from_its_page(desk, plan):
    assert "Thu hồi, bỏ 3 lượt giao" in words(page(desk, "withdraw", plan.pk))
    answer = desk.post(reverse("intake:withdraw", args=[plan.pk]))
    assert answer.url == reverse("intake:review", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def test_once_received_the_page_says_why_not(desk, plan, city):
    head = MembershipFactory(unit=city["00167"], role=Membership.Role.HEAD).user
    work = plan.assignments.get(task__code="A.1")
    receive(assignment_id=work.pk, actor=head, leader_id=head.pk, officer_id=head.pk, now=NOW)
    assert "Phường Cầu Giấy đã tiếp nhận nhiệm vụ A.1" in words(page(desk, "withdraw", plan.pk))
    assert desk.post(reverse("intake:withdraw", args=[plan.pk])).status_code == 409


def test_a_version_goes_to_the_comparison_and_is_applied_there(desk, plan, version):
    assert page(desk, "publish", version.pk).url == reverse("intake:compare", args=[version.pk])
    shown = page(desk, "compare", version.pk)
    assert "31/12/2026" in words(shown)
    assert "31/01/2027" in words(shown)
    keys = [d.key for d in shown.context["comparison"].differences]
    facts = {"number": "20/KH-UBND", "issued_date": "18/11/2026", "da_xem": shown.context["seen"]}
    none = desk.post(reverse("intake:compare", args=[version.pk]), facts)
    assert (none.status_code, "Chọn ít nhất một khác biệt" in words(none)) == (422, True)
    done = desk.post(reverse("intake:compare", args=[version.pk]), facts | {"khac": keys}, follow=True)
    assert "Đã áp dụng bản sửa đổi vào KH 12/KH-UBND" in words(done)
    assert done.redirect_chain[-1][0] == reverse("tasks:plan", args=[plan.pk])
    again = desk.post(reverse("intake:compare", args=[version.pk]), facts | {"khac": keys})
    assert again.status_code == 409 or again.status_code == 302


def test_what_changed_meanwhile_is_a_conflict(desk, plan, version):
    facts = {"number": "20/KH-UBND", "issued_date": "18/11/2026", "da_xem": "x", "khac": ["moved-1-2"]}
    assert desk.post(reverse("intake:compare", args=[version.pk]), facts).status_code == 409


def test_a_draft_is_made_a_version_and_set_free_again(desk, plan, draft):
    made = draft(task_row("Z.1", content="Việc khác hẳn"), number="30/KH-UBND")
    assert plan.reference in words(page(desk, "compare", made.pk))
    desk.post(reverse("intake:amends", args=[made.pk]), {"plan": plan.pk})
    made.refresh_from_db()
    assert made.amends == plan
    assert "chỉ nêu một phần nhiệm vụ" in words(page(desk, "compare", made.pk))
    desk.post(reverse("intake:amends", args=[made.pk]))
    made.refresh_from_db()
    assert made.amends is None


def test_a_draft_much_like_a_known_plan_says_so(desk, plan, draft):
    made = draft(task_row("A.1"), number="40/KH-UBND")
    shown = words(page(desk, "publish", made.pk))
    assert "1 nhiệm vụ giống hệt" in shown
    assert "So sánh, áp dụng phần khác" in shown


def test_twins_are_shown_linked_and_unlinked(desk, plan, draft):
    made = draft(task_row("A.1"), number="40/KH-UBND")
    assert "Xem và liên kết" in words(page(desk, "publish", made.pk))
    task, other = made.tasks.get(), plan.tasks.get(code="A.1")
    assert "giống 100%" in words(page(desk, "twins", made.pk))
    address = reverse("intake:settle_twin", args=[made.pk, task.pk, other.pk])
    desk.post(address, {"y_kien": "lien_ket"})
    assert TaskTwin.objects.count() == 1
    assert "Bỏ liên kết" in words(page(desk, "twins", made.pk))
    desk.post(address, {"y_kien": "bo"})
    assert TaskTwin.objects.count() == 0


def test_links_are_written_agreed_and_taken_away(desk, plan, version):
    read = PlanLink.objects.get(from_plan=version)
    assert (read.kind, read.to_plan, read.proposed) == (PlanLink.Kind.AMENDS, plan, True)
    assert "đọc được, chưa xem" in words(page(desk, "links", version.pk))
    desk.post(reverse("intake:settle_link", args=[version.pk, read.pk]), {"y_kien": "dung"})
    read.refresh_from_db()
    assert not read.proposed
    address = reverse("intake:links", args=[plan.pk])
    desk.post(address, {"kind": "implements", "number": "57-NQ/TW", "issued_date": "22/12/2024"})
    assert "57-NQ/TW" in words(desk.get(address))
    twice = desk.post(address, {"kind": "implements", "number": "57-NQ/TW"})
    assert (twice.status_code, "đã được ghi" in words(twice)) == (422, True)
    assert "ghi số, ký hiệu" in words(desk.post(address, {"kind": "implements"}))
    desk.post(reverse("intake:settle_link", args=[plan.pk, plan.links.get().pk]), {"y_kien": "bo"})
    assert not plan.links.exists()


def test_a_replaced_plan_is_closed_with_its_open_work(desk, plan, draft, officer):
    new = draft(
        task_row("Z.1", content="Việc khác hẳn"),
        number="50/KH-UBND",
        title="Kế hoạch thay thế Kế hoạch số 12/KH-UBND",
    )
    desk.post(reverse("intake:amends", args=[new.pk]))
    publish(plan_id=new.pk, actor=officer, now=NOW)
    found = new.links.get()
    assert found.kind == PlanLink.Kind.REPLACES
    address = reverse("intake:replace", args=[new.pk, found.pk])
    assert "còn 3 việc chưa xong" in words(desk.get(address))
    assert "0 việc tiếp tục" in words(desk.get(address))
    desk.post(address, {"viec": "dung"})
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED
    assert not plan.assignments.running().exists()
    assert desk.post(address, {"viec": "dung"}).status_code == 409


@pytest.mark.parametrize("name", ["publish", "withdraw", "compare", "links", "twins"])
def test_strangers_find_nothing(client, stranger, plan, name):
    client.force_login(stranger)
    assert page(client, name, plan.pk).status_code == 404
