from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agenda.queries import waiting_count
from agenda.queries.grouping import Group, work
from tasks import operations as op
from tasks.models import Assignment, Obstacle
from tests.cast import NOW
from tests.factories import AssignmentFactory, MembershipFactory, PlanFactory, UnitFactory
from units.models import Membership

TODAY = date(2026, 1, 15)
INBOX = "/"


def given(cast, days=None, **facts):
    """Received work of the ward, due so many days from today."""
    due = {"due_date": timezone.localdate() + timedelta(days=days)} if days is not None else {}
    return AssignmentFactory(task__plan=cast.plan, unit=cast.ward, **{"received_at": NOW} | due | facts)


def page(client, user, query=""):
    client.force_login(user)
    return client.get(INBOX + query).content.decode()


def update(client, user, assignment, query="", **data):
    client.force_login(user)
    htmx = {"HTTP_HX_REQUEST": "true"} if data.pop("htmx", False) else {}
    return client.post(reverse("agenda:update", args=[assignment.pk]) + query, data, **htmx)


def prove(cast, assignment):
    op.add_evidence(
        assignment_id=assignment.pk,
        actor=cast.unit_officer,
        kind="document",
        label="Báo cáo",
        document_number="587/BC-UBND",
        now=NOW,
    )


GROUPS = [
    ({"state": "at_head"}, "unit_head", "approve"),
    ({"state": "at_head"}, "unit_officer", "quiet"),
    ({"due_date": date(2026, 1, 14)}, "unit_officer", "now"),
    ({"due_date": TODAY}, "unit_officer", "now"),
    ({"due_date": date(2026, 3, 1), "supplement_asked": True}, "unit_officer", "now"),
    ({"due_date": date(2026, 1, 22)}, "unit_officer", "week"),
    ({"due_date": date(2026, 1, 23)}, "unit_officer", "year"),
    ({"due_date": date(2027, 6, 1), "received_at": None}, "unit_officer", "week"),
    ({"due_date": date(2026, 12, 31)}, "unit_officer", "year"),
    ({"due_date": date(2027, 1, 1)}, "unit_officer", "later"),
    ({"due_date": None}, "unit_officer", "later"),
    ({"due_date": None, "is_ongoing": True}, "unit_officer", "quiet"),
    ({"due_date": None, "is_ongoing": True, "received_at": None}, "unit_officer", "week"),
    ({"due_date": date(2026, 1, 1), "state": "sent", "sent_date": TODAY}, "unit_officer", "quiet"),
    ({"state": "awaiting_approval", "sent_date": TODAY}, "unit_officer", "quiet"),
]


@pytest.mark.parametrize(("facts", "who", "group"), GROUPS)
def test_each_work_stands_in_the_group_of_what_is_to_be_done(cast, facts, who, group):
    Assignment.objects.all().delete()
    given(cast, **facts)
    assert [row.group for row in work(getattr(cast, who), TODAY, mine=False)] == [group]


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_finished_work_and_drafts_are_not_listed(cast, state):
    Assignment.objects.all().delete()
    given(cast, state=state, sent_date=TODAY, completed_date=TODAY)
    AssignmentFactory(task__plan=PlanFactory(state="draft", focal_unit=cast.focal), unit=cast.ward)
    assert not work(cast.unit_officer, TODAY, mine=False)


def test_own_work_takes_in_what_names_nobody_and_leaves_a_colleagues(cast):
    colleague = MembershipFactory(unit=cast.ward).user
    mine = given(cast, officer=cast.unit_officer)
    given(cast, officer=colleague)
    found = set(work(cast.unit_officer, TODAY, mine=True))
    assert found == {mine, cast.assignment}
    assert work(cast.unit_officer, TODAY, mine=False).count() == 3


def test_the_page_begins_with_own_work_once_any_names_the_person(client, cast):
    colleague = MembershipFactory(unit=cast.ward).user
    given(cast, 5, officer=colleague, task__code="CỦA NGƯỜI KHÁC")
    assert "CỦA NGƯỜI KHÁC" in page(client, cast.unit_officer)
    given(cast, 5, officer=cast.unit_officer)
    assert "CỦA NGƯỜI KHÁC" not in page(client, cast.unit_officer)
    assert "CỦA NGƯỜI KHÁC" in page(client, cast.unit_officer, "?cua=don-vi")
    assert "CỦA NGƯỜI KHÁC" in page(client, cast.unit_head)
    assert "CỦA NGƯỜI KHÁC" not in page(client, cast.unit_head, "?cua=toi")


def test_the_navigation_counts_what_the_page_begins_with(client, cast):
    given(cast, officer=MembershipFactory(unit=cast.ward).user)
    given(cast, officer=cast.unit_officer)
    given(cast, state="at_head", officer=cast.unit_officer)
    assert waiting_count(cast.unit_officer, TODAY) == 2
    assert waiting_count(cast.unit_head, TODAY) == 4
    assert [waiting_count(getattr(cast, who), TODAY) for who in ("stranger", "inspector", "admin")] == [0, 0, 0]


