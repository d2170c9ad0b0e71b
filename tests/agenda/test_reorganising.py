"""Units end on a day; their open duties go on elsewhere, once, and the past stays under the old name."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agenda.jobs import reorganise
from agenda.operations.reorganising import call_off, carry_out_due, carry_out_or_plan, choose, prepare
from agenda.queries.reorganising import items
from journal.models import Event
from kpi.models import Indicator
from plans.models import Party
from tasks import operations as tasks
from tasks.figures import figures
from tasks.models import Assignment, Continuation, Evidence, Span, TaskParty
from tests.factories import AssignmentFactory, PlanFactory, UnitFactory
from tests.tasks.test_assigning import race
from units.errors import UnitError
from units.models import Membership, Reorganisation, Succession, Unit, UnitGroup
from units.names import Book

Role, State = Membership.Role, Assignment.State
DAY = timedelta(days=1)


@pytest.fixture
def north(cast) -> Unit:
    return UnitFactory(name="UBND phường Bắc Cầu", code="BC", official_mailbox="")


@pytest.fixture
def south(cast) -> Unit:
    return UnitFactory(name="UBND phường Nam Cầu", code="NC", official_mailbox="")


def draft(cast, *new: Unit, day: date | None = None, old: list[Unit] | None = None) -> Reorganisation:
    return prepare(
        actor=cast.admin,
        old_units=[unit.pk for unit in old or [cast.ward]],
        new_units=[unit.pk for unit in new],
        effective_date=day or timezone.localdate(),
        document_number="77/NQ-HĐND",
        document_date=timezone.localdate() - 10 * DAY,
        now=timezone.now(),
    )


def go(cast, plan: Reorganisation, **more) -> Reorganisation:
    return carry_out_or_plan(reorganisation_id=plan.pk, actor=cast.admin, now=timezone.now(), **more)


def test_open_work_goes_on_with_its_dates_progress_and_evidence(cast, north):
    more = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "now": timezone.now()}
    tasks.update_progress(percent=40, note="Đã rà soát", obstacle="Thiếu máy", **more)
    tasks.add_evidence(kind="document", label="Danh mục", document_number="12/BC", **more)
    Assignment.objects.filter(pk=cast.assignment.pk).update(officer=cast.unit_officer, leader=cast.unit_head)
    go(cast, draft(cast, north))
    old = Assignment.objects.get(pk=cast.assignment.pk)
    new = Assignment.objects.get(unit=north)
    assert old.state == State.CANCELLED
    assert (new.state, new.percent, new.due_date) == (State.OPEN, 40, cast.assignment.due_date)
    assert new.original_due_date == cast.assignment.original_due_date
    assert [e.document_number for e in new.evidences.all()] == ["12/BC"]
    assert Evidence.objects.filter(assignment=old).count() == 1
    assert new.obstacles.get().text == "Thiếu máy"
    assert old.obstacles.open().count() == 0
    assert (new.officer, new.leader) == (cast.unit_officer, cast.unit_head)
    link = Continuation.objects.get()
    assert (link.before, link.after, link.cause) == (old, new, "reorganisation")
    assert Party.objects.filter(plan=cast.plan, unit=north, part="lead").exists()


def test_sent_work_stays_sent_on_the_day_it_was_sent(cast, north):
    sent = AssignmentFactory(
        task__plan=cast.plan, unit=cast.ward, state="sent", sent_date="2026-01-20", first_sent_date="2026-01-20"
    )
    go(cast, draft(cast, north))
    after = Continuation.objects.get(before=sent).after
    assert (after.state, after.sent_date, after.confirming_unit) == (State.SENT, date(2026, 1, 20), cast.focal)
    assert Span.objects.get(assignment=after).sent_date == date(2026, 1, 20)


def test_finished_work_stays_with_the_old_unit_and_both_periods_read_right(cast, north):
    done = AssignmentFactory(
        task__plan=cast.plan, unit=cast.ward, state="completed", sent_date="2026-01-10", completed_date="2026-01-11"
    )
    Span.objects.create(
        assignment=cast.assignment, state="open", due_date="2026-01-31", from_at=timezone.now() - 30 * DAY
    )
    before = timezone.now() - DAY
    go(cast, draft(cast, north))
    done.refresh_from_db()
    assert (done.unit, done.state) == (cast.ward, State.COMPLETED)
    today = timezone.localdate()
    assert figures(Assignment.objects.filter(unit=cast.ward), today).counted == 1
    assert figures(Assignment.objects.filter(unit=north), today).counted == 1
    stood = Span.objects.filter(from_at__lte=before).exclude(to_at__lte=before)
    assert [(span.assignment.unit, span.state) for span in stood] == [(cast.ward, "open")]


def test_an_item_is_split_ended_or_given_to_an_office(cast, north, south):
    second, third = (AssignmentFactory(task__plan=cast.plan, unit=cast.ward) for _ in range(2))
    plan = draft(cast, north, south)
    key = {item.number: item.key for item in items([cast.ward], timezone.localdate()) if item.kind == "assignment"}
    wanted = {key[cast.assignment.pk]: [north.pk, south.pk], key[second.pk]: [], key[third.pk]: [cast.partner.pk]}
    choose(reorganisation_id=plan.pk, actor=cast.admin, now=timezone.now(), choices=wanted)
    go(cast, plan)
    after = {a: sorted(c.after.unit.code for c in a.continued_by.all()) for a in (cast.assignment, second, third)}
    assert after == {cast.assignment: ["BC", "NC"], second: [], third: ["SKHCN"]}
    ended = second.changes.get()
    assert (ended.kind, ended.decision.number) == ("reorganised", "77/NQ-HĐND")
    second.refresh_from_db()
    assert second.state == State.CANCELLED


def test_two_units_that_become_one_keep_both_their_duties(cast, north):
    other = UnitFactory(name="UBND phường Kế Bên")
    same = AssignmentFactory(task=cast.assignment.task, unit=other)
    go(cast, draft(cast, north, old=[cast.ward, other]))
    mine = Assignment.objects.filter(unit=north, task=same.task)
    assert mine.count() == 2
    assert sorted(mine.values_list("scope", flat=True)) == ["", f"phần của {other.short_name}"]


def test_roles_follow_and_no_unit_confirms_its_own_work(cast, north):
    new = UnitFactory(kind="so", name="Sở Tài chính và Đầu tư", code="STCDT")
    own = AssignmentFactory(task__plan=cast.plan, unit=new)
    other = PlanFactory(focal_unit=cast.partner, oversight_unit=cast.focal)
    indicator = Indicator.objects.create(plan=cast.plan, order=1, number="1", text="Tỷ lệ", monitor=cast.focal)
    group = UnitGroup.objects.create(code="G", name="Nhóm")
    group.members.add(cast.focal)
    party = TaskParty.objects.create(
        task=cast.assignment.task, part="partner", kind="unit", unit=cast.focal, phrase="Sở Tài chính"
    )
    Party.objects.create(plan=cast.plan, unit=cast.focal, part="partner")
    go(cast, draft(cast, new, old=[cast.focal]))
    cast.plan.refresh_from_db()
    other.refresh_from_db()
    indicator.refresh_from_db()
    own.refresh_from_db()
    cast.assignment.refresh_from_db()
    assert (cast.plan.focal_unit, other.oversight_unit, indicator.monitor) == (new, new, new)
    assert cast.assignment.confirming_unit == new
    assert own.confirming_unit == cast.office
    assert new in group.members.all()
    moved = TaskParty.objects.get(task=cast.assignment.task, part="partner")
    assert (moved.unit, moved.phrase, moved.pk != party.pk) == (new, "Sở Tài chính", True)
    assert Event.objects.filter(verb="plans.role_moved", plan_id=cast.plan.pk).exists()
    assert fresh_units(cast.focal_officer) == {new.pk}


def fresh_units(user) -> set[int]:
    return type(user).objects.get(pk=user.pk).unit_ids()


def test_people_go_along_unless_they_do_not(cast, north):
    plan = draft(cast, north)
    stays = next(
        i for i in items([cast.ward], timezone.localdate()) if i.number == cast.unit_head.pk and i.kind == "person"
    )
    choose(reorganisation_id=plan.pk, actor=cast.admin, now=timezone.now(), choices={stays.key: []})
    go(cast, plan)
    assert fresh_units(cast.unit_officer) == {north.pk}
    assert fresh_units(cast.unit_head) == set()


def test_the_old_name_then_leads_to_the_new_units(cast, north, south):
    yesterday = timezone.localdate() - DAY
    go(cast, draft(cast, north, south, day=timezone.localdate()))
    cast.ward.refresh_from_db()
    assert cast.ward.active_to == yesterday
    found = Book.load(timezone.localdate()).resolve("UBND phường Cầu Giấy")
    assert (found.kind, set(found.suggestions)) == ("unknown", {north, south})
    assert Succession.objects.filter(predecessor=cast.ward).count() == 2


def test_a_planned_one_is_carried_out_on_its_day_by_the_beat_and_once(cast, north):
    tomorrow = timezone.localdate() + DAY
    plan = go(cast, draft(cast, north, day=tomorrow))
    assert plan.state == "planned"
    with pytest.raises(UnitError, match="Đã đặt lịch"):
        go(cast, plan)
    reorganise()
    assert not Continuation.objects.exists()
    late = AssignmentFactory(task__plan=cast.plan, unit=cast.ward)
    assert [carry_out_due(now=timezone.now() + DAY) for _ in range(2)] == [1, 0]
    plan.refresh_from_db()
    assert (plan.state, plan.applied_at is not None) == ("applied", True)
    assert Continuation.objects.filter(before=late).count() == 1
    with pytest.raises(UnitError, match="đã được thực hiện"):
        go(cast, plan)


@pytest.mark.django_db(transaction=True)
def test_two_who_carry_it_out_at_once_do_it_once(cast, north):
    plan = draft(cast, north)
    results = race(lambda: go(cast, plan), lambda: go(cast, plan))
    assert sorted(type(result).__name__ for result in results) == ["Reorganisation", "UnitError"]
    assert Continuation.objects.count() == 1
    assert Event.objects.filter(verb="units.reorganised").count() == 1


def test_what_fails_half_way_leaves_everything_as_it_was(cast, north, monkeypatch):
    plan = draft(cast, north)

    def broken(*args, **kwargs):
        raise RuntimeError("power")

    monkeypatch.setattr("agenda.operations.succeeding._end_units", broken)
    with pytest.raises(RuntimeError):
        go(cast, plan)
    cast.assignment.refresh_from_db()
    assert cast.assignment.state == State.OPEN
    assert fresh_units(cast.unit_officer) == {cast.ward.pk}
    assert Reorganisation.objects.get().state == "draft"


def test_a_choice_seen_before_somebody_elses_is_not_carried_out(cast, north):
    plan = draft(cast, north)
    choose(reorganisation_id=plan.pk, actor=cast.admin, now=timezone.now(), defaults={"": []})
    with pytest.raises(UnitError, match="người khác sửa"):
        go(cast, plan, version=0)
    call_off(reorganisation_id=plan.pk, actor=cast.admin, now=timezone.now())
    with pytest.raises(UnitError, match="đã bỏ"):
        go(cast, plan)
