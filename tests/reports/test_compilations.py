"""Asking for a compilation, making it, editing its words, taking its files; and long lists."""

import csv
import json
import re
from datetime import date, datetime
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from journal.models import Event
from kpi.models import Indicator, Measurement, Target
from notifications.models import Message
from reports.admin import LetterTemplateForm
from reports.errors import ReportError
from reports.exports.compiled import standard_template
from reports.models import Compilation, LetterTemplate
from reports.operations import ask_compilation, ask_list, prepare_compilation, prepare_list, reword, take_file
from reports.operations.compiling import facts_in
from tests.factories import AssignmentFactory, MembershipFactory, UnitFactory
from tests.reports.worlds import finished, given, prove
from units import periods

NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MARCH = periods.administrative_month(2026, 3)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def world(cast):
    """Two wards have sent, one is overdue."""
    cast.assignment.delete()
    for n in range(2):
        finished(cast.plan, UnitFactory(name=f"Phường {n}", kind="phuong"), date(2026, 1, 20))
    cast.late = given(cast.plan, cast.ward, officer=cast.unit_officer)
    return cast


def asked(world, **more):
    wanted = {"plans": [world.plan], "period": MARCH, "recipient": "UBND Thành phố", "now": NOW, **more}
    return ask_compilation(actor=world.focal_officer, **wanted)


def made(world, **more):
    return prepare_compilation(compilation_id=asked(world, **more).pk, now=NOW)


def test_a_job_makes_facts_and_files_and_leaves_one_event(world):
    compilation = made(world)
    assert (compilation.state, compilation.as_of_date) == ("ready", date(2026, 3, 14))
    assert set(compilation.files.values_list("format", flat=True)) == {"docx", "pdf", "xlsx"}
    assert facts_in(compilation)["assignments"]["done"] == 2
    event = Event.objects.get(verb="reports.compiled")
    assert (event.actor_id, event.subject_id) == (world.focal_officer.pk, compilation.pk)


def test_two_workers_make_it_once(world):
    compilation = asked(world)
    assert prepare_compilation(compilation_id=compilation.pk, now=NOW)
    assert prepare_compilation(compilation_id=compilation.pk, now=NOW) is None


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"plans": []}, "Chưa chọn văn bản nào"),
        ({"period": periods.administrative_month(2027, 3)}, "chưa bắt đầu"),
        ({"compared": date(2026, 3, 14)}, "Ngày so sánh phải trước"),
    ],
)
def test_what_cannot_be_compiled_is_told_in_a_sentence(world, wanted, sentence):
    with pytest.raises(ReportError) as refused:
        asked(world, **wanted)
    assert sentence in refused.value.message
    assert not Compilation.objects.exists()


def test_only_who_sees_all_units_compiles(world):
    with pytest.raises(ReportError) as refused:
        ask_compilation(
            actor=world.unit_officer, plans=[world.plan], period=MARCH, recipient="UBND Thành phố", now=NOW
        )
    assert "Chỉ cơ quan đầu mối" in refused.value.message


def test_words_make_a_new_version_and_leave_the_figures(world):
    compilation = made(world)
    before = facts_in(compilation)
    finished(world.plan, UnitFactory(name="Phường mới", kind="phuong"), date(2026, 1, 25))
    reword(compilation_id=compilation.pk, actor=world.focal_officer, texts={"danh_gia": "Tốt."}, now=NOW)
    compilation = prepare_compilation(compilation_id=compilation.pk, now=NOW)
    assert (compilation.version, compilation.state) == (2, "ready")
    assert facts_in(compilation) == before
    assert list(compilation.files.filter(version=2).values_list("format", flat=True).order_by("format")) == [
        "docx",
        "pdf",
    ]


def test_a_template_that_cannot_be_filled_fails_with_its_place(world):
    template = LetterTemplate(name="Mẫu hỏng")
    template.file.save("a.docx", BytesIO(b"no word file"))
    compilation = made(world, template=template)
    assert compilation.state == "failed"
    assert compilation.error.startswith("Mẫu này không phải tệp .docx")


def test_a_file_gone_from_storage_is_told_and_not_an_error(world, client):
    compilation = made(world)
    file = compilation.files.get(format="docx")
    file.file.storage.delete(file.file.name)
    with pytest.raises(ReportError) as refused:
        take_file(file=file, actor=world.focal_officer)
    assert "không còn trong kho" in refused.value.message
    client.force_login(world.focal_officer)
    answer = client.get(reverse("reports:compiled_file", args=[compilation.pk, "docx"]), follow=True)
    assert "không còn trong kho" in answer.content.decode()


