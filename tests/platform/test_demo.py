import io
import stat

import pytest
from django.core.management import CommandError, call_command

from config import demo, demo_plan
from journal.models import Event
from plans.models import Plan
from units.models import Unit, User

pytestmark = pytest.mark.django_db
PARTS = ["focal", "focal_head", "officer", "unit_leader", "office", "inspector", "city_leader", "admin"]


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """What the many units did takes longest, and nothing here asks about it."""
    monkeypatch.setattr(demo_plan, "COURSES", ())
    monkeypatch.setattr(demo_plan, "HABITS", ())


def test_the_lines_name_every_part_and_a_password_that_opens(tmp_path):
    words = [line.split() for line in demo.setup(tmp_path / "accounts")]
    assert [line[1] for line in words] == PARTS
    for tag, _, username, password in words:
        assert tag == "demo"
        assert User.objects.get(username=username).check_password(password)


def test_passwords_are_for_their_owner_alone_and_stay_the_same(tmp_path):
    path = tmp_path / "accounts"
    first = demo.setup(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    people, events = User.objects.count(), Event.objects.count()
    assert demo.setup(path) == first
    assert (User.objects.count(), Event.objects.count()) == (people, events)


def test_two_demonstrations_share_no_password(tmp_path):
    one, other = demo.kept_passwords(tmp_path / "one"), demo.kept_passwords(tmp_path / "other")
    assert not set(one.values()) & set(other.values())


def test_a_lost_file_gives_new_passwords_that_open(tmp_path):
    path = tmp_path / "accounts"
    demo.setup(path)
    path.unlink()
    for _, _, username, password in (line.split() for line in demo.setup(path)):
        assert User.objects.get(username=username).check_password(password)


def test_every_unit_of_the_demonstration_has_a_mailbox_that_reaches_nobody(tmp_path):
    demo.setup(tmp_path / "accounts")
    assert not Unit.objects.exclude(official_mailbox__endswith="@hanoi.example").exists()


def test_the_administrator_manages_people_and_reads_no_plan(tmp_path):
    demo.setup(tmp_path / "accounts")
    admin = User.objects.get(username="quan.tri")
    assert admin.is_staff
    assert not Plan.objects.visible_to(admin).exists()


def test_a_server_database_gets_no_demonstration():
    with pytest.raises(CommandError, match="embedded SQLite"):
        call_command("setup_demo")
    assert not User.objects.exists()
    out = io.StringIO()
    call_command("demo_accounts", stdout=out)
    assert out.getvalue() == ""
