"""Khó khăn, vướng mắc: answered, taken higher, decided or solved; open ones stay in the list and in the report."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.models import Event
from notifications.models import Message
from tasks import operations
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, Obstacle
from tasks.workflow.obstacles import VERBS, obstacle_moves
from tests.cast import NOW
from tests.factories import AssignmentFactory

State = Obstacle.State
ROLES = [
    "focal_officer", "unit_officer", "unit_head", "office_officer", "partner_officer",
    "stranger", "inspector", "city_leader", "admin",
]  # fmt: skip
ABOVE, UNIT = {"focal_officer", "office_officer"}, {"unit_officer", "unit_head"}
ALLOWED = {
    ("open", "answer"): ABOVE,
    ("open", "escalate"): ABOVE,
    ("open", "decide"): ABOVE,
    ("open", "resolve"): UNIT,
    ("escalated", "answer"): ABOVE,
    ("escalated", "decide"): ABOVE,
    ("escalated", "resolve"): UNIT,
}
DAY = date(2026, 1, 14)


def raise_one(cast, assignment=None, kind="kinh_phi"):
    told = {"obstacle": "Chưa được cấp kinh phí", "obstacle_kind": kind, "proposal": "Cấp bổ sung"}
    work = assignment or cast.assignment
    operations.update_progress(assignment_id=work.pk, actor=cast.unit_officer, now=NOW, **told)
    return Obstacle.objects.select_related("assignment__plan").latest("pk")


def try_move(obstacle, move, actor):
    told = {"obstacle_id": obstacle.pk, "actor": actor, "now": NOW}
    moves = {
        "answer": lambda: operations.answer_obstacle(**told, text="Đã bố trí trong dự toán"),
        "escalate": lambda: operations.escalate_obstacle(**told, to="UBND Thành phố", number="8/BC-STC", date=DAY),
        "decide": lambda: operations.decide_obstacle(**told, number="9/QĐ-UBND", date=DAY, text="Cấp 2 tỷ đồng"),
        "resolve": lambda: operations.resolve_obstacle(**told),
    }
    return moves[move]()


END = "resolve"
STEPS = {"open": None, "escalated": "escalate", "answered": "answer", "decided": "decide"} | {f"{END}d": END}


def in_state(cast, state):
    obstacle = raise_one(cast)
    if step := STEPS[state]:
        try_move(obstacle, step, cast.unit_officer if step == "resolve" else cast.focal_officer)
    obstacle.refresh_from_db()
    assert obstacle.state == state
    return obstacle


@pytest.mark.parametrize("state", State.values)
def test_only_the_table_is_offered_and_the_rest_refused(cast, state):
    obstacle = in_state(cast, state)
    for role in ROLES:
        user = getattr(cast, role)
        allowed = {move for move in VERBS if role in ALLOWED.get((state, move), set())}
        assert obstacle_moves(user, obstacle) == allowed, role
        for move in set(VERBS) - allowed:
            with pytest.raises(PermissionDenied if (state, move) in ALLOWED else TaskConflict):
                try_move(obstacle, move, user)
    assert Obstacle.objects.get().state == state


def test_an_obstacle_goes_up_is_decided_and_the_unit_is_told_each_time(cast):
    obstacle = raise_one(cast)
    try_move(obstacle, "escalate", cast.focal_officer)
    obstacle.refresh_from_db()
    assert (obstacle.escalated_to, obstacle.escalated_number, obstacle.closed_at) == (
        "UBND Thành phố",
        "8/BC-STC",
        None,
    )
    try_move(obstacle, "decide", cast.office_officer)
    obstacle.refresh_from_db()
    assert (obstacle.decided_number, obstacle.closed_at) == ("9/QĐ-UBND", NOW)
    texts = Message.objects.filter(kind="obstacle_answered").order_by("id").values_list("text", flat=True)
    code = cast.assignment.task.code
    assert {text.split(":")[0] for text in texts} == {"Đã báo cáo cấp trên", "Đã có quyết định"}
    assert all(code in text for text in texts)
    assert not any("kinh phí" in str(event.payload) or "2 tỷ" in str(event.payload) for event in Event.objects.all())


def test_who_comes_second_is_told_who_answered_and_when(cast):
    obstacle = in_state(cast, "answered")
    with pytest.raises(
        TaskConflict, match=f"{cast.focal_officer} đã chuyển khó khăn, vướng mắc này sang “Đã trả lời” lúc"
    ):
        try_move(obstacle, "answer", cast.office_officer)


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"number": ""}, "Ghi số"),
        ({"date": None}, "Ghi ngày"),
        ({"date": date(2026, 2, 1)}, "chưa đến"),
        ({"to": ""}, "cấp"),
    ],
)
def test_a_report_upwards_needs_its_document(cast, details, sentence):
    obstacle = raise_one(cast)
    given = {"to": "UBND Thành phố", "number": "8/BC", "date": DAY} | details
    with pytest.raises(TaskError, match=sentence):
        operations.escalate_obstacle(obstacle_id=obstacle.pk, actor=cast.focal_officer, now=NOW, **given)


def test_the_list_of_a_plan_is_filtered(cast, client):
    raise_one(cast)
    other = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    solved = raise_one(cast, other, kind="nhan_luc")
    try_move(solved, "answer", cast.focal_officer)
    client.force_login(cast.focal_officer)
    url = reverse("tasks:obstacles", args=[cast.plan.pk])

    def codes(query=""):
        page = client.get(url + query).content.decode()
        return {task.code for task in (cast.assignment.task, other.task) if f">{task.code}<" in page}

    first, second = {cast.assignment.task.code}, {other.task.code}
    assert codes() == first
    assert codes("?tinh_trang=da-giai-quyet") == second
    assert codes("?tinh_trang=tat-ca") == first | second
    assert codes("?tinh_trang=tat-ca&loai=nhan_luc") == second
    assert codes(f"?don_vi={cast.elsewhere.pk}") == set()
    assert client.get(url + "?don_vi=²&trang=x&loai=khong-co").status_code == 200


def test_answered_on_its_page(cast, client):
    obstacle = raise_one(cast)
    client.force_login(cast.focal_officer)
    page = reverse("tasks:obstacle", args=[obstacle.pk])
    assert "Trả lời đơn vị" in client.get(page).content.decode()
    here = reverse("tasks:move_obstacle", args=[obstacle.pk, "answer"])
    assert client.post(here, {"text": "x" * 10_000}).status_code == 400
    assert client.post(here, {"text": "Đã bố trí"}).status_code == 302
    assert client.post(here, {"text": "Đã bố trí"}).status_code == 409
    client.force_login(cast.unit_officer)
    assert "Đã bố trí" in client.get(page).content.decode()


@pytest.mark.parametrize("role", ["partner_officer", "stranger", "admin"])
def test_others_find_no_obstacle(cast, client, role):
    obstacle = raise_one(cast)
    client.force_login(getattr(cast, role))
    assert client.get(reverse("tasks:obstacle", args=[obstacle.pk])).status_code == 404
    assert client.post(reverse("tasks:move_obstacle", args=[obstacle.pk, "resolve"])).status_code == 404
    listed = client.get(reverse("tasks:obstacles", args=[cast.plan.pk]))
    assert listed.status_code == 404 or "Chưa được cấp" not in listed.content.decode()


def test_the_list_asks_as_many_questions_for_ten_rows_as_for_one(cast, client):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("tasks:obstacles", args=[cast.plan.pk])).status_code == 200
        return len(found)

    client.force_login(cast.focal_officer)
    raise_one(cast)
    queries()
    one = queries()
    for _ in range(9):
        raise_one(cast, AssignmentFactory(task__plan=cast.plan, unit=cast.ward))
    assert Assignment.objects.count() == 10
    assert queries() == one
