"""The pages of the room, as a person uses them without JavaScript, and as htmx asks for them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.models import Upload
from intake.operations import take_upload
from plans.models import Plan
from tests.factories import UserFactory
from tests.intake.conftest import NOW, SAMPLE, task_row

UPLOADS = "/nhap-van-ban/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def strange(stranger):
    client = Client()
    client.force_login(stranger)
    return client


def words(response) -> str:
    return response.content.decode()


def form_of(task, **changes):
    milestone = task.milestones.get()
    values = {
        "code": task.code,
        "content": task.content,
        "product": task.product,
        "deadline_text": task.deadline_text,
        "leads": "; ".join(task.parties.filter(part="lead").values_list("phrase", flat=True)),
        "partners": "; ".join(task.parties.filter(part="partner").values_list("phrase", flat=True)),
        "confirming_unit": task.confirming_unit.name if task.confirming_unit else "",
        f"moc-{milestone.pk}-kind": milestone.kind,
        f"moc-{milestone.pk}-due_date": f"{milestone.due_date:%d/%m/%Y}" if milestone.due_date else "",
    }
    return values | changes


def test_a_plan_goes_from_file_to_tracking_in_the_browser(page):
    sent = page.post(UPLOADS, {"file": SimpleUploadedFile("mau.docx", SAMPLE.read_bytes())}, follow=True)
    plan = Plan.objects.get()
    review = reverse("intake:review", args=[plan.pk])
    assert sent.redirect_chain[-1][0] == review
    assert "Chưa đưa vào theo dõi được: văn bản chưa có số" in words(sent)
    facts = {
        "kind": "ke_hoach",
        "number": "9/KH-UBND",
        "issued_date": "20/11/2026",
        "title": plan.title,
        "issuer": plan.issuer,
        "signer": plan.signer,
        "focal_unit": plan.focal_unit_id,
        "oversight_unit": "Văn phòng UBND Thành phố",
    }
    page.post(reverse("intake:document", args=[plan.pk]), facts)
    for task in plan.tasks.filter(parties__kind="unknown", parties__part="lead").distinct():
        page.post(reverse("intake:task", args=[plan.pk, task.pk]), form_of(task, leads="Sở Tài chính"))
    confirmation = page.get(reverse("intake:publish", args=[plan.pk]))
    count = confirmation.context["told"].assignments
    assert f"giao {count} việc" in words(confirmation)
    done = page.post(reverse("intake:publish", args=[plan.pk]))
    assert done.url == reverse("tasks:plan", args=[plan.pk])
    assert plan.assignments.count() == count
    again = page.post(reverse("intake:publish", args=[plan.pk]))
    assert again.status_code == 409
    assert "đã được đưa vào theo dõi" in words(again)
    assert plan.assignments.count() == count
    assert page.get(review).url == reverse("tasks:plan", args=[plan.pk])


def test_an_upload_shows_how_far_its_reading_is_and_then_leads_to_the_review(page, officer, draft):
    upload = take_upload(file=SimpleUploadedFile("a.docx", b"12345"), actor=officer, now=NOW)
    Upload.objects.update(state=Upload.State.READING, done=1, total=4)
    here = reverse("intake:upload", args=[upload.pk])
    waiting = page.get(here)
    assert "25%" in words(waiting)
    assert 'http-equiv="refresh"' in words(waiting)
    fragment = words(page.get(here, headers=HTMX))
    assert 'hx-trigger="every 1s"' in fragment
    assert "<html" not in fragment
    plan = draft()
    Upload.objects.update(state=Upload.State.READ, plan=plan)
    review = reverse("intake:review", args=[plan.pk])
    assert page.get(here).url == review
    assert page.get(here, headers=HTMX)["HX-Redirect"] == review


def test_a_refused_file_says_why_and_where_the_plan_is(page):
    page.post(UPLOADS, {"file": SimpleUploadedFile("mau.docx", SAMPLE.read_bytes())})
    again = page.post(UPLOADS, {"file": SimpleUploadedFile("mau2.docx", SAMPLE.read_bytes())}, follow=True)
    assert "Tệp này đã được nhập" in words(again)
    assert reverse("intake:review", args=[Plan.objects.get().pk]) in words(again)
    empty = page.post(UPLOADS, {"file": SimpleUploadedFile("rong.docx", b"")}, follow=True)
    assert "Tệp rỗng" in words(empty)
    none = page.post(UPLOADS, {})
    assert "Chọn một tệp" in words(none)


def test_a_session_lost_while_sending_a_file_is_said_after_sign_in(client, page):
    sent = client.post(UPLOADS, {"file": SimpleUploadedFile("mau.docx", b"12345")})
    assert sent.url.startswith("/dang-nhap/?next=")
    assert "het_phien" in sent.url
    assert not Upload.objects.exists()
    assert "tệp chưa được lưu" in words(page.get(UPLOADS + "?het_phien=1"))
    assert client.get(UPLOADS).url == "/dang-nhap/?next=/nhap-van-ban/"


def test_saving_a_row_goes_on_to_the_next_doubtful_one(page, draft):
    plan = draft(task_row("1", leads=["đơn vị liên quan"]), task_row("2"), task_row("3", leads=["đơn vị liên quan"]))
    first, _, third = plan.tasks.order_by("order")
    url = reverse("intake:task", args=[plan.pk, first.pk])
    saved = page.post(url, form_of(first, content="Nội dung mới", next="1"))
    assert saved.url == f"{reverse('intake:review', args=[plan.pk])}?mo={third.pk}&o=leads#phieu"
    first.refresh_from_db()
    assert first.content == "Nội dung mới"
    assert page.get(url).url.endswith(f"?mo={first.pk}#phieu")
    stayed = page.post(url, form_of(first))
    assert stayed.url.endswith(f"?mo={first.pk}#phieu")


def test_what_cannot_be_saved_is_said_beside_its_field_and_kept_in_the_form(page, draft):
    plan = draft(task_row("1"), task_row("2"))
    task = plan.tasks.get(code="1")
    url = reverse("intake:task", args=[plan.pk, task.pk])
    milestone = task.milestones.get()
    for changes, sentence in (
        ({"code": "2"}, "Mã nhiệm vụ này đã có"),
        ({"confirming_unit": "Sở Tài chánh Thành phố"}, "Gần nhất: Sở Tài chính"),
        ({"confirming_unit": "Phường Cầu Giấy"}, "không tự xác nhận"),
        ({f"moc-{milestone.pk}-due_date": "31/02/2027"}, "dd/mm/yyyy"),
        ({f"moc-{milestone.pk}-due_date": ""}, "Ghi ngày đến hạn"),
        ({"quantity_target": "5"}, "Ghi đơn vị tính"),
    ):
        response = page.post(url, form_of(task, content="Đang gõ dở", **changes))
        assert response.status_code == 422, changes
        assert sentence in words(response), changes
        assert "Đang gõ dở" in words(response)
    task.refresh_from_db()
    assert task.content != "Đang gõ dở"


def test_the_document_form_refuses_a_bad_date_and_a_second_plan(page, draft):
    draft(number="9/KH-UBND", issued_on="2026-11-02")
    plan = draft(task_row(content="Việc khác"), number=None, issued_on=None, title="Văn bản khác")
    facts = {
        "kind": "ke_hoach",
        "number": "9/KH-UBND",
        "issued_date": "02/11/2026",
        "title": "Kế hoạch",
        "focal_unit": plan.focal_unit_id,
        "oversight_unit": "",
    }
    url = reverse("intake:document", args=[plan.pk])
    assert "đã được nhập" in words(page.post(url, facts))
    assert "dd/mm/yyyy" in words(page.post(url, facts | {"issued_date": "2/11"}))
    assert page.get(url).url == reverse("intake:review", args=[plan.pk])


def test_a_doubt_is_settled_from_the_list(page, draft):
    plan = draft(task_row("1", leads=["đơn vị liên quan"]), number=None)
    check, missing = plan.doubts.get(level="check"), plan.doubts.get(level="missing")
    page.post(reverse("intake:doubt", args=[plan.pk, check.pk]))
    assert not plan.doubts.open().filter(level="check").exists()
    answer = page.post(reverse("intake:doubt", args=[plan.pk, missing.pk]), follow=True)
    assert "phải được điền" in words(answer)


def test_a_draft_published_by_a_colleague_meanwhile_is_a_conflict(page, draft):
    plan = draft()
    task = plan.tasks.get()
    Plan.objects.update(state=Plan.State.IN_FORCE)
    url = reverse("intake:task", args=[plan.pk, task.pk])
    response = page.post(url, form_of(task))
    assert response.status_code == 409
    assert "không được lưu" in words(response)
    assert page.post(url, form_of(task), headers=HTMX)["HX-Redirect"] == UPLOADS


def test_a_draft_is_deleted_after_asking(page, draft):
    plan = draft()
    url = reverse("intake:discard", args=[plan.pk])
    assert plan.title in words(page.get(url))
    assert Plan.objects.exists()
    assert "Đã xóa bản nháp" in words(page.post(url, follow=True))
    assert not Plan.objects.exists()


def test_the_original_file_is_only_ever_downloaded(page):
    page.post(UPLOADS, {"file": SimpleUploadedFile("mẫu.docx", SAMPLE.read_bytes())})
    response = page.get(reverse("intake:source", args=[Plan.objects.get().pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == SAMPLE.read_bytes()


def test_words_of_a_document_are_shown_as_words(page, draft):
    plan = draft(task_row(content="<script>alert(1)</script>", leads=["<b>Hội</b>"]))
    shown = words(page.get(reverse("intake:review", args=[plan.pk]) + f"?loc=tat-ca&mo={plan.tasks.get().pk}"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "<b>Hội</b>" not in shown


def test_strangers_find_nothing(strange, draft, officer):
    plan = draft(task_row(leads=["đơn vị liên quan"]))
    upload = take_upload(file=SimpleUploadedFile("a.docx", b"12345"), actor=officer, now=NOW)
    task, doubt = plan.tasks.get(), plan.doubts.get()
    for name, args in (
        ("review", [plan.pk]),
        ("document", [plan.pk]),
        ("task", [plan.pk, task.pk]),
        ("doubt", [plan.pk, doubt.pk]),
        ("publish", [plan.pk]),
        ("discard", [plan.pk]),
        ("source", [plan.pk]),
        ("upload", [upload.pk]),
    ):
        url = reverse(f"intake:{name}", args=args)
        assert strange.get(url).status_code == 404, name
        assert strange.post(url).status_code == 404, name
    assert plan.title not in words(strange.get(UPLOADS))


def test_who_works_in_no_unit_has_no_intake(client, db):
    client.force_login(UserFactory())
    assert client.get(UPLOADS).status_code == 404


@pytest.mark.parametrize("query", ["", "?loc=can-xem", "?loc=tat-ca", "?loc=thieu-nguoi"])
def test_the_review_asks_as_much_for_one_row_as_for_ten(page, draft, query):
    one = draft(task_row("1", leads=["đơn vị liên quan"]), number="1/KH")
    ten = draft(*(task_row(f"{n}", leads=["đơn vị liên quan"]) for n in range(10)), number="2/KH")
    assert count(page, f"/nhap-van-ban/{one.pk}/ra-soat/{query}") == count(
        page, f"/nhap-van-ban/{ten.pk}/ra-soat/{query}"
    )


def test_the_list_asks_as_much_for_one_draft_as_for_ten(page, draft, officer):
    take_upload(file=SimpleUploadedFile("a.docx", b"1"), actor=officer, now=NOW)
    draft(number="1/KH")
    first = count(page, UPLOADS)
    for n in range(9):
        draft(number=f"{n + 2}/KH")
        take_upload(file=SimpleUploadedFile("a.docx", f"{n + 2}".encode()), actor=officer, now=NOW)
    assert count(page, UPLOADS) == first


def test_a_long_draft_is_shown_page_by_page(page, draft):
    plan = draft(*(task_row(f"{n}") for n in range(1, 26)))
    review = f"/nhap-van-ban/{plan.pk}/ra-soat/"
    assert len(page.get(review).context["rows"]) == 20
    last = plan.tasks.get(code="25")
    opened = page.get(f"{review}?mo={last.pk}")
    assert last.pk in [row.task.pk for row in opened.context["rows"]]


def count(page, url) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert page.get(url).status_code == 200
    return len(captured)
