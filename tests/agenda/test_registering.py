"""A unit without people registers them by the link in its official mailbox."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agenda.operations import invite, register, set_password
from journal.models import Event
from notifications.models import Delivery, Message, SignedLink
from notifications.operations import fill
from tests.agenda.people import invitation, letters, link_in, rows_of, team, token_of
from tests.factories import UnitFactory
from tests.tasks.test_assigning import race
from units.errors import UnitError
from units.models import Membership, User
from units.operations import NewPerson

Role = Membership.Role
PASSWORD = "một câu dài dễ nhớ 2026"


@pytest.fixture
def ward(cast):
    return UnitFactory(name="UBND phường Nghĩa Đô", code="ND")


@pytest.mark.parametrize(
    ("who", "may"),
    [("admin", True), ("focal_officer", True), ("unit_head", False), ("inspector", False), ("city_leader", False)],
)
def test_operators_and_focal_units_invite_and_nobody_else(cast, ward, who, may):
    act = {"unit_ids": [ward.pk], "actor": getattr(cast, who), "now": timezone.now()}
    if may:
        assert invite(**act).sent == [ward]
    else:
        with pytest.raises(PermissionDenied):
            invite(**act)
        assert not SignedLink.objects.exists()


def test_the_letter_goes_to_the_mailbox_and_its_token_is_nowhere_in_the_database(cast, ward):
    path = invitation(ward, cast.admin)
    (letter,) = Delivery.objects.all()
    assert (letter.unit, letter.target, letter.state) == (ward, ward.official_mailbox, "sent")
    token = token_of(path)
    stored = f"{letter.text} {letter.html} {Message.objects.get().path} {SignedLink.objects.values().get()}"
    assert len(token) > 40
    assert token not in stored
    assert token not in str(list(Event.objects.values_list("payload", flat=True)))


def test_a_mark_typed_by_somebody_else_never_becomes_their_link(cast, ward):
    invitation(ward, cast.admin)
    link = SignedLink.objects.get()
    other = Delivery(user=cast.stranger, text=f"__LINK-{link.pk}__")
    assert fill(other.text, other) == other.text


def test_to_open_the_link_changes_nothing(client, cast, ward):
    path = invitation(ward, cast.admin)
    events = Event.objects.count()
    for _ in range(2):
        answer = client.get(path)
        assert answer.status_code == 200
        assert ward.name in answer.content.decode()
    assert Event.objects.count() == events
    assert SignedLink.objects.get().used_at is None


def test_a_unit_names_its_people_and_each_sets_a_password_of_their_own(client, cast, ward):
    path = invitation(ward, cast.admin)
    answer = client.post(path, rows_of(team()))
    assert "Đã đăng ký 2 người" in answer.content.decode()
    places = Membership.objects.filter(unit=ward).order_by("pk")
    assert [(p.user.full_name, p.role, p.title, p.user.phone) for p in places] == [
        ("Nguyễn Thị An", Role.COORDINATOR, "Chánh Văn phòng", "0912 345 678"),
        ("Trần Văn Bình", Role.HEAD, "Chủ tịch", ""),
    ]
    assert Event.objects.get(verb="units.registered").payload["people"] == [p.user_id for p in places]
    first = next(letter for letter in letters() if letter.user == places[0].user)
    assert not places[0].user.has_usable_password()
    own = link_in(first)
    assert client.get(own).status_code == 200
    assert client.post(own, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 302
    assert client.login(username="an", password=PASSWORD)
    again = client.post(own, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert again.status_code == 410
    assert "đã được dùng lúc" in again.content.decode()


def test_a_weak_password_is_refused_in_words_and_the_link_stays(client, cast, ward):
    client.post(invitation(ward, cast.admin), rows_of(team()))
    own = link_in(letters()[-1])
    answer = client.post(own, {"new_password1": "123", "new_password2": "123"})
    assert (answer.status_code, "sr-error" in answer.content.decode()) == (400, True)
    assert SignedLink.objects.filter(purpose="password", used_at=None).count() == 2


def test_links_used_replaced_expired_or_invented_say_so(client, cast, ward):
    now = timezone.now()
    old = invitation(ward, cast.admin, now - timedelta(hours=2))
    new = invitation(ward, cast.admin)
    assert "thư mới hơn" in client.get(old).content.decode()
    client.post(new, rows_of(team()))
    assert "đã được dùng lúc" in client.get(new).content.decode()
    SignedLink.objects.update(used_at=None, revoked_at=None, expires_at=now - timedelta(days=1))
    assert "đã hết hạn" in client.get(new).content.decode()
    invented = client.get("/dang-ky/khong-co/")
    assert (invented.status_code, "không đúng" in invented.content.decode()) == (410, True)


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], "Chưa nêu đầu mối"),
        (team()[:1], "Chưa nêu lãnh đạo"),
        (team()[1:], "Chưa nêu đầu mối"),
        ([*team(), team()[0]], "được ghi hai lần"),
        ([NewPerson("An", "khong-phai-thu", Role.COORDINATOR), team()[1]], "Thư điện tử chưa đúng"),
        ([NewPerson("=1+1", "an@hanoi.example", Role.COORDINATOR), team()[1]], "Nhập họ và tên"),
        ([NewPerson("Quản Trị", "qt@hanoi.example", Role.ADMIN), *team()], "sr-error"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(client, cast, ward, people, words):
    path = invitation(ward, cast.admin)
    users = User.objects.count()
    answer = client.post(path, rows_of(people))
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert User.objects.count() == users
    assert SignedLink.objects.get().used_at is None


def test_somebody_with_an_account_gets_one_more_place_and_no_new_password(client, cast, ward):
    people = [NewPerson("Tên khác", cast.stranger.email.upper(), Role.COORDINATOR), team()[1]]
    client.post(invitation(ward, cast.admin), rows_of(people))
    places = cast.stranger.memberships.all()
    assert {(p.unit, p.role) for p in places} == {(cast.elsewhere, Role.OFFICER), (ward, Role.COORDINATOR)}
    assert not SignedLink.objects.filter(user=cast.stranger).exists()


def test_a_unit_is_not_invited_twice_within_the_hour_nor_without_a_mailbox(cast, ward):
    silent = UnitFactory(official_mailbox="")
    both = {"unit_ids": [ward.pk, silent.pk], "actor": cast.admin}
    now = timezone.now()
    first = invite(now=now, **both)
    assert (first.sent, first.without_mailbox) == ([ward], [silent])
    assert invite(now=now + timedelta(minutes=30), **both).just_invited == [ward]
    assert invite(now=now + timedelta(hours=2), **both).sent == [ward]


def test_too_many_posts_from_one_address_have_to_wait(client, cast, ward):
    path = invitation(ward, cast.admin)
    answers = [client.post(path, rows_of([])) for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {400}
    assert answers[30].status_code == 429
    assert "Thử lại sau" in answers[30].content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_use_one_link_at_once_register_once(cast, ward):
    token = token_of(invitation(ward, cast.admin))
    other = [NewPerson("Lê Văn Cường", "cuong@hanoi.example", Role.COORDINATOR), team()[1]]
    results = race(
        lambda: register(token=token, people=team(), now=timezone.now()),
        lambda: register(token=token, people=other, now=timezone.now()),
    )
    assert sorted(type(result).__name__ for result in results) == ["UnitError", "list"]
    assert Membership.objects.filter(unit=ward).count() == 2
    assert Event.objects.filter(verb="units.registered").count() == 1


def test_a_closed_account_sets_no_password(cast, ward):
    register(token=token_of(invitation(ward, cast.admin)), people=team(), now=timezone.now())
    token = token_of(link_in(letters()[-1]))
    User.objects.filter(email="binh@hanoi.example").update(is_active=False)
    with pytest.raises(UnitError, match="đang đóng"):
        set_password(token=token, password=PASSWORD, now=timezone.now())
