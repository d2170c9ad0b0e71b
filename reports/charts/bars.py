"""Bars: the official states in their fixed order, and one figure by group."""

from collections.abc import Sequence
from decimal import Decimal

from reports.charts.drawing import (
    GLYPH,
    INK,
    MEASURED,
    PAPER,
    RULE,
    SIZE,
    SOFT,
    WIDTH,
    Chart,
    amount,
    box,
    hatch,
    picture,
    scale,
    shortened,
    stroke,
    words,
)
from tasks.figures import Figures, Official

NAMES, BESIDE = 210, 150  # pixels left for the names and right for the words
BAR, ROW = 20, 30
LEGEND = 30
FILLS = {
    Official.DONE_ON_TIME: ("#146c3c", PAPER),
    Official.DONE_LATE: ("#a3b552", INK),
    Official.OPEN_IN_TIME: ("#c9dcf3", INK),
    Official.OPEN_OVERDUE: ("#d6382c", PAPER),
}
HATCHED = {Official.DONE_LATE: ("#4d5e12", 9), Official.OPEN_OVERDUE: ("#5a0e08", 5)}


def state_bars(*, name: str, rows: Sequence[tuple[str, Figures]], counts: str = "lượt giao") -> Chart:
    """One bar a row, as shares of its four official states; the words beside it say the numbers."""
    body, beside = [_legend()], max([BESIDE, *(_length(_said(figures)) for _, figures in rows)])
    for n, (label, figures) in enumerate(rows):
        body += _states(label, figures, LEGEND + n * ROW, beside)
    whole = sum((figures for _, figures in rows), Figures())
    sentence = (
        f"{name}: {amount(whole.done)} trong {amount(whole.counted)} {counts} đã hoàn thành, "
        f"{amount(whole.open_overdue)} quá hạn."
    )
    return Chart(
        name=name,
        svg=picture(LEGEND + len(rows) * ROW + 4, sentence, body),
        label=sentence,
        head=("", *(state.label for state in Official), "Tổng số", "Tỷ lệ hoàn thành"),
        rows=[(label, *_numbers(figures)) for label, figures in rows],
    )


def _numbers(figures: Figures) -> tuple[str, ...]:
    states = (amount(getattr(figures, state)) for state in Official)
    return (*states, amount(figures.counted), amount(figures.rate, "%"))


def _legend() -> str:
    x, parts = 0.0, []
    for state in Official:
        parts += [_filled(state, x, 4, 14, 12), words(x + 19, 14, state.label, fill=SOFT)]
        x += 19 + len(state.label) * SIZE * GLYPH + 14
    return "".join(parts)


def _states(label: str, figures: Figures, y: float, beside: float) -> list[str]:
    room = WIDTH - NAMES - beside
    parts = [words(NAMES - 10, y + 14, shortened(label, NAMES - 10), anchor="end")]
    x = float(NAMES)
    for state in Official:
        count = getattr(figures, state)
        width = room * count / figures.counted if count else 0
        if width:
            parts += [_filled(state, x, y, max(width - 1, 1), BAR), *_inside(state, count, x, y, width)]
        x += width
    if not figures.counted:
        parts.append(words(NAMES, y + 14, "chưa có việc tính tỷ lệ", fill=SOFT))
    return [*parts, words(WIDTH - beside + 8, y + 14, _said(figures), fill=SOFT)]


def _said(figures: Figures) -> str:
    late = f" · {amount(figures.open_overdue)} quá hạn" if figures.open_overdue else ""
    return f"{amount(figures.done)}/{amount(figures.counted)} xong{late}"


def _length(text: str) -> float:
    """What it takes beside the bars, its margins included."""
    return len(text) * SIZE * GLYPH + 16


def _filled(state: Official, x: float, y: float, width: float, height: float) -> str:
    fill = box(x, y, width, height, FILLS[state][0])
    return fill + (hatch(x, y, width, height, *HATCHED[state]) if state in HATCHED else "")


def _inside(state: Official, count: int, x: float, y: float, width: float) -> list[str]:
    """The number, on a patch of the plain colour where lines would cross it."""
    text = amount(count)
    needs = len(text) * SIZE * GLYPH + 6
    if width < needs + 2:
        return []
    middle = x + width / 2
    patch = [box(middle - needs / 2, y + 3, needs, BAR - 6, FILLS[state][0])] if state in HATCHED else []
    return [*patch, words(middle, y + 14, text, anchor="middle", fill=FILLS[state][1], bold=True)]


def group_bars(
    *,
    name: str,
    rows: Sequence[tuple[str, float | Decimal | None]],
    unit: str = "%",
    mark: tuple[str, float | Decimal] | None = None,
) -> Chart:
    """One figure by group, from 0; `mark` draws a level to compare with, with its words."""
    values = [value for _, value in rows if value is not None]
    top = scale([0, *values, *([mark[1]] if mark else [])], unit)[-1]
    room = WIDTH - NAMES - 90
    above = 20 if mark else 4
    body = []
    for n, (label, value) in enumerate(rows):
        y = above + n * ROW
        width = room * float(value or 0) / top
        body.append(words(NAMES - 10, y + 14, shortened(label, NAMES - 10), anchor="end"))
        body.append(box(NAMES, y, width, BAR, MEASURED) if width else box(NAMES, y, 1, BAR, RULE))
        body.append(words(NAMES + width + 6, y + 14, amount(value, unit), bold=True))
    if mark:
        body += _mark(mark, room / top, above, len(rows) * ROW, unit)
    sentence = f"{name}: {_span(rows, unit)}."
    table = [(label, amount(value, unit)) for label, value in rows]
    svg = picture(above + len(rows) * ROW + 4, sentence, body)
    return Chart(name=name, svg=svg, label=sentence, head=("", name), rows=table)


def _mark(mark: tuple[str, float | Decimal], per: float, above: float, height: float, unit: str) -> list[str]:
    x = NAMES + float(mark[1]) * per
    line = stroke([(x, above - 4), (x, above + height - 6)], INK, dash="2 3")
    return [line, words(x, above - 7, f"{mark[0]} {amount(mark[1], unit)}", anchor="middle")]


def _span(rows: Sequence[tuple[str, float | Decimal | None]], unit: str) -> str:
    known = [(value, label) for label, value in rows if value is not None]
    if not known:
        return "chưa có số liệu"
    (high, best), (low, worst) = max(known), min(known)
    if best == worst:
        return f"{best} {amount(high, unit)}"
    return f"cao nhất {best} {amount(high, unit)}, thấp nhất {worst} {amount(low, unit)}"
