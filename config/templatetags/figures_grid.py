"""Cells of the grid of figures, joined as safe strings: 2.520 turns of a template loop would cost a second."""

from collections.abc import Collection, Mapping
from datetime import date
from html import escape

from django import template
from django.utils.safestring import SafeString

from kpi.models import Measurement, Target
from kpi.models.indicators import number_words
from kpi.queries import Cell, Grid
from kpi.views.grid import shown

register = template.Library()
S = Measurement.State
MARKS = {S.SENT: "C", S.TO_SUPPLEMENT: "+"}
RATIO = Target.Aggregation.RATIO


@register.simple_tag
def grid_rows(
    grid: Grid, mine: Collection[int], today: date, typed: Mapping[str, str], errors: Mapping[int, str]
) -> SafeString:
    """`<tr>`s. Inputs where the reader's unit still has to type, links to the figure elsewhere."""
    ratios = {target.pk: target.aggregation == RATIO for target in grid.targets}
    words = {target.pk: f"chỉ tiêu {target.indicator.number}" for target in grid.targets}
    rows = []
    for unit in grid.units:
        name, types = escape(unit.short_name), unit.pk in mine
        cells = []
        for target, ratio in ratios.items():
            cell = grid.cells.get((unit.pk, target))
            if cell is None:
                cells.append("<td></td>")
            elif types and not cell.came:
                cells.append(_inputs(cell, ratio, f"{name}, {words[target]}", typed, errors.get(cell.pk, "")))
            else:
                cells.append(_read(cell, today))
        rows.append(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>')
    return SafeString("".join(rows))


def _read(cell: Cell, today: date) -> str:
    if cell.denominator is not None:
        said = f"{number_words(cell.numerator or 0)}/{number_words(cell.denominator)}"
    else:
        said = "chưa" if cell.value is None else number_words(cell.value)
    late = cell.state in (S.OPEN, S.TO_SUPPLEMENT) and cell.due_date < today
    mark = "!" if late else MARKS.get(cell.state, "")
    look = ' class="sr-red"' if late else ""
    return f'<td{look}><a href="/so-lieu/{cell.pk}/">{said}</a>{f"<b>{mark}</b>" if mark else ""}</td>'


def _inputs(cell: Cell, ratio: bool, where: str, typed: Mapping[str, str], error: str) -> str:
    fields = (("n", "số đã đạt", cell.numerator), ("d", "tổng số", cell.denominator))
    fields = fields if ratio else (("v", "giá trị", cell.value),)
    bad = f' aria-invalid="true" title="{escape(error)}"' if error else ""
    made = "/".join(
        f'<input name="{key}-{cell.pk}" value="{escape(typed.get(f"{key}-{cell.pk}", shown(value)))}" '
        f'inputmode="decimal" aria-label="{where}, {said}"{bad}>'
        for key, said, value in fields
    )
    return f"<td>{made}</td>"
