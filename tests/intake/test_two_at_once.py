"""The same file sent by two people of the unit and read by two workers in the same second."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from intake.models import Upload
from intake.operations import read_upload, take_upload
from plans.models import Plan
from tests.factories import MembershipFactory
from tests.intake.conftest import NOW, SAMPLE


@pytest.mark.django_db(transaction=True)
def test_one_becomes_the_draft_and_the_other_is_told(transactional_db, officer, city):
    colleague = MembershipFactory(unit=city["STC"], user__username="dong-nghiep").user
    waiting = [
        take_upload(file=SimpleUploadedFile("mau.docx", SAMPLE.read_bytes()), actor=person, now=NOW)
        for person in (officer, colleague)
    ]
    together = Barrier(2)

    def read(upload: Upload) -> None:
        together.wait()
        read_upload(upload_id=upload.pk, now=NOW)
        connection.close()

    threads = [Thread(target=read, args=(upload,)) for upload in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plan = Plan.objects.get()
    assert sorted(Upload.objects.values_list("state", "code")) == [
        (Upload.State.READ, ""),
        (Upload.State.REFUSED, "already_imported"),
    ]
    assert plan.source_files.count() == 1
    assert plan.tasks.count() == 25
