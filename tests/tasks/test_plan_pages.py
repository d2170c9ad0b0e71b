from datetime import date

import pytest
from django.urls import reverse

from plans.models import Section
from tasks.models import Assignment, TaskParty
from tests.factories import AssignmentFactory, MilestoneFactory, PlanFactory, TaskFactory


@pytest.fixture
def page(client, cast):
    def get(address, user=cast.focal_officer, **query):
        client.force_login(user)
        return client.get(address, query)

    return get


def plan_url(cast):
    return reverse("tasks:plan", args=[cast.plan.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("focal_officer", 200),
        ("unit_officer", 200),
        ("partner_officer", 200),
        ("office_officer", 200),
        ("inspector", 200),
        ("city_leader", 200),
        ("stranger", 404),
        ("admin", 404),
    ],
)
def test_who_sees_a_plan_its_task_and_its_work(page, cast, who, status):
    user = getattr(cast, who)
    assert page(plan_url(cast), user).status_code == status
    assert page(reverse("tasks:task", args=[cast.assignment.task_id]), user).status_code == status
    assert page(reverse("tasks:assignments"), user, van_ban=cast.plan.pk).status_code == status
    listed = cast.plan.title in page(reverse("tasks:plans"), user).content.decode()
    assert listed == (status == 200)


def test_a_draft_is_seen_by_its_focal_unit_only(page, cast):
    draft = PlanFactory(state="draft", focal_unit=cast.focal, number="", title="Kế hoạch đang soạn")
    address = reverse("tasks:plan", args=[draft.pk])
    assert page(address).status_code == 200
    for who in ("unit_officer", "office_officer", "inspector", "city_leader"):
        assert page(address, getattr(cast, who)).status_code == 404


def test_the_table_shows_the_rate_with_both_numbers_and_the_rows(page, cast):
    task = cast.assignment.task
    more = {"task": task, "milestone": cast.assignment.milestone}
    AssignmentFactory(**more, state="completed", sent_date=date(2026, 1, 10), completed_date=date(2026, 1, 11))
    text = page(plan_url(cast)).content.decode()
    for words in ("Tỷ lệ hoàn thành", "Rà soát, chuẩn hóa thông tin dự án", "1/2 xong", "31/01/2026"):
        assert words in text


def test_whatever_a_document_says_is_shown_as_text(page, cast):
    bold = "<b>đậm</b>"
    section = Section.objects.create(plan=cast.plan, order=9, title=bold)
    named = {"code": "<b>9", "content": bold, "product": bold, "deadline_text": bold, "section": section}
    task = TaskFactory(plan=cast.plan, order=90, **named)
    for part in TaskParty.Part:
        TaskParty.objects.create(
            task=task, part=part, kind=TaskParty.Kind.OUTSIDER, phrase=bold, order=part == "lead"
        )
    TaskFactory(plan=cast.plan, order=91, product=bold)
    text = page(plan_url(cast)).content.decode()
    assert "<b>đậm" not in text
    assert "<b>9" not in text
    assert text.count("&lt;b&gt;đậm&lt;/b&gt;") >= 6


def test_filters_name_what_they_show(page, cast):
    TaskFactory(plan=cast.plan, content="Tập huấn sử dụng hệ thống", starred=True)
    text = page(plan_url(cast), tim="Tập huấn").content.decode()
    assert "Tập huấn sử dụng hệ thống" in text
    assert "Rà soát, chuẩn hóa" not in text
    assert "Rà soát, chuẩn hóa" not in page(plan_url(cast), trong_tam="1").content.decode()
    assert "Rà soát, chuẩn hóa" in page(plan_url(cast), don_vi=cast.ward.pk).content.decode()
    assert "Không có nhiệm vụ nào khớp bộ lọc" in page(plan_url(cast), tim="không có").content.decode()


def test_more_rows_are_appended_by_htmx_and_reached_without_it(client, cast):
    for _ in range(45):
        TaskFactory(plan=cast.plan)
    client.force_login(cast.focal_officer)
    first = client.get(plan_url(cast)).content.decode()
    assert first.count("<tr data-row") == 40
    assert "Xem thêm 6 dòng" in first
    rest = client.get(plan_url(cast), {"trang": "2"}, headers={"HX-Request": "true"}).content.decode()
    assert rest.count("<tr data-row") == 6
    assert "<html" not in rest


@pytest.mark.parametrize("name", ["plans", "plan", "task", "assignments"])
def test_ten_rows_cost_the_queries_of_one(client, cast, name, django_assert_max_num_queries):
    address = {
        "plans": reverse("tasks:plans"),
        "plan": plan_url(cast),
        "task": reverse("tasks:task", args=[cast.assignment.task_id]),
        "assignments": reverse("tasks:assignments"),
    }[name]
    query = {"van_ban": cast.plan.pk} if name == "assignments" else {}
    client.force_login(cast.focal_officer)
    client.get(address, query)
    with django_assert_max_num_queries(27) as one:
        client.get(address, query)
    for _ in range(9):
        AssignmentFactory(task__plan=cast.plan)
        AssignmentFactory(task=cast.assignment.task, milestone=cast.assignment.milestone)
        PlanFactory(focal_unit=cast.focal)
    with django_assert_max_num_queries(len(one)):
        client.get(address, query)


def test_progress_is_for_readers_of_the_work(page, cast):
    Assignment.objects.update(percent=65, received_at="2026-01-06T08:00Z", due_date=None)
    assert "65%" in page(reverse("tasks:assignments"), van_ban=cast.plan.pk).content.decode()
    assert (
        "65%" not in page(reverse("tasks:assignments"), cast.partner_officer, van_ban=cast.plan.pk).content.decode()
    )


def test_the_overdue_filter_counts_what_the_figures_count(page, cast):
    MilestoneFactory(task=cast.assignment.task, order=5)
    Assignment.objects.update(due_date=date(2026, 1, 1))
    AssignmentFactory(task__plan=cast.plan, due_date=date(2099, 1, 1))
    text = page(reverse("tasks:assignments"), van_ban=cast.plan.pk, tinh_hinh="open_overdue").content.decode()
    assert text.count("<tr data-row") == 1


@pytest.mark.parametrize("bad", ["x", "999999", "-1"])
def test_a_bad_filter_never_breaks_the_list(page, cast, bad):
    answer = page(reverse("tasks:assignments"), tinh_hinh=bad, don_vi=bad, trang=bad)
    assert answer.status_code == 200
    assert page(plan_url(cast), tinh_hinh=bad, don_vi=bad, trang=bad, han=bad).status_code == 200


def test_work_without_a_date_stands_after_work_with_one(page, cast):
    dated = cast.assignment
    ongoing = AssignmentFactory(task=TaskFactory(plan=cast.plan), unit=dated.unit, due_date=None, is_ongoing=True)
    text = page(reverse("tasks:assignments"), van_ban=cast.plan.pk).content.decode()
    assert 0 < text.index(f"/viec/{dated.pk}/") < text.index(f"/viec/{ongoing.pk}/")
    assert "Thường xuyên" in text.split("<tbody>")[1]
