"""The OpenAPI description is valid and complete, and the page to try it stands on our own files."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import get_resolver

from config.settings import CONTENT_SECURITY_POLICY


@pytest.fixture(scope="module")
def description() -> dict:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


def test_the_description_is_valid_openapi_31(description):
    assert description["openapi"].startswith("3.1")
    assert len(description["paths"]) >= 15


def test_every_operation_names_its_problems_and_writes_take_a_key(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            assert "401" in operation["responses"], (path, method)
            if method == "post":
                assert "409" in operation["responses"], path
                assert "Idempotency-Key" in {p["name"] for p in operation["parameters"]}, path


def test_every_address_of_the_api_is_described(description):
    named = {name for name in get_resolver("api.urls").reverse_dict if isinstance(name, str)}
    assert named == {
        "try", "schema", "events", "updates", "evidence", "obstacles", "units-list", "units-detail", "plans-list",
        "plans-detail", "tasks-list", "tasks-detail", "assignments-list", "assignments-detail", "assignments-moves",
        "assignments-move", "assignments-receive",
        "own_channels", "own_hours", "deliveries-list",
        "units-people", "units-registration", "reorganisations-list", "reorganisations-detail",
        "reorganisations-items", "reorganisations-choose", "reorganisations-carry-out",
        "ask_change", "ask_contribution", "change-requests-list", "change-requests-detail", "change-requests-move",
        "change-requests-opinion", "change-requests-decision", "contributions-list", "contributions-detail",
        "contributions-move", "obstacles-list", "obstacles-detail", "obstacles-move", "open-leads-list",
        "open-leads-detail", "open-leads-name",
        "uploads", "upload", "publication", "differences", "amends", "links", "link", "twins", "statuses",
        "standing", "matrix", "timeline", "assign", "journal", "search", "evidence_file", "evidence_withdraw",
        "change_file", "contribution_file", "decision_file", "members", "absences", "hand_over", "absence_off",
        "invitations", "opening", "guests", "guest", "opening_move", "reorganisations-call-off",
        "compilations-list", "compilations-detail",
        "indicators-list", "indicators-detail", "measurements-list", "measurements-detail", "warnings-list",
        "measurement_figures", "measurement_moves", "scores", "score_rows", "criteria-list", "criteria-detail",
        "criteria_publication", "objections-list", "objections-detail", "objection_answer",
        "indicator_standing", "indicator_measuring", "target",
        "explanations", "explanation_answer", "export",
        "ready", "judgements", "milestones", "milestone_move", "figures", "bulk",
        "reports-list", "reports-detail", "reports-texts", "reports-paper", "reports-move", "completeness",
        "ladder", "urgings", "reminders", "acknowledgements",
    }  # fmt: skip
    assert len(description["paths"]) == len(named) - 2


def test_the_description_is_served_to_token_holders(cast, as_user):
    answer = as_user(cast.stranger).get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Sáu Rõ"


def test_the_page_to_try_it_needs_sign_in(client, cast):
    answer = client.get("/api/v1/")
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/?next=/api/v1/")
    client.force_login(cast.unit_officer)
    page = client.get("/api/v1/")
    assert page.status_code == 200
    html = page.content.decode()
    assert "<style" not in html
    assert "<script>" not in html
    assert "https://" not in html
    script = client.get("/api/v1/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "'self'" in CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"]
