from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from freezegun import freeze_time

from journal.models import Event
from kpi.errors import KpiError
from kpi.models import Base, Indicator, Measurement, PathPoint, Target
from kpi.operations import add_target, draw_path, enter, open_measurements
from tests.factories import TaskFactory
from tests.kpi.cast import NOW, indicator_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("may")]
POINTS = {"moc-TOTAL_FORMS": "2", "moc-INITIAL_FORMS": "0", "tong-so-TOTAL_FORMS": "1", "tong-so-INITIAL_FORMS": "0"}


@pytest.fixture
def may():
    with freeze_time(NOW, ignore=["psycopg"]):
        yield


def described(indicator: Indicator, **typed) -> dict[str, str]:
    words = {"frequency": indicator.frequency, "publication_days": "0", "entry_days": "10"}
    words |= {"monitor": indicator.monitor.name, "source_system": "", "basis": "", "serves": "", "partners": ""}
    return words | {"implementers": "\n".join(p.unit.name for p in indicator.parties.all())} | typed


def promised(**typed) -> dict[str, str]:
    words = {"comparator": ">=", "value": "100", "unit": "%", "aggregation": "ratio", "as_of_date": "2026-12-31"}
    return POINTS | words | typed


def test_the_monitor_corrects_who_measures_when_by_which_source_and_for_which_tasks(client, cast):
    indicator = indicator_of(cast)
    open_measurements(now=NOW)
    task = TaskFactory(plan=cast.plan, code="IV.7")
    client.force_login(cast.partner_officer)
    page = reverse("kpi:describe", args=[indicator.pk])
    assert cast.ward.name in client.get(page).content.decode()
    typed = {"implementers": cast.ward.name, "partners": cast.elsewhere.name, "frequency": "quy", "serves": "IV.7"}
    typed |= {"source_system": "iHanoi", "publication_days": "5", "monitor": cast.focal.name}
    assert client.post(page, described(indicator, **typed)).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.frequency, indicator.source_system, indicator.monitor) == ("quy", "iHanoi", cast.focal)
    assert list(indicator.tasks.all()) == [task]
    assert set(indicator.parties.values_list("part", "unit")) == {
        ("implementer", cast.ward.pk),
        ("partner", cast.elsewhere.pk),
    }
    assert list(Measurement.objects.values_list("unit", "period")) == [(cast.ward.pk, "2026-Q1")]
    assert Event.objects.filter(verb="kpi.described").get().actor_id == cast.partner_officer.pk


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"implementers": "Phường Không Có"}, "Không tìm thấy đơn vị “Phường Không Có”"),
        ({"serves": "IX.99"}, "Văn bản không có nhiệm vụ mã “IX.99”"),
        ({"publication_days": "400"}, "Số ngày phải từ 0 đến 366"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, cast, typed, words):
    indicator = indicator_of(cast)
    client.force_login(cast.partner_officer)
    answer = client.post(reverse("kpi:describe", args=[indicator.pk]), described(indicator, **typed))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert next(iter(typed.values())) in answer.content.decode()


def test_only_who_follows_the_indicator_or_leads_the_plan_finds_the_page(client, cast):
    indicator = indicator_of(cast)
    pages = [reverse("kpi:describe", args=[indicator.pk]), reverse("kpi:target", args=[indicator.targets.get().pk])]
    for person, status in ((cast.unit_officer, 404), (cast.city_leader, 404), (cast.focal_officer, 200)):
        client.force_login(person)
        assert {client.get(page).status_code for page in pages} == {status}


def test_a_target_is_corrected_with_its_path_and_with_another_whole_to_hold_it_against(client, cast):
    target = indicator_of(cast).targets.get()
    client.force_login(cast.partner_officer)
    page = reverse("kpi:target", args=[target.pk])
    typed = {"value": "85,5", "baseline": "31,2%", "baseline_date": "2026-01-01", "base_text": "tổ dân phố"}
    typed |= {"moc-0-day": "2026-06-30", "moc-0-value": "60"}
    typed |= {"tong-so-0-name": "hộ gia đình", "tong-so-0-count": "1.000", "tong-so-0-source": "Niên giám 2025"}
    assert client.post(page, promised(**typed)).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.baseline) == (Decimal("85.5"), Decimal("31.2"))
    assert PathPoint.objects.values_list("day", "value").get() == (date(2026, 6, 30), 60)
    assert Base.objects.values_list("name", "count").get() == ("hộ gia đình", 1000)
    assert 'value="60"' in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "0.95"}, "là 0,95% hay 95%"),
        ({"value": "chín mươi"}, "không phải là số"),
        ({"comparator": "between", "value_high": "90"}, "mức trên lớn hơn mức dưới"),
        ({"comparator": "rank<=", "value": "0", "unit": "rank"}, "Thứ hạng bắt đầu từ 1"),
        ({"from_date": "2027-01-01"}, "không được trước ngày bắt đầu"),
        ({"moc-0-day": "2026-06-30"}, "cần cả ngày và mức"),
        ({"tong-so-0-name": "hộ", "tong-so-0-count": "0"}, "phải lớn hơn 0"),
    ],
)
def test_a_target_that_cannot_be_is_told_in_a_sentence(client, cast, typed, words):
    target = indicator_of(cast).targets.get()
    client.force_login(cast.partner_officer)
    answer = client.post(reverse("kpi:target", args=[target.pk]), promised(**typed))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    target.refresh_from_db()
    assert target.value == 100


def test_an_indicator_without_a_number_gets_a_target_and_is_measured(client, cast):
    indicator = indicator_of(cast)
    indicator.targets.all().delete()
    assert open_measurements(now=NOW) == 0
    client.force_login(cast.partner_officer)
    path = reverse("kpi:add_target", args=[indicator.pk])
    assert client.post(path, promised(value="12", unit="tổ", aggregation="sum")).status_code == 302
    assert Measurement.objects.filter(target__indicator=indicator).count() == 2


def test_what_was_counted_as_shares_is_not_turned_into_sums(cast):
    row = opened(cast)[cast.ward.pk]
    enter(measurement_id=row.pk, actor=cast.unit_officer, now=NOW, numerator=4, denominator=5)
    with pytest.raises(KpiError, match="Đã có 1 số liệu nhập theo cách"):
        draw_path(target_id=row.target_id, actor=cast.partner_officer, points=[], aggregation="sum")
    facts = {"comparator": ">=", "value": Decimal(9), "unit": "tổ", "aggregation": "sum"}
    made = add_target(indicator_id=row.target.indicator_id, actor=cast.partner_officer, points=[], **facts)
    assert (made.order, Target.objects.count()) == (2, 2)
