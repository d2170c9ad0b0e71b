"""Ladder, preview, acknowledgements and urgings over the API."""

from datetime import timedelta

from django.utils import timezone

from agenda.models import Acknowledgement, Ladder, Urging
from tasks.models import Assignment

RUNG = {"offset": -5, "to": ["officer"], "channels": ["email"]}


def post(client, url, body):
    return client.post(url, body, content_type="application/json")


def test_the_focal_unit_sets_rungs_and_others_do_not(cast, as_user):
    url = f"/api/v1/plans/{cast.plan.pk}/ladder/"
    focal = as_user(cast.focal_officer)
    assert (usual := focal.get(url).json())["own"] is False
    assert [rung["offset"] for rung in usual["rungs"] if rung["about"] == "due"] == [-7, -3, -1, 0, 1, 7]
    saved = post(focal, url, {"rungs": [RUNG], "held_days": 3})
    assert (saved.status_code, saved.json()["rungs"][0]["offset"]) == (200, -5)
    assert Ladder.objects.get().held_days == 3
    assert post(focal, url, {"rungs": [RUNG, RUNG]}).status_code == 400
    assert post(as_user(cast.city_leader), url, {"rungs": []}).status_code == 403
    assert as_user(cast.unit_officer).get(url).status_code == 404


def test_work_says_when_it_will_be_spoken_of_and_takes_an_acknowledgement(cast, as_user):
    today = timezone.localdate()
    Assignment.objects.update(due_date=today + timedelta(days=20))
    base, officer = f"/api/v1/assignments/{cast.assignment.pk}", as_user(cast.unit_officer)
    assert officer.get(f"{base}/reminders/").json()[0]["rung"].startswith("7 ngày trước hạn")
    day = (today + timedelta(days=4)).isoformat()
    assert post(officer, f"{base}/acknowledgements/", {"expected_date": day}).status_code == 201
    assert post(officer, f"{base}/acknowledgements/", {"expected_date": "2020-01-01"}).status_code == 400
    assert post(as_user(cast.focal_officer), f"{base}/acknowledgements/", {"expected_date": day}).status_code == 403
    assert officer.get(f"{base}/acknowledgements/").json()[0]["expected_date"] == day
    assert Acknowledgement.objects.count() == 1


def test_an_issued_letter_is_recorded(cast, as_user):
    url, today = f"/api/v1/plans/{cast.plan.pk}/urgings/", timezone.localdate()
    Assignment.objects.update(due_date=today - timedelta(days=3))
    body = {"number": "12/STC-NS", "date": today.isoformat()}
    made = post(as_user(cast.focal_officer), url, body)
    assert (made.status_code, made.json()["units"]) == (201, [cast.ward.pk])
    assert post(as_user(cast.focal_officer), url, body).status_code == 400
    assert as_user(cast.inspector).get(url).json()[0]["times"] == 1
    assert Urging.objects.count() == 1
