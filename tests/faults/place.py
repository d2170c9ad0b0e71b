"""A small installation as in production: PostgreSQL, Redis, a mail server, a supervised worker, two beats."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services import children, postgres, redis
from tests.services.smtp import SmtpServer

ROOT = Path(__file__).resolve().parents[2]
# The worker alone, as `manage.py serve` runs it.
SUPERVISED = (
    "import sys; sys.path.insert(0, 'config'); import serve; "
    "serve.supervise({'worker': serve.programs('127.0.0.1', 0, 1)['worker']})"
)


class SlowSmtpServer(SmtpServer):
    """Slow enough for a fault to meet a letter on its way."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(0.005)
        return await super().handle_DATA(server, session, envelope)


class Place:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sauro-faults-")
        self.folder = Path(self._folder.name)
        self.mail = SlowSmtpServer()
        self.mail.start()
        self._redis_port = children.free_port()
        self._redis = redis.serve(self.folder, self._redis_port)
        self.environment = {
            "DATABASE_URL": postgres.start_for_this_run(),
            "REDIS_URL": f"redis://127.0.0.1:{self._redis_port}/0",
            "EMAIL_URL": self.mail.url,
            "SECRET_KEY": "a key of the drill, long enough to be one",
            "JOURNAL_KEY": "another key of the drill, long enough too",
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self._processes: list[subprocess.Popen] = []

    def start_worker_and_second_beat(self) -> None:
        beat = ["-m", "celery", "--quiet", "-A", "config", "beat", "-l", "ERROR"]
        self._processes = [self._start("-c", SUPERVISED), self._start(*beat)]

    def _start(self, *arguments: str) -> subprocess.Popen:
        environment = {**os.environ, **self.environment}
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill_worker(self) -> None:
        children.wait_until(lambda: self._worker() is not None, "the worker")
        os.kill(self._worker(), signal.SIGKILL)

    def _worker(self) -> int | None:
        supervisor = self._processes[0].pid
        for pid in Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split():
            if b"celery" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return int(pid)
        return None

    def kill_redis(self) -> None:
        self._redis.kill()
        self._redis.wait()
        self._redis = redis.serve(self.folder, self._redis_port)

    def close_mail_server(self) -> None:
        self.mail.stop()
        self.mail.start()

    def stop_worker_and_second_beat(self) -> None:
        while self._processes:
            children.stop(self._processes.pop(), seconds=12)

    def close(self) -> None:
        self.stop_worker_and_second_beat()
        children.stop(self._redis)
        self.mail.stop()
        self._folder.cleanup()
