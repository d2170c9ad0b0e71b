"""A city small enough to read: the units of the tests' cast, two groups, and readings to make drafts of."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.operations import draft_from, read_upload, take_upload
from tests.factories import MembershipFactory, UnitFactory
from units.models import Membership, Unit, UnitGroup

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "ke-hoach-mau.docx"
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def city(db):
    """Sở KH&CN and Sở Tài chính (focal units of the documents), Văn phòng, two communes, two groups."""
    department, agency = Unit.Kind.DEPARTMENT, Unit.Kind.AGENCY
    UnitFactory(kind=department, name="Sở Tài chính", code="STC")
    UnitFactory(kind=department, name="Sở Khoa học và Công nghệ", code="SKHCN")
    UnitFactory(kind=agency, name="Văn phòng UBND Thành phố", code="VPUB")
    UnitFactory(name="Phường Cầu Giấy", code="00167")
    UnitFactory(name="Xã Đan Phượng", code="09817", kind=Unit.Kind.COMMUNE)
    UnitGroup.objects.create(code="PX", name="UBND cấp xã", kinds=["phuong", "xa"], phrases=["UBND xã, phường"])
    UnitGroup.objects.create(
        code="SBN", name="Các Sở, ban, ngành", kinds=["so", "ban", "nganh"], phrases=["Sở, ban, ngành"]
    )
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture
def officer(city):
    """An officer of Sở Tài chính."""
    return MembershipFactory(unit=city["STC"], role=Membership.Role.OFFICER, user__username="dau-moi").user


@pytest.fixture
def stranger(city):
    return MembershipFactory(unit=city["09817"], user__username="nguoi-la").user


def task_row(code="A.1", **more):
    return {
        "id": code,
        "section": ["A. CHUẨN BỊ"],
        "content": f"Rà soát dữ liệu {code}",
        "product": "Dữ liệu đã rà soát",
        "leads": ["Phường Cầu Giấy"],
        "partners": [],
        "lead_text": "Phường Cầu Giấy",
        "deadline_text": "Trước 31/12/2026",
        "deadline": {"kind": "date", "due": "2026-12-31", "before": True},
    } | more


def reading(*rows, **document):
    head = {
        "number": "12/KH-UBND",
        "issued_on": "2026-11-01",
        "title": "Rà soát dữ liệu",
        "issuer": "UBND thành phố Hà Nội",
        "focal_unit": "Sở Tài chính",
        "signer": "Trần Văn Bình",
        "kind": "Kế hoạch",
    }
    return {"document": head | document, "tasks": list(rows or [task_row()]), "indicators": [], "reporting": []}


@pytest.fixture
def draft(officer):
    """Makes a draft of rows: draft(task_row(...), number=None)."""

    def make(*rows, actor=officer, **document):
        return draft_from(reading=reading(*rows, **document), actor=actor, source=None, now=NOW)

    return make


@pytest.fixture
def send_file(officer):
    """Sends bytes or a file and reads it at once, as the page and its job do."""

    def send(content, name="ke-hoach.docx", actor=officer):
        data = content.read_bytes() if isinstance(content, Path) else content
        upload = take_upload(file=SimpleUploadedFile(name, data), actor=actor, now=NOW)
        read_upload(upload_id=upload.pk, now=NOW)
        upload.refresh_from_db()
        return upload

    return send


@pytest.fixture
def colleague(city):
    member = MembershipFactory(unit=city["STC"], role=Membership.Role.OFFICER, user__full_name="Trần Thị Hoa")
    return member.user
