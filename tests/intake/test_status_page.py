"""The page that takes progress from another software: checked row by row, then agreed to, then written."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from intake.operations.statuses import COLUMNS
from tasks.models import ProgressUpdate

pytestmark = pytest.mark.django_db


def book(*rows, head=COLUMNS):
    workbook = Workbook()
    for row in (head, *rows):
        workbook.active.append(row)
    out = BytesIO()
    workbook.save(out)
    return SimpleUploadedFile("tien-do.xlsx", out.getvalue())


@pytest.fixture
def page(client, cast):
    client.force_login(cast.unit_officer)
    return reverse("intake:statuses", args=[cast.plan.pk])


def test_a_checked_file_shows_before_and_after_and_is_written_once_agreed_to(client, cast, page):
    answer = client.post(
        page, {"file": book((cast.assignment.task.code, cast.ward.name, 40, "Đang thực hiện", None))}
    )
    text = answer.content.decode()
    assert "Cập nhật 1 lượt giao" in text
    assert not ProgressUpdate.objects.exists()
    agreed = client.post(page, {"checked": answer.context["checked"]}, follow=True)
    assert "Đã cập nhật tiến độ 1 lượt giao" in agreed.content.decode()
    cast.assignment.refresh_from_db()
    assert cast.assignment.percent == 40


def test_wrong_rows_are_named_and_nothing_can_be_agreed_to(client, cast, page):
    answer = client.post(page, {"file": book(("X.1", cast.ward.name, 40, "", None))})
    assert answer.status_code == 400
    assert "Dòng 2:" in answer.content.decode()
    assert 'name="checked"' not in answer.content.decode()


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_what_is_no_workbook_is_refused_in_a_sentence(client, page, content):
    answer = client.post(page, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 400
    assert "Không đọc được tệp" in answer.content.decode()


def test_what_was_tampered_with_is_refused(client, page):
    answer = client.post(page, {"checked": "abc"})
    assert answer.status_code == 400
    assert "chọn lại tệp" in answer.content.decode()


def test_the_sample_holds_the_units_own_running_work(client, cast, page):
    answer = client.get(reverse("intake:status_sample", args=[cast.plan.pk]))
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert [row[:2] for row in rows[1:]] == [(cast.assignment.task.code, cast.ward.name)]
    assert client.post(page, {"file": SimpleUploadedFile("a.xlsx", answer.content)}).status_code == 200


def test_another_system_checks_and_writes_by_the_api(cast, client):
    client.force_login(cast.unit_officer)
    address = reverse("api:statuses", args=[cast.plan.pk])
    row = (cast.assignment.task.code, cast.ward.name, 55, "", None)
    tried = client.post(address, {"file": book(row), "dry_run": "true"})
    assert (tried.status_code, tried.json()["updated"]) == (200, 0)
    assert tried.json()["rows"][0]["percent"] == 55
    assert client.post(address, {"file": book(row)}).json()["updated"] == 1
    assert client.post(address, {"file": book(row, head=("a",))}).status_code == 400