def test_the_head_of_the_page_and_the_chips_say_what_is_late(client, cast):
    Assignment.objects.all().delete()
    given(cast, -9, task__code="MUỘN 1")
    given(cast, 0, task__code="HÔM NAY")
    given(cast, 20, supplement_asked=True, task__code="BỔ SUNG")
    shown = page(client, cast.unit_officer)
    assert "1 việc quá hạn</span>, 1 việc cần bổ sung, 1 việc hết hạn hôm nay" in shown
    late = page(client, cast.unit_officer, "?loc=qua-han")
    assert "MUỘN 1" in late
    assert "HÔM NAY" not in late
    assert "BỔ SUNG" in page(client, cast.unit_officer, "?loc=bo-sung")


def test_the_document_filter_keeps_one_plan(client, cast):
    other = AssignmentFactory(task__plan=PlanFactory(focal_unit=cast.focal), task__code="KHÁC", unit=cast.ward)
    assert "KHÁC" in page(client, cast.unit_officer)
    assert "KHÁC" not in page(client, cast.unit_officer, f"?van_ban={cast.plan.pk}")
    assert "KHÁC" in page(client, cast.unit_officer, f"?van_ban={other.plan_id}")


@pytest.mark.parametrize(
    "query", ["?cua=x&loc=y&nhom=z&trang=-1&mo=abc&van_ban=²", "?mo=999999", "?trang=99&nhom=now"]
)
def test_an_address_that_means_nothing_still_opens(client, cast, query):
    client.force_login(cast.unit_officer)
    assert client.get(INBOX + query).status_code == 200


def test_the_work_that_is_late_the_longest_is_open_for_update(client, cast):
    cast.assignment.delete()
    given(cast, -2)
    worst = given(cast, -51, quantity_target=28, quantity_done=20, quantity_unit="máy tính", percent=71)
    shown = page(client, cast.unit_officer)
    assert shown.count("Lưu cập nhật</button>") == 1
    assert reverse("agenda:update", args=[worst.pk]) in shown
    assert "Số máy tính đã xong" in shown
    assert "Lưu cập nhật" not in page(client, cast.unit_officer, "?mo=0")


@pytest.mark.parametrize(
    ("facts", "verb"),
    [
        ({"received_at": None}, "#tiep-nhan"),
        ({}, "Cập nhật</a>"),
        ({"supplement_asked": True}, "Bổ sung và gửi lại"),
        ({"state": "sent", "sent_date": TODAY}, ">Xem</a>"),
    ],
)
def test_a_row_has_the_one_verb_that_fits(client, cast, facts, verb):
    Assignment.objects.all().delete()
    given(cast, 60, **facts)
    shown = page(client, cast.unit_officer)
    verbs = [word for word in ("#tiep-nhan", "Cập nhật</a>", "Bổ sung và gửi lại", ">Xem</a>") if word in shown]
    assert verbs == [verb]


def test_a_request_for_supplement_is_quoted_with_both_dates(client, cast):
    prove(cast, cast.assignment)
    told = {"assignment_id": cast.assignment.pk, "now": NOW}
    op.send(actor=cast.unit_head, **told)
    op.request_supplement(actor=cast.focal_officer, reason="figures", text="Thiếu 16 hộ", **told)
    assert "Sở Tài chính đề nghị bổ sung 15/01: “Thiếu 16 hộ”" in page(client, cast.unit_officer)


def test_saving_goes_to_the_next_overdue_work_in_the_same_list(client, cast):
    Assignment.objects.all().delete()
    first, second, _ = given(cast, -9), given(cast, -3), given(cast, 5)
    answer = update(client, cast.unit_officer, first, "?cua=don-vi", percent=60, note="Xong 6 phòng")
    assert (answer.status_code, answer.url) == (302, f"/?cua=don-vi&mo={second.pk}")
    shown = client.get(answer.url).content.decode()
    assert f"Đã lưu 60%: {first.task.code}." in shown
    assert reverse("agenda:update", args=[second.pk]) in shown
    assert update(client, cast.unit_officer, second, percent=70).url == "/?mo=0"
    first.refresh_from_db()
    assert first.percent == 60


def test_an_obstacle_and_a_proposal_are_saved_in_the_same_act(client, cast):
    update(client, cast.unit_officer, cast.assignment, obstacle="Thiếu tài khoản", proposal="Cấp thêm", percent=0)
    assert Obstacle.objects.get().proposal == "Cấp thêm"


def test_a_number_that_goes_down_asks_why_and_keeps_the_words(client, cast):
    counted = given(cast, 5, quantity_target=28, quantity_done=20, quantity_unit="máy", percent=71)
    answer = update(client, cast.unit_officer, counted, quantity_done=12, obstacle="Hỏng máy", htmx=True)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert answer["HX-Replace-Url"] == "false"
    assert "Số liệu thấp hơn lần trước" in shown
    assert 'value="12"' in shown
    assert "Hỏng máy</textarea>" in shown


