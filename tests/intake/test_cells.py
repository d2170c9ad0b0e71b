"""A cell of the review page that saves itself, and what two reviewers of one draft are told."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intake.models import Presence
from intake.queries import stamps, typed
from intake.queries.book import book_of
from journal.models import Event
from tasks.models import Milestone
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row

HTMX = {"HX-Request": "true"}


@pytest.fixture
def colleague(city):
    return MembershipFactory(unit=city["STC"], user__username="dong-nghiep", user__full_name="Trần Thị Hoa").user


@pytest.fixture
def page(officer):
    return signed_in(officer)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(task) -> dict[str, str]:
    """What the form of a row holds when it is opened: every input and every stamp."""
    task.refresh_from_db()
    inputs = {name: text for cell in typed(task).values() for name, text in cell.items()}
    return inputs | {f"dau-{cell}": stamp for cell, stamp in stamps(task).items()}


def save(client, task, cell, form):
    url = reverse("intake:cell", args=[task.plan_id, task.pk, cell])
    return client.post(url, form, headers=HTMX)


def test_a_cell_saves_itself_and_says_when(page, draft):
    task = draft().tasks.get()
    answer = save(page, task, "product", opened(task) | {"product": "Báo cáo tổng hợp", "content": "chưa lưu"})
    assert "Đã lưu lúc" in answer.content.decode()
    assert "cell-saved" in answer["HX-Trigger"]
    task.refresh_from_db()
    assert (task.product, task.content) == ("Báo cáo tổng hợp", "Rà soát dữ liệu A.1")
    assert Event.objects.get(verb="intake.task_revised").payload["cells"] == ["product"]


def test_a_cell_asks_for_its_own_row_and_no_more(page, draft, django_assert_max_num_queries):
    task = draft(*(task_row(f"A.{n}", content=f"Việc số {n}") for n in range(1, 9))).tasks.first()
    form = opened(task)
    with django_assert_max_num_queries(19):  # two of them savepoints of the test's own transaction
        save(page, task, "product", form | {"product": "Báo cáo tổng hợp"})


def test_a_cell_sent_again_unchanged_writes_nothing(page, draft):
    task = draft().tasks.get()
    form = opened(task)
    assert save(page, task, "product", form).status_code == 200
    assert not Event.objects.filter(verb="intake.task_revised").exists()


def test_saving_a_cell_settles_what_was_doubted_of_it_alone(page, draft):
    plan = draft(task_row(leads=["đơn vị liên quan"], deadline={"kind": "none"}, deadline_text=""))
    task = plan.tasks.get()
    save(page, task, "deadline_text", opened(task) | {"deadline_text": "Quý I/2027"})
    assert Milestone.objects.get().due_date == date(2027, 3, 31)
    assert list(plan.doubts.open().values_list("field", flat=True)) == ["leads"]


def test_a_deadline_is_read_aloud_before_it_is_saved(page, draft):
    task = draft().tasks.get()
    url = reverse("intake:reread", args=[task.plan_id, task.pk])
    assert "31/03/2027" in page.get(url, {"deadline_text": "Quý I/2027"}).content.decode()
    assert "31/12/2026" in page.get(url).content.decode()
    assert Milestone.objects.get().due_date == date(2026, 12, 31)


def test_milestones_are_added_relabelled_and_taken_away(page, draft):
    task = draft().tasks.get()
    more = {"moc-moi-label": "Báo cáo giữa kỳ", "moc-moi-due_date": "15/12/2026", "moc-moi-kind": "date"}
    save(page, task, "dues", opened(task) | more)
    first, second = task.milestones.order_by("order")
    assert (second.label, second.due_date) == ("Báo cáo giữa kỳ", date(2026, 12, 15))
    save(page, task, "dues", opened(task) | {f"moc-{first.pk}-gone": "on"})
    assert task.milestones.get() == second
    save(page, task, "dues", opened(task) | {f"moc-{second.pk}-gone": "on"})
    assert task.milestones.get().kind == Milestone.Kind.NONE


def test_every_cell_of_a_row_can_be_corrected(page, draft):
    plan = draft(task_row("1"), task_row("2", section=["B. SAU"]))
    task = plan.tasks.get(code="1")
    other = plan.sections.get(title="B. SAU")
    for cell, change in {
        "code": {"code": "1a"},
        "section": {"section": str(other.pk)},
        "expected_result": {"expected_result": "Đủ hồ sơ"},
        "acceptance": {"acceptance": "đúng\r\nđủ"},
        "approval_level": {"approval_level": "UBND Thành phố"},
        "quantity": {"quantity_target": "24", "quantity_unit": "hồ sơ"},
        "starred": {"starred": "on"},
        "partners": {"partners": "Sở Tài chính; Hội Khuyến học"},
    }.items():
        assert save(page, task, cell, opened(task) | change).status_code == 200, cell
    task.refresh_from_db()
    assert (task.code, task.section, task.expected_result) == ("1a", other, "Đủ hồ sơ")
    assert (task.acceptance, task.approval_level) == (["đúng", "đủ"], "UBND Thành phố")
    assert (task.quantity_target, task.quantity_unit, task.starred) == (24, "hồ sơ", True)
    assert list(task.parties.filter(part="partner").values_list("kind", flat=True)) == ["unit", "outsider"]


def test_an_open_lead_gets_a_day_and_each_lead_its_part(page, draft):
    task = draft(task_row(leads=["Phường Cầu Giấy", "đơn vị liên quan"])).tasks.get()
    known, still_open = task.parties.order_by("order")
    form = opened(task) | {f"phan-{known.pk}": "phần giấy tờ", f"neu-{still_open.pk}": "01/12/2026"}
    assert save(page, task, "parts", form).status_code == 200
    save(page, task, "leads", opened(task) | {"leads": "Phường Cầu Giấy; đơn vị liên quan; Sở Tài chính"})
    kept = {party.phrase: (party.scope, party.name_by_date) for party in task.parties.all()}
    assert kept["Phường Cầu Giấy"] == ("phần giấy tờ", None)
    assert kept["đơn vị liên quan"] == ("", date(2026, 12, 1))


def test_what_a_cell_cannot_hold_is_said_under_it(page, draft):
    plan = draft(task_row("1"), task_row("2"))
    task = plan.tasks.get(code="1")
    due = f"moc-{task.milestones.get().pk}-due_date"
    for cell, change, sentence in (
        ("code", {"code": "2"}, "Mã nhiệm vụ này đã có"),
        ("dues", {due: "31/02/2027"}, ""),
        ("quantity", {"quantity_target": "5"}, "Ghi đơn vị tính"),
        ("confirming_unit", {"confirming_unit": "Phường Cầu Giấy"}, "không tự xác nhận"),
        ("confirming_unit", {"confirming_unit": "Sở Tài chánh Thành phố"}, "Gần nhất: Sở Tài chính"),
    ):
        answer = save(page, task, cell, opened(task) | change)
        assert answer.status_code == 422, cell
        assert sentence in answer.content.decode()
    assert not Event.objects.filter(verb="intake.task_revised").exists()
    assert save(page, task, "khong-co", opened(task)).status_code == 404


def test_a_cell_changed_by_a_colleague_is_not_overwritten(page, colleague, draft):
    task = draft().tasks.get()
    mine = opened(task)
    save(signed_in(colleague), task, "content", opened(task) | {"content": "Lời của đồng nghiệp"})
    answer = save(page, task, "content", mine | {"content": "Lời của tôi"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Trần Thị Hoa đã sửa dòng này lúc" in told
    assert "Giữ bản của tôi" in told
    task.refresh_from_db()
    assert task.content == "Lời của đồng nghiệp"
    insisting = mine | {"content": "Lời của tôi", "dau-content": stamps(task)["content"]}
    assert save(page, task, "content", insisting).status_code == 200
    task.refresh_from_db()
    assert task.content == "Lời của tôi"


def test_two_people_change_two_cells_of_one_row(page, colleague, draft):
    task = draft().tasks.get()
    mine = opened(task)
    save(signed_in(colleague), task, "product", opened(task) | {"product": "Sản phẩm mới"})
    assert save(page, task, "content", mine | {"content": "Nội dung mới"}).status_code == 200
    whole = page.post(reverse("intake:task", args=[task.plan_id, task.pk]), opened(task) | {"code": "A.9"})
    assert whole.status_code == 302
    task.refresh_from_db()
    assert (task.code, task.content, task.product) == ("A.9", "Nội dung mới", "Sản phẩm mới")


def test_a_row_opened_long_ago_keeps_what_others_wrote_and_says_so(page, colleague, draft):
    task = draft().tasks.get()
    mine = opened(task)
    save(signed_in(colleague), task, "product", opened(task) | {"product": "Sản phẩm mới"})
    url = reverse("intake:task", args=[task.plan_id, task.pk])
    kept = page.post(url, mine | {"code": "A.9"})
    assert kept.status_code == 302
    answer = page.post(url, mine | {"code": "A.9", "product": "Sản phẩm của tôi"})
    assert answer.status_code == 409
    assert "Trần Thị Hoa" in answer.content.decode()
    assert "Sản phẩm của tôi" in answer.content.decode()
    task.refresh_from_db()
    assert task.product == "Sản phẩm mới"


def test_a_row_that_was_deleted_meanwhile_is_told(page, colleague, draft):
    task = draft(task_row("1"), task_row("2")).tasks.get(code="1")
    mine = opened(task)
    signed_in(colleague).post(reverse("intake:row", args=[task.plan_id, task.pk, "xoa"]))
    assert save(page, task, "content", mine).status_code == 404
    assert page.get(reverse("intake:review", args=[task.plan_id]) + f"?mo={task.pk}").status_code == 404


def test_who_else_has_the_draft_open_is_said(page, colleague, officer, draft):
    task = draft(task_row("A.7")).tasks.get()
    review = reverse("intake:review", args=[task.plan_id])
    page.get(f"{review}?mo={task.pk}")
    seen = signed_in(colleague).get(review).content.decode()
    assert f"{officer}</b> đang mở văn bản này, dòng A.7" in seen
    same = signed_in(colleague).get(reverse("intake:presence", args=[task.plan_id]) + f"?mo={task.pk}")
    assert "cùng dòng A.7" in same.content.decode()
    Presence.objects.filter(user=officer).update(seen_at=NOW)
    assert "đang mở văn bản này" not in signed_in(colleague).get(review).content.decode()


@pytest.mark.parametrize("cell", ["product", "leads", "deadline_text"])
def test_a_cell_asks_as_much_in_a_draft_of_one_row_as_of_thirty(page, draft, cell):
    words = {"product": "Báo cáo", "leads": "Sở Tài chính", "deadline_text": "Quý II/2027"}
    one = draft(task_row("1"), number="1/KH", title="Một").tasks.get()
    many = draft(*(task_row(str(n)) for n in range(30)), number="2/KH", title="Nhiều").tasks.first()
    book_of(timezone.localdate())
    assert count(page, one, cell, words[cell]) == count(page, many, cell, words[cell])


def count(client, task, cell, words) -> int:
    form = opened(task) | {cell: words}
    with CaptureQueriesContext(connection) as captured:
        assert save(client, task, cell, form).status_code == 200
    return len(captured)


def test_the_figures_follow_a_saved_cell(page, draft):
    plan = draft(task_row(content=None))
    url = reverse("intake:counted", args=[plan.pk])
    assert "1 thiếu" in page.get(url, headers=HTMX).content.decode()
    task = plan.tasks.get()
    save(page, task, "content", opened(task) | {"content": "Đã nhập lại"})
    answer = page.get(url, headers=HTMX).content.decode()
    assert "0 thiếu" in answer
    assert "0 cần xem" in answer
