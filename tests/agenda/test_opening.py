"""Before the go-live only the operator's list is written to; the page, the dry run and the sender agree on it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agenda.operations import invite, remind, send_password_link
from journal.models import Event
from notifications.errors import PostError
from notifications.models import Address, Delivery, Opening
from notifications.operations import deliver
from notifications.operations.opening import add_guests, drop_guest, hold_to_guests, open_to_all
from notifications.queries import Guests
from tasks.models import Assignment
from tests.factories import AssignmentFactory, MembershipFactory
from units.models import Unit

pytestmark = pytest.mark.django_db
DAY = "2026-01-30"  # the day before the cast's due date


@pytest.fixture
def page(client, cast):
    client.force_login(cast.admin)
    return client


def see(client, **asked) -> str:
    return client.get(reverse("agenda:opening"), asked).content.decode()


def test_the_operator_makes_the_list_holds_sending_to_it_and_opens(page, cast):
    assert "Đang gửi tin cho mọi người" in see(page)
    found = see(page, tim=cast.ward.name)
    assert "người và hộp thư công vụ" in found
    add, drop = reverse("agenda:add_guests"), reverse("agenda:drop_guest")
    assert (
        "Đã thêm 2 dòng"
        in page.post(
            add, {"nguoi": [cast.focal_officer.pk, "x"], "don_vi": [cast.ward.pk]}, follow=True
        ).content.decode()
    )
    assert Opening.objects.get().everyone is None
    page.post(reverse("agenda:hold_to_guests"))
    assert not Opening.objects.get().everyone
    shown = see(page, tim=str(cast.focal_officer))
    assert "đã có trong danh sách" in shown
    assert "Mở cho mọi người" in shown
    page.post(drop, {"nguoi": cast.focal_officer.pk})
    assert not Opening.objects.get().people.exists()
    page.post(reverse("agenda:open_to_all"))
    assert Opening.objects.get().everyone
    verbs = Event.objects.filter(subject_type="opening").order_by("pk").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == [
        "guests_added",
        "held_to_guests",
        "guest_dropped",
        "opened_to_all",
    ]


def test_what_changes_nothing_leaves_no_trace_and_nothing_chosen_is_said(page, cast):
    for _ in range(2):
        open_to_all(actor=cast.admin)
    drop_guest(actor=cast.admin, user_id=cast.focal_officer.pk)
    assert Event.objects.filter(subject_type="opening").count() == 1
    assert "Chưa chọn ai" in page.post(reverse("agenda:add_guests"), follow=True).content.decode()
    assert "Không tìm thấy" in see(page, tim="không có ai tên này")


@pytest.mark.parametrize("act", [open_to_all, hold_to_guests])
def test_only_administrators_decide(client, cast, act):
    with pytest.raises(PermissionDenied):
        act(actor=cast.focal_officer)
    with pytest.raises(PermissionDenied):
        add_guests(people=[cast.focal_officer.pk], units=[], actor=cast.focal_officer)
    client.force_login(cast.focal_officer)
    assert client.get(reverse("agenda:opening")).status_code == 404


def test_nobody_chosen_is_refused(cast):
    with pytest.raises(PostError, match="Chưa chọn ai"):
        add_guests(people=[], units=[], actor=cast.admin)


def test_a_unit_on_the_list_brings_its_people_and_the_dry_run_says_the_same_as_the_sender(client, cast, capsys):
    AssignmentFactory(task__plan=cast.plan, unit=cast.partner, due_date=cast.assignment.due_date)
    Assignment.objects.filter(pk=cast.assignment.pk).update(officer=cast.unit_officer)
    add_guests(people=[], units=[cast.ward.pk], actor=cast.admin)
    hold_to_guests(actor=cast.admin)
    client.force_login(cast.focal_officer)
    address = f"{reverse('agenda:who_gets')}?van_ban={cast.plan.pk}&ngay={DAY}"
    dry = client.get(address).content.decode()
    assert "1 trong 2 người nhận chưa được gửi" in dry
    assert dry.count("chưa mở gửi</span>") == 1
    assert "Người quản trị Sáu Rõ giữ danh sách" in dry
    call_command("remind", today=DAY, dry_run=True)
    held = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines() if "\tnot-opened\t" in line]
    assert held == [cast.partner_officer.username]
    remind(today=timezone.datetime.fromisoformat(DAY).date())
    deliver(now=timezone.now())
    states = dict(Delivery.objects.values_list("user__username", "state"))
    assert states == {"unit_officer": "sent", cast.partner_officer.username: "skipped"}


def test_with_a_mail_server_nobody_is_reached_until_the_operator_says_so(client, cast, settings, smtp_server):
    settings.EMAIL_URL = smtp_server.url
    reminding = f"{reverse('agenda:reminding')}?van_ban={cast.plan.pk}"
    for who, page, words in (
        (cast.focal_officer, reminding, "Người quản trị Sáu Rõ giữ danh sách"),
        (cast.admin, reverse("agenda:units"), "Sửa danh sách, mở gửi tin"),
    ):
        client.force_login(who)
        shown = client.get(page).content.decode()
        assert "Chưa mở gửi cho mọi người" in shown
        assert words in shown
    assert "hiện chưa ai được gửi tin" in see(client)
    remind(today=timezone.datetime.fromisoformat(DAY).date())
    assert set(deliver(now=timezone.now())) == {"skipped"}
    add_guests(people=[cast.focal_officer.pk], units=[], actor=cast.admin)
    assert not Opening.objects.get().everyone
    Unit.objects.filter(pk=cast.ward.pk).update(official_mailbox="vt@example.org")
    invite(unit_ids=[cast.ward.pk], actor=cast.admin, now=timezone.now())
    send_password_link(user_id=cast.stranger.pk, unit_id=cast.elsewhere.pk, actor=cast.admin, now=timezone.now())
    assert deliver(now=timezone.now()) == {"sent": 2}
    assert {to for recipients, _ in smtp_server.letters for to in recipients} == {
        "vt@example.org",
        cast.stranger.email,
    }
    open_to_all(actor=cast.admin)
    client.force_login(cast.admin)
    assert "Đang gửi tin cho mọi người" in see(client)


def test_a_list_made_before_the_mail_server_decides_nothing(cast, settings):
    add_guests(people=[cast.focal_officer.pk], units=[], actor=cast.admin)
    assert Guests().everybody
    settings.EMAIL_URL = "smtp://localhost:25"
    assert not Guests().everybody
    assert Guests().people == {cast.focal_officer.pk}


def test_the_group_of_a_unit_leads_out_too(cast):
    Address.objects.create(unit=cast.ward, channel="apprise", target="tgram://…", verified_at=timezone.now())
    assert not Guests().everybody


@pytest.mark.parametrize(("ran", "server", "stays"), [(1, "smtp://x", True), (1, "", False), (0, "smtp://x", False)])
def test_an_installation_that_has_written_to_people_stays_open(cast, settings, ran, server, stays):
    if ran:
        remind(today=timezone.datetime.fromisoformat(DAY).date())
    settings.EMAIL_URL = server
    import_module("notifications.migrations.0008_keep_open_what_runs").keep_open(apps, None)
    assert Opening.objects.filter(everyone=True).exists() is stays


def test_a_longer_list_asks_no_more(page, cast):
    counts = []
    for _ in range(2):
        members = [MembershipFactory() for _ in range(3)]
        add_guests(people=[m.user_id for m in members], units=[m.unit_id for m in members], actor=cast.admin)
        see(page)
        with CaptureQueriesContext(connection) as queries:
            see(page, tim="a")
        counts.append(len(queries))
    assert counts[0] == counts[1]
