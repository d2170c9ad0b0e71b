"""A small installation as in production: PostgreSQL, Redis, a mail server, Zalo, a supervised worker, two beats."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.mail import MoodyMail
from tests.services import children, postgres, redis
from tests.services.zalo import Zalo, settings_for

ROOT = Path(__file__).resolve().parents[2]
# The worker alone, as `manage.py serve` runs it.
SUPERVISED = (
    "import sys; sys.path.insert(0, 'config'); import serve; "
    "serve.supervise({'worker': serve.programs('127.0.0.1', 0, 1)['worker']})"
)


class Place:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sauro-faults-")
        self.folder = Path(self._folder.name)
        self.mail, self.zalo = MoodyMail(), Zalo()
        self.mail.start()
        self.zalo.start()
        self._redis_port = children.free_port()
        self._redis = redis.serve(self.folder, self._redis_port)
        self._data = Path(tempfile.mkdtemp(prefix="sauro-faults-postgres-"))
        self._postgres, url = postgres.start(self._data)
        self._postgres_port = int(url.rpartition(":")[2].partition("/")[0])
        self.environment = {
            "DATABASE_URL": url,
            "REDIS_URL": f"redis://127.0.0.1:{self._redis_port}/0",
            "EMAIL_URL": self.mail.url,
            "SECRET_KEY": "a key of the drill, long enough to be one",
            "JOURNAL_KEY": "another key of the drill, long enough too",
            "LOG_LEVEL": "WARNING",
            "CHAT_HOURS": "00:00-23:59",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **settings_for(self.zalo),
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

    def restart_postgres(self) -> None:
        """As a package update does: open sessions are ended."""
        children.stop(self._postgres, signal.SIGINT)
        self._postgres = postgres.serve(self._data, self._postgres_port)

    def mail_refuses(self) -> None:
        self.mail.stop()
        self.mail.start()

    def stop_worker_and_second_beat(self) -> None:
        while self._processes:
            children.stop(self._processes.pop(), seconds=12)

    def close(self) -> None:
        self.stop_worker_and_second_beat()
        children.stop(self._redis)
        children.stop(self._postgres, signal.SIGINT)
        self.mail.stop()
        self.zalo.stop()
        postgres.remove(self._data)
        self._folder.cleanup()
