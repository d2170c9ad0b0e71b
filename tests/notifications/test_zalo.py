"""Zalo as its stand-in speaks it: what arrives, what each error leads to, what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.channels.sealing import seal, unseal
from notifications.channels.zalo_tokens import keep
from notifications.models import Address, Budget, Channel, Delivery, Message, Verification, ZaloToken
from notifications.operations import ask, compose_digests, deliver
from notifications.operations.receiving import take_update
from notifications.operations.verifying import code_of
from tests.factories import MembershipFactory, UserFactory
from tests.notifications.letters import NOW, TODAY, say
from tests.services.zalo import HANG_UP, Zalo
from units.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]
State = Delivery.State
MINUTE = timedelta(minutes=1)
PHONE = "84987654321"


@pytest.fixture
def person() -> User:
    return UserFactory(full_name="Nguyễn Thu Hà", email="ha@example.org")


def linked(person: User, channel: str, target: str) -> Address:
    return Address.objects.create(user=person, channel=channel, target=target, verified_at=NOW)


def remind(person: User, number: int = 1, **changes: object) -> Message:
    facts = {"kind": "due", "subject": ("assignment", number), "path": f"/viec/{number}/", "code": f"A.{number}"}
    facts |= {"due_date": TODAY - timedelta(days=51), "detail": "đang ghi 20/28 máy", "dedupe": str(number)}
    return say(person, **{**facts, "text": f"A.{number} Hạ tầng CNTT, gọi 0987 654 321", **changes})


def over(channel: str) -> Delivery:
    return Delivery.objects.get(channel=channel)


def test_a_linked_person_gets_the_digest_by_mail_and_by_bot(person, zalo):
    linked(person, Channel.ZALO, "chat-1")
    zalo.chats.add("chat-1")
    remind(person, 1)
    remind(person, 2, due_date=TODAY, text="A.2 Góp ý Bộ tiêu chí")
    assert compose_digests(today=TODAY, now=NOW) == 2
    assert deliver(now=NOW) == {"sent": 2}
    [said] = zalo.messages
    assert said["chat_id"] == "chat-1"
    assert said["text"].splitlines() == [
        "Quá hạn",
        "A.1 Hạ tầng CNTT, gọi …, hạn 10/12/2025",
        "Hạn hôm nay",
        "A.2 Góp ý Bộ tiêu chí, hạn 30/01/2026",
        "",
        "http://localhost:8000/",
    ]
    assert over(Channel.ZALO).provider_id.startswith("bot-")


def test_no_message_of_the_bot_is_longer_than_600_signs(person, zalo):
    linked(person, Channel.ZALO, "chat-1")
    for number in range(30):
        remind(person, number, text=f"A.{number} " + "Rà soát, chuẩn hóa thông tin dự án " * 4)
    compose_digests(today=TODAY, now=NOW)
    text = over(Channel.ZALO).text
    assert len(text) <= 600
    assert text.count("http") == 1
    assert "việc nữa" in text


def test_what_is_not_about_work_is_only_counted_on_zalo(person, zalo):
    linked(person, Channel.ZALO, "chat-1")
    say(person, subject=("user", 5), text="Tin gửi Trần Quốc Hưng không đến", counted="địa chỉ nhận tin bị hỏng")
    compose_digests(today=TODAY, now=NOW)
    assert "Hưng" not in over(Channel.ZALO).text
    assert "1 địa chỉ nhận tin bị hỏng" in over(Channel.ZALO).text


def test_zalo_waits_for_the_day_and_mail_does_not(person, zalo):
    linked(person, Channel.ZALO, "chat-1")
    zalo.chats.add("chat-1")
    remind(person)
    night = NOW.replace(hour=22)
    compose_digests(today=TODAY, now=night)
    assert over(Channel.ZALO).next_try_at == NOW.replace(hour=6, minute=5) + timedelta(days=1)
    assert deliver(now=night) == {"sent": 1}
    assert deliver(now=NOW + timedelta(days=1)) == {"sent": 1}


@pytest.mark.parametrize(
    ("answer", "state"),
    [(503, State.FAILED_TEMPORARY), ({"ok": False, "error_code": 429}, State.FAILED_TEMPORARY)],
)
def test_a_bot_that_is_busy_is_asked_again(person, zalo, answer, state):
    linked(person, Channel.ZALO, "chat-1")
    zalo.chats.add("chat-1")
    remind(person)
    compose_digests(today=TODAY, now=NOW)
    zalo.plan("sendMessage", answer)
    deliver(now=NOW)
    assert over(Channel.ZALO).state == state
    assert deliver(now=NOW + 2 * MINUTE) == {"sent": 1}
    assert len(zalo.messages) == 1


@pytest.mark.parametrize("answer", [HANG_UP, 500])
def test_what_may_have_arrived_is_not_said_twice_on_zalo_but_goes_by_mail(person, zalo, answer):
    Address.objects.create(user=person, digests=False)
    linked(person, Channel.ZALO, "chat-1")
    remind(person)
    compose_digests(today=TODAY, now=NOW)
    zalo.plan("sendMessage", answer)
    assert deliver(now=NOW) == {"unknown": 1, "sent": 1}
    assert deliver(now=NOW + 60 * MINUTE) == {}
    assert over(Channel.EMAIL).instead_of == over(Channel.ZALO)
    assert over(Channel.EMAIL).messages.count() == 1


def test_a_chat_that_is_gone_marks_the_address_and_the_unit_hears_of_it(person, zalo):
    MembershipFactory(user=person)
    linked(person, Channel.ZALO, "gone")
    remind(person)
    compose_digests(today=TODAY, now=NOW)
    assert deliver(now=NOW) == {"sent": 1, "failed": 1}
    assert Address.objects.get(channel=Channel.ZALO).failed_at >= NOW
    told = Message.objects.get(kind="address_failed")
    assert told.unit_id == person.memberships.get().unit_id


def test_a_wrong_bot_token_warns_the_admin_and_stops_the_channel(person, zalo, settings):
    admin = MembershipFactory(role="admin").user
    settings.ZALO_BOT_TOKEN = "1:wrong"
    for number in (1, 2):
        other = UserFactory()
        linked(other, Channel.ZALO, f"chat-{number}")
        remind(other, number)
    compose_digests(today=TODAY, now=NOW)
    deliver(now=NOW)
    states = sorted(Delivery.objects.filter(channel=Channel.ZALO).values_list("state", flat=True))
    assert states == ["failed_temporary", "queued"]
    assert Message.objects.get(kind="channel_down").user == admin


def test_a_code_sent_to_the_bot_links_the_chat_to_the_person(client, person, zalo, settings):
    settings.ZALO_BOT_SECRET = "secret of the hook"
    one = ask(user=person, channel=Channel.ZALO, now=NOW)
    elsewhere = linked(UserFactory(), Channel.ZALO, "chat-9")
    assert take_update(zalo.say("chat-9", "LIENKET 000000x"), now=NOW) is None
    assert take_update(zalo.say("chat-9", f"LIENKET {code_of(one)}"), now=NOW + MINUTE).user == person
    assert not Address.objects.filter(pk=elsewhere.pk).exists()
    assert take_update(zalo.say("chat-7", code_of(one)), now=NOW + MINUTE) is None
    deliver(now=NOW + MINUTE)
    assert "Đã liên kết" in zalo.messages[0]["text"]
    hook = reverse("notifications:zalo_bot")
    assert client.post(hook, {}, "application/json").status_code == 403
    headers = {"X-Bot-Api-Secret-Token": settings.ZALO_BOT_SECRET}
    assert client.post(hook, "[]", "application/json", headers=headers).status_code == 400
    assert client.post(hook, zalo.say("c", "xin chào"), "application/json", headers=headers).status_code == 200


def test_a_code_that_is_too_old_links_nothing(person, zalo):
    one = ask(user=person, channel=Channel.ZALO, now=NOW)
    assert take_update(zalo.say("chat-9", f"LIENKET {code_of(one)}"), now=NOW + 16 * MINUTE) is None
    assert Verification.objects.get().used_at is None


class TestOfficialAccount:
    @pytest.fixture(autouse=True)
    def token(self, db):
        keep(access="access-0", refresh="refresh-0", seconds=90_000, now=NOW)

    def paid(self, person: User, **changes: object) -> None:
        linked(person, Channel.ZALO_OA, PHONE)
        remind(person, channels=("email", "zalo_oa"), **changes)
        compose_digests(today=TODAY, now=NOW)

    def test_a_template_carries_title_three_rows_and_a_link_and_its_receipt_arrives(self, client, person, zalo):
        self.paid(person)
        assert deliver(now=NOW) == {"sent": 2}
        [sent] = zalo.templates
        assert sent["template_data"]["tieu_de"] == "Nhắc việc quá hạn"
        assert sent["template_data"]["ma"] == "A.1"
        assert sent["template_data"]["viec"] == "Hạ tầng CNTT, gọi …"
        assert sent["template_data"]["han"] == "10/12/2025"
        assert (sent["phone"], sent["tracking_id"]) == (PHONE, over(Channel.ZALO_OA).tracking)

    def test_a_receipt_counts_only_with_its_signature(self, client, person, zalo):
        self.paid(person)
        deliver(now=NOW)
        at = int(timezone.now().timestamp() * 1000)
        raw, headers = zalo.receipt(zalo.templates[0], at)
        hook = reverse("notifications:zalo_account")
        assert client.post(hook, "{}", "application/json").status_code == 200
        forged = {**headers, "X-ZEvent-Signature": "mac=" + "0" * 64}
        assert client.post(hook, raw, "application/json", headers=forged).status_code == 403
        old, late = zalo.receipt(zalo.templates[0], at - 3_600_000)
        assert client.post(hook, old, "application/json", headers=late).status_code == 403
        assert over(Channel.ZALO_OA).state == State.SENT
        for _ in range(2):
            assert client.post(hook, raw, "application/json", headers=headers).status_code == 200
        assert over(Channel.ZALO_OA).state == State.DELIVERED

    def test_an_expired_token_is_renewed_once_and_the_new_pair_is_kept_sealed(self, person, zalo):
        ZaloToken.objects.update(access=seal("expired long ago"))
        self.paid(person)
        assert deliver(now=NOW) == {"sent": 2}
        row = ZaloToken.objects.get()
        assert (unseal(row.access), unseal(row.refresh), zalo.refreshes) == ("access-1", "refresh-1", 1)
        assert "access-1" not in row.access

    def test_a_refresh_token_that_is_used_up_calls_a_person_and_mail_carries_the_lines(self, person, zalo):
        admin = MembershipFactory(role="admin").user
        ZaloToken.objects.update(access=seal("expired"), refresh=seal("used before"))
        Address.objects.create(user=person, digests=False)
        self.paid(person)
        assert deliver(now=NOW) == {"rerouted": 1, "sent": 1}
        assert "cấp quyền lại" in ZaloToken.objects.get().trouble
        assert Message.objects.get(kind="channel_down").user == admin
        assert over(Channel.ZALO_OA).reason.endswith("đã đổi sang thư")

    def test_a_spent_quota_closes_the_channel_until_tomorrow(self, person, zalo):
        zalo.quota = 0
        self.paid(person)
        other = UserFactory()
        linked(other, Channel.ZALO_OA, "84911111111")
        remind(other, 7, channels=("zalo_oa",))
        compose_digests(today=TODAY, now=NOW)
        assert deliver(now=NOW) == {"sent": 2, "rerouted": 2}
        assert timezone.localdate(Budget.objects.get().closed_until) == TODAY + timedelta(days=1)

    def test_a_number_without_zalo_is_not_tried_again(self, person, zalo):
        zalo.without_zalo.add(PHONE)
        self.paid(person)
        assert deliver(now=NOW) == {"sent": 1, "rerouted": 1}
        assert Address.objects.get().failure.startswith("Zalo -118")
        remind(person, 2, channels=("email", "zalo_oa"))
        compose_digests(today=TODAY + timedelta(days=3), now=NOW + timedelta(days=3))
        assert Delivery.objects.filter(channel=Channel.ZALO_OA).count() == 1

    def test_our_own_budget_sends_the_rest_by_mail_but_lets_the_last_rung_through(self, person, zalo):
        Budget.objects.create(channel=Channel.ZALO_OA, per_month=0)
        self.paid(person)
        last = UserFactory()
        linked(last, Channel.ZALO_OA, "84911111111")
        remind(last, 7, channels=("email", "zalo_oa"), last_rung=True)
        compose_digests(today=TODAY, now=NOW)
        assert deliver(now=NOW) == {"sent": 3, "rerouted": 1}
        assert [sent["phone"] for sent in zalo.templates] == ["84911111111"]
        assert "hết hạn mức 0 tin của tháng" in Delivery.objects.get(user=person, channel=Channel.ZALO_OA).reason


def test_the_stand_in_answers_as_written(zalo: Zalo):
    assert zalo.answer("/bot1:x/getMe", b"{}", {}) == {"ok": False, "description": "Unauthorized", "error_code": 401}
