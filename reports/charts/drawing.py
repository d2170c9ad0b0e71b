"""Shapes and words of a picture. Presentation attributes only: the content security policy refuses styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor, log10
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

INK, SOFT, RULE, PAPER = "#17212e", "#5d6b7c", "#e7ebf0", "#ffffff"
MEASURED = "#1b4f8f"
VERDICTS = {"on_track": "#146c3c", "progressing": "#7a4b00", "at_risk": "#ac1c12", "unrated": "#4b5765"}
FONT = "Inter Variable, Noto Sans, Arial, Liberation Sans, sans-serif"
SIZE = 12
WIDTH = 760
GLYPH = 0.56  # of the size: a mean width, for what must fit
STEPS = 4  # horizontal rules


@dataclass(frozen=True)
class Chart:
    """`label` says in a sentence what is seen; `head` and `rows` are the table of the same figures, as texts."""

    name: str
    svg: SafeString
    label: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def picture(height: float, label: str, parts: Iterable[str], width: float = WIDTH) -> SafeString:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    look = f'role="img" aria-label={quoteattr(label)} font-family="{FONT}" font-size="{SIZE}" fill="{INK}"'
    return mark_safe(  # noqa: S308 every word went through `words` or quoteattr
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>{"".join(parts)}</svg>'
    )


def words(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def stroke(
    points: Sequence[tuple[float, float]], color: str, *, width: float = 1, dash: str = "", fill: str = "none"
) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{path}" fill="{fill}" stroke="{color}" stroke-width="{width:g}"{dashes}/>'


def area(points: Sequence[tuple[float, float]], color: str, opacity: float) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{path}" fill="{color}" fill-opacity="{opacity:g}"/>'


def dot(x: float, y: float, color: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}" stroke="{PAPER}"/>'


def hatch(x: float, y: float, width: float, height: float, color: str, step: float) -> str:
    """Slanting lines within a box: what colour says is said again to a black and white printer."""
    lines = []
    offset = step
    while offset < width + height:
        left, right = max(0, offset - height), min(offset, width)
        lines.append(f"M{x + left:.1f} {y + offset - left:.1f}L{x + right:.1f} {y + offset - right:.1f}")
        offset += step
    return f'<path d="{"".join(lines)}" stroke="{color}" stroke-width="1.2" fill="none"/>'


def amount(value: float | Decimal | None, unit: str = "") -> str:
    """ "1.962", "94,3%", "12 dịch vụ"; an en dash for nothing."""
    if value is None:
        return "–"
    whole, _, fraction = f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,f}".partition(".")
    fraction = fraction.rstrip("0")
    number = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"


def shortened(text: str, room: float) -> str:
    """As much of it as fits into `room` pixels."""
    most = int(room / (SIZE * GLYPH))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def scale(values: Iterable[float | Decimal], unit: str) -> list[float]:
    """Five round values from the axis up. Percents begin at 0; others too, unless all lie far above it."""
    known = [float(value) for value in values]
    high, low = max(known, default=0), min(known, default=0)
    base = low if unit != "%" and low > (high - low) * 2 else min(low, 0)
    if unit == "%" and base >= 0 and high <= 100:
        return [0, 25, 50, 75, 100]
    step = _round_step((high - base or 1) / STEPS)
    first = floor(base / step) * step
    count = max(STEPS, ceil((high - first) / step))
    return [first + n * step for n in range(count + 1)]


def _round_step(rough: float) -> float:
    power = 10 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
