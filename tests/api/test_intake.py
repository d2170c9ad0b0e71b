"""Documents over the API: send, rehearse, publish, take back, compare and apply."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.operations import draft_from
from plans.models import Plan
from tests.cast import NOW
from tests.factories import UnitFactory
from tests.intake.conftest import reading, task_row


@pytest.fixture
def make(cast):
    UnitFactory(name="Phường Cầu Giấy", code="00167")

    def make(*rows, **document):
        return draft_from(reading=reading(*rows, **document), actor=cast.focal_officer, source=None, now=NOW)

    return make


@pytest.fixture
def api(cast, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return as_user(cast.focal_officer)


def at(name, plan):
    return reverse(f"api:{name}", args=[plan.pk])


def send(api, address, body):
    return api.post(address, body, content_type="application/json")


def test_a_draft_is_rehearsed_published_and_taken_back(api, make):
    plan = make()
    told = api.get(at("publication", plan)).json()
    assert (told["tasks"], told["assignments"], told["problems"]) == (1, 1, [])
    assert [share["unit"]["name"] for share in told["units"]] == ["Phường Cầu Giấy"]
    assert not plan.assignments.exists()
    assert api.post(at("publication", plan)).json() == {"tasks": 1, "assignments": 1, "units": 1}
    again = api.post(at("publication", plan))
    assert (again.status_code, again.json()["title"]) == (409, "Việc đã thay đổi")
    assert api.delete(at("publication", plan)).json() == {"assignments": 1, "told": 0}
    assert api.delete(at("publication", plan)).status_code == 409
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def test_what_is_missing_is_named_with_its_task(api, make):
    told = api.get(at("publication", make(task_row(leads=["Hội Người yêu cây xanh"])))).json()
    assert told["lacking"][0]["what"] == "chưa rõ đơn vị chủ trì"
    assert told["lacking"][0]["task"]["code"] == "A.1"


def test_a_version_is_compared_and_applied(api, make):
    plan = make()
    api.post(at("publication", plan))
    version = make(task_row(product="Kho dữ liệu"), number="20/KH-UBND", title="Sửa đổi Kế hoạch số 12/KH-UBND")
    found = api.get(at("differences", version)).json()
    assert (found["amends"], [one["change"] for one in found["differences"]]) == (plan.pk, ["reworded"])
    body = {"chosen": [found["differences"][0]["key"]], "number": "20/KH-UBND", "issued_date": "2026-01-14"}
    stale = send(api, at("differences", version), body | {"seen": "khác"})
    assert (stale.status_code, "xem lại các khác biệt" in stale.json()["detail"]) == (409, True)
    none = send(api, at("differences", version), body | {"seen": found["seen"], "chosen": []})
    assert none.status_code == 400
    done = send(api, at("differences", version), body | {"seen": found["seen"]})
    assert done.json() == {"plan": plan.pk, "counts": {"reworded": 1}, "record": version.pk}
    assert plan.tasks.get().product == "Kho dữ liệu"
    assert send(api, at("differences", version), body | {"seen": found["seen"]}).status_code == 409


def test_a_file_is_sent_and_its_reading_followed(api, cast):
    sent = api.post(reverse("api:uploads"), {"file": _text("Không có nhiệm vụ nào ở đây.")})
    assert sent.status_code == 202
    told = api.get(reverse("api:upload", args=[sent.json()["id"]])).json()
    assert (told["state"], told["code"]) == ("refused", "no_task")
    assert [row["id"] for row in api.get(reverse("api:uploads")).json()["results"]] == [sent.json()["id"]]


@pytest.mark.parametrize("name", ["publication", "differences"])
def test_others_find_nothing(as_user, cast, make, name):
    plan = make()
    other = as_user(cast.stranger)
    assert other.get(at(name, plan)).status_code == 404
    assert (
        send(
            other, at(name, plan), {"chosen": [], "seen": "x", "number": "1", "issued_date": "2026-01-01"}
        ).status_code
        == 404
    )


def _text(words):
    return SimpleUploadedFile("a.txt", words.encode())


def test_the_amended_plan_is_chosen_and_let_go(api, make):
    plan = make()
    api.post(at("publication", plan))
    draft = make(task_row("A.1", product="Báo cáo"), number="20/KH-UBND", title="Kế hoạch khác")
    put = {"content_type": "application/json"}
    assert api.put(at("amends", draft), {"plan": plan.pk}, **put).json() == {"plan": draft.pk, "amends": plan.pk}
    assert [one["change"] for one in api.get(at("differences", draft)).json()["differences"]] == ["reworded"]
    assert api.put(at("amends", draft), {"plan": None}, **put).json()["amends"] is None
    assert api.put(at("amends", draft), {"plan": draft.pk}, **put).status_code == 400


def test_links_are_written_agreed_and_taken_away(api, make):
    plan = make()
    made = send(api, at("links", plan), {"kind": "implements", "number": "57-NQ/TW"})
    assert (made.status_code, made.json()["proposed"]) == (201, False)
    assert send(api, at("links", plan), {"kind": "implements", "number": "57-NQ/TW"}).status_code == 400
    plan.links.update(proposed=True)
    one = reverse("api:link", args=[plan.pk, made.json()["id"]])
    assert api.post(one).json()["proposed"] is False
    assert [link["number"] for link in api.get(at("links", plan)).json()] == ["57-NQ/TW"]
    assert api.delete(one).status_code == 204
    assert api.get(at("links", plan)).json() == []


def test_tasks_that_are_one_work_are_linked(api, make):
    plan = make()
    api.post(at("publication", plan))
    draft = make(task_row("B.1", content="Rà soát dữ liệu A.1"), number="30/KH-UBND", title="Kế hoạch khác")
    draft.amends = None
    draft.save(update_fields=["amends"])
    (alike,) = api.get(at("twins", draft)).json()
    pair = {"task": alike["task"]["id"], "other": alike["other"]["id"]}
    assert not alike["linked"]
    assert send(api, at("twins", draft), pair).status_code == 201
    assert api.get(at("twins", draft)).json()[0]["linked"]
    assert api.delete(at("twins", draft), pair, content_type="application/json").status_code == 204
    assert send(api, at("twins", draft), pair | {"task": pair["other"]}).status_code == 404
