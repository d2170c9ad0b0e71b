"""Made-up work for measuring: as much as asked, whole, and only into an empty database."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from intake.operations.scale import ScaleError, load_scale
from intake.operations.scale.places import FOCAL_OFFICER, MEASURED_UNIT, OFFICER
from journal.models import Event
from journal.queries import first_broken
from plans.models import Plan
from tasks.models import Assignment, Evidence, ProgressUpdate, Span
from tasks.operations import bulk
from tests.cast import HANOI
from units.models import Unit, UnitGroup, User

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=HANOI)


def load(**more):
    return load_scale(**{"units": 20, "assignments": 900, "acts": 3, "seed": 7, "now": NOW} | more)


def test_it_loads_as_much_as_asked_and_a_journal_that_verifies(db):
    loaded = load()
    assert (loaded.units, loaded.assignments, loaded.plans) == (20, 900, 1)
    assert Assignment.objects.count() == 900
    assert Event.objects.count() == loaded.events
    assert not Event.objects.filter(position=None).exists()
    assert first_broken() is None


def test_what_it_loads_is_consistent(db):
    load()
    assert set(Assignment.objects.values_list("state", flat=True)) == set(Assignment.State.values)
    open_spans = Span.objects.filter(to_at=None)
    assert open_spans.count() == 900
    assert not open_spans.exclude(state=F("assignment__state")).exists()
    assert not Assignment.objects.filter(sent_date__gt=NOW.date()).exists()
    assert not Assignment.objects.filter(completed_date__lt=F("sent_date")).exists()
    assert not Event.objects.filter(at__gt=NOW).exists()
    left = Assignment.objects.exclude(sent_date=None)
    assert not left.exclude(pk__in=Evidence.objects.values("assignment")).exists()
    told = ProgressUpdate.objects.select_related("event", "assignment")
    assert all(update.event.subject_id == update.assignment_id for update in told)


def test_people_to_measure_with_belong_to_their_units(db):
    load()
    assert User.objects.get(username=FOCAL_OFFICER).acting_unit_id == Plan.objects.get().focal_unit_id
    assert User.objects.get(username=OFFICER).acting_unit_id == MEASURED_UNIT
    assert not User.objects.get(username=OFFICER).has_usable_password()


def test_a_few_assignments_have_a_long_story(db):
    load()
    long = Assignment.objects.get(pk=501)
    assert Event.objects.about("assignment", long.pk).count() >= 20
    assert long.evidences.count() >= 8


def test_without_events_there_is_only_publication(db):
    assert load(acts=0).events == 1
    assert not ProgressUpdate.objects.exists()


def test_rows_made_afterwards_get_free_numbers(db):
    load()
    assert Unit.objects.create(code="MOI", name="Đơn vị mới", short_name="Mới", kind="so").pk == 21


def test_the_same_seed_gives_the_same_work(db):
    load()
    first = list(Assignment.objects.order_by("id").values_list("state", "due_date", "percent"))
    hashed = Event.objects.latest("position").hash
    with pytest.raises(ScaleError):
        load()
    _empty()
    load()
    assert list(Assignment.objects.order_by("id").values_list("state", "due_date", "percent")) == first
    assert Event.objects.latest("position").hash == hashed


def _empty() -> None:
    """TRUNCATE: the journal's trigger refuses DELETE, as it must."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE units_unit, units_unitgroup, units_user, plans_plan, journal_event CASCADE")


@pytest.mark.parametrize("few", [{"units": 2}, {"assignments": 0}, {"acts": -1}])
def test_numbers_that_make_no_sense_are_refused(db, few):
    with pytest.raises(ScaleError):
        load(**few)


def test_the_command_says_what_it_loaded_and_refuses_a_second_time_with_2(db):
    arguments = ["load_scale", "--units", "12", "--assignments", "60", "--today", "2026-11-22"]
    out = StringIO()
    call_command(*arguments, stdout=out)
    assert "units=12 plans=1" in out.getvalue()
    assert "assignments=60" in out.getvalue()
    with pytest.raises(CommandError, match="not empty") as refused:
        call_command(*arguments)
    assert refused.value.returncode == 2


@pytest.mark.parametrize("day", ["hôm nay", "2026-02-31"])
def test_a_day_that_cannot_be_read_is_refused_in_one_line(db, day):
    with pytest.raises(CommandError, match="--today") as refused:
        call_command("load_scale", "--units", "5", "--assignments", "5", "--today", day)
    assert refused.value.returncode == 2


@pytest.mark.parametrize("way", [bulk.copy_rows, bulk.create_rows])
def test_rows_are_the_same_whichever_way_they_are_written(db, way):
    """COPY is PostgreSQL's; SQLite gets bulk_create."""
    rows = [{"id": number, "code": f"n{number}", "name": "Nhóm \\ \t một", "kinds": ["xa"]} for number in (1, 2)]
    way(UnitGroup, iter(rows))
    written = UnitGroup.objects.order_by("id").values("id", "code", "name", "kinds")
    assert list(written) == rows
    assert list(UnitGroup.objects.values_list("is_open", "phrases")) == [(False, [])] * 2