def test_facts_gone_from_storage_leave_a_page_that_says_so(world, client):
    compilation = made(world)
    compilation.facts.storage.delete(compilation.facts.name)
    client.force_login(world.focal_officer)
    answer = client.get(compilation.get_absolute_url())
    assert "không còn trong kho lưu trữ" in answer.content.decode()


def test_page_api_and_files_show_the_same_figures(world, client):
    compilation = made(world)
    facts = facts_in(compilation)
    client.force_login(world.focal_officer)
    page = client.get(compilation.get_absolute_url()).content.decode()
    shown = re.sub(r"</?b>|<td[^>]*>|\s*<tr>", "", page).replace("</td>", "|").replace("&quot;", '"')
    for label, tasks, assignments in facts["tables"][0]["rows"]:
        if isinstance(tasks, int) and isinstance(assignments, int):
            assert f"{label}|{tasks}|{assignments}|" in shown
    served = client.get(reverse("reports:compiled_file", args=[compilation.pk, "json"]))
    assert json.loads(served.content) == facts
    told = client.get(f"/api/v1/compilations/{compilation.pk}/").json()
    assert told["facts"] == facts
    lines = b"".join(client.get(reverse("reports:compiled_file", args=[compilation.pk, "csv"]))).decode()
    given_by_unit = [int(row[3]) for row in list(csv.reader(StringIO(lines)))[1:]]
    assert sum(given_by_unit) == facts["assignments"]["total"]


def test_the_page_asks_shows_progress_and_takes_words(world, client):
    client.force_login(world.focal_officer)
    url = reverse("reports:compilations")
    assert world.plan.title in client.get(url).content.decode()
    form = {"plans": [world.plan.pk], "period": MARCH.key, "rule": "hanh-chinh", "recipient": "UBND Thành phố"}
    answer = client.post(url, form)
    compilation = Compilation.objects.get()
    assert answer["Location"] == compilation.get_absolute_url()
    prepare_compilation(compilation_id=compilation.pk, now=NOW)
    page = client.get(compilation.get_absolute_url()).content.decode()
    assert "Xem số liệu dạng bảng" in page
    client.post(reverse("reports:texts", args=[compilation.pk]), {"danh_gia": "Tiến độ tốt."})
    compilation.refresh_from_db()
    assert (compilation.version, compilation.texts) == (2, {"danh_gia": "Tiến độ tốt."})
    Compilation.objects.update(state="waiting")
    assert "Chờ đến lượt lập" in client.get(compilation.get_absolute_url()).content.decode()


def test_nothing_chosen_is_said_on_the_form(world, client):
    client.force_login(world.focal_officer)
    answer = client.post(reverse("reports:compilations"), {})
    assert answer.status_code == 400
    assert "Chưa chọn văn bản nào" in answer.content.decode()


def test_others_do_not_see_a_compilation(world, client):
    compilation = made(world)
    client.force_login(world.stranger)
    assert client.get(compilation.get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:compiled_file", args=[compilation.pk, "docx"])).status_code == 404


def test_a_download_is_in_the_journal(world, client):
    compilation = made(world)
    client.force_login(world.focal_officer)
    answer = client.get(reverse("reports:compiled_file", args=[compilation.pk, "pdf"]))
    assert answer.content.startswith(b"%PDF")
    event = Event.objects.get(verb="reports.taken")
    assert event.payload["format"] == "pdf"
    assert event.payload["sha256"] == compilation.files.get(format="pdf").sha256


def test_a_list_of_work_streams_as_csv_and_comes_as_a_workbook(world, client):
    AssignmentFactory(task__plan=world.plan, task__content="=cmd()", unit=world.ward)
    client.force_login(world.focal_officer)
    lines = b"".join(client.get(reverse("reports:work_csv", args=[world.plan.pk]))).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(lines)))
    assert len(rows) == 5
    assert any(row[2] == "'=cmd()" for row in rows)
    found = prepare_list(
        list_id=ask_list(actor=world.focal_officer, kind="luot-giao", plan=world.plan, now=NOW).pk, now=NOW
    )
    assert (found.state, found.done) == ("ready", 4)
    with found.file.open("rb") as stored:
        sheet = load_workbook(stored)["Danh sách"]
    assert sheet.max_row == 8
    assert sheet["G5"].value.date() == date(2026, 1, 31)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert client.get(reverse("reports:take_list", args=[found.pk])).status_code == 200


