from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from insight.queries.pillars import pillars
from kpi.models import Indicator
from plans.models import Section
from tests.factories import AssignmentFactory, TaskFactory, UnitFactory
from tests.kpi.cast import indicator_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 2)


def section(plan, title, parent=None) -> Section:
    return Section.objects.create(plan=plan, order=plan.sections.count() + 1, title=title, parent=parent)


@pytest.fixture
def plan(cast):
    """A chapter with a section of digital society and one of data; the work of the cast stands in the first."""
    chapter = section(cast.plan, "IV. NHIỆM VỤ TRỌNG TÂM")
    society = section(cast.plan, "4. Nhiệm vụ, giải pháp phát triển xã hội số", chapter)
    data = section(cast.plan, "7. Về dữ liệu", chapter)
    cast.assignment.task.section = section(cast.plan, "4.1. Cộng đồng số", society)
    cast.assignment.task.save()
    AssignmentFactory(task=TaskFactory(plan=cast.plan, section=data), unit=UnitFactory())
    indicator_of(cast)
    Indicator.objects.update(pillar="III. Xã hội số")
    return cast.plan


def test_tasks_stand_under_the_pillar_that_their_section_names(cast, plan):
    found, stands = pillars(plan, cast.focal_officer, TODAY)
    society, data = found
    assert (society.name, society.figures.total, len(society.indicators)) == ("III. Xã hội số", 1, 1)
    assert (data.name, data.figures.total, data.indicators) == ("7. Về dữ liệu", 1, [])
    assert len(stands) == 1


def test_a_reader_goes_from_the_document_to_a_pillar_to_what_is_red_in_it(client, cast, plan):
    client.force_login(cast.city_leader)
    page = client.get(reverse("insight:pillars", args=[plan.pk])).content.decode()
    assert "III. Xã hội số" in page
    page = client.get(reverse("insight:pillar", args=[plan.pk, 1])).content.decode()
    assert "100% tổ dân phố" in page
    assert reverse("tasks:assignment", args=[cast.assignment.pk]) in page
    assert client.get(reverse("insight:pillar", args=[plan.pk, 9])).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("insight:pillars", args=[plan.pk])).status_code == 404


def test_pillars_ask_the_same_number_of_questions_whatever_their_number(client, cast, plan):
    client.force_login(cast.focal_officer)
    path = reverse("insight:pillars", args=[plan.pk])
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    chapter = Section.objects.get(title="IV. NHIỆM VỤ TRỌNG TÂM")
    for n in range(4):
        AssignmentFactory(task=TaskFactory(plan=plan, section=section(plan, f"9.{n}. Mục {n}", chapter)))
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)
