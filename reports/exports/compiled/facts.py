"""The facts of a compilation as a plain dict that JSON can hold: passages, tables, pictures, and the figures.

Shape: docs/api.md. Cells of a table are text, whole numbers, percents as text ("94.3") in columns of kind `percent`,
dates as ISO text in columns of kind `date`.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from reports.charts import Chart, group_bars, state_bars
from reports.exports import passages, summary, tables
from reports.exports.compiled import comparing
from reports.exports.compiled.indicators import indicator_charts, indicator_table
from reports.exports.tables import Column, Table
from reports.exports.wording import formal, named, number
from reports.queries.compiling import Compiled
from reports.queries.silence import RULE
from tasks.figures import Figures, Official
from units.models import Unit

MOST_ON_PAPER = 3_000
KEYS = (*Official.values, "ongoing", "self_confirmed", "done", "due", "counted", "total")
COMPARED = [
    Column("So với", 34),
    Column("Đếm theo", 12),
    Column("Chỉ số", 26),
    Column("Kỳ trước", 12, "figure"),
    Column("Kỳ này", 12, "figure"),
    Column("Tăng, giảm", 16),
    Column("Tỷ lệ tăng, giảm", 12, "percent"),
]
GROUPED = [Column("Nhóm", 34), Column("Số đơn vị", 10, "number"), Column("Số lượt giao", 10, "number"), *tables.FOUR]
SECTIONED = [
    Column("Mục", 44),
    Column("Số nhiệm vụ", 10, "number"),
    Column("Số lượt giao", 10, "number"),
    *tables.FOUR,
]
RATE = Column("Tỷ lệ hoàn thành", 10, "percent")
FLOWED = [
    Column("Kỳ", 24),
    Column("Từ ngày", 12, "date"),
    Column("Đến ngày", 12, "date"),
    Column("Giao trong kỳ", 10, "number"),
    Column("Hoàn thành trong kỳ", 10, "number"),
    Column("Thành quá hạn trong kỳ", 10, "number"),
]
SUMMED = [Column("Tình hình", 46), Column("Số nhiệm vụ", 16, "figure"), Column("Số lượt giao", 16, "figure")]


@dataclass(frozen=True)
class FactTable:
    """A table read back from facts; `key` names it, `wide` asks for a landscape page."""

    key: str
    table: Table
    wide: bool
    bold: list[int]


def facts_of(compiled: Compiled, *, recipient: str) -> dict[str, Any]:
    period = compiled.period
    return {
        "period": {
            "key": period.key,
            "label": period.label,
            "rule": period.rule.value,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        "as_of": compiled.as_of.isoformat(),
        "made_on": compiled.made_on.isoformat(),
        "author": _unit(compiled.author),
        "issuer": compiled.plans[0].issuer,
        "recipient": recipient,
        "plans": [_plan(plan) for plan in compiled.plans],
        "units": len(compiled.units),
        "tasks": _figures(compiled.tasks),
        "assignments": _figures(compiled.assignments),
        "done_before_issue": compiled.done_before,
        "not_given": compiled.not_given,
        "comparisons": [_comparison(each, compiled) for each in compiled.comparisons],
        "flows": [_flow(flow) for flow in compiled.flows],
        "silence": _silence(compiled),
        "obstacles": dict(compiled.obstacle_kinds),
        "passages": _passages(compiled),
        "tables": [_table(*each) for each in _tables(compiled)],
        "charts": [asdict(chart) | {"svg": str(chart.svg)} for chart in _charts(compiled)],
    }


def tables_of(facts: dict[str, Any]) -> dict[str, FactTable]:
    return {each["key"]: table_of(each) for each in facts["tables"]}


def table_of(stored: dict[str, Any]) -> FactTable:
    columns = [Column(**column) for column in stored["columns"]]
    rows = [tuple(map(_read, row, columns)) for row in stored["rows"]]
    return FactTable(stored["key"], Table(stored["title"], columns, rows), stored["wide"], stored["bold"])


def on_paper(each: FactTable) -> FactTable:
    """No more rows than people print; the last one says how many more the workbook holds."""
    table = each.table
    left_out = len(table.rows) - MOST_ON_PAPER
    if left_out <= 0:
        return each
    words = f"Còn {number(left_out)} dòng nữa, có đủ trong tệp Excel."
    last = tuple(words if n == table.columns.index(_widest(table)) else None for n in range(len(table.columns)))
    rows = [*table.rows[:MOST_ON_PAPER], last]
    return replace(each, table=replace(table, rows=rows))


def _widest(table: Table) -> Column:
    return max((column for column in table.columns if column.kind == "text"), key=lambda column: column.width)


def _read(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind == "date":
        return date.fromisoformat(value)
    if column.kind == "percent" or (column.kind == "figure" and isinstance(value, str)):
        return Decimal(value)
    return value


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _table(key: str, table: Table, wide: bool = False, bold: list[int] = ()) -> dict[str, Any]:
    return {
        "key": key,
        "title": table.title,
        "wide": wide,
        "bold": list(bold),
        "columns": [asdict(column) for column in table.columns],
        "rows": [[_stored(value) for value in row] for row in table.rows],
    }


def _unit(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.name, "formal": formal(unit), "kind": unit.kind}


def _plan(plan: Any) -> dict[str, Any]:
    issued = plan.issued_date.isoformat() if plan.issued_date else None
    words = {
        "reference": plan.reference,
        "named": named(plan),
        "title": plan.title,
        "focal_unit": plan.focal_unit.name,
    }
    return {"id": plan.pk, "number": plan.number, "issued_date": issued, **words}


def _figures(figures: Figures) -> dict[str, Any]:
    rates = {"rate": figures.rate, "rate_of_all": comparing.rate_of_all(figures)}
    return {key: getattr(figures, key) for key in KEYS} | {key: _stored(value) for key, value in rates.items()}


def _comparison(each: Any, compiled: Compiled) -> dict[str, Any]:
    then = each.then
    return {
        "label": each.label,
        "day": then.day.isoformat(),
        "tasks": _figures(then.tasks),
        "assignments": _figures(then.assignments),
        "words": comparing.sentence(each, compiled.now),
    }


def _flow(flow: Any) -> dict[str, Any]:
    period = {"label": flow.period.label, "start": flow.period.start.isoformat(), "end": flow.period.end.isoformat()}
    return period | {"given": flow.given, "done": flow.done, "became_overdue": flow.became_overdue}


def _silence(compiled: Compiled) -> dict[str, Any] | None:
    found = compiled.silence
    if found is None:
        return None
    return {"rule": RULE, "untold": found.untold, "done": found.done, "due": found.due, "rate": _stored(found.rate)}


def _passages(compiled: Compiled) -> dict[str, list[str]]:
    """Sentences with figures: nobody edits them."""
    return {
        "ket_qua": [*passages.results(compiled), *passages.after_table(compiled), *_assigned(compiled)],
        "so_sanh": [comparing.sentence(each, compiled.now) for each in compiled.comparisons],
        "qua_han": passages.overdue(compiled),
        "vuong_mac": passages.obstacles(compiled),
        "kien_nghi": passages.proposals(compiled),
    }


def _assigned(compiled: Compiled) -> list[str]:
    share = comparing.rate_of_all(compiled.assignments)
    if share is None:
        return []
    return [passages.of_all(compiled.assignments, share)]


def _tables(compiled: Compiled) -> list[tuple[Any, ...]]:
    lines = summary.lines(compiled)
    summed = [(f"- {line.label}" if line.depth else line.label, line.tasks, line.assignments) for line in lines]
    bold = [n for n, line in enumerate(lines) if not line.depth]
    return [
        ("tong_hop", Table("Tổng hợp tình hình thực hiện", SUMMED, summed), False, bold),
        ("so_sanh", Table("So sánh với các kỳ", COMPARED, _compared(compiled))),
        ("luong", Table("Giao, hoàn thành và quá hạn trong kỳ (lượt giao)", FLOWED, _flowed(compiled))),
        ("nhom", Table("Kết quả theo nhóm đơn vị (lượt giao)", [*GROUPED, RATE], _grouped(compiled))),
        ("muc", Table("Kết quả theo mục (bốn trạng thái đếm lượt giao)", [*SECTIONED, RATE], _sectioned(compiled))),
        ("chi_tieu", indicator_table(compiled.indicators)),
        ("don_vi", tables.by_unit(compiled), True),
        ("qua_han", tables.overdue(compiled), True),
    ]


def _compared(compiled: Compiled) -> list[tuple[Any, ...]]:
    return [
        (each.label, noun, row.name, row.then, row.now, row.words, row.share)
        for each in compiled.comparisons
        for counted, noun in comparing.COUNTED.items()
        for row in comparing.differences(each, compiled.now, counted)
    ]


def _flowed(compiled: Compiled) -> list[tuple[Any, ...]]:
    return [
        (flow.period.label, flow.period.start, flow.period.end, flow.given, flow.done, flow.became_overdue)
        for flow in compiled.flows
    ]


def _grouped(compiled: Compiled) -> list[tuple[Any, ...]]:
    return [
        (row.name, row.units, row.figures.total, *tables.four(row.figures), row.figures.rate)
        for row in compiled.groups
    ]


def _sectioned(compiled: Compiled) -> list[tuple[Any, ...]]:
    return [
        (row.name, row.tasks.total, row.figures.total, *tables.four(row.figures), row.figures.rate)
        for row in compiled.sections
    ]


def _charts(compiled: Compiled) -> list[Chart]:
    whole = [("Toàn bộ", compiled.assignments)] if len(compiled.groups) > 1 else []
    groups = [*whole, *((row.name, row.figures) for row in compiled.groups)]
    rates = [(row.name, row.figures.rate) for row in compiled.sections]
    mark = ("chung", compiled.assignments.rate) if compiled.assignments.rate is not None else None
    charts = [state_bars(name="Bốn trạng thái theo nhóm đơn vị", rows=groups)] if groups else []
    if len(rates) > 1:
        charts.append(group_bars(name="Tỷ lệ hoàn thành theo mục", rows=rates, mark=mark))
    return [*charts, *indicator_charts(compiled.indicators)]
