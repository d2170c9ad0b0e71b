"""Settings of the tests: the product's own on a PostgreSQL server of their own, without its waiting times."""

import os
import tempfile

from tests.services import postgres

if not os.environ.get("DATABASE_URL"):
    # Workers of pytest-xdist inherit the variable, so the first process starts the only server.
    os.environ["DATABASE_URL"] = postgres.start_for_this_run()
for _key in ("SECRET_KEY", "JOURNAL_KEY"):
    os.environ.setdefault(_key, f"{_key} of the tests, long enough to be taken for one")

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, STORAGES  # noqa: E402

_scratch = tempfile.TemporaryDirectory(prefix="sauro-tests-")
MEDIA_ROOT = _scratch.name + "/media"
STATIC_ROOT = _scratch.name
WHITENOISE_AUTOREFRESH = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECOND_STEP_REQUIRED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Factories leave no journal, by which the bar knows that it must count again.
CACHES = {**CACHES, "bar": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str] = {}
