"""Fold the reports of several plans into one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Plan, Section
from reports.queries import PlanReport, plan_report
from reports.queries.compiling.indicators import IndicatorRow, indicator_rows
from reports.queries.compiling.stock import Flow, Stock, flows, stock_on
from reports.queries.rows import OverdueRow, TaskRow, UnitRow, tasks_by_state
from reports.queries.said import Remark
from reports.queries.silence import Silence, silence
from tasks.figures import Figures
from units.models import Unit
from units.periods import Kind, Period

GROUPS = {
    "Sở, ban, ngành": (Unit.Kind.CITY, Unit.Kind.DEPARTMENT, Unit.Kind.BOARD, Unit.Kind.AGENCY),
    "UBND phường": (Unit.Kind.WARD,),
    "UBND xã": (Unit.Kind.COMMUNE,),
    "Tổ công tác và đơn vị khác": (Unit.Kind.TASK_FORCE, Unit.Kind.OTHER),
}
NO_SECTION = "Ngoài các mục"
TEXTS = ("quantities", "evidence", "obstacles", "proposals")


@dataclass(frozen=True)
class Group:
    """`figures` count lượt giao."""

    name: str
    units: int
    figures: Figures


@dataclass(frozen=True)
class SectionRow:
    """`tasks` count nhiệm vụ, `figures` lượt giao."""

    name: str
    tasks: Figures
    figures: Figures


@dataclass(frozen=True)
class Comparison:
    """`label`: "tháng 09/2026", "cùng kỳ năm trước (…)", "ngày 30/06/2026"."""

    label: str
    then: Stock


@dataclass(frozen=True)
class Compiled:
    parts: list[PlanReport]
    period: Period
    as_of: date
    made_on: date
    author: Unit
    now: Stock
    comparisons: list[Comparison]
    flows: list[Flow]
    groups: list[Group]
    sections: list[SectionRow]
    units: list[UnitRow]
    overdue: list[OverdueRow]
    obstacle_kinds: dict[str, int]
    remarks: list[tuple[Unit, str, Remark]]
    indicators: list[IndicatorRow]

    whole = True  # a report of all units, as PlanReport.whole

    @property
    def tasks(self) -> Figures:
        return self.now.tasks

    @property
    def assignments(self) -> Figures:
        return self.now.assignments

    @property
    def plans(self) -> list[Plan]:
        return [part.plan for part in self.parts]

    @property
    def silence(self) -> Silence | None:
        """Over all work; untold is that of the plans that switched the rule on."""
        known = [part.silence for part in self.parts if part.silence]
        return silence(self.assignments, sum(each.untold for each in known)) if known else None

    @property
    def done_before(self) -> int:
        return sum(part.done_before for part in self.parts)

    @property
    def not_given(self) -> int:
        return sum(part.not_given for part in self.parts)


def compile_plans(
    *,
    plans: Sequence[Plan],
    period: Period,
    author: Unit,
    today: date,
    compared: date | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Compiled:
    """All units of all plans. `compared`: one more day to compare with. `told` hears how far it is."""
    total = len(plans) + 2
    parts = []
    for n, plan in enumerate(plans):
        told(n, total)
        parts.append(plan_report(plan=plan, period=period, today=today))
    told(len(plans), total)
    as_of = parts[0].as_of
    comparisons = [Comparison(label, stock_on(plans, day, today)) for label, day in _days(period, compared, as_of)]
    told(total - 1, total)
    units = _units(parts)
    return Compiled(
        parts=parts,
        period=period,
        as_of=as_of,
        made_on=today,
        author=author,
        now=Stock(as_of, _sum(part.tasks for part in parts), _sum(part.assignments for part in parts)),
        comparisons=comparisons,
        flows=flows(plans, _flow_periods(period), as_of),
        groups=_groups(units),
        sections=_sections(parts),
        units=units,
        overdue=sorted((row for part in parts for row in part.overdue), key=lambda row: row.due),
        obstacle_kinds=Counter(remark.kind for part in parts for _, _, remark in part.remarks if remark.text),
        remarks=[remark for part in parts for remark in part.remarks],
        indicators=indicator_rows(plans, as_of),
    )


def _days(period: Period, compared: date | None, as_of: date) -> list[tuple[str, date]]:
    before, year_ago = period.previous, period.last_year
    days = [(before.label, before.end), (f"cùng kỳ năm trước ({year_ago.label})", year_ago.end)]
    if compared:
        days.append((f"ngày {compared:%d/%m/%Y}", compared))
    return [(label, day) for label, day in days if day < as_of]


def _flow_periods(period: Period) -> list[Period]:
    """The months of a longer period, then the whole of it."""
    longer = period.kind not in (Kind.MONTH, Kind.CUSTOM)
    return [*(period.months if longer else []), period]


def _sum(all_figures: Iterable[Figures]) -> Figures:
    return sum(all_figures, Figures())


def _groups(units: list[UnitRow]) -> list[Group]:
    named = {kind: name for name, kinds in GROUPS.items() for kind in kinds}
    rows = defaultdict(list)
    for row in units:
        rows[named[row.unit.kind]].append(row.figures)
    return [Group(name, len(rows[name]), _sum(rows[name])) for name in GROUPS if name in rows]


def _sections(parts: list[PlanReport]) -> list[SectionRow]:
    """The first headings of each plan, in its order; of several plans with their names before."""
    found: dict[str, list[TaskRow]] = {}
    for part in parts:
        roots = _roots(part.plan)
        before = f"{part.plan.reference}: " if len(parts) > 1 else ""
        for row in part.task_rows:
            title = roots.get(row.task.section_id, NO_SECTION)
            found.setdefault(before + title, []).append(row)
    return [SectionRow(name, tasks_by_state(rows), _sum(row.figures for row in rows)) for name, rows in found.items()]


def _roots(plan: Plan) -> dict[int, str]:
    """Title of the first heading above each section."""
    sections = {section.pk: section for section in plan.sections.all()}

    def root(section: Section) -> Section:
        return root(sections[section.parent_id]) if section.parent_id else section

    return {pk: root(section).title.rstrip(" :.") for pk, section in sections.items()}


def _units(parts: list[PlanReport]) -> list[UnitRow]:
    if len(parts) == 1:
        return parts[0].units
    found: dict[int, list[UnitRow]] = {}
    for part in parts:
        for row in part.units:
            found.setdefault(row.unit.pk, []).append(row)
    merged = [_merged(rows) for rows in found.values()]
    return sorted(merged, key=lambda row: (Unit.Kind.values.index(row.unit.kind), row.unit.name))


def _merged(rows: list[UnitRow]) -> UnitRow:
    """One unit over several plans; its progress is the mean of its lượt giao."""
    known = [(row.progress, row.figures.total) for row in rows if row.progress is not None]
    weight = sum(count for _, count in known)
    progress = round(sum(percent * count for percent, count in known) / weight) if weight else None
    texts = {name: [text for row in rows for text in getattr(row, name)] for name in TEXTS}
    texts["confirmers"] = sorted({name for row in rows for name in row.confirmers})
    count, figures = sum(row.task_count for row in rows), _sum(row.figures for row in rows)
    return UnitRow(unit=rows[0].unit, task_count=count, figures=figures, progress=progress, **texts)
