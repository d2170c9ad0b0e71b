"""The product's own settings, in a folder and on a PostgreSQL server that last as long as the bench."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from tests.services import postgres

# Durable, as PostgreSQL comes: the tests' fsync=off would flatter every write.
TUNING = {"shared_buffers": "256MB", "max_wal_size": "4GB"}


def _first_process() -> None:
    """Servers that the bench starts inherit these; what the caller's environment says is not measured."""
    os.environ["DATABASE_URL"] = postgres.start_for_this_run(TUNING)
    os.environ["BENCH_FOLDER"] = folder = tempfile.mkdtemp(prefix="sauro-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"SECRET_KEY": secrets.token_hex(32), "JOURNAL_KEY": secrets.token_hex(32)}
    os.environ |= {"BASE_URL": "http://127.0.0.1", "LOG_LEVEL": "WARNING", "DEBUG": "0"}
    for name in ("REDIS_URL", "EMAIL_URL", "API_RATE", "ALLOWED_HOSTS", "MEDIA_ROOT"):
        os.environ.pop(name, None)


if "BENCH_FOLDER" not in os.environ:
    _first_process()

from config.settings import *  # noqa: E402, F403
from config.settings import STORAGES  # noqa: E402

FOLDER = Path(os.environ["BENCH_FOLDER"])
ROOT_URLCONF = "bench.urls"
MEDIA_ROOT = str(FOLDER / "media")
STATIC_ROOT = FOLDER / "static"
WHITENOISE_USE_FINDERS = False
# Hashed names as in production; compressing every file once more would only cost minutes.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(FOLDER / "queue"),
    "data_folder_out": str(FOLDER / "queue"),
    "control_folder": str(FOLDER / "queue-control"),
    "store_processed": False,
}
for _folder in ("queue", "queue-control", "static"):
    (FOLDER / _folder).mkdir(exist_ok=True)
