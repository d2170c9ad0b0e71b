"""Several places, deputies in absence, and leaving with the work handed over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agenda.operations import leave
from agenda.queries.grouping import work
from journal.models import Event
from notifications.models import Message
from notifications.operations import Notice, post
from tasks import operations as tasks
from tasks.models import Assignment
from tasks.perms import can_confirm, can_send
from tests.factories import AssignmentFactory, MembershipFactory, UnitFactory
from units.errors import UnitError
from units.models import Absence, Membership, User
from units.operations import cancel_absence, record_absence
from units.queries import reached_instead

Role = Membership.Role
DAY = timedelta(days=1)


def fresh(user: User) -> User:
    """As the next request reads it."""
    return User.objects.get(pk=user.pk)


# several places


@pytest.fixture
def both(cast) -> User:
    """The ward's officer, also of Sở Tài chính, which confirms the ward's work."""
    MembershipFactory(user=cast.unit_officer, unit=cast.focal, role=Role.OFFICER)
    return fresh(cast.unit_officer)


def test_the_switch_decides_inbox_pages_and_journal(client, cast, both):
    client.force_login(both)
    assert "Đang làm việc với tư cách" in client.get("/").content.decode()
    address = f"/viec/{cast.assignment.pk}/cap-nhat/"
    client.post(address, {"percent": "10", "note": "Đã làm", "obstacle_kind": "khac"})
    assert Event.objects.get(verb="tasks.updated").actor_unit_id == cast.ward.pk
    client.post("/ho-so/tu-cach/", {"unit": cast.focal.pk})
    assert "Sở Tài chính" in client.get("/ho-so/").content.decode()
    assert client.post(address, {"percent": "20", "note": "Tiếp"}).status_code in (403, 404)
    both = fresh(both)
    both.act_in(cast.focal.pk)
    assert both.acting_unit_id == cast.focal.pk
    assert not work(both, timezone.localdate(), mine=False).exists()


def test_nobody_acts_for_a_unit_without_a_place_there(client, cast):
    client.force_login(cast.unit_officer)
    assert client.post("/ho-so/tu-cach/", {"unit": cast.focal.pk}).status_code == 404
    session = client.session
    session["acting_unit"] = cast.focal.pk
    session.save()
    assert client.get("/don-vi/").status_code == 404
    user = fresh(cast.unit_officer)
    user.act_in(cast.focal.pk)
    assert user.unit_ids() == {cast.ward.pk}


def test_the_own_work_is_not_confirmed_under_another_hat(cast, both):
    both.act_in(cast.focal.pk)
    assert not can_confirm(both, cast.assignment)
    assert can_confirm(cast.focal_officer, cast.assignment)


def test_a_task_force_has_people_of_many_units_and_they_never_confirm_its_work(cast):
    force = UnitFactory(name="Tổ công tác 131", kind="to_cong_tac", official_mailbox="")
    MembershipFactory(user=cast.focal_officer, unit=force, role=Role.OFFICER)
    MembershipFactory(user=cast.partner_officer, unit=force, role=Role.HEAD)
    given = AssignmentFactory(task__plan=cast.plan, unit=force)
    post([Notice("assigned", ("plan", 1), "1 việc mới", "/viec/", "x", to_unit_id=force.pk)])
    assert Message.objects.get().user == cast.partner_officer
    member = fresh(cast.focal_officer)
    member.act_in(cast.focal.pk)
    assert not can_confirm(member, given)
    member.act_in(force.pk)
    assert given in work(member, timezone.localdate(), mine=False)
    colleague = MembershipFactory(unit=cast.focal).user
    assert can_confirm(colleague, given)


# absence


def away(cast, actor=None, **changes) -> Absence:
    today = timezone.localdate()
    facts = {
        "actor": actor or cast.unit_head,
        "user_id": cast.unit_head.pk,
        "unit_id": cast.ward.pk,
        "deputy_id": cast.unit_officer.pk,
        "from_date": today,
        "to_date": today + 5 * DAY,
        "now": timezone.now(),
    }
    return record_absence(**facts | changes)


def test_a_deputy_acts_for_the_absent_head_only_in_those_days_and_the_journal_says_so(client, cast):
    assert not can_send(cast.unit_officer, cast.assignment)
    absence = away(cast)
    deputy = fresh(cast.unit_officer)
    assert can_send(deputy, cast.assignment)
    more = {"assignment_id": cast.assignment.pk, "actor": deputy, "now": timezone.now()}
    tasks.add_evidence(kind="document", label="Danh mục", document_number="12/BC", **more)
    tasks.send(**more)
    event = Event.objects.get(verb="tasks.sent")
    assert (event.actor_id, event.payload["in_place_of"]) == (deputy.pk, cast.unit_head.pk)
    client.force_login(deputy)
    assert f"(thay {cast.unit_head})" in client.get(f"/viec/{cast.assignment.pk}/").content.decode()
    cancel_absence(absence_id=absence.pk, actor=cast.unit_head, now=timezone.now())
    assert not can_send(fresh(deputy), cast.assignment)


def test_the_deputy_is_reached_instead_and_sees_the_work_as_their_own(cast):
    Assignment.objects.filter(pk=cast.assignment.pk).update(leader=cast.unit_head, officer=cast.unit_head)
    away(cast)
    today = timezone.localdate()
    assert reached_instead([cast.unit_head.pk], today) == {cast.unit_head.pk: cast.unit_officer.pk}
    assert reached_instead([cast.unit_head.pk], today + 6 * DAY) == {}
    post([Notice("x", ("assignment", 1), "Chờ duyệt", "/viec/1/", "x", to_user_id=cast.unit_head.pk)])
    assert Message.objects.get().user == cast.unit_officer
    assert cast.assignment in work(fresh(cast.unit_officer), today, mine=True)


def test_letters_of_several_units_never_go_to_a_deputy_of_one(cast):
    MembershipFactory(user=cast.unit_head, unit=cast.partner)
    away(cast)
    assert reached_instead([cast.unit_head.pk], timezone.localdate()) == {}


def test_two_who_stand_in_for_each_other_are_not_followed_in_a_circle(cast):
    away(cast)
    today = timezone.localdate()
    Absence.objects.create(
        user=cast.unit_officer,
        unit=cast.ward,
        deputy=cast.unit_head,
        from_date=today,
        to_date=today,
        created_by=cast.unit_head,
        created_at=timezone.now(),
    )
    assert reached_instead([cast.unit_head.pk], today) in ({}, {cast.unit_head.pk: cast.unit_officer.pk})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deputy_id": 0}, "Chọn người thay"),
        ({"deputy_id": "stranger"}, "Chọn người thay"),
        ({"deputy_id": "unit_head"}, "Chọn người thay"),
        ({"to_date": timezone.localdate() - DAY}, "Ngày cuối trước"),
        ({"from_date": timezone.localdate() - 9 * DAY, "to_date": timezone.localdate() - DAY}, "đã qua"),
        ({"to_date": timezone.localdate() + 500 * DAY}, "dài nhất một năm"),
    ],
)
def test_leave_that_cannot_be_is_refused_in_words(cast, changes, words):
    changes = {k: getattr(cast, v).pk if isinstance(v, str) else v for k, v in changes.items()}
    with pytest.raises(UnitError, match=words):
        away(cast, **changes)
    assert not Absence.objects.exists()


def test_leave_is_recorded_by_the_person_or_who_looks_after_the_unit(client, cast):
    with pytest.raises(PermissionDenied):
        away(cast, actor=cast.unit_officer)
    with pytest.raises(PermissionDenied):
        away(cast, actor=cast.stranger)
    away(cast)
    with pytest.raises(UnitError, match="Đã có một lần vắng mặt"):
        away(cast)
    client.force_login(cast.unit_officer)
    page = client.get(f"/don-vi/{cast.ward.pk}/").content.decode()
    assert f"<b>{cast.unit_officer}</b> thay" in page


# leaving


@pytest.fixture
def colleague(cast) -> User:
    return MembershipFactory(unit=cast.ward, role=Role.OFFICER, user__full_name="Người Ở Lại").user


def part(cast, user: User, **more):
    common = {"user_id": user.pk, "unit_id": cast.ward.pk, "actor": cast.unit_head, "now": timezone.now()}
    return leave(**common | more)


def test_whoever_leaves_hands_all_open_work_over_in_one_step(client, cast, colleague):
    done = AssignmentFactory(
        task__plan=cast.plan, unit=cast.ward, state="completed", sent_date="2026-01-10", completed_date="2026-01-11"
    )
    Assignment.objects.filter(unit=cast.ward).update(officer=cast.unit_officer, leader=cast.unit_head)
    client.force_login(cast.unit_head)
    address = f"/don-vi/{cast.ward.pk}/ban-giao/?nguoi={cast.unit_officer.pk}"
    assert "1 việc đang thực hiện" in client.get(address).content.decode()
    refused = client.post(address, {})
    assert (refused.status_code, "Chọn người nhận 1 việc" in refused.content.decode()) == (400, True)
    assert client.post(address, {"officer": colleague.pk}).status_code == 302
    work = Assignment.objects.get(pk=cast.assignment.pk)
    assert (work.officer, work.leader) == (colleague, cast.unit_head)
    done.refresh_from_db()
    assert done.officer == cast.unit_officer
    assert not fresh(cast.unit_officer).unit_ids()
    assert not Assignment.objects.running().filter(officer=cast.unit_officer).exists()
    assert Event.objects.get(verb="units.member_left").payload["to"] == [colleague.pk, None]
    assert Event.objects.about("assignment", work.pk).filter(verb="tasks.people_named").exists()


def test_the_last_coordinator_leaves_with_a_successor_or_knowingly(cast, colleague):
    coordinator = MembershipFactory(unit=cast.ward, role=Role.COORDINATOR).user
    with pytest.raises(UnitError, match="đầu mối cuối cùng"):
        part(cast, coordinator)
    assert fresh(coordinator).unit_ids() == {cast.ward.pk}
    part(cast, coordinator, coordinator_id=colleague.pk)
    assert Role.COORDINATOR in fresh(colleague).own_roles(cast.ward.pk)
    part(cast, colleague, mailbox_will_do=True)
    assert not fresh(colleague).unit_ids()


@pytest.mark.parametrize("who", ["unit_officer", "stranger", "focal_officer", "inspector", "city_leader"])
def test_only_who_looks_after_the_unit_ends_a_place(client, cast, colleague, who):
    with pytest.raises(PermissionDenied):
        part(cast, colleague, actor=getattr(cast, who))
    client.force_login(getattr(cast, who))
    assert client.get(f"/don-vi/{cast.ward.pk}/ban-giao/?nguoi={colleague.pk}").status_code == 404


def test_to_leave_twice_is_told_and_ends_the_leave_of_the_deputy(cast, colleague):
    away(cast)
    part(cast, cast.unit_officer)
    assert Absence.objects.get().cancelled_at
    with pytest.raises(UnitError, match="không còn làm việc"):
        part(cast, cast.unit_officer)
