import json
import threading
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from journal.digests import GENESIS, chain, digest
from journal.models import Event
from journal.operations import record, seal
from tests.factories import MembershipFactory

KEY = b"a key"


@pytest.mark.django_db(transaction=True)
def test_an_event_is_recorded_only_inside_the_transaction_of_its_change():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("tasks.sent", ("assignment", 1))


@pytest.mark.django_db
def test_an_event_names_who_acted_for_which_unit():
    place = MembershipFactory()
    event = record("tasks.sent", ("assignment", 7), actor=place.user, plan_id=3, state="sent")
    event.refresh_from_db()
    assert (event.actor_id, event.actor_unit_id, event.plan_id) == (place.user_id, place.unit_id, 3)
    assert (event.subject_type, event.subject_id, event.payload) == ("assignment", 7, {"state": "sent"})
    assert (event.position, event.hash) == (None, "")


@pytest.mark.django_db
def test_what_the_database_gives_back_has_the_digest_it_was_written_with(settings):
    record("tasks.updated", ("assignment", 1), percent=[0, 40], words="Đống Đa ấẤ\u0301", empty=None)
    event = Event.objects.get()
    assert event.digest == digest(event, settings.JOURNAL_KEY.encode())


@given(
    field=st.sampled_from(["verb", "subject_id", "plan_id", "actor_id", "actor_unit_id", "payload"]),
    payload=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
)
def test_any_other_content_and_any_other_key_give_another_digest(field, payload):
    def event(**changes) -> Event:
        facts = {"verb": "a.b", "subject_type": "plan", "subject_id": 1, "payload": payload, "at": NOON}
        return Event(**facts | changes)

    other = event(**{field: {"another": 1} if field == "payload" else "x.y" if field == "verb" else 99})
    assert digest(event(), KEY) == digest(event(payload=json.loads(json.dumps(payload))), KEY)
    assert digest(event(), KEY) != digest(event(), b"another key")
    assert digest(other, KEY) != digest(event(), KEY) or payload == {"another": 1}


NOON = datetime(2026, 1, 15, 5, tzinfo=UTC)


def write(count: int) -> None:
    for number in range(count):
        record("plans.published", ("plan", number), plan_id=number)


@pytest.mark.django_db
def test_sealing_numbers_events_in_order_and_chains_them():
    write(3)
    assert seal() == 3
    write(2)
    assert seal() == 2
    assert seal() == 0
    events = list(Event.objects.sealed())
    assert [event.position for event in events] == [1, 2, 3, 4, 5]
    assert [event.pk for event in events] == sorted(event.pk for event in events)
    assert [event.hash for event in events] == list(chain(GENESIS, [event.digest for event in events]))


@pytest.mark.django_db
def test_sealing_asks_as_often_for_many_events_as_for_few(django_assert_max_num_queries):
    write(200)
    with django_assert_max_num_queries(8):
        seal()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_event SET verb = 'plans.hidden'",
        "UPDATE journal_event SET payload = '{}'",
        "UPDATE journal_event SET position = 9",
        "UPDATE journal_event SET hash = ''",
        "DELETE FROM journal_event",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_sealed_event(change):
    write(1)
    seal()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["SET verb = 'plans.hidden'", "SET actor_id = 9, position = 1"])
def test_the_database_refuses_to_change_what_an_unsealed_event_says(change):
    write(1)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_event {change}")


@pytest.mark.django_db
def test_verifying_seals_all_that_waits_not_only_one_batch(capsys, monkeypatch):
    monkeypatch.setattr("journal.management.commands.verify_journal.seal", lambda: seal(limit=2))
    write(5)
    assert verify(capsys) == (0, "journal whole, 5 events\n")
    assert Event.objects.sealed().count() == 5


def verify(capsys) -> tuple[int, str]:
    try:
        call_command("verify_journal")
    except SystemExit as end:
        code = end.code
    else:
        code = 0
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.django_db
def test_a_whole_journal_verifies_and_is_sealed_by_it(capsys):
    write(3)
    assert verify(capsys) == (0, "journal whole, 3 events\n")
    assert not Event.objects.filter(position__isnull=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "position"),
    [
        ("UPDATE journal_event SET payload = '{\"forged\": 1}' WHERE position = 2", 2),
        ("UPDATE journal_event SET actor_id = 1 WHERE position = 3", 3),
        ("UPDATE journal_event SET hash = repeat('0', 64) WHERE position = 1", 1),
        ("DELETE FROM journal_event WHERE position = 2", 2),
        ("UPDATE journal_event SET position = position + 10 WHERE position > 2", 3),
        ("DELETE FROM journal_event WHERE position = 4", 4),
        ("DELETE FROM journal_event", 1),
        ("DELETE FROM journal_chainend", 5),
        ("UPDATE journal_chainend SET position = 3", 5),
    ],
)
def test_a_change_behind_the_trigger_s_back_is_found_where_it_begins(capsys, change, position):
    write(4)
    seal()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger fires
        cursor.execute(change)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert verify(capsys) == (1, f"journal broken at position {position}\n")


@pytest.mark.django_db
def test_sealing_goes_on_after_a_cut_without_hiding_it(capsys):
    write(4)
    seal()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM journal_event WHERE position > 2")
        cursor.execute("SET LOCAL session_replication_role = origin")
    write(1)
    assert verify(capsys) == (1, "journal broken at position 3\n")


@pytest.mark.django_db
def test_a_forger_without_the_key_cannot_write_an_event_that_verifies(capsys):
    write(1)
    with override_settings(JOURNAL_KEY="the forger's own key"):
        write(1)
    assert verify(capsys)[0] == 1


@pytest.mark.django_db
def test_a_journal_that_cannot_be_read_is_not_called_broken(capsys):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_event RENAME TO journal_gone")
        code, said = verify(capsys)
        transaction.set_rollback(True)
    assert code == 2
    assert said.startswith("cannot read the journal:")
    assert said.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_never_double_or_skip_a_position(capsys):
    with transaction.atomic():
        write(300)
    start = threading.Barrier(2)
    sealed: list[int] = []

    def run() -> None:
        start.wait()
        try:
            while Event.objects.filter(position__isnull=True).exists():  # a try while the other seals does nothing
                sealed.append(seal(limit=25))
        finally:
            connection.close()

    sealers = [threading.Thread(target=run) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    assert sum(sealed) == 300
    assert list(Event.objects.sealed().values_list("position", flat=True)) == list(range(1, 301))
    assert verify(capsys)[0] == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_sealed_after_those_before_it():
    """Consumers follow positions: an id that commits late must not slip in behind them."""
    begun, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record("tasks.sent", ("assignment", 1))
                begun.set()
                sealed.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    begun.wait(10)
    with transaction.atomic():
        record("tasks.sent", ("assignment", 2))
    assert seal() == 1
    sealed.set()
    writer.join()
    assert seal() == 1
    assert list(Event.objects.sealed().values_list("subject_id", flat=True)) == [2, 1]
