"""Compilations over the API: asked for, followed, read."""

import pytest

from reports.models import Compilation

BODY = {"period": "2026-01", "recipient": "UBND Thành phố"}


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def ask(who, **body):
    return who.post("/api/v1/compilations/", BODY | body, format="json")


def test_a_compilation_is_asked_for_and_its_facts_are_read(cast, as_user):
    focal = as_user(cast.focal_officer)
    answer = ask(focal, plans=[cast.plan.pk])
    assert answer.status_code == 201
    told = focal.get(f"/api/v1/compilations/{answer.json()['id']}/").json()
    assert told["state"] == "ready"  # jobs run at once in tests
    assert {file["format"] for file in told["files"]} == {"docx", "pdf", "xlsx"}
    assert told["facts"]["assignments"]["total"] == 0  # the assignment of the cast has no span: it was never given
    listed = focal.get("/api/v1/compilations/").json()["results"]
    assert [one["id"] for one in listed] == [told["id"]]
    assert as_user(cast.stranger).get(f"/api/v1/compilations/{told['id']}/").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [({"plans": []}, 400), ({"period": "2026-13"}, 400), ({"period": "2199-01"}, 400), ({"plans": [999_999]}, 404)],
)
def test_what_cannot_be_compiled_is_refused(cast, as_user, body, status):
    assert ask(as_user(cast.focal_officer), **{"plans": [cast.plan.pk], **body}).status_code == status
    assert not Compilation.objects.exists()


def test_a_unit_does_not_compile_the_work_of_others(cast, as_user):
    assert ask(as_user(cast.unit_officer), plans=[cast.plan.pk]).status_code == 404
