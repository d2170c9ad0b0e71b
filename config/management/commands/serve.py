import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Run the web server, the worker and the ticks until INT or TERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        usual = 1 if settings.EMBEDDED else 2
        parser.add_argument("--web-workers", type=int, default=os.environ.get("WEB_WORKERS") or usual)

    def handle(self, *, host: str, port: int, web_workers: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        address = os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        call_command("demo_accounts", stdout=self.stdout)
        self.stdout.write(f"Sáu Rõ: {address}/ (stop with Ctrl+C)")
        self.stdout.flush()
        supervisor = str(settings.BASE_DIR / "config" / "serve.py")
        # The supervisor takes this process's place, without Django in its memory.
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-I", supervisor, host, str(port), str(web_workers)])


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(f"Cannot listen on {host}:{port} ({error.strerror}); choose another --port") from None
