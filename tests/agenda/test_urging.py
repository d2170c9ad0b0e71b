"""Công văn đôn đốc, its record, and the text for the Zalo group; the campaign and its daily counts."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from agenda.errors import AgendaError
from agenda.models import Urging
from agenda.operations import count_today, letter_file, record_urging, set_campaign, tick, urge_silent
from agenda.queries.campaign_board import board
from agenda.queries.campaigns import silent_units
from agenda.queries.urging import group_text, late_units
from journal.models import Event
from notifications.models import Message
from plans.models import Plan
from tasks.models import Assignment
from tests.cast import HANOI
from tests.factories import AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
LATE = date(2026, 2, 20)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 1, tzinfo=HANOI)


@pytest.fixture
def two_late(cast):
    """The ward's work and one of Sở Khoa học và Công nghệ, both due on 31/01/2026."""
    AssignmentFactory(task__plan=cast.plan, unit=cast.partner, due_date=cast.assignment.due_date)
    return cast


def words_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def issue(cast, **more) -> Urging:
    facts = {"plan_id": cast.plan.pk, "actor": cast.focal_officer, "number": "2311/STC-NS", "date": LATE}
    return record_urging(**facts | {"now": at(LATE, 9)} | more)


def test_the_letter_to_one_unit_lists_its_overdue_work_on_a_landscape_page(two_late):
    file = letter_file(plan=two_late.plan, unit_id=two_late.ward.pk, together=False, today=LATE)
    assert file.name.endswith(".docx")
    words = words_of(file.content)
    assert "Kính gửi: UBND phường Cầu Giấy" in words
    assert "V/v đôn đốc thực hiện" in words
    assert two_late.assignment.task.code in words
    assert "20" in words
    sections = Document(BytesIO(file.content)).sections
    assert [section.page_width > section.page_height for section in sections] == [False, True]


def test_letters_to_all_are_one_for_each_unit_or_one_for_all(two_late):
    many = letter_file(plan=two_late.plan, unit_id=None, together=False, today=LATE)
    assert len(ZipFile(BytesIO(many.content)).namelist()) == 2
    one = letter_file(plan=two_late.plan, unit_id=None, together=True, today=LATE)
    assert "2 đơn vị còn 2 lượt giao" in words_of(one.content)
    with pytest.raises(AgendaError, match="Không có việc quá hạn"):
        letter_file(plan=two_late.plan, unit_id=None, together=True, today=date(2026, 1, 1))


