"""Đơn vị và thành viên, accounts by .xlsx, Hồ sơ."""

from datetime import datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.exports.accounts import COLUMNS, accounts_template
from agenda.operations.account_files import check_accounts
from journal.models import Event
from notifications.models import Delivery, SignedLink
from notifications.operations.routing import Routes
from tests.agenda.people import invitation
from tests.cast import HANOI
from tests.factories import MembershipFactory, UnitFactory
from units.models import Membership, User

Role = Membership.Role


# the list and one unit


@pytest.mark.parametrize(
    ("who", "all_units"),
    [
        ("admin", True),
        ("focal_officer", True),
        ("inspector", True),
        ("city_leader", True),
        ("unit_head", False),
        ("unit_officer", False),
        ("partner_officer", False),
    ],
)
def test_who_sees_all_units_and_who_only_the_own(client, cast, who, all_units):
    user = getattr(cast, who)
    client.force_login(user)
    assert client.get("/don-vi/").status_code == (200 if all_units else 404)
    assert client.get(f"/don-vi/{cast.ward.pk}/").status_code == (
        200 if all_units or user in (cast.unit_head, cast.unit_officer) else 404
    )
    own = client.get(f"/don-vi/{user.memberships.get().unit_id}/").content.decode()
    assert user.email in own


def test_units_without_people_are_found_without_diacritics(client, cast):
    UnitFactory(name="UBND phường Nghĩa Đô", code="ND")
    client.force_login(cast.focal_officer)
    page = client.get("/don-vi/?nguoi=chua&tim=nghia+do").content.decode()
    assert "Nghĩa Đô" in page
    assert "Cầu Giấy" not in page
    assert "Không có đơn vị nào" in client.get("/don-vi/?tim=xyzt").content.decode()
    for strange in ("trang=abc", "trang=99999", "loai=%00", "nguoi=x", "tim=" + "a" * 500):
        assert client.get(f"/don-vi/?{strange}").status_code == 200


def test_an_invitation_is_followed_from_sent_to_registered_or_bounced(client, cast):
    ward = UnitFactory(name="UBND phường Nghĩa Đô", code="ND")
    client.force_login(cast.admin)
    assert "chưa mời" in client.get(f"/don-vi/{ward.pk}/").content.decode()
    invitation(ward, cast.admin)
    assert "chưa đăng ký" in client.get("/don-vi/?tim=ND").content.decode()
    Delivery.objects.update(state="failed")
    assert "không đến" in client.get("/don-vi/?tim=ND").content.decode()
    SignedLink.objects.update(used_at=timezone.now())
    assert "đã đăng ký" in client.get("/don-vi/?tim=ND").content.decode()


def test_all_units_without_people_are_invited_in_one_step(client, cast):
    empty = UnitFactory.create_batch(3)
    client.force_login(cast.focal_officer)
    answer = client.post("/don-vi/moi/", {"all": "1"}, follow=True)
    assert "3 đơn vị" in answer.content.decode()
    assert set(SignedLink.objects.values_list("unit", flat=True)) == {unit.pk for unit in empty}
    assert client.post("/don-vi/moi/", {}, follow=True).status_code == 200
    client.force_login(cast.unit_head)
    assert client.post("/don-vi/moi/", {"all": "1"}).status_code == 403


