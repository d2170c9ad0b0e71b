"""Whatever an address or a form is made to say, the answer is a page, never an error of the server."""

import pytest

from tests.factories import PlanFactory

STRANGE = ("²", "٣", "-1", "9" * 30, "9" * 5000, "a\x00b", "2026-02-31")
PAGES = {
    "/": ("van_ban", "trang", "mo"),
    "/van-ban/": ("tim", "trang"),
    "/van-ban/{plan}/": ("tim", "don_vi", "trang"),
    "/viec/": ("van_ban", "don_vi", "trang"),
    "/xac-nhan/": ("van_ban", "viec", "trang"),
    "/nhap-van-ban/{draft}/ra-soat/": ("mo", "o", "loc", "tu", "trang"),
    "/nhap-van-ban/{draft}/ra-soat/chi-tieu/": ("sua", "trang"),
    "/nhap-van-ban/{draft}/ra-soat/che-do-bao-cao/": ("sua",),
    "/nhap-van-ban/{draft}/ra-soat/muc/": ("sua",),
    "/bao-cao/": ("plan", "ky", "kieu"),
    "/van-ban/{plan}/nhat-ky/": ("truoc",),
    "/hop-thu-thu/": ("tu",),
    "/giao-nhiem-vu/": ("plan",),
    "/api/v1/assignments/": ("plan", "task", "unit", "due_from", "cursor", "limit"),
    "/api/v1/tasks/": ("plan", "code"),
    "/api/v1/events/": ("after", "limit"),
}


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.focal_officer)
    return client


@pytest.fixture
def draft(cast):
    return PlanFactory(state="draft", focal_unit=cast.focal, number="", issued_date=None)


@pytest.mark.parametrize("address", PAGES)
def test_a_strange_parameter_is_answered(signed_in, cast, draft, address):
    path = address.format(plan=cast.plan.pk, draft=draft.pk)
    for name in PAGES[address]:
        for value in STRANGE:
            assert signed_in.get(path, {name: value}).status_code < 500, (name, value[:10])


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "٣"])
@pytest.mark.parametrize("rest", ["", "moves/", "updates/"])
def test_a_strange_number_of_a_row_is_not_found(signed_in, number, rest):
    assert signed_in.get(f"/api/v1/assignments/{number}/{rest}").status_code == 404


@pytest.mark.parametrize("body", ["[]", "[1]", '"x"', "5", "null", "true", '{"kind": "\\ud800", "label": "x"}'])
@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "one"}])
def test_a_strange_body_is_a_400_problem(client, cast, body, headers):
    client.force_login(cast.unit_officer)
    address = f"/api/v1/assignments/{cast.assignment.pk}/evidence/"
    assert client.post(address, body, content_type="application/json", headers=headers).status_code == 400


@pytest.mark.parametrize("address", ["/xac-nhan/nhieu-viec/", "/viec-cua-toi/duyet/"])
def test_strange_numbers_among_the_chosen_are_left_out(signed_in, address):
    assert signed_in.post(address, {"ids": STRANGE}).status_code == 302
