"""Columns: how many fall into each band, each column a link to those it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.drawing import INK, SOFT, Chart, amount, box, escape, hatch, picture, words

FILLS = {"over": "#d6382c", "due": "#e9a820", "run": "#86b0e0", "ok": "#3d9a64"}
HATCHED = {"over": ("#5a0e08", 5)}  # red is said to a black and white printer too
WIDTH, TALL, ABOVE, BELOW = 306, 110, 20, 30


@dataclass(frozen=True)
class Column:
    """`code`: over, due, run or ok. `url`: where the rows behind it are listed."""

    label: str
    count: int
    code: str
    url: str = ""
    chosen: bool = False


def column_chart(*, name: str, columns: Sequence[Column], counts: str) -> Chart:
    """`counts`: what is counted, "đơn vị"."""
    most, wide = max([one.count for one in columns] or [0]) or 1, WIDTH / max(len(columns), 1)
    body = [_column(one, n * wide, wide, most, counts) for n, one in enumerate(columns)]
    said = ", ".join(f"{one.label}: {amount(one.count)}" for one in columns)
    sentence = f"{name}, số {counts} theo mức: {said}."
    return Chart(
        name=name,
        svg=picture(ABOVE + TALL + BELOW, sentence, body, width=WIDTH),
        label=sentence,
        head=("Mức", f"Số {counts}"),
        rows=[(one.label, amount(one.count)) for one in columns],
    )


def _column(one: Column, x: float, wide: float, most: int, counts: str) -> str:
    tall = TALL * one.count / most
    top, bar = ABOVE + TALL - tall, wide - 6
    parts = [box(x + 3, top, bar, max(tall, 1), FILLS[one.code])]
    if one.code in HATCHED:
        parts.append(hatch(x + 3, top, bar, max(tall, 1), *HATCHED[one.code]))
    parts.append(words(x + wide / 2, top - 6, amount(one.count), anchor="middle", bold=True))
    under = {"fill": INK, "bold": True} if one.chosen else {"fill": SOFT}
    parts.append(words(x + wide / 2, ABOVE + TALL + 18, one.label, anchor="middle", **under))
    drawn = "".join(parts)
    if not one.url or not one.count:
        return drawn
    # the whole height answers to a finger
    target = f'<rect x="{x:.1f}" y="0" width="{wide:.1f}" height="{ABOVE + TALL + BELOW}" fill-opacity="0"/>'
    label = escape(f"{amount(one.count)} {counts} ở mức {one.label}", {'"': "&quot;"})
    return f'<a href="{escape(one.url, {chr(34): "&quot;"})}" aria-label="{label}">{drawn}{target}</a>'
