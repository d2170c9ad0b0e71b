"""Read the environment strictly: a value that cannot be used stops the start with one clear line."""

import json
import os
import re
import secrets
from datetime import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, *, keep_in: Path | None) -> str:
    """NAME, or the file named by NAME_FILE, or (embedded use only) a key made once and kept in `keep_in`."""
    if value := text(name):
        return value
    if path := text(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}") from None
    if keep_in is None:
        raise ImproperlyConfigured(f"{name} (or {name}_FILE) must be set when DATABASE_URL is PostgreSQL")
    return _kept(keep_in / name.lower())


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


# Pages count a million rows in a third of a second: compiling the query would take as long, and groups by unit and
# document do not fit in the 4 MB that a new server gives a sort.
POSTGRES = "-c jit=off -c work_mem=16MB"
# Planning a query of a page takes as long as running it: a connection keeps the plans of those it has seen twice.
PREPARED = {"server_side_binding": True, "prepare_threshold": 2}


def database(url: str, var: Path) -> dict:
    """Django's settings of `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url or f"sqlite:///{var / 'sauro.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:] if parts.path.startswith("//") else parts.path)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme}://")
    options = {"options": POSTGRES, **PREPARED} | dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def storage(url: str) -> dict:
    """Django's settings of `s3://bucket/prefix?endpoint=https://…&region=…`; empty: files on the disk.

    Keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which the client library reads itself.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    endpoint, region = options.pop("endpoint", None), options.pop("region", None)
    if parts.scheme != "s3" or not parts.hostname or options:
        raise ImproperlyConfigured("MEDIA_STORAGE must be s3://bucket/prefix?endpoint=https://host&region=name")
    if endpoint and urlsplit(endpoint).scheme not in {"http", "https"}:
        raise ImproperlyConfigured("the endpoint in MEDIA_STORAGE must begin with https:// or http://")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("MEDIA_STORAGE needs the packages of requirements-s3.txt")
    kept = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "default_acl": "private"}
    kept |= {"file_overwrite": False, "querystring_auth": True, "endpoint_url": endpoint, "region_name": region}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {k: v for k, v in kept.items() if v is not None}}


def _sqlite(path: str) -> dict:
    # IMMEDIATE and WAL: one writer at a time, readers never wait, no upgrade deadlock.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def hours(name: str, default: str) -> tuple[time, time]:
    """ "06:05-21:50"."""
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text(name, default).split("-"))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must look like {default}") from None
    return start, end


def like(name: str, pattern: str, shape: str) -> str:
    """Empty, or of this shape; the value itself is a secret and is not shown."""
    value = text(name)
    if value and not re.fullmatch(pattern, value, re.ASCII):
        raise ImproperlyConfigured(f"{name} must look like {shape}")
    return value


def parsed(name: str, default: str) -> dict[str, Any]:
    try:
        value = json.loads(text(name, default))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object")
    return value
