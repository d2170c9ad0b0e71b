"""A figure over time: measured, on the way it must take, against its target, and where it is heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.charts.drawing import (
    INK,
    MEASURED,
    RULE,
    SOFT,
    VERDICTS,
    WIDTH,
    Chart,
    amount,
    area,
    dot,
    picture,
    scale,
    stroke,
    words,
)

HEIGHT = 280
LEFT, RIGHT, TOP, BOTTOM = 56, 120, 24, 30
TICKS = 8
CLOSE = 14  # pixels under which two words would run into each other


@dataclass(frozen=True)
class Point:
    day: date
    value: Decimal | float


@dataclass(frozen=True)
class Level:
    """What must be reached; `words` stand on the line: "Mục tiêu ít nhất 85%"."""

    value: Decimal | float
    words: str


@dataclass(frozen=True)
class Forecast:
    """`points` go on from the last measured one; `low` and `high` bound the same days.

    `verdict`: on_track, progressing, at_risk or unrated.
    """

    points: Sequence[Point]
    low: Sequence[Decimal | float]
    high: Sequence[Decimal | float]
    verdict: str = "unrated"


class Axes:
    """Days and values to pixels."""

    def __init__(self, days: Sequence[date], steps: list[float]) -> None:
        self.first, self.steps = min(days), steps
        self.span = max((max(days) - self.first).days, 1)
        self.bottom = HEIGHT - BOTTOM

    def at(self, day: date, value: Decimal | float) -> tuple[float, float]:
        return self.x(day), self.y(value)

    def x(self, day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / self.span

    def y(self, value: Decimal | float) -> float:
        low, high = self.steps[0], self.steps[-1]
        return self.bottom - (self.bottom - TOP) * (float(value) - low) / (high - low)


def line_chart(
    *,
    name: str,
    unit: str,
    measured: Sequence[Point],
    target: Level | None = None,
    trajectory: Sequence[Point] = (),
    forecast: Forecast | None = None,
    today: date | None = None,
) -> Chart:
    """Points in order of their days. Without a single point the picture says that there is nothing yet."""
    days = [p.day for p in (*measured, *trajectory, *(forecast.points if forecast else ()))]
    days += [today] if today else []
    if not days:
        return _nothing(name)
    axes = Axes(days, scale(_values(measured, target, trajectory, forecast), unit))
    body = [*_rules(axes, unit), *_ticks(axes, sorted(set(days)))]
    if today:
        body += _today(axes, today)
    if trajectory:
        body += _trajectory(axes, trajectory, forecast)
    body += _target(axes, target) if target else []
    body += _forecast(axes, forecast, measured, unit) if forecast else []
    body += _measured(axes, measured, unit)
    sentence = _sentence(name, unit, measured, target, forecast)
    head, rows = _table(unit, measured, trajectory, forecast)
    return Chart(name=name, svg=picture(HEIGHT, sentence, body), label=sentence, head=head, rows=rows)


def _nothing(name: str) -> Chart:
    sentence = f"{name}: chưa có số liệu."
    return Chart(name, picture(40, sentence, [words(0, 24, "Chưa có số liệu.", fill=SOFT)]), sentence, (), [])


def _values(
    measured: Sequence[Point], target: Level | None, trajectory: Sequence[Point], forecast: Forecast | None
) -> list[Decimal | float]:
    values = [p.value for p in (*measured, *trajectory)]
    values += [target.value] if target else []
    return values + ([*forecast.low, *forecast.high] if forecast else [])


def _rules(axes: Axes, unit: str) -> list[str]:
    sign = "%" if unit == "%" else ""
    parts = [] if sign or not unit else [words(0, 12, unit, fill=SOFT)]
    for step in axes.steps:
        y = axes.y(step)
        parts.append(stroke([(LEFT, y), (WIDTH - RIGHT, y)], RULE))
        parts.append(words(LEFT - 8, y + 4, amount(step, sign), anchor="end", fill=SOFT))
    return parts


def _ticks(axes: Axes, days: list[date]) -> list[str]:
    """The days themselves, thinned so that their words do not meet."""
    parts, free = [], float(-WIDTH)
    gap = (WIDTH - LEFT - RIGHT) / TICKS
    for day in days:
        if axes.x(day) - free >= gap * 0.9:
            free = axes.x(day)
            parts.append(words(free, HEIGHT - 8, f"{day:%d/%m/%y}", anchor="middle", fill=SOFT))
    return parts


def _today(axes: Axes, today: date) -> list[str]:
    x = axes.x(today)
    return [stroke([(x, TOP - 6), (x, axes.bottom)], SOFT), words(x, TOP - 10, "hôm nay", anchor="middle", fill=SOFT)]


def _trajectory(axes: Axes, points: Sequence[Point], forecast: Forecast | None) -> list[str]:
    """Its words stand at its end, unless those of the forecast stand there."""
    places = [axes.at(p.day, p.value) for p in points]
    x, y = places[-1]
    taken = forecast and abs(axes.y(forecast.points[-1].value) - y) < CLOSE
    name = [] if taken else [words(x + 8, y + 4, "lộ trình", fill=SOFT)]
    return [stroke(places, SOFT, width=1.5, dash="7 4"), *name]


def _target(axes: Axes, target: Level) -> list[str]:
    y = axes.y(target.value)
    return [stroke([(LEFT, y), (WIDTH - RIGHT, y)], INK, width=1.5), words(LEFT + 4, y - 5, target.words)]


def _measured(axes: Axes, points: Sequence[Point], unit: str) -> list[str]:
    places = [axes.at(p.day, p.value) for p in points]
    parts = [stroke(places, MEASURED, width=2.5)] if len(places) > 1 else []
    written = float(-WIDTH)
    for point, (x, y) in zip(points, places, strict=True):
        parts.append(dot(x, y, MEASURED))
        text = amount(point.value, unit if unit == "%" else "")
        if x - written > len(text) * 8 or point is points[-1]:
            written = x
            parts.append(words(x, y + 17 if y - TOP < CLOSE else y - 8, text, anchor="middle", bold=True))
    return parts


def _forecast(axes: Axes, forecast: Forecast, measured: Sequence[Point], unit: str) -> list[str]:
    color = VERDICTS[forecast.verdict]
    start = [axes.at(measured[-1].day, measured[-1].value)] if measured else []
    middle = [axes.at(p.day, p.value) for p in forecast.points]
    low = [axes.at(p.day, value) for p, value in zip(forecast.points, forecast.low, strict=True)]
    high = [axes.at(p.day, value) for p, value in zip(forecast.points, forecast.high, strict=True)]
    x, y = middle[-1]
    end = f"dự báo {amount(forecast.points[-1].value, unit)}"
    return [
        area([*start, *high, *reversed(low)], color, 0.14),
        stroke([*start, *middle], color, width=2, dash="3 4"),
        words(x + 8, y + 4, end, fill=color, bold=True),
    ]


def _sentence(
    name: str, unit: str, measured: Sequence[Point], target: Level | None, forecast: Forecast | None
) -> str:
    parts = [f"{name}: chưa có số liệu"]
    if measured:
        last = measured[-1]
        parts = [f"{name}: {amount(last.value, unit)} vào ngày {last.day:%d/%m/%Y}"]
        if len(measured) > 1:
            first = measured[0]
            parts.append(f"từ {amount(first.value, unit)} ngày {first.day:%d/%m/%Y}")
    if target:
        parts.append(target.words[:1].lower() + target.words[1:])
    if forecast:
        end = forecast.points[-1]
        parts.append(f"dự báo {amount(end.value, unit)} vào ngày {end.day:%d/%m/%Y}")
    return "; ".join(parts) + "."


def _table(
    unit: str, measured: Sequence[Point], trajectory: Sequence[Point], forecast: Forecast | None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    columns = {
        "Thực hiện": {p.day: amount(p.value, unit) for p in measured},
        "Lộ trình": {p.day: amount(p.value, unit) for p in trajectory},
        "Dự báo": _told(forecast, unit) if forecast else {},
    }
    shown = {title: cells for title, cells in columns.items() if cells}
    days = sorted({day for cells in shown.values() for day in cells})
    rows = [(f"{day:%d/%m/%Y}", *(cells.get(day, "") for cells in shown.values())) for day in days]
    return ("Ngày", *shown), rows


def _told(forecast: Forecast, unit: str) -> dict[date, str]:
    """ "78% (72% đến 84%)" """
    bounds = zip(forecast.points, forecast.low, forecast.high, strict=True)
    return {
        p.day: f"{amount(p.value, unit)} ({amount(low, unit)} đến {amount(high, unit)})" for p, low, high in bounds
    }
