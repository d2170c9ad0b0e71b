"""What a unit is asked to explain awaits it like any other duty: in the inbox and in the digest, with its clock."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agenda.operations import preview, remind, save_ladder, set_campaign
from kpi.models import Indicator
from kpi.operations import ask_explanation, ask_of_work, explain
from notifications.models import Delivery, Message
from notifications.operations import deliver
from tasks.models import Assignment
from tests.cast import NOW
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 2, 12)  # a Thursday


def ask(cast, due: date = DUE, question: str = "Vì sao chậm?"):
    facts = {"question": question, "due_date": due, "now": NOW}
    [asked] = ask_of_work(assignment_ids=[cast.assignment.pk], actor=cast.city_leader, **facts)
    return asked


def spoken(today: date) -> set[str]:
    return {message.kind for message in preview(today=today, after=today - timedelta(days=1))}


@pytest.fixture
def quiet(cast):
    """No due date of the work itself is spoken of."""
    Assignment.objects.update(due_date=None)
    return cast


def test_an_answer_is_spoken_of_the_day_before_on_the_day_and_each_week_after_until_it_comes(quiet):
    asked = ask(quiet)
    days = [DUE + timedelta(days=n) for n in range(-9, 15)]
    assert [(day - DUE).days for day in days if "reminder_explanation" in spoken(day)] == [-1, 0, 7, 14]
    remind(today=DUE - timedelta(days=1))
    [line] = Message.objects.filter(kind="reminder_explanation")
    assert (line.rung, line.due_date, line.plan_id) == ("1 ngày trước hạn", DUE, quiet.plan.pk)
    assert line.why == "bạn là người nhận tin của đơn vị"
    letter = line.deliveries.get()
    assert "Còn 1 ngày" in letter.html
    assert "Giải trình</a>" in letter.html
    explain(explanation_id=asked.pk, actor=quiet.unit_officer, answer="Thiếu máy.", now=NOW)
    assert spoken(DUE) == set()


def test_an_answer_that_came_before_the_letter_left_takes_its_line_out(quiet):
    asked = ask(quiet)
    Message.objects.all().delete()
    remind(today=DUE - timedelta(days=1))
    explain(explanation_id=asked.pk, actor=quiet.unit_officer, answer="Thiếu máy.", now=NOW)
    deliver(now=timezone.now())
    assert Delivery.objects.get(messages__kind="reminder_explanation").state == "skipped"


def test_neither_a_plan_without_rungs_nor_a_campaign_silences_what_was_asked_from_above(quiet):
    ask(quiet)
    facts = {"plan_id": quiet.plan.pk, "actor": quiet.focal_officer}
    save_ladder(**facts, rungs=[], now=NOW)
    set_campaign(**facts, from_date=DUE - timedelta(days=5), to_date=DUE + timedelta(days=5))
    assert spoken(DUE) == {"reminder_explanation"}


def test_of_an_indicator_it_is_asked_in_the_same_way(quiet):
    indicator = Indicator.objects.create(plan=quiet.plan, order=1, number="1", text="Tỷ lệ", monitor=quiet.ward)
    ask_explanation(
        indicator_id=indicator.pk, actor=quiet.city_leader, question="Vì sao thấp?", due_date=DUE, now=NOW
    )
    [line] = preview(today=DUE, after=DUE - timedelta(days=1))
    assert line.text.startswith("Giải trình: chỉ tiêu")
    assert line.single


@pytest.mark.parametrize(("days", "alone"), [(1, True), (2, True), (3, False), (10, False)])
def test_what_is_asked_has_a_letter_of_its_own_only_where_the_digest_might_come_too_late(cast, days, alone):
    ask(cast, due=timezone.localdate(NOW) + timedelta(days=days))
    assert Message.objects.get(kind="explanation_asked").single is alone


def test_it_is_a_row_of_the_inbox_with_its_day_and_the_one_verb(client, cast):
    ask(cast, due=timezone.localdate() + timedelta(days=2), question="Vì sao <chậm>?")
    client.force_login(cast.unit_officer)
    page = client.get(reverse("agenda:inbox")).content.decode()
    assert "Còn 2 ngày" in page
    assert "Vì sao &lt;chậm&gt;?" in page
    assert f'href="/viec/{cast.assignment.pk}/giai-trinh/" data-key="u">Giải trình' in page
    assert "Vì sao" not in client.get(f"{reverse('agenda:inbox')}?loc=qua-han").content.decode()
    client.force_login(cast.partner_officer)
    assert "Vì sao" not in client.get(reverse("agenda:inbox")).content.decode()


def test_work_that_is_finished_needs_no_explanation(client, cast):
    ask(cast)
    Assignment.objects.update(state="cancelled")
    client.force_login(cast.unit_officer)
    assert "Vì sao chậm?" not in client.get(reverse("agenda:inbox")).content.decode()
    assert spoken(DUE) == set()


def test_more_of_them_ask_no_more_queries(client, cast):
    client.force_login(cast.unit_officer)
    counts = []
    for _ in range(2):
        works = [AssignmentFactory(task__plan=cast.plan, unit=cast.ward).pk for _ in range(3)]
        facts = {"question": "Vì sao?", "due_date": timezone.localdate(), "now": timezone.now()}
        ask_of_work(assignment_ids=works, actor=cast.city_leader, **facts)
        client.get(reverse("agenda:inbox"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("agenda:inbox"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
