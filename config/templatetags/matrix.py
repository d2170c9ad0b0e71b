"""Cells of the assignment matrix, joined as safe strings: a template loop over 20,000 costs seventy times more."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString

from tasks.queries.matrix import Band, Cell, Row, Tally

register = template.Library()
_safe = lru_cache(4096)(escape)  # twenty thousand cells are named by a few hundred words
GLYPHS = {
    "done_on_time": "✓",
    "done_late": "m",
    "in_progress": "–",
    "ongoing": "–",
    "at_head": "D",
    "sent": "C",
    "awaiting_approval": "P",
    "supplement": "+",
    "not_received": "○",
}
BARS = ("done_on_time", "done_late", "in_progress", "ongoing", "at_head", "due_soon", "sent", "awaiting_approval")
BARS += ("supplement", "not_received", "overdue")


@register.filter
def matrix_glyph(code: str) -> str:
    return GLYPHS[code]


@register.simple_tag
def matrix_cells(row: Row, bands: list[Band]) -> SafeString:
    """`<td>`s of one task: a link per assigned unit of an open group, a tally per closed group."""
    parts: list[str] = []
    for band in bands:
        if not band.opened:
            parts.append(_tally(row.tallies.get(band.code)))
            continue
        for n, column in enumerate(band.columns):
            edge = ' class="sr-mx-edge"' if n == 0 else ""
            parts.append(f"<td{edge}>{_cell(row, column.unit.id, column.unit.short_name)}</td>")
    return SafeString("".join(parts))


def _cell(row: Row, unit_id: int, unit_name: str) -> str:
    cell = row.cells.get(unit_id)
    if cell is None:
        return '<i title="Phối hợp"></i>' if unit_id in row.partners else ""
    said = f"{_safe(unit_name)}, {_safe(row.task.code)}: {_safe(cell.shown.label)}{_more(cell)}"
    glyph = cell.days if cell.days is not None else GLYPHS.get(cell.shown.code, "–")
    return f'<a class="mx-{cell.shown.code}" href="/viec/{cell.pk}/" aria-label="{said}">{glyph}</a>'


def _more(cell: Cell) -> str:
    return f", và {cell.more} việc khác" if cell.more else ""


def _tally(tally: Tally | None) -> str:
    if tally is None:
        return '<td class="sr-mx-edge"></td>'
    late = f' · <b class="sr-red">{tally.overdue} quá hạn</b>' if tally.overdue else ""
    share = "".join(
        f'<rect class="mx-{code}" x="{x:.1f}" width="{width:.1f}" height="6"/>' for code, x, width in _shares(tally)
    )
    bar = f'<svg class="sr-mx-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{share}</svg>'
    return f'<td class="sr-mx-edge sr-mx-tally">{bar}<span>{tally.done}/{tally.given}{late}</span></td>'


def _shares(tally: Tally) -> list[tuple[str, float, float]]:
    found, x = [], 0.0
    for code in BARS:
        if count := tally.codes.get(code, 0):
            width = 100 * count / tally.given
            found.append((code, x, width))
            x += width
    return found
