import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from config.templatetags.kit import stackbar
from tasks.figures import Figures
from tasks.queries.badges import Badge

FIGURES = Figures(done_on_time=986, done_late=143, open_in_time=765, open_overdue=68, ongoing=214)


class UpdateForm(forms.Form):
    progress = forms.IntegerField(label="Tiến độ", max_value=100, help_text="Từ 0 đến 100")
    note = forms.CharField(label="Ghi chú", required=False)
    basis = forms.ChoiceField(label="Nguyên nhân", choices=[("a", "Khách quan")], widget=forms.RadioSelect)
    remember = forms.BooleanField(label="Nhớ cách viết này", required=False)


def component(name: str, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context)


def test_a_badge_is_a_word_an_icon_and_a_colour() -> None:
    html = component("badge", badge=Badge("overdue", "Quá hạn 51 ngày"))
    assert "Quá hạn 51 ngày" in html
    assert "#state-overdue" in html
    assert "sr-badge--overdue" in html


def test_the_bar_of_states_fills_its_width_in_the_official_order() -> None:
    html = stackbar(FIGURES)
    parts = re.findall(r'sr-fill--(\w+)"(?: x="(\d+)")? width="(\d+)"', html)
    assert [(name, int(x or 0)) for name, x, _ in parts] == [
        ("done_on_time", 0),
        ("done_late", 503),
        ("open_in_time", 575),
        ("open_overdue", 965),
    ]
    assert int(parts[-1][1]) + int(parts[-1][2]) == 1000


def test_a_state_that_nobody_is_in_has_no_part_in_the_bar() -> None:
    assert stackbar(Figures(done_on_time=3)).count("<rect") == 1
    assert stackbar(Figures()).count("<rect") == 0


def test_the_figures_say_the_rate_with_both_numbers_and_the_line_outside_it() -> None:
    html = component("figures", figures=FIGURES, before_issue=2, rows_url="?tinh_hinh=")
    assert "94,3%" in html
    assert "1.129 / 1.197 lượt giao" in html
    assert "50,3%" in html
    assert 'href="?tinh_hinh=open_overdue"' in html
    assert "thường xuyên <b>214</b> lượt giao" in html
    assert "hoàn thành trước khi ban hành <b>2</b> nhiệm vụ" in html


def test_figures_of_nothing_have_no_rate() -> None:
    assert "<b>–</b>" in component("figures", figures=Figures())


@pytest.mark.parametrize(("part", "share"), [(1, "0,1%"), (68, "6,8%"), (1000, "100,0%")])
def test_a_share_is_written_with_one_decimal_and_a_comma(part: int, share: str) -> None:
    assert component("share", part=part, whole=1000) == share


def test_a_wrong_field_says_why_and_ties_the_words_to_the_input() -> None:
    html = component("field", field=UpdateForm({"progress": "120"})["progress"])
    assert 'id="id_progress_error"' in html
    assert 'id="id_progress_helptext"' in html
    assert re.search(r'aria-describedby="[^"]*id_progress_helptext', html)
    assert 'aria-invalid="true"' in html


def test_an_optional_field_says_so_and_a_group_of_choices_has_a_legend() -> None:
    assert "không bắt buộc" in component("field", field=UpdateForm()["note"])
    assert "<legend>" in component("field", field=UpdateForm()["basis"])
    assert "không bắt buộc" not in component("field", field=UpdateForm()["remember"])


def test_the_last_page_of_a_list_offers_no_more_rows() -> None:
    assert "Xem thêm" not in component("pager", shown="Hiện 12 trong 12", next_url="", more=0)
    assert "Xem thêm 40 dòng" in component("pager", shown="Hiện 40", next_url="?sau=9", more=40, target="#rows")


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "500"])
def test_an_error_page_needs_no_context_and_carries_a_code_and_the_time(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert re.search(r"Mã lỗi: SR-\d{3}C? · \d{2}/\d{2}/\d{4} \d{2}:\d{2}", html)


@pytest.mark.django_db
def test_sign_in_gives_one_sentence_for_a_wrong_name_or_password(client: Client) -> None:
    answer = client.post("/dang-nhap/", {"username": "nobody", "password": "wrong"})
    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.content.decode()
    assert answer.content.decode().count('role="alert"') == 1


@pytest.mark.django_db(transaction=True)
def test_the_sign_in_page_fits_a_phone_and_breaks_no_content_policy(live_server: LiveServer, phone: Page) -> None:
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.goto(live_server.url + "/dang-nhap/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert [text for text in said if "Content Security Policy" in text] == []
