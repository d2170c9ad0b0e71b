"""A ward enters a month of one indicator; the city's value, the unit board and the warning move at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kpi.models import Indicator, Measurement, Target
from kpi.operations import open_measurements
from kpi.periods import last_ended
from tests.browser.test_period_report import sit
from tests.kpi.cast import indicator_of

pytestmark = pytest.mark.django_db(transaction=True)


def months_before(indicator: Indicator, shares: tuple[int, ...]) -> None:
    """Accepted figures of the months before the one that has just ended."""
    period = last_ended(indicator, timezone.localdate())
    for share in reversed(shares):
        period = period.previous
        for party in indicator.parties.all():
            Measurement.objects.create(
                target=indicator.targets.get(),
                unit=party.unit,
                period=period.key,
                period_start=period.start,
                period_end=period.end,
                due_date=period.end,
                state=Measurement.State.ACCEPTED,
                numerator=share,
                denominator=100,
                sent_at=timezone.now(),
                decided_at=timezone.now(),
            )


def test_a_month_is_entered_and_city_board_and_warning_move(page: Page, live_server, cast):
    page.set_default_timeout(90_000)
    today, base = timezone.localdate(), live_server.url
    type(cast.plan).objects.update(issued_date=today - timedelta(days=200))
    indicator = indicator_of(cast)
    Target.objects.update(
        as_of_date=today + timedelta(days=60), baseline=20, baseline_date=today - timedelta(days=190)
    )
    indicator.parties.exclude(unit=cast.ward).delete()
    months_before(indicator, (20, 30, 31, 32))
    open_measurements(now=timezone.now())
    row = Measurement.objects.get(state=Measurement.State.OPEN)
    shown = f"/chi-tieu/{indicator.pk}/"

    sit(page, base, "city_leader", "/canh-bao/")
    expect(page.locator("main")).to_contain_text("ước tính không đạt")
    sit(page, base, "unit_officer", "/so-lieu/")
    page.fill(f"[name=n-{row.pk}]", "98")
    page.fill(f"[name=d-{row.pk}]", "100")
    page.fill(f"[name=g-{row.pk}]", "Đã chạy chiến dịch")
    page.get_by_role("button", name="Lưu và gửi số liệu").click()
    expect(page.locator("main")).to_contain_text("Đã gửi 1 số liệu.")

    sit(page, base, "partner_officer", shown)
    expect(page.locator("main")).to_contain_text("32%")
    page.get_by_role("link", name="Xác nhận 1 số liệu").click()
    page.locator("[name=ids]").check()
    page.get_by_role("button", name="Xác nhận").first.click()
    expect(page.locator("main")).to_contain_text("Đã xác nhận 1 số liệu.")

    sit(page, base, "unit_officer", "/bang-theo-doi/")
    page.locator("a[href*='/indicators/']").first.click()
    expect(page.locator("main")).to_contain_text("Đạt 98%")
    sit(page, base, "city_leader", shown)
    expect(page.locator("main")).to_contain_text("98/100")
    page.goto(f"{base}/canh-bao/")
    expect(page.locator("main")).not_to_contain_text("Chỉ tiêu có thể không đạt")
