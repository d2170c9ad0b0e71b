"""A place or an absence holds on the same days whether the database or the row is asked."""

from datetime import date, timedelta

import pytest

from tests.factories import MembershipFactory
from units.models import Absence, Membership

DAY = date(2026, 3, 10)
ENDS = [None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]


@pytest.mark.django_db
def test_rows_and_questions_agree_on_the_days_of_a_place():
    for start in ENDS:
        for end in ENDS:
            if start is None or end is None or start <= end:
                MembershipFactory(from_date=start, to_date=end)
    asked = set(Membership.objects.current(DAY))
    told = {one for one in Membership.objects.all() if one.holds_on(DAY)}
    assert asked == told
    assert 0 < len(asked) < Membership.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY, DAY + timedelta(days=3), DAY + timedelta(days=4)])
def test_rows_and_questions_agree_on_the_days_of_an_absence(day):
    place, deputy = MembershipFactory(), MembershipFactory()
    given = {"user": place.user, "unit": place.unit, "deputy": deputy.user, "created_by": place.user}
    days = {"from_date": DAY, "to_date": DAY + timedelta(days=3), "created_at": "2026-03-01T00:00:00+07:00"}
    Absence.objects.create(**given, **days)
    Absence.objects.create(**given, **days, cancelled_at="2026-03-02T00:00:00+07:00")
    assert set(Absence.objects.on(day)) == {one for one in Absence.objects.all() if one.holds_on(day)}
