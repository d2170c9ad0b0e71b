"""Just enough of a browser to sign in and follow links, from the standard library alone."""

import re
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

SIGN_OUT = "/dang-xuat/"


class Surprise(Exception):
    """Something that a newcomer would not have expected, in one sentence."""


class Browser:
    def __init__(self, port: int) -> None:
        self.base = f"http://localhost:{port}"
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))
        self.address = self.page = ""

    def open(self, path: str, form: dict[str, str] | None = None) -> str:
        request = Request(urljoin(self.base, path), headers={"Referer": self.base})  # noqa: S310
        if form:
            request.data = urlencode(form).encode()
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.address = answer.url
                self.page = answer.read().decode(errors="replace")
        except HTTPError as error:
            raise Surprise(f"{error.url} answered {error.code}") from None
        return self.page

    def sign_in(self, username: str, password: str) -> None:
        self.open("/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        if not token:
            raise Surprise("the sign-in page has no form")
        form = {"csrfmiddlewaretoken": token[1], "username": username, "password": password}
        self.open(self.address, form)
        if not any(cookie.name == "sessionid" for cookie in self._cookies):
            raise Surprise(f"{username} could not sign in")

    def open_every_link_of(self, path: str) -> int:
        links = {unescape(link) for link in re.findall(r'<a [^>]*href="([^"#]+)"', self.open(path))}
        inside = sorted({urlsplit(link).path for link in links if link.startswith("/")} - {SIGN_OUT})
        for link in inside:
            self.open(link)
        return len(inside)
