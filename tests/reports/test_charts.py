"""Pictures of figures: what they show, and that paper and screen readers get the same."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from reports.charts import Chart, Forecast, Level, Point, group_bars, line_chart, state_bars
from tasks.figures import Figures

MONTHS = [Point(date(2026, month, 14), value) for month, value in ((7, 41), (8, 45.5), (9, 70))]
BARS = state_bars(name="Kết quả theo nhóm", rows=[("Sở & ngành", Figures(40, 7, 30, 12)), ("Xã", Figures())])
LINE = line_chart(
    name="Hồ sơ trực tuyến",
    unit="%",
    measured=MONTHS,
    target=Level(85, "Mục tiêu ít nhất 85%"),
    trajectory=[Point(date(2026, 7, 1), 40), Point(date(2026, 12, 31), 85)],
    forecast=Forecast([Point(date(2026, 12, 31), 78)], [72], [84], "at_risk"),
    today=date(2026, 9, 20),
)
GROUPS = group_bars(name="Tỷ lệ", rows=[("Sở", 94.3), ("<Xã>", 40), ("Ban", None)], mark=("toàn thành phố", 72.5))


def texts(chart: Chart) -> list[str]:
    return [element.text for element in ElementTree.fromstring(chart.svg).iter() if element.text]


@pytest.mark.parametrize("chart", [BARS, LINE, GROUPS], ids=lambda chart: chart.name)
def test_a_picture_stands_alone_without_styles_and_says_in_a_sentence_what_it_shows(chart) -> None:
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.label
    assert chart.label.startswith(chart.name)
    assert int(root.get("width")) > 0 < int(root.get("height"))
    assert "style" not in chart.svg


def test_states_stand_in_the_official_order_and_fill_the_bar() -> None:
    numbers = [text for text in texts(BARS) if text.isdigit()]
    assert numbers == ["40", "7", "30", "12"]
    boxes = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)" height="20.0"', BARS.svg)]
    beside = re.search(r'<text x="([\d.]+)"[^>]*>47/89 xong · 12 quá hạn<', BARS.svg)
    assert sum(boxes) + len(boxes) == pytest.approx(float(beside[1]) - 8 - 210)  # as far as the words beside it
    assert float(beside[1]) + len("47/89 xong · 12 quá hạn") * 12 * 0.56 <= 760
    assert BARS.rows[0] == ("Sở & ngành", "40", "7", "30", "12", "89", "79,7%")


def test_late_and_overdue_are_told_apart_without_colour() -> None:
    hatched = re.findall(r'<path d="(\S+? ?[^"]*)"', BARS.svg)
    assert len(hatched) == 4  # late and overdue, in the legend and in the one bar that has them


def test_a_group_without_work_says_so() -> None:
    assert "chưa có việc tính tỷ lệ" in texts(BARS)


def test_a_line_carries_its_target_its_way_and_its_forecast_in_words() -> None:
    shown = texts(LINE)
    assert {"Mục tiêu ít nhất 85%", "lộ trình", "dự báo 78%", "hôm nay", "70%", "0%", "100%"} <= set(shown)
    assert "dự báo 78% vào ngày 31/12/2026" in LINE.label
    assert LINE.head == ("Ngày", "Thực hiện", "Lộ trình", "Dự báo")
    assert LINE.rows[-1] == ("31/12/2026", "", "85%", "78% (72% đến 84%)")
    assert set(re.findall(r'stroke-dasharray="([\d ]+)"', LINE.svg)) == {"7 4", "3 4"}


def test_every_word_and_dot_stays_inside_the_picture() -> None:
    for chart in (BARS, LINE, GROUPS):
        root = ElementTree.fromstring(chart.svg)
        width, height = float(root.get("width")), float(root.get("height"))
        places = [(e.get("x") or e.get("cx"), e.get("y") or e.get("cy")) for e in root.iter()]
        assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in places if x and y)


def test_values_far_from_zero_are_not_flattened_unless_they_are_percents() -> None:
    points = [Point(date(2026, 1, 1), 10_000), Point(date(2026, 2, 1), 10_400)]
    assert "10.100" in texts(line_chart(name="Dân số", unit="người", measured=points))


def test_nothing_measured_is_said() -> None:
    chart = line_chart(name="Hồ sơ", unit="%", measured=[])
    assert chart.label == "Hồ sơ: chưa có số liệu."
    assert chart.rows == []


def test_the_component_shows_picture_and_table() -> None:
    html = render_to_string("components/chart.html", {"chart": GROUPS})
    assert html.count("<svg") == 1
    assert "Xem số liệu dạng bảng" in html
    assert "&lt;Xã&gt;" in html
    assert "94,3%" in html
