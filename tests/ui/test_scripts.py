"""The scripts of the kit in a browser: a page is rendered here and answered in place of the server."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Page, Route, expect

PAGE = """{% extends "base.html" %}{% block content %}
<ul>{% for name in "abc" %}<li data-row id="row-{{ name }}"><a href="#mo-{{ name }}">Việc {{ name }}</a>
  <button type="button" data-key="u" id="u-{{ name }}">Cập nhật</button></li>{% endfor %}</ul>
<div data-stepper><button type="button" data-step="-1">Bớt</button><input id="count" type="number" value="1" max="2">
  <button type="button" data-step="1">Thêm</button></div>
<form id="part" hx-post="/part" hx-target="#answer" hx-swap="outerHTML" data-keep="part">
  <textarea id="part-text" name="text"></textarea>
  <button class="sr-btn sr-btn--main" type="submit">Lưu cập nhật</button></form>
<form id="whole" method="post" action="/whole" data-keep="whole">
  <textarea id="whole-text" name="text"></textarea>
  <button class="sr-btn sr-btn--main" type="submit">Lưu báo cáo</button></form>
<p id="answer"></p>{% endblock %}"""
SIGNED_OUT = '<!doctype html><body><div class="sr-signin"></div>'
Answer = Callable[[Route], None]


def answered(status: int, body: str) -> Answer:
    return lambda route: route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)


class Kit:
    """A page of the kit whose POST requests get the answer that a test chose."""

    url = "http://kit.example/thu"

    def __init__(self, page: Page) -> None:
        self.page = page
        context = {"user": AnonymousUser(), "csrf_token": "x", "messages": [], "nav": []}
        self.html = engines["django"].from_string(PAGE).render(context)
        self.answer: Answer = answered(200, '<p id="answer">đã lưu</p>')
        page.route("**/thu*", answered(200, self.html))
        page.route(
            "**/static/**", lambda route: route.fulfill(path=finders.find(urlsplit(route.request.url).path[8:]))
        )
        for path in ("**/part", "**/whole"):
            page.route(path, lambda route: self.answer(route))
        page.goto(self.url)

    def active(self) -> str:
        return self.page.evaluate("document.activeElement.id")


@pytest.fixture
def kit(page: Page) -> Iterator[Kit]:
    yield Kit(page)
    page.unroute_all(behavior="ignoreErrors")


def test_j_and_k_walk_the_rows_and_enter_opens_one(kit: Kit) -> None:
    keys = kit.page.keyboard
    for key in "jjk":
        keys.press(key)
    assert kit.active() == "row-a"
    keys.press("Enter")
    assert kit.page.url.endswith("#mo-a")


def test_a_letter_presses_the_button_of_the_current_row(kit: Kit) -> None:
    for key in "jju":
        kit.page.keyboard.press(key)
    assert kit.active() == "u-b"


def test_letters_do_nothing_while_typing(kit: Kit) -> None:
    kit.page.focus("#part-text")
    kit.page.keyboard.type("juk?")
    assert kit.page.input_value("#part-text") == "juk?"
    expect(kit.page.locator("#sr-help")).to_be_hidden()


def test_a_question_mark_lists_the_keys(kit: Kit) -> None:
    kit.page.keyboard.press("?")
    expect(kit.page.locator("#sr-help")).to_be_visible()


def test_a_stepper_stops_at_its_limit(kit: Kit) -> None:
    for _ in range(3):
        kit.page.click("text=Thêm")
    assert kit.page.input_value("#count") == "2"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda route: route.abort(), "mất kết nối"),
        (answered(500, "x"), "mã 500"),
        (answered(200, SIGNED_OUT), "phiên làm việc đã hết"),
    ],
)
def test_what_was_typed_stays_when_saving_fails(kit: Kit, answer: Answer, words: str) -> None:
    kit.answer = answer
    kit.page.fill("#part-text", "còn 4 máy")
    kit.page.keyboard.press("Control+Enter")
    notice = kit.page.locator("#part [role=alert]")
    expect(notice).to_contain_text(words)
    expect(notice).to_contain_text("Phần bạn gõ vẫn ở đây")
    kit.page.goto(kit.url)
    assert kit.page.input_value("#part-text") == "còn 4 máy"


def test_saving_again_after_a_lost_connection_clears_the_notice(kit: Kit) -> None:
    works, kit.answer = kit.answer, lambda route: route.abort()
    kit.page.fill("#part-text", "còn 4 máy")
    kit.page.click("text=Lưu cập nhật")
    kit.answer = works
    kit.page.click("text=Lưu lại")
    expect(kit.page.locator("#answer")).to_have_text("đã lưu")
    expect(kit.page.locator("#part [role=alert]")).to_have_count(0)
    kit.page.goto(kit.url)
    assert kit.page.input_value("#part-text") == ""


def test_the_text_of_a_whole_page_outlives_a_lost_session_and_goes_once_saved(kit: Kit) -> None:
    kit.answer = answered(200, SIGNED_OUT)
    kit.page.fill("#whole-text", "kiến nghị")
    kit.page.click("text=Lưu báo cáo")
    kit.page.wait_for_url("**/whole")
    kit.page.goto(kit.url)
    assert kit.page.input_value("#whole-text") == "kiến nghị"
    kit.answer = answered(200, kit.html)
    kit.page.click("text=Lưu báo cáo")
    kit.page.wait_for_url("**/whole")
    kit.page.goto(kit.url)
    assert kit.page.input_value("#whole-text") == ""


def test_the_button_says_that_it_is_saving_and_takes_no_second_click(kit: Kit) -> None:
    kit.answer = lambda route: None
    kit.page.click("text=Lưu cập nhật")
    expect(kit.page.locator("#part button")).to_be_disabled()
    expect(kit.page.locator("#part button")).to_have_text(re.compile("Đang lưu"))
