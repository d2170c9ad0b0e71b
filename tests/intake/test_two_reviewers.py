"""Two people at one draft in the same second, on a database with real locks."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from intake.operations import (
    DraftIsGone,
    IntakeError,
    RowChanged,
    RowIsGone,
    delete_row,
    discard,
    merge_row,
    revise_document,
    revise_task,
    split_row,
)
from intake.queries import stamp, stamps
from journal.models import Event
from plans.models import Plan
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, task_row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(transactional_db, city):
    return MembershipFactory(unit=city["STC"], user__username="dong-nghiep").user


def race(*acts: Callable[[], object]) -> list[object]:
    """What each answered, or the error it raised."""
    together, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        together.wait()
        try:
            answers[place] = acts[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def errors(answers) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def test_of_two_who_change_one_cell_the_later_is_told(draft, officer, colleague):
    task = draft().tasks.get()
    opened = stamps(task)["content"]

    def write(person, words):
        seen = {"content": (opened, stamp({"content": words}))}
        return lambda: revise_task(task_id=task.pk, actor=person, now=NOW, seen=seen, content=words)

    (lost,) = errors(race(write(officer, "Lời của tôi"), write(colleague, "Lời của bạn")))
    assert isinstance(lost, RowChanged)
    assert lost.cells == ("content",)
    assert Event.objects.filter(verb="intake.task_revised").count() == 1


def test_two_who_change_two_cells_both_keep_their_words(draft, officer, colleague):
    task = draft().tasks.get()
    opened = stamps(task)

    def write(person, cell, words):
        seen = {cell: (opened[cell], stamp({cell: words}))}
        return lambda: revise_task(task_id=task.pk, actor=person, now=NOW, seen=seen, **{cell: words})

    assert not errors(race(write(officer, "content", "Nội dung"), write(colleague, "product", "Sản phẩm")))
    task.refresh_from_db()
    assert (task.content, task.product) == ("Nội dung", "Sản phẩm")


def test_a_draft_deleted_while_a_row_is_saved_is_gone_in_words(draft, officer, colleague):
    plan = draft()
    task = plan.tasks.get()
    answers = race(
        lambda: discard(plan_id=plan.pk, actor=colleague),
        lambda: revise_task(task_id=task.pk, actor=officer, now=NOW, content="Lời của tôi"),
    )
    assert all(isinstance(error, (DraftIsGone, RowIsGone)) for error in errors(answers))
    assert not Plan.objects.exists()


def test_a_row_deleted_while_it_is_saved_or_split_is_gone_in_words(draft, officer, colleague):
    plan = draft(task_row("1", content="Một\nHai"), task_row("2"))
    task = plan.tasks.get(code="1")
    answers = race(
        lambda: delete_row(task_id=task.pk, actor=colleague),
        lambda: split_row(task_id=task.pk, actor=officer),
        lambda: merge_row(task_id=task.pk, actor=officer, now=NOW),
    )
    assert all(isinstance(error, (RowIsGone, IntakeError)) for error in errors(answers))
    assert not plan.tasks.filter(pk=task.pk).exists()
    orders = list(plan.tasks.values_list("order", flat=True))
    assert len(orders) == len(set(orders))


def test_two_drafts_cannot_take_one_number_in_the_same_second(draft, officer, colleague):
    first = draft(number=None, issued_on=None)
    second = draft(task_row(content="Việc khác"), number=None, issued_on=None, title="Văn bản khác")

    def number(plan, person):
        facts = {"number": "9/KH-UBND", "issued_date": date(2026, 11, 2)}
        return lambda: revise_document(plan_id=plan.pk, actor=person, now=NOW, **facts)

    (told,) = errors(race(number(first, officer), number(second, colleague)))
    assert isinstance(told, IntakeError)
    assert "đã được nhập" in told.message
    assert Plan.objects.filter(number="9/KH-UBND").count() == 1
