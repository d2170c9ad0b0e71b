"""A stand-in for Zalo over real HTTP: Bot, token exchange, paid templates, signed receipts, errors and limits.

It speaks what is publicly written about the protocol: every answer of the Official Account is HTTP 200 and carries an
error number; a refresh token works once; a bot may write only to who wrote to it.
"""

import hashlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

BOT_TOKEN = "123456789:a-token-of-the-stand-in"
APP_ID, APP_SECRET, OA_SECRET = "4242", "app secret", "webhook secret"
OA_ID, TEMPLATE = "579745863508352884", "7895417"
HANG_UP = "hang up"
MOST_OF_TEXT, MOST_OF_TRACKING = 2000, 48
LONGEST = {"tieu_de": 65, "ma": 30, "viec": 200, "han": 20, "lien_ket": 200}


class Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        zalo: Zalo = self.server.zalo
        planned = zalo.planned(path.rpartition("/")[2])
        if isinstance(planned, float):
            time.sleep(planned)
            planned = None
        if planned == HANG_UP:
            self.close_connection = True
            self.connection.close()
            return
        if isinstance(planned, int):
            self._say(planned, {})
        else:
            self._say(200, planned or zalo.answer(path, body, dict(self.headers)))

    def _say(self, status: int, content: dict[str, Any]) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


class Zalo:
    """`plan("sendMessage", 503, HANG_UP, 0.5, {"error": -32})`: what comes next, before the usual answers."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.templates: list[dict[str, Any]] = []
        self.chats: set[str] = set()
        self.without_zalo: set[str] = set()
        self.quota = 500
        self.access, self.refresh, self.refreshes = "access-0", "refresh-0", 0
        self.updates: list[dict[str, Any]] = []
        self._plans: dict[str, list] = defaultdict(list)
        self._numbers, self._lock = count(1), threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Conversation)
        self._server.zalo, self._server.daemon_threads = self, True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def plan(self, method: str, *answers: object) -> None:
        self._plans[method] += answers

    def planned(self, method: str) -> object:
        with self._lock:
            return self._plans[method].pop(0) if self._plans[method] else None

    def answer(self, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        with self._lock:
            if path.startswith("/bot"):
                token, _, method = path.removeprefix("/bot").rpartition("/")
                return self._bot(token, method, json.loads(body or b"{}"))
            if path == "/v4/oa/access_token":
                return self._exchange(parse_qs(body.decode()), headers)
            if path == "/message/template":
                return self._template(json.loads(body), headers)
        return {"error": -1, "message": "unknown path"}

    def say(self, chat: str, text: str) -> dict[str, Any]:
        """Somebody writes to the bot: the update, as the webhook gets it; it also waits for getUpdates."""
        self.chats.add(chat)
        message = {"from": {"id": chat, "display_name": "Một người", "is_bot": False}, "text": text}
        message |= {"chat": {"id": chat, "chat_type": "PRIVATE"}, "message_id": f"in-{next(self._numbers)}"}
        update = {"ok": True, "result": {"event_name": "message.text.received", "message": message}}
        self.updates.append(update)
        return update

    def receipt(self, sent: dict[str, Any], at_ms: int) -> tuple[bytes, dict[str, str]]:
        """Body and headers of the webhook that says a template has arrived."""
        message = {"delivery_time": str(at_ms), "msg_id": sent["msg_id"], "tracking_id": sent["tracking_id"]}
        body = {"event_name": "user_received_message", "sender": {"id": OA_ID}, "recipient": {"id": sent["phone"]}}
        raw = json.dumps(body | {"message": message, "app_id": APP_ID, "timestamp": str(at_ms)}).encode()
        mac = hashlib.sha256(APP_ID.encode() + raw + str(at_ms).encode() + OA_SECRET.encode()).hexdigest()
        return raw, {"X-ZEvent-Signature": f"mac={mac}", "X-ZEvent-Timestamp": str(at_ms)}

    def _bot(self, token: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
        if token != BOT_TOKEN:
            return {"ok": False, "description": "Unauthorized", "error_code": 401}
        if method == "getUpdates":
            return self.updates.pop(0) if self.updates else {"ok": False, "description": "t/o", "error_code": 408}
        if method != "sendMessage":
            return {"ok": True, "result": {"id": "bot", "account_name": "Bot Sáu Rõ"}}
        if body["chat_id"] not in self.chats or not 0 < len(body["text"]) <= MOST_OF_TEXT:
            return {"ok": False, "description": "Bad request", "error_code": 400}
        self.messages.append(body)
        return {"ok": True, "result": {"message_id": f"bot-{next(self._numbers)}", "date": 1}}

    def _exchange(self, body: dict[str, list[str]], headers: dict[str, str]) -> dict[str, Any]:
        if headers.get("secret_key") != APP_SECRET or body.get("app_id") != [APP_ID]:
            return {"error": -14004, "error_name": "Invalid app secret"}
        if body.get("refresh_token") != [self.refresh]:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        self.refreshes += 1
        self.access, self.refresh = f"access-{self.refreshes}", f"refresh-{self.refreshes}"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}

    def _template(self, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
        if headers.get("access_token") != self.access:
            return {"error": -124, "message": "Access token invalid"}
        if body["template_id"] != TEMPLATE or set(body["template_data"]) != set(LONGEST):
            return {"error": -109, "message": "Template invalid"}
        if any(len(value) > LONGEST[name] for name, value in body["template_data"].items()):
            return {"error": -1121, "message": "Parameter too long"}
        if not body["phone"].startswith("84") or len(body.get("tracking_id", "")) > MOST_OF_TRACKING:
            return {"error": -108, "message": "Phone number invalid"}
        if body["phone"] in self.without_zalo:
            return {"error": -118, "message": "Zalo account not existed", "data": None}
        if self.quota <= 0:
            return {"error": -144, "message": "Out of daily quota"}
        self.quota -= 1
        sent = {**body, "msg_id": f"oa-{next(self._numbers)}"}
        self.templates.append(sent)
        left = {"dailyQuota": "500", "remainingQuota": str(self.quota)}
        return {"error": 0, "message": "Success", "data": {"msg_id": sent["msg_id"], "sent_time": "1", "quota": left}}


def settings_for(zalo: Zalo) -> dict[str, str]:
    return {
        "ZALO_BOT_TOKEN": BOT_TOKEN,
        "ZALO_BOT_URL": zalo.url,
        "ZALO_OA_APP_ID": APP_ID,
        "ZALO_OA_APP_SECRET": APP_SECRET,
        "ZALO_OA_ID": OA_ID,
        "ZALO_OA_WEBHOOK_SECRET": OA_SECRET,
        "ZALO_OA_TEMPLATE": TEMPLATE,
        "ZALO_OA_URL": zalo.url,
        "ZALO_OAUTH_URL": zalo.url,
    }


@pytest.fixture
def zalo(settings) -> Iterator[Zalo]:
    server = Zalo()
    server.start()
    for name, value in settings_for(server).items():
        setattr(settings, name, value)
    yield server
    server.stop()
