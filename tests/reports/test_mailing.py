"""A finished compilation goes by mail: its address, and its files where they were asked for."""

from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from journal.models import Event
from notifications.models import Delivery, Message
from notifications.operations import deliver
from reports.models import Compilation, CompiledFile
from reports.operations import mail_compilation, sending
from tests.factories import MembershipFactory, UnitFactory
from tests.notifications.scripted import scripted  # noqa: F401
from tests.reports.test_compilations import NOW, made, storage, world  # noqa: F401
from units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened")]


@pytest.fixture
def compilation(world) -> Compilation:  # noqa: F811
    return made(world)


@pytest.fixture
def office(world) -> Unit:  # noqa: F811
    unit = UnitFactory(name="Văn phòng Thử nghiệm", kind="nganh")
    MembershipFactory(unit=unit, role="unit_lead", user__email="van.phong@example.vn")
    return unit


def mail(compilation, world, **more):  # noqa: F811
    return mail_compilation(compilation_id=compilation.pk, actor=world.focal_officer, now=NOW, **more)


def test_the_files_travel_with_the_letter_and_are_written_down(compilation, world, office, scripted, settings):  # noqa: F811
    settings.EMAIL_URL = scripted.url
    assert mail(compilation, world, formats=["docx", "pdf"], units=[office]) == 1
    assert deliver(now=NOW)["sent"] == 1
    [letter] = scripted.letters
    parts = {part.get_filename(): part for part in message_from_bytes(letter.encode(), policy=policy.default).walk()}
    word = parts["Báo cáo tổng hợp 2026-03 bản 1.docx"].get_content()
    with compilation.files.get(format="docx").file.open("rb") as stored:
        assert word == stored.read()
    assert "Báo cáo tổng hợp 2026-03 bản 1.pdf" in parts
    assert Delivery.objects.get().state == "sent"
    assert "Tệp kèm theo: Báo cáo tổng hợp 2026-03 bản 1.docx" in Message.objects.get().detail
    event = Event.objects.get(verb="reports.mailed")
    assert set(event.payload["files"]) == {"docx", "pdf"}


def test_files_that_are_too_heavy_for_mail_are_refused_with_their_size(compilation, world, office):  # noqa: F811
    CompiledFile.objects.filter(format="pdf").update(size=11 * 1024 * 1024)
    with pytest.raises(sending.ReportError, match=r"nặng 11,0 MB, quá 10,0 MB một thư"):
        mail(compilation, world, formats=["pdf"], units=[office])
    assert not Message.objects.exists()


def test_another_unit_needs_a_file_since_it_cannot_open_the_page(compilation, world, office):  # noqa: F811
    with pytest.raises(sending.ReportError, match="chọn ít nhất một tệp"):
        mail(compilation, world, units=[office])


def test_a_file_gone_from_storage_is_said_before_and_left_out_after(compilation, world, office):  # noqa: F811
    file = compilation.files.get(format="pdf")
    mail(compilation, world, formats=["pdf"], units=[office])
    file.file.storage.delete(file.file.name)
    assert sending.files_of(Message.objects.get()) == []
    with pytest.raises(sending.ReportError, match="không còn trong kho lưu trữ"):
        mail(compilation, world, formats=["pdf"], units=[office])


def test_the_page_takes_files_and_names_and_answers_a_wrong_name(compilation, world, office, client):  # noqa: F811
    client.force_login(world.focal_officer)
    address = reverse("reports:mail", args=[compilation.pk])
    wrong = client.post(address, {"files": ["pdf"], "units": "Văn phòng Thử nghiêm"})
    assert wrong.status_code == 400
    assert "Không có đơn vị “Văn phòng Thử nghiêm”" in wrong.content.decode()
    assert client.post(address, {"files": ["pdf"], "units": office.name}).status_code == 302
    assert Message.objects.get().kind == sending.WITH_FILES