def test_a_unit_takes_only_its_own_rows(world, client):
    client.force_login(world.unit_officer)
    lines = b"".join(client.get(reverse("reports:work_csv", args=[world.plan.pk]))).decode("utf-8-sig")
    assert {row[3] for row in list(csv.reader(StringIO(lines)))[1:]} == {world.ward.name}


def test_the_catalogue_of_products_names_person_proof_dates_and_supplements(world):
    world.late.delete()
    sent = date(2026, 2, 10)
    done = finished(world.plan, world.ward, sent, officer=world.unit_officer, first_sent_date=sent)
    prove(done, sent, "Quyết định ban hành")
    found = ask_list(actor=world.unit_head, kind="san-pham", now=NOW, start=date(2026, 1, 1), end=date(2026, 12, 31))
    found = prepare_list(list_id=found.pk, now=NOW)
    with found.file.open("rb") as stored:
        row = [cell.value for cell in load_workbook(stored)["Danh sách"][5]]
    assert row[1] == world.unit_officer.full_name
    assert "Quyết định ban hành, số 412/QĐ-UBND" in row[7]
    assert (row[10].date(), row[12], row[13]) == (sent, "Hoàn thành quá hạn", 0)


@pytest.mark.parametrize("kind", ["luot-giao", "san-pham"])
def test_a_list_without_what_it_needs_is_refused_in_a_sentence(world, kind):
    with pytest.raises(ReportError) as refused:
        ask_list(actor=world.focal_officer, kind=kind, now=NOW)
    assert refused.value.message.startswith("Chưa chọn")


def test_a_ready_report_is_told_to_the_heads_by_letter_once(world, client):
    head = MembershipFactory(unit=world.focal, role="unit_lead").user
    compilation = made(world)
    client.force_login(world.focal_officer)
    for _ in range(2):
        client.post(reverse("reports:mail", args=[compilation.pk]))
    message = Message.objects.get(kind="reports.compiled")
    assert (message.user_id, message.path) == (head.pk, compilation.get_absolute_url())


def test_who_only_watches_reads_a_report_and_changes_nothing_of_it(world, client):
    compilation = made(world)
    client.force_login(world.inspector)
    page = client.get(compilation.get_absolute_url()).content.decode()
    assert "Nhận xét số liệu" in page
    assert "Lưu phần lời" not in page
    for name in ("reports:texts", "reports:mail"):
        assert client.post(reverse(name, args=[compilation.pk]), {"danh_gia": "Tốt."}).status_code == 403
    compilation.refresh_from_db()
    assert compilation.version == 1


@pytest.mark.django_db
def test_a_template_is_tried_before_it_is_kept():
    document = Document(BytesIO(standard_template()))
    document.paragraphs[0].insert_paragraph_before("Gửi {{ ten_la }}")
    wrong = BytesIO()
    document.save(wrong)
    for content, kept in ((wrong.getvalue(), False), (standard_template(), True)):
        file = SimpleUploadedFile("mau.docx", content)
        form = LetterTemplateForm({"name": "Mẫu", "is_active": "on"}, {"file": file})
        assert form.is_valid() is kept
        assert kept or "“ten_la” không có trong báo cáo" in form.errors["file"][0]


def test_indicators_stand_against_their_targets(world):
    indicator = Indicator.objects.create(plan=world.plan, order=1, number="1", text="Hồ sơ trực tuyến")
    target = Target.objects.create(
        indicator=indicator, order=1, comparator=">=", value=85, unit="%", aggregation="latest"
    )
    for month, value in ((1, 60), (2, 90)):
        end = date(2026, month, 14)
        Measurement.objects.create(
            target=target,
            unit=world.ward,
            period=f"2026-0{month}",
            period_start=end,
            period_end=end,
            due_date=end,
            state="accepted",
            value=value,
            sent_at=NOW,
        )
    facts = facts_in(made(world))
    table = next(table for table in facts["tables"] if table["key"] == "chi_tieu")
    assert table["rows"] == [["1", "Hồ sơ trực tuyến", "ít nhất 85%", "90%", "2026-02-14", "1/1", "đạt"]]
    chart = next(chart for chart in facts["charts"] if chart["name"] == "1. Hồ sơ trực tuyến")
    assert chart["rows"] == [["14/01/2026", "60%"], ["14/02/2026", "90%"]]
