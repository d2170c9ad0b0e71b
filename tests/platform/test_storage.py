"""Where files are kept: MEDIA_STORAGE is read strictly and never asks the network."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_unset_keeps_files_on_the_disk():
    assert env.storage("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_a_bucket_with_its_endpoint(monkeypatch):
    monkeypatch.setattr(env, "find_spec", lambda name: object())
    found = env.storage("s3://minh-chung/sau-ro?endpoint=https://s3.example.org&region=hn")
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    options = found["OPTIONS"]
    assert (options["bucket_name"], options["location"]) == ("minh-chung", "sau-ro")
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.example.org", "hn")
    assert (options["file_overwrite"], options["default_acl"]) == (False, "private")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://kho", "must be s3://bucket"),
        ("s3://", "must be s3://bucket"),
        ("s3://kho?colour=red", "must be s3://bucket"),
        ("s3://kho?endpoint=kho.example.org", "must begin with https"),
    ],
)
def test_a_strange_address_stops_the_start_in_one_line(url, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        env.storage(url)


def test_a_bucket_without_its_packages_names_them(monkeypatch):
    monkeypatch.setattr(env, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        env.storage("s3://kho")
