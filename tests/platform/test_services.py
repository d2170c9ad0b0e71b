import smtplib
from email.message import EmailMessage

import pytest
import redis
from django.db import connection
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.services.smtp import SmtpServer


@pytest.mark.django_db
def test_the_tests_run_on_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_redis_keeps_what_it_is_given(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("key", "giá trị")
        assert client.get("key").decode() == "giá trị"


def test_the_mail_server_keeps_letters_and_refuses_whom_it_is_told_to(smtp_server: SmtpServer) -> None:
    smtp_server.refused.add("gone@example.org")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "Nhắc việc"
    letter.set_content("Hạn 31/01")
    with smtplib.SMTP("127.0.0.1", smtp_server.port) as client:
        assert list(client.send_message(letter, to_addrs=["b@example.org", "gone@example.org"])) == [
            "gone@example.org"
        ]
    assert [mail["Subject"] for mail in smtp_server.to("b@example.org")] == ["Nhắc việc"]
    assert smtp_server.to("gone@example.org") == []


@pytest.mark.django_db(transaction=True)
def test_a_browser_meets_the_sign_in_page(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)
    assert "mật khẩu" in page.content().lower()
