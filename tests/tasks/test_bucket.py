"""Evidence in an S3 store: kept, shown, sealed against overwriting, told of when it is gone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config import env
from tasks import operations as op
from tasks.errors import TaskError
from tasks.models import Evidence
from tests.cast import NOW

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40


@pytest.fixture
def kept(settings, bucket):
    at = env.storage(f"s3://minh-chung/sau-ro?endpoint={bucket.url}&region=hn")
    settings.STORAGES = {**settings.STORAGES, "default": at}
    return bucket.objects


def prove(cast, content: bytes = PDF) -> Evidence:
    file = SimpleUploadedFile("báo cáo.pdf", content)
    told = {"actor": cast.unit_officer, "kind": "file", "label": "Báo cáo", "now": NOW}
    return op.add_evidence(assignment_id=cast.assignment.pk, file=file, **told)


def test_a_file_goes_to_the_bucket_and_comes_back_through_the_page(client, cast, kept):
    piece = prove(cast)
    ((key, body),) = kept.items()
    assert key.startswith("/minh-chung/sau-ro/")
    assert body == PDF
    client.force_login(cast.unit_officer)
    answer = client.get(f"/minh-chung/{piece.pk}/tep/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF


def test_what_is_refused_leaves_nothing_in_the_bucket(cast, kept):
    prove(cast)
    with pytest.raises(TaskError, match="đã có trong minh chứng"):
        prove(cast)
    with pytest.raises(TaskError, match="không phải PDF"):
        prove(cast, b"MZ\x90\x00")
    assert len(kept) == 1


def test_a_file_that_the_bucket_has_lost_is_told_of(client, cast, kept):
    piece = prove(cast)
    kept.clear()
    client.force_login(cast.unit_officer)
    answer = client.get(f"/minh-chung/{piece.pk}/tep/")
    assert answer.status_code == 404
    assert "không còn trong kho lưu trữ" in answer.content.decode()