@pytest.mark.parametrize("htmx", [False, True])
def test_work_that_has_left_meanwhile_is_a_readable_409(client, cast, htmx):
    prove(cast, cast.assignment)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    answer = update(client, cast.unit_officer, cast.assignment, percent=50, note="Xong 6 phòng", htmx=htmx)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast.unit_head.full_name} đã chuyển việc này" in shown
    assert ('id="inbox"' in shown and "“Xong 6 phòng”" in shown) == htmx


@pytest.mark.parametrize("who", ["stranger", "partner_officer", "focal_officer", "inspector", "city_leader", "admin"])
def test_posts_of_others_find_nothing(client, cast, who):
    assert update(client, getattr(cast, who), cast.assignment, percent=50).status_code == 404
    assert client.post(reverse("agenda:send_many"), {"ids": [cast.assignment.pk]}).status_code == 404
    cast.assignment.refresh_from_db()
    assert (cast.assignment.percent, cast.assignment.state) == (0, "open")


def test_the_head_approves_many_and_each_has_its_own_result(client, cast):
    ready, bare = given(cast, 5), given(cast, 6, state="at_head", task__code="THIẾU")
    prove(cast, ready)
    op.propose(assignment_id=ready.pk, actor=cast.unit_officer, now=NOW)
    assert "Duyệt và gửi" in page(client, cast.unit_head)
    assert "Duyệt và gửi" not in page(client, cast.unit_officer)
    client.force_login(cast.unit_head)
    shown = client.post(reverse("agenda:send_many"), {"ids": [ready.pk, bare.pk]}, follow=True).content.decode()
    assert "Đã duyệt và gửi 1 việc." in shown
    assert "Chưa gửi THIẾU: Còn thiếu minh chứng" in shown
    assert set(Assignment.objects.filter(pk__in=[ready.pk, bare.pk]).values_list("state", flat=True)) == {
        "sent",
        "at_head",
    }


def test_an_officer_cannot_approve_and_nothing_chosen_is_said(client, cast):
    client.force_login(cast.unit_officer)
    url = reverse("agenda:send_many")
    prove(cast, cast.assignment)
    op.propose(assignment_id=cast.assignment.pk, actor=cast.unit_officer, now=NOW)
    shown = client.post(url, {"ids": [cast.assignment.pk]}, follow=True).content.decode()
    assert "việc này do lãnh đạo đơn vị thực hiện duyệt" in shown
    assert "Chưa chọn việc nào" in client.post(url, follow=True).content.decode()
    assert Assignment.objects.get().state == "at_head"


def test_a_confirming_person_is_led_to_the_queue(client, cast):
    prove(cast, cast.assignment)
    op.send(assignment_id=cast.assignment.pk, actor=cast.unit_head, now=NOW)
    assert "1 việc chờ xác nhận" in page(client, cast.focal_officer)
    assert "việc chờ xác nhận</b>" not in page(client, cast.unit_officer)


@pytest.mark.parametrize(
    ("who", "to"), [("inspector", "/van-ban/"), ("city_leader", "/van-ban/"), ("admin", "/quan-tri/")]
)
def test_people_without_a_working_unit_begin_where_their_work_is(client, cast, who, to):
    client.force_login(getattr(cast, who))
    assert client.get(INBOX).url == to


def test_a_long_group_shows_twenty_and_leads_to_all(client, cast):
    for n in range(22):
        given(cast, 40, task__code=f"D.{n:02}", is_ongoing=True)
    shown = page(client, cast.unit_officer)
    assert shown.count("data-row") == 21
    assert "Xem cả 22 việc" in shown
    assert page(client, cast.unit_officer, "?nhom=quiet").count("data-row") == 22
    hidden = Assignment.objects.order_by("-pk").first()
    assert reverse("agenda:update", args=[hidden.pk]) in page(client, cast.unit_officer, f"?mo={hidden.pk}")


def test_heads_of_two_units_see_the_work_of_both(client, cast):
    second = UnitFactory(name="UBND phường Yên Hòa")
    MembershipFactory(user=cast.unit_head, unit=second, role=Membership.Role.HEAD)
    AssignmentFactory(task__plan=cast.plan, unit=second)
    assert "UBND phường Yên Hòa" in page(client, cast.unit_head)


def test_the_page_costs_the_same_queries_for_ten_rows_of_each_group(client, cast, django_assert_max_num_queries):
    def fill(times):
        for _ in range(times):
            for facts, _, _ in GROUPS:
                given(cast, **facts)

    client.force_login(cast.unit_head)
    fill(1)
    with django_assert_max_num_queries(33) as one:  # nothing is kept in tests, so what waits is counted twice
        client.get(INBOX)
    fill(9)
    with django_assert_max_num_queries(len(one)):
        client.get(INBOX)
    assert set(Group.values) == {row.group for row in work(cast.unit_head, TODAY, mine=False)}