def test_an_issued_letter_is_recorded_with_its_times_and_stands_on_the_work(two_late, client):
    first = issue(two_late, unit_ids=[two_late.ward.pk])
    second = issue(two_late, number="2400/STC-NS")
    assert (first.times, second.times) == (1, 2)
    assert set(second.units.all()) == {two_late.ward, two_late.partner}
    assert Event.objects.filter(verb="agenda.urged", subject_id=two_late.assignment.pk).count() == 2
    assert Message.objects.filter(kind="urged", user=two_late.unit_head).count() == 2
    [row] = [one for one in late_units(two_late.plan, LATE) if one.unit == two_late.ward]
    assert (row.last, row.times, row.days) == (second, 2, 20)
    again = letter_file(plan=two_late.plan, unit_id=two_late.ward.pk, together=False, today=LATE)
    assert "(lần 3)" in words_of(again.content)
    assert "2400/STC-NS" in words_of(again.content)
    client.force_login(two_late.unit_head)
    page = client.get(reverse("tasks:assignment", args=[two_late.assignment.pk])).content.decode()
    assert "đôn đốc bằng công văn 2400/STC-NS" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": " "}, "Ghi số, ký hiệu"),
        ({"date": LATE + timedelta(days=1)}, "Ngày công văn phải từ"),
        ({"date": date(2000, 1, 1)}, "Ngày công văn phải từ"),
        ({"times": 100}, "Lần đôn đốc phải từ 1 đến 99"),
        ({"unit_ids": [0]}, "Không có việc quá hạn"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_and_nothing_is_written(two_late, changed, words):
    with pytest.raises(AgendaError, match=words):
        issue(two_late, **changed)
    assert not Urging.objects.exists()


def test_the_same_letter_is_recorded_once(two_late):
    issue(two_late)
    with pytest.raises(AgendaError, match="đã được ghi"):
        issue(two_late)


def test_the_text_for_the_group_has_code_title_date_and_link_only(two_late):
    Assignment.objects.update(officer=two_late.unit_officer)
    text = group_text(two_late.plan, LATE, two_late.ward.pk, "https://sauro.example/van-ban/1/")
    assert text.splitlines()[0] == f"Quá hạn đến 20/02/2026, {two_late.plan.reference}:"
    assert "hạn 31/01/2026" in text
    assert text.endswith("/van-ban/1/")
    assert str(two_late.unit_officer) not in text
    assert group_text(two_late.plan, date(2026, 1, 1), None, "x") == ""


def test_the_pages_of_urging_answer_the_focal_unit_alone(two_late, client):
    pk = two_late.plan.pk
    Assignment.objects.update(due_date=timezone.localdate() - timedelta(days=9))
    client.force_login(two_late.focal_officer)
    listed = f"{reverse('agenda:urgings')}?van_ban={pk}"
    assert client.get(listed).status_code == 200
    assert client.get(reverse("agenda:group_text", args=[pk])).status_code == 200
    file = client.get(reverse("agenda:urging_letter", args=[pk]), {"gui": "chung"})
    assert file["Content-Disposition"].startswith("attachment")
    url = reverse("agenda:record_urging", args=[pk])
    data = {"number": "12/STC-NS", "date": timezone.localdate().isoformat(), "units": [two_late.ward.pk]}
    assert client.post(url, data | {"units": ["x"]}).status_code == 400
    assert client.post(url, data).status_code == 302
    assert Urging.objects.get().times == 1
    client.force_login(two_late.unit_head)
    for path in (listed, url, reverse("agenda:urging_letter", args=[pk]), reverse("agenda:group_text", args=[pk])):
        assert client.get(path).status_code in (404, 405)


@pytest.fixture
def running(cast):
    """A campaign of the fifteen days to Saturday 31/01/2026; the ward counts 40 of 100 hồ sơ."""
    set_campaign(
        plan_id=cast.plan.pk, actor=cast.focal_officer, from_date=date(2026, 1, 17), to_date=date(2026, 1, 31)
    )
    Assignment.objects.update(quantity_target=100, quantity_done=40, quantity_unit="hồ sơ", percent=40)
    return cast


def test_in_a_campaign_units_are_called_every_day_until_they_have_counted(running):
    sunday = date(2026, 1, 25)
    tick(now=at(sunday, 7))
    assert not Message.objects.exists()
    tick(now=at(sunday, 8))
    tick(now=at(sunday, 9))
    call = Message.objects.get()
    assert call.single
    assert call.user == running.unit_head
    assert "báo số hôm nay" in call.text
    tick(now=at(sunday, 16))
    assert Message.objects.count() == 2
    count_today(assignment_id=running.assignment.pk, actor=running.unit_officer, done=40, now=at(sunday, 17))
    assert urge_silent(plan_id=running.plan.pk, actor=running.focal_officer, now=at(sunday, 17)) == 0
    monday = sunday + timedelta(days=1)
    assert urge_silent(plan_id=running.plan.pk, actor=running.focal_officer, now=at(monday, 9)) == 1
    assert urge_silent(plan_id=running.plan.pk, actor=running.focal_officer, now=at(monday, 9)) == 0


def test_the_board_adds_up_the_counts_of_each_day(running):
    for day, done in ((20, 50), (21, 55), (25, 60)):
        told = {"actor": running.unit_officer, "now": at(date(2026, 1, day), 15)}
        count_today(assignment_id=running.assignment.pk, done=done, **told)
    shown = board(Plan.objects.get(pk=running.plan.pk), date(2026, 1, 25))
    assert (shown.day, len(shown.days), shown.done, shown.target) == (9, 15, 60, 100)
    assert (shown.today, shown.yesterday) == (5, 0)
    totals = dict(shown.days)
    assert (totals[date(2026, 1, 19)], totals[date(2026, 1, 20)], totals[date(2026, 1, 24)]) == (40, 50, 55)
    assert totals[date(2026, 1, 26)] is None
    assert shown.needed == 7
    assert shown.silent == []


def test_nouns_are_not_added_up_and_work_without_a_figure_is_counted_one_by_one(running):
    plan = Plan.objects.get(pk=running.plan.pk)
    other = AssignmentFactory(task__plan=plan, unit=running.partner, quantity_target=9, quantity_unit="máy")
    plain = [AssignmentFactory(task=other.task, unit=UnitFactory(), quantity_target=None) for _ in range(2)]
    Assignment.objects.filter(pk=plain[0].pk).update(state="sent", sent_date=date(2026, 1, 24))
    day = date(2026, 1, 25)
    assert board(plan, day).nouns == ["hồ sơ", "máy", "lượt giao"]
    assert (board(plan, day).target, board(plan, day, "máy").target) == (100, 9)
    work = board(plan, day, "lượt giao")
    assert (work.done, work.target, work.yesterday, dict(work.days)[date(2026, 1, 23)]) == (1, 2, 1, 0)
    for noun in ("hồ sơ", "máy", "lượt giao", "không có"):
        shown = board(plan, day, noun)
        assert {unit.unit.pk for unit in shown.silent} == {pk for pk, _ in silent_units(plan, day)}
        assert (shown.counted, shown.asked) == (0, 3)


def test_the_board_asks_no_more_queries_for_more_units(running, django_assert_max_num_queries):
    plan = Plan.objects.get(pk=running.plan.pk)
    task = running.assignment.task
    for number in range(12):
        AssignmentFactory(task=task, unit=UnitFactory(), quantity_target=5, quantity_unit="hồ sơ", occurrence=number)
    with django_assert_max_num_queries(10):
        assert len(board(plan, date(2026, 1, 25)).units) == 13


def test_the_campaign_page_counts_and_urges(running, client):
    today = timezone.localdate()
    Plan.objects.update(campaign_from=today - timedelta(days=3), campaign_to=today + timedelta(days=3))
    pk, work = running.plan.pk, running.assignment.pk
    url = reverse("agenda:campaign", args=[pk])
    client.force_login(running.unit_officer)
    count = reverse("agenda:count_today", args=[pk, work])
    assert "Báo số nhanh" in client.get(url).content.decode()
    assert client.post(count, {"done": "30"}).status_code == 400  # fewer than before, and no word why
    assert client.post(count, {"done": "30", "note": "đếm trùng"}).status_code == 302
    assert client.post(reverse("agenda:urge_silent", args=[pk])).status_code == 404
    client.force_login(running.focal_officer)
    page = client.get(url).content.decode()
    assert "Từng ngày" in page
    assert reverse("tasks:figures", args=[running.assignment.task_id]) in page
    days = {"from_date": "2026-01-20", "to_date": "2026-01-10"}
    assert client.post(reverse("agenda:set_campaign", args=[pk]), days).status_code == 400
    assert client.post(reverse("agenda:set_campaign", args=[pk]), {}).status_code == 302
    assert Plan.objects.get(pk=pk).campaign_from is None
