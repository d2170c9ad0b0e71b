"""The page to try the API, in a real browser under the product's own CSP."""

import os

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.mark.django_db(transaction=True)
def test_the_page_draws_every_operation_and_calls_one(live_server, cast, client, page):
    client.force_login(cast.unit_officer)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_default_timeout(30_000)  # a megabyte of script, on a machine that runs all the other tests
    complaints, hosts = [], set()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda request: hosts.add(request.url.split("/")[2]) if request.url.startswith("http") else None
    )
    page.goto(f"{live_server.url}/api/v1/")
    page.wait_for_selector(".opblock")
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]
    methods = {"get", "post", "put", "patch", "delete"}
    operations = sum(len(methods & path.keys()) for path in paths.values())
    drawn = set()
    for _ in range(100):  # drawn as one scrolls to them
        drawn |= set(page.locator(".opblock").evaluate_all("found => found.map(one => one.id)"))
        if len(drawn) == operations:
            break
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    assert len(drawn) == operations
    listing = page.locator("#operations-plans-plans_list")
    for _ in range(100):
        if listing.count():
            break
        page.mouse.wheel(0, -400)
        page.wait_for_timeout(100)
    listing.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table .response-col_status")
    assert "200" in page.locator(".live-responses-table .response-col_status").last.inner_text()
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/api.png", full_page=True)
    assert complaints == []
    assert hosts == {live_server.url.split("//")[1]}
