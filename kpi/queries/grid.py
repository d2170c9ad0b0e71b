"""All figures of a document and period as a grid: units down, targets across. One query for the cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from kpi.models import Measurement, Target
from plans.models import Plan
from units.models import Unit, User

COLUMNS = 20
CELL = ("pk", "unit", "target", "state", "due_date", "numerator", "denominator", "value", "note")


@dataclass(slots=True)
class Cell:
    pk: int
    unit: int
    target: int
    state: str
    due_date: date
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    note: str

    @property
    def came(self) -> bool:
        return self.state not in (Measurement.State.OPEN, Measurement.State.TO_SUPPLEMENT)


@dataclass(frozen=True)
class Grid:
    targets: list[Target]
    units: list[Unit]
    cells: dict[tuple[int, int], Cell]
    """By unit and target; where there is none the unit does not measure it."""
    more: bool
    """Targets stand on another page."""

    def came(self, target: Target) -> tuple[int, int]:
        """(sent, expected)."""
        column = [cell for (_, pk), cell in self.cells.items() if pk == target.pk]
        return sum(cell.came for cell in column), len(column)


def periods_of(plan: Plan, user: User) -> list[str]:
    """Keys, the latest first."""
    rows = Measurement.objects.visible_to(user).filter(target__indicator__plan=plan).order_by()
    return [key for key, _ in rows.values_list("period").annotate(end=Max("period_end")).order_by("-end")[:24]]


def grid_of(plan: Plan, period: str, user: User, page: int = 1) -> Grid:
    """Of the figures that the reader may see, COLUMNS targets a page. Three queries."""
    rows = Measurement.objects.visible_to(user).current().filter(target__indicator__plan=plan, period=period)
    targets = _targets(plan, rows, page)
    shown = targets[:COLUMNS]
    cells = [Cell(*row) for row in rows.filter(target__in=shown).order_by().values_list(*CELL)]
    units = Unit.objects.filter(pk__in={cell.unit for cell in cells}).order_by("kind", "name")
    return Grid(shown, list(units), {(cell.unit, cell.target): cell for cell in cells}, len(targets) > COLUMNS)


def _targets(plan: Plan, rows: object, page: int) -> Sequence[Target]:
    found = Target.objects.filter(indicator__plan=plan, pk__in=rows.order_by().values("target"))
    found = found.select_related("indicator").order_by("indicator__order", "order")
    return list(found[(page - 1) * COLUMNS : page * COLUMNS + 1])
