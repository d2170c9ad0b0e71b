"""What an amended version says otherwise of indicators and reporting duties: row by row, as of tasks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from intake.models import AmendedPart
from kpi.models import Indicator, Target
from plans.models import Plan
from plans.reading.matching import Line, pair_up
from reports.models import ReportingDuty
from tasks.queries.differences import Cell, said_alike

Part = Indicator | ReportingDuty
Kind, Change = AmendedPart.Kind, AmendedPart.Change


@dataclass(frozen=True, eq=False)
class PartDifference:
    kind: str
    change: str
    old: Part | None
    new: Part | None
    cells: list[Cell] = field(default_factory=list)
    ticked: bool = True

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.change}-{self.old.pk if self.old else 0}-{self.new.pk if self.new else 0}"

    @property
    def label(self) -> str:
        return f"{Change(self.change).label} {Kind(self.kind).label}"

    @property
    def row(self) -> Part:
        return self.old or self.new

    @property
    def number(self) -> str:
        return getattr(self.row, "number", "")

    @property
    def text(self) -> str:
        if isinstance(self.row, Indicator):
            return self.row.text
        return " → ".join(filter(None, (self.row.who_text, self.row.to_text)))


def compare_parts(plan: Plan, version: Plan) -> list[PartDifference]:
    """A fixed number of queries. A version that speaks of none says nothing about them."""
    counted = (indicators_of(plan), indicators_of(version))
    reported = (_duties(plan), _duties(version))
    return [
        *_compare(Kind.INDICATOR, *counted, lambda one: Line(one, one.number, one.text), said_of_indicator),
        *_compare(Kind.DUTY, *reported, lambda one: Line(one, one.cadence, _whole(one)), said_of_duty),
    ]


def indicators_of(plan: Plan) -> list[Indicator]:
    return list(plan.indicators.running().order_by("order").select_related("monitor").prefetch_related("targets"))


def said_of_indicator(one: Indicator) -> dict[str, str]:
    targets = sorted((target for target in one.targets.all() if not target.ended_date), key=lambda each: each.order)
    return {
        "Chỉ tiêu": one.text,
        "Mục tiêu": "; ".join(_target(target) for target in targets),
        "Chủ trì theo dõi": one.monitor.name if one.monitor else one.monitor_text,
        "Chủ trì thực hiện": one.implementers_text,
        "Phối hợp": one.partners_text,
        "Căn cứ": one.basis,
    }


def said_of_duty(one: ReportingDuty) -> dict[str, str]:
    named = one.unit or one.group
    return {
        "Ai báo cáo": named.name if named else one.who_text,
        "Qua": one.via_unit.name if one.via_unit else "",
        "Nơi nhận": one.to_text,
        "Kỳ báo cáo": ", ".join(filter(None, (one.get_cadence_display(), one.due_text))),
    }


def _compare(
    kind: str,
    old: Sequence[Part],
    new: Sequence[Part],
    line: Callable[[Part], Line],
    said: Callable[[Part], dict[str, str]],
) -> list[PartDifference]:
    if not new:
        return []
    pairs = [(a and a.key, b and b.key) for a, b in pair_up([line(a) for a in old], [line(b) for b in new])]
    whole = 2 * sum(bool(a and b) for a, b in pairs) >= len(old)
    found = []
    for was, now in pairs:
        if was is None or now is None:
            change = Change.ADDED if was is None else Change.DROPPED
            cells = [Cell(label, "", words) for label, words in said(now).items() if words][1:] if now else []
            found.append(PartDifference(kind, change, was, now, cells, ticked=whole or was is None))
        elif cells := _cells(said(was), said(now)):
            found.append(PartDifference(kind, Change.CHANGED, was, now, cells))
    return found


def _cells(before: dict[str, str], after: dict[str, str]) -> list[Cell]:
    cells = [Cell(label, words, after[label]) for label, words in before.items()]
    return [cell for cell in cells if not said_alike(cell)]


def _duties(plan: Plan) -> list[ReportingDuty]:
    return list(plan.reporting_duties.order_by("order").select_related("unit", "group", "via_unit"))


def _whole(one: ReportingDuty) -> str:
    return f"{one.who_text} {one.to_text} {one.quote}"


def _target(target: Target) -> str:
    start = "từ khi ban hành" if target.from_issue else f"từ {target.from_date:%d/%m/%Y}" if target.from_date else ""
    end = f"đến {target.as_of_date:%d/%m/%Y}" if target.as_of_date else target.as_of_text
    return " ".join(filter(None, (target.words, start, end)))