def test_a_longer_list_and_a_larger_unit_cost_the_same(client, cast):
    client.force_login(cast.admin)

    def cost() -> list[int]:
        counts = []
        for path in ("/don-vi/", f"/don-vi/{cast.ward.pk}/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(path)
            counts.append(len(queries))
        return counts

    client.get("/don-vi/")
    before = cost()
    UnitFactory.create_batch(10)
    MembershipFactory.create_batch(10, unit=cast.ward)
    assert cost() == before


def test_a_head_adds_people_and_sends_them_their_password(client, cast):
    client.force_login(cast.unit_head)
    data = {"full_name": "Lý Thị Dung", "email": "dung@hanoi.example", "role": "officer", "title": "", "phone": ""}
    answer = client.post(f"/don-vi/{cast.ward.pk}/them-nguoi/", data, follow=True)
    assert "Đã thêm Lý Thị Dung" in answer.content.decode()
    new = User.objects.get(email="dung@hanoi.example")
    assert new.unit_ids() == {cast.ward.pk}
    again = client.post(f"/don-vi/{cast.ward.pk}/mat-khau/", {"person": new.pk}, follow=True)
    assert "Vừa gửi liên kết" in again.content.decode()
    wrong = client.post(f"/don-vi/{cast.ward.pk}/them-nguoi/", data | {"email": "dung"})
    assert (wrong.status_code, "ten@hanoi.gov.vn" in wrong.content.decode()) == (400, True)
    assert client.post(f"/don-vi/{cast.ward.pk}/them-nguoi/", data | {"role": "admin"}).status_code == 400
    mine = data | {"email": cast.unit_head.email}
    assert "Không tự giao vai trò" in client.post(f"/don-vi/{cast.ward.pk}/them-nguoi/", mine).content.decode()
    client.force_login(cast.unit_officer)
    assert client.post(f"/don-vi/{cast.ward.pk}/them-nguoi/", data).status_code == 403
    assert client.post(f"/don-vi/{cast.focal.pk}/them-nguoi/", data).status_code == 404


# accounts by .xlsx


def book(*rows: tuple, header: tuple = COLUMNS) -> bytes:
    made = openpyxl.Workbook()
    made.active.append(header)
    for row in rows:
        made.active.append(row)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


GOOD = ("CG", "Lý Thị Dung", "đầu mối", "Văn thư", "dung@hanoi.example", "0912345678")


def send(client, content: bytes):
    return client.post("/tai-khoan/", {"file": SimpleUploadedFile("tai-khoan.xlsx", content)})


def test_the_template_can_be_filled_in_and_neutralises_formulas(client, cast):
    UnitFactory(code="=1+1", name="=HYPERLINK(1)")
    client.force_login(cast.admin)
    made = openpyxl.load_workbook(BytesIO(client.get("/tai-khoan/mau.xlsx").content))
    assert tuple(cell.value for cell in made["Tài khoản"][1]) == COLUMNS
    cells = [cell for row in made["Đơn vị"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(accounts_template(timezone.localdate())) > 1_000


def test_a_good_file_is_checked_first_and_written_after(client, cast):
    client.force_login(cast.admin)
    page = send(client, book(GOOD, ("CG", "Lê Văn Em", "Lãnh đạo", None, "em@hanoi.example", None)))
    assert "2 dòng đúng" in page.content.decode()
    assert not User.objects.filter(email="dung@hanoi.example").exists()
    done = client.post("/tai-khoan/tao/", {"rows": page.context["rows"]}, follow=True)
    assert "tạo 2 tài khoản" in done.content.decode()
    made = User.objects.get(email="dung@hanoi.example")
    assert (made.phone, made.memberships.get().role) == ("0912345678", Role.COORDINATOR)
    assert SignedLink.objects.filter(purpose="password").count() == 2
    assert Event.objects.get(verb="units.accounts_loaded").payload == {"rows": 2, "accounts": 2}


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("XX", *GOOD[1:]), "A3", "Không có đơn vị mã “XX”"),
        (("CG", "=1+1", *GOOD[2:]), "B3", "công thức"),
        (("CG", None, *GOOD[2:]), "B3", "Nhập họ và tên"),
        (("CG", "An Bình", "trùm", *GOOD[3:]), "C3", "Chọn vai trò"),
        (("CG", "An Bình", "quản trị", *GOOD[3:]), "C3", "Chọn vai trò"),
        (("CG", "An Bình", "chuyên viên", None, "an", None), "E3", "Thư điện tử chưa đúng"),
        (("CG", "An Bình", "chuyên viên", None, "an@hanoi.example", "abc"), "F3", "Điện thoại"),
        (GOOD, "E3", "Trùng người, đơn vị và vai trò với dòng 2"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_written(client, cast, row, cell, words):
    client.force_login(cast.admin)
    page = send(client, book(GOOD, row))
    text = page.content.decode()
    assert (page.status_code, f">{cell}<" in text, words in text) == (400, True, True)
    assert 'name="rows"' not in text
    assert not User.objects.filter(email="dung@hanoi.example").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a workbook", "Không đọc được tệp"),
        (b"PK\x03\x04broken", "Không đọc được tệp"),
        (book(GOOD, header=("A", "B")), "Dòng 1 phải là tiêu đề"),
        (book(), "không có dòng nào"),
        (b"x" * (2 * 1024 * 1024 + 1), "lớn hơn 2 MB"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(client, cast, content, words):
    client.force_login(cast.admin)
    page = send(client, content)
    assert (page.status_code, words in page.content.decode()) == (400, True)


def test_rows_that_were_changed_on_the_way_make_no_accounts(client, cast):
    client.force_login(cast.admin)
    rows = send(client, book(GOOD)).context["rows"]
    client.post("/tai-khoan/tao/", {"rows": rows[:-3] + "abc"})
    client.force_login(cast.focal_officer)
    assert client.post("/tai-khoan/tao/", {"rows": rows}).status_code == 403
    assert client.get("/tai-khoan/").status_code == 404
    assert not User.objects.filter(email="dung@hanoi.example").exists()


def test_the_command_checks_and_with_apply_writes(cast, tmp_path):
    path, out = tmp_path / "a.xlsx", StringIO()
    path.write_bytes(book(GOOD))
    call_command("load_accounts", path, stdout=out)
    assert out.getvalue() == "rows=1 accounts=0\n"
    call_command("load_accounts", path, "--apply", stdout=out)
    assert User.objects.filter(email="dung@hanoi.example").exists()
    path.write_bytes(book(("XX", *GOOD[1:])))
    err = StringIO()
    with pytest.raises(CommandError, match="1 cells are wrong"):
        call_command("load_accounts", path, "--apply", stderr=err)
    assert err.getvalue().startswith("A2: ")
    with pytest.raises(CommandError, match="cannot read"):
        call_command("load_accounts", tmp_path / "none.xlsx")


def test_two_thousand_rows_are_checked_without_asking_per_row(cast, django_assert_max_num_queries):
    rows = [("CG", f"Người {n} Thử", "chuyên viên", "", f"n{n}@hanoi.example", "") for n in range(300)]
    content = book(*rows)
    with django_assert_max_num_queries(2):
        assert len(check_accounts(BytesIO(content), size=len(content), now=timezone.now()).rows) == 300


# profile


def test_a_person_keeps_the_own_profile_and_the_journal_keeps_no_personal_data(client, cast):
    client.force_login(cast.unit_officer)
    data = {"full_name": "Tên Mới", "email": "moi@hanoi.example", "phone": "0987654321"}
    assert "Đã lưu hồ sơ" in client.post("/ho-so/", data, follow=True).content.decode()
    cast.unit_officer.refresh_from_db()
    assert (cast.unit_officer.full_name, cast.unit_officer.phone) == ("Tên Mới", "0987654321")
    event = Event.objects.get(verb="units.profile_changed")
    assert event.payload == {"fields": ["full_name", "email", "phone"]}


def test_a_profile_that_cannot_be_is_refused_in_words(client, cast):
    client.force_login(cast.unit_officer)
    data = {"full_name": "Tên Mới", "email": cast.unit_head.email, "phone": ""}
    for change, words in (({}, "đang dùng cho tài khoản khác"), ({"email": "x", "phone": "12"}, "Điện thoại")):
        answer = client.post("/ho-so/", data | change)
        assert (answer.status_code, words in answer.content.decode()) == (400, True)
    cast.unit_officer.refresh_from_db()
    assert cast.unit_officer.full_name != "Tên Mới"


def test_a_unit_sets_its_own_office_hours_and_letters_keep_to_them(client, cast):
    url = f"/don-vi/{cast.ward.pk}/gio-lam-viec/"
    client.force_login(cast.unit_head)
    client.post(url, {"opens_at": "09:00", "closes_at": "08:00"})
    client.post(url, {"opens_at": "x", "closes_at": "16:00"})
    cast.ward.refresh_from_db()
    assert cast.ward.opens_at is None
    client.post(url, {"opens_at": "08:30", "closes_at": "16:30"})
    routes = Routes([(cast.unit_head.pk, None), (cast.partner_officer.pk, None)])
    morning = datetime(2026, 1, 30, 7, 31, tzinfo=HANOI)
    waits = [
        routes.wait((user.pk, None), "email", digest_of=morning.date(), now=morning)
        for user in (cast.unit_head, cast.partner_officer)
    ]
    assert waits == [morning.replace(hour=8, minute=30), None]
    client.force_login(cast.partner_officer)
    assert client.post(url, {}).status_code in (403, 404)
