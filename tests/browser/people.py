"""Who takes part in the main job, and how a person signs in and moves about in the browser."""

from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Concat, Lower
from playwright.sync_api import Page, expect

from units.models import Membership, Unit, User
from units.operations import create_account, load_units

Role = Membership.Role
PASSWORD = "mật khẩu của buổi thử"
WARD = "00167"  # phường Cầu Giấy
CAST = {
    "focal": ("dau.moi", "Lê Minh Tuấn", "STC", Role.OFFICER),
    "officer": ("chuyen.vien", "Nguyễn Thị Lan", WARD, Role.OFFICER),
    "admin": ("quan.tri", "Bùi Thanh Sơn", "VPUB", Role.ADMIN),
    "head": ("lanh.dao", "Phạm Quốc Hùng", WARD, Role.HEAD),
}


def settle() -> dict[str, User]:
    """Hà Nội's units, a mailbox for each, and the cast."""
    load_units()
    Unit.objects.update(official_mailbox=Concat(Value("vanthu."), Lower("code"), Value("@hanoi.example")))
    return {
        part: create_account(
            username=username,
            full_name=name,
            email=f"{username}@hanoi.example",
            password=PASSWORD,
            memberships=[(Unit.objects.get(code=code), role, "")],
        )
        for part, (username, name, code, role) in CAST.items()
    }


@dataclass
class Desk:
    """One browser page on one server; `sit` changes who is signed in."""

    page: Page
    base: str

    def sit(self, part: str) -> None:
        self.page.context.clear_cookies()
        self.open("/dang-nhap/")
        self.page.fill("[name=username]", CAST[part][0])
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        expect(self.page.locator("body")).not_to_contain_text("chưa đúng")

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sees(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)
