"""A unit's own report, once sent, goes by mail with its files."""

from email import message_from_bytes, policy
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from docx import Document

from journal.models import Event
from notifications.models import Message, Opening
from notifications.operations import deliver
from reports.errors import ReportError
from reports.models import Report
from reports.operations import mail_report, sending_filed
from tests.factories import MembershipFactory, UnitFactory
from tests.notifications.scripted import scripted  # noqa: F401
from tests.reports.filed import NOON, TEXTS, opened, sent
from tests.reports.test_compiled_files import words_of
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]


@pytest.fixture
def report(cast) -> Report:
    return sent(cast)


@pytest.fixture
def office(cast) -> Unit:
    unit = UnitFactory(name="Văn phòng Thử nghiệm", kind="nganh")
    MembershipFactory(unit=unit, role="unit_lead", user__email="van.phong@example.vn")
    return unit


def mail(report, actor, **more) -> int:
    return mail_report(report_id=report.pk, actor=actor, now=NOON, **more)


def test_the_files_travel_with_the_letter(report, cast, office, scripted, settings):  # noqa: F811
    settings.EMAIL_URL = scripted.url
    Message.objects.all().delete()
    assert mail(report, cast.unit_officer, formats=["pdf", "docx"], units=[office]) == 1
    deliver(now=NOON)
    [letter] = scripted.letters
    parts = {part.get_filename(): part for part in message_from_bytes(letter.encode(), policy=policy.default).walk()}
    name = f"Báo cáo 2026-01 {cast.ward.short_name}"
    assert TEXTS["causes"] in words_of(Document(BytesIO(parts[f"{name}.docx"].get_content())))
    assert parts[f"{name}.pdf"].get_content().startswith(b"%PDF-")
    event = Event.objects.get(verb="reports.mailed")
    assert (event.payload["files"], event.payload["digest"]) == (["docx", "pdf"], report.digest)


def test_without_a_named_unit_the_heads_get_its_address(report, cast):
    Message.objects.all().delete()
    assert mail(report, cast.unit_officer) == 1
    message = Message.objects.get()
    assert (message.user, message.path) == (cast.unit_head, report.get_absolute_url())
    assert mail(report, cast.unit_officer) == 0


def test_before_the_opening_a_letter_to_who_is_not_reached_is_refused_and_none_is_written(report, cast, office):
    Opening.objects.update(everyone=False)
    Message.objects.all().delete()
    for more, name in (({"formats": ["pdf"], "units": [office]}, office.name), ({}, str(cast.unit_head))):
        with pytest.raises(ReportError, match=f"chưa mở gửi tin cho {name}"):
            mail(report, cast.unit_officer, **more)
    assert not Message.objects.exists()
    Opening.objects.get().people.add(cast.unit_head)
    assert mail(report, cast.unit_officer) == 1


def test_only_the_unit_mails_and_only_what_was_sent(cast, office):
    report = opened(cast)
    with pytest.raises(ReportError, match="Báo cáo chưa được duyệt và gửi"):
        mail(report, cast.unit_officer, formats=["docx"], units=[office])
    with pytest.raises(PermissionDenied):
        mail(report, cast.focal_officer, formats=["docx"], units=[office])
    assert not Message.objects.filter(kind=sending_filed.WITH_FILES).exists()


def test_the_page_takes_files_and_names_and_answers_a_wrong_name(report, cast, office, client):
    client.force_login(cast.unit_officer)
    assert "Gửi kèm tệp" in client.get(report.get_absolute_url()).content.decode()
    address = reverse("reports:mail_filed", args=[report.pk])
    wrong = client.post(address, {"files": ["pdf"], "units": "Văn phòng Thử nghiêm"})
    assert wrong.status_code == 400
    assert "Không có đơn vị “Văn phòng Thử nghiêm”" in wrong.content.decode()
    assert client.post(address, {"files": ["pdf"], "units": office.name}).status_code == 302
    assert Message.objects.get(kind=sending_filed.WITH_FILES).user.email == "van.phong@example.vn"
