"""Yêu cầu phối hợp: role × state × move; a partner sees the task it helps and no evidence of others."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.models import Event
from notifications.models import Message
from plans.models import Party
from tasks import operations
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, ContributionRequest
from tasks.workflow.contributions import VERBS, contribution_moves
from tests.cast import NOW
from tests.factories import AssignmentFactory

SOON = date(2026, 1, 25)
State = ContributionRequest.State
ROLES = [
    "focal_officer", "unit_officer", "unit_head", "office_officer", "partner_officer",
    "stranger", "inspector", "city_leader", "admin",
]  # fmt: skip
LEAD, PARTNER = {"unit_officer", "unit_head"}, {"partner_officer"}
ALLOWED = {
    ("asked", "deliver"): PARTNER,
    ("asked", "withdraw"): LEAD,
    ("delivered", "accept"): LEAD,
    ("delivered", "ask_again"): LEAD,
    ("delivered", "withdraw"): LEAD,
}


def ask(cast, actor=None, **more):
    wanted = {"what": "Số liệu dự án quý IV", "due_date": SOON, "partner_id": cast.partner.pk} | more
    given = {"assignment_id": cast.assignment.pk, "actor": actor or cast.unit_officer, "now": NOW}
    return operations.ask_contribution(**given | wanted)


def try_move(cast, request, move, actor):
    told = {"request_id": request.pk, "actor": actor, "now": NOW}
    moves = {
        "deliver": lambda: operations.deliver_contribution(**told, text="Gửi kèm số liệu"),
        "accept": lambda: operations.accept_contribution(**told),
        "ask_again": lambda: operations.ask_contribution_again(**told, text="Còn thiếu quý III"),
        "withdraw": lambda: operations.withdraw_contribution(**told),
    }
    return moves[move]()


def in_state(cast, state):
    request = ask(cast)
    if state in (State.DELIVERED, State.ACCEPTED):
        try_move(cast, request, "deliver", cast.partner_officer)
    if state == State.ACCEPTED:
        try_move(cast, request, "accept", cast.unit_officer)
    if state == State.WITHDRAWN:
        try_move(cast, request, "withdraw", cast.unit_officer)
    return ContributionRequest.objects.select_related("assignment__plan", "assignment__unit").get(pk=request.pk)


@pytest.mark.parametrize("state", State.values)
def test_only_the_table_is_offered_and_the_rest_refused(cast, state):
    request = in_state(cast, state)
    for role in ROLES:
        user = getattr(cast, role)
        allowed = {move for move in VERBS if role in ALLOWED.get((state, move), set())}
        assert contribution_moves(user, request) == allowed, role
        for move in set(VERBS) - allowed:
            with pytest.raises(PermissionDenied if (state, move) in ALLOWED else TaskConflict):
                try_move(cast, request, move, user)
    assert ContributionRequest.objects.get().state == state


@pytest.mark.parametrize("role", set(ROLES) - LEAD)
def test_only_the_lead_asks(cast, role):
    with pytest.raises(PermissionDenied):
        ask(cast, getattr(cast, role))


def test_asked_delivered_asked_again_and_accepted(cast):
    Party.objects.filter(part="partner").delete()
    request = ask(cast)
    assert Party.objects.filter(unit=cast.partner, part="partner").exists()
    assert Message.objects.get(kind="contribution_asked").user == cast.partner_officer
    file = SimpleUploadedFile("so-lieu.pdf", b"%PDF-1.7 so lieu")
    told = {"request_id": request.pk, "now": NOW}
    operations.deliver_contribution(**told, actor=cast.partner_officer, text="Số liệu quý IV", file=file)
    assert Message.objects.filter(kind="contribution_delivered").count() == 1
    operations.ask_contribution_again(**told, actor=cast.unit_head, text="Còn quý III", due_date=date(2026, 1, 28))
    request.refresh_from_db()
    assert (request.state, request.asked_again, request.due_date) == ("asked", "Còn quý III", date(2026, 1, 28))
    operations.deliver_contribution(**told, actor=cast.partner_officer, text="Đủ hai quý", number="5/SKHCN")
    operations.accept_contribution(**told, actor=cast.unit_officer)
    request.refresh_from_db()
    assert (request.state, request.delivery, request.file_name) == ("accepted", "Đủ hai quý", "so-lieu.pdf")
    verbs = [event.verb.removeprefix("tasks.contribution_") for event in Event.objects.order_by("id")]
    assert verbs == ["asked", "delivered", "asked_again", "delivered", "accepted"]


def test_an_outsiders_letter_is_recorded_by_the_lead_with_number_and_date(cast):
    request = ask(cast, partner_id=None, outsider="Bộ Khoa học và Công nghệ")
    assert not Message.objects.exists()
    told = {"request_id": request.pk, "actor": cast.unit_officer, "text": "Đồng ý nội dung", "now": NOW}
    with pytest.raises(TaskError, match="số và ngày văn bản"):
        operations.deliver_contribution(**told)
    with pytest.raises(TaskError, match="chưa đến"):
        operations.deliver_contribution(**told, number="77/BKHCN", date=date(2026, 1, 16))
    operations.deliver_contribution(**told, number="77/BKHCN", date=date(2026, 1, 14))
    operations.accept_contribution(request_id=request.pk, actor=cast.unit_officer, now=NOW)
    request.refresh_from_db()
    assert (request.state, request.delivery_number) == ("accepted", "77/BKHCN")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"what": " "}, "Ghi rõ cần phối hợp gì"),
        ({"what": "x" * 10_000}, "10000 ký tự"),
        ({"due_date": NOW.date() - timedelta(days=1)}, "đã qua"),
        ({"due_date": None}, "Chọn ngày"),
        ({"partner_id": None}, "Chọn một đơn vị phối hợp, hoặc"),
        ({"outsider": "Bộ Y tế"}, "Chọn một đơn vị phối hợp, hoặc"),
        ({"partner_id": 10**9}, "Chọn một đơn vị khác"),
    ],
)
def test_a_wrong_request_is_refused_in_one_sentence(cast, wrong, sentence):
    with pytest.raises(TaskError, match=sentence):
        ask(cast, **wrong)
    assert not ContributionRequest.objects.exists()


def test_a_button_pressed_twice_asks_once(cast):
    ask(cast)
    with pytest.raises(TaskConflict, match="Không gửi lần thứ hai"):
        ask(cast)


def test_nothing_is_asked_of_others_for_finished_work(cast):
    Assignment.objects.update(state="cancelled")
    with pytest.raises(TaskConflict):
        ask(cast)


def test_the_whole_way_on_pages(cast, client):
    client.force_login(cast.unit_officer)
    page = reverse("tasks:ask_contribution", args=[cast.assignment.pk])
    assert client.get(page).status_code == 200
    form = {"partner": "Sở Khoa học và Công nghệ", "what": "Số liệu quý IV", "due_date": "2027-01-25"}
    assert client.post(page, form).status_code == 302
    request = ContributionRequest.objects.get()
    client.force_login(cast.partner_officer)
    assert "Số liệu quý IV" in client.get(reverse("tasks:contributions")).content.decode()
    assert 'href="/phoi-hop/"' in client.get("/").content.decode()
    here = reverse("tasks:move_contribution", args=[request.pk, "deliver"])
    assert client.post(here, {"text": ""}).status_code == 400
    letter = SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.7")
    assert client.post(here, {"text": "Số liệu kèm theo", "file": letter}).status_code == 302
    assert client.post(here, {"text": "Lần nữa"}).status_code == 409
    client.force_login(cast.unit_officer)
    assert (
        "Ghi nhận kết quả phối hợp" in client.get(reverse("tasks:contribution", args=[request.pk])).content.decode()
    )
    file = client.get(reverse("tasks:contribution_file", args=[request.pk]))
    assert b"".join(file.streaming_content) == b"%PDF-1.7"
    client.post(reverse("tasks:move_contribution", args=[request.pk, "accept"]))
    assert "Đã ghi nhận" in client.get(cast.assignment.get_absolute_url()).content.decode()


def test_a_partner_sees_the_task_and_neither_evidence_nor_the_parts_of_others(cast, client):
    mine = ask(cast)
    others = ask(cast, partner_id=cast.elsewhere.pk, what="Việc của xã khác")
    operations.add_evidence(
        assignment_id=cast.assignment.pk, actor=cast.unit_officer, kind="document", label="Quyết định mật danh",
        document_number="9/QĐ", now=NOW,
    )  # fmt: skip
    client.force_login(cast.partner_officer)
    page = client.get(reverse("tasks:contribution", args=[mine.pk])).content.decode()
    assert cast.assignment.task.content in page
    assert client.get(reverse("tasks:contribution", args=[others.pk])).status_code == 404
    work = client.get(cast.assignment.get_absolute_url()).content.decode()
    for hidden in ("Quyết định mật danh", "Việc của xã khác"):
        assert hidden not in page + work


@pytest.mark.parametrize("role", ["stranger", "admin"])
def test_strangers_find_nothing(cast, client, role):
    request = ask(cast)
    client.force_login(getattr(cast, role))
    assert client.get(reverse("tasks:contribution", args=[request.pk])).status_code == 404
    assert client.get(reverse("tasks:contribution_file", args=[request.pk])).status_code == 404
    assert (
        client.post(reverse("tasks:move_contribution", args=[request.pk, "deliver"]), {"text": "x"}).status_code
        == 404
    )
    assert client.get(reverse("tasks:ask_contribution", args=[cast.assignment.pk])).status_code == 404


@pytest.mark.parametrize("tab", ["can-lam", "da-yeu-cau", "cho-ghi-nhan", "da-xong"])
def test_the_lists_ask_as_many_questions_for_ten_rows_as_for_one(cast, client, tab):
    def more(count):
        for _ in range(count):
            request = ask(cast, assignment_id=AssignmentFactory(task__plan=cast.plan, unit=cast.ward).pk)
            if tab in ("cho-ghi-nhan", "da-xong"):
                try_move(cast, request, "deliver", cast.partner_officer)
            if tab == "da-xong":
                try_move(cast, request, "accept", cast.unit_officer)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("tasks:contributions") + f"?tab={tab}").status_code == 200
        return len(found)

    client.force_login(cast.partner_officer if tab == "can-lam" else cast.unit_officer)
    more(1)
    queries()
    one = queries()
    more(9)
    assert queries() == one
