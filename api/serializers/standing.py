"""How work stands: figures, the matrix, the line of due dates. Every count is of lượt giao."""

from typing import Any

from rest_framework import serializers

from api.serializers.names import TaskName, UnitName
from tasks.queries.matrix import Cell, Row
from tasks.queries.standing import GROUPS

BREAKDOWNS = [("unit", "đơn vị"), ("group", "nhóm đơn vị"), ("section", "mục"), ("plan", "văn bản")]


class FiguresSerializer(serializers.Serializer):
    """`rate` = `done` ÷ `due`, percent with one decimal; null while nothing is due."""

    done_on_time = serializers.IntegerField()
    done_late = serializers.IntegerField()
    open_in_time = serializers.IntegerField()
    open_overdue = serializers.IntegerField()
    ongoing = serializers.IntegerField()
    self_confirmed = serializers.IntegerField()
    done = serializers.IntegerField()
    due = serializers.IntegerField()
    total = serializers.IntegerField()
    rate = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)


class LineSerializer(serializers.Serializer):
    """`key`: the number of a unit, section or plan, or the code of a group."""

    key = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    figures = FiguresSerializer()


class BandSerializer(serializers.Serializer):
    """Overdue for `first` to `last` days; the last band has no end."""

    first = serializers.IntegerField()
    last = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField()


class FreshSerializer(serializers.Serializer):
    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    rate = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)


class WaitingSerializer(serializers.Serializer):
    place = serializers.CharField()
    whom = serializers.CharField()
    count = serializers.IntegerField()
    since = serializers.DateField(allow_null=True)


class StandingSerializer(serializers.Serializer):
    """`updates` and `waiting` speak of today alone; null and empty for a past day."""

    day = serializers.DateField()
    figures = FiguresSerializer()
    by_first_date = FiguresSerializer(allow_null=True)
    lines = LineSerializer(many=True)
    overdue = BandSerializer(many=True)
    updates = FreshSerializer(allow_null=True)
    waiting = WaitingSerializer(many=True)


class StandingAsked(serializers.Serializer):
    plan = serializers.IntegerField(required=False)
    unit = serializers.IntegerField(required=False)
    by = serializers.ChoiceField(choices=BREAKDOWNS, default="unit")
    day = serializers.DateField(required=False)


class SquareSerializer(serializers.Serializer):
    """`days`: overdue or left. `more`: further assignments of the unit behind this one."""

    unit = serializers.IntegerField()
    assignment = serializers.IntegerField()
    code = serializers.CharField()
    label = serializers.CharField()
    days = serializers.IntegerField(allow_null=True)
    more = serializers.IntegerField()


class MatrixRowSerializer(serializers.Serializer):
    section = serializers.CharField(allow_blank=True)
    task = TaskName()
    cells = SquareSerializer(many=True)
    partners = serializers.ListField(child=serializers.IntegerField())


class MatrixUnitSerializer(UnitName):
    group = serializers.ChoiceField(choices=list(GROUPS.items()))
    overdue = serializers.IntegerField()

    class Meta(UnitName.Meta):
        fields = [*UnitName.Meta.fields, "group", "overdue"]


class MatrixSerializer(serializers.Serializer):
    units = MatrixUnitSerializer(many=True)
    rows = MatrixRowSerializer(many=True)


class MatrixAsked(serializers.Serializer):
    only_overdue = serializers.BooleanField(default=False)
    only_shared = serializers.BooleanField(default=False)


class DueSerializer(serializers.Serializer):
    day = serializers.DateField()
    task = TaskName()
    figures = FiguresSerializer()


class MonthSerializer(serializers.Serializer):
    first_day = serializers.DateField()
    figures = FiguresSerializer()
    dues = DueSerializer(many=True)


class TimelineSerializer(serializers.Serializer):
    """`undated`: counted, but without a date yet."""

    months = MonthSerializer(many=True)
    ongoing = serializers.IntegerField()
    undated = serializers.IntegerField()


def matrix_row(section: str, row: Row) -> dict[str, Any]:
    """As `MatrixRowSerializer` describes it; plain, because a plan has tens of thousands of cells."""
    return {
        "section": section,
        "task": {"id": row.task.pk, "code": row.task.code, "name": row.task.name},
        "cells": [_cell(unit, cell) for unit, cell in row.cells.items()],
        "partners": sorted(row.partners),
    }


def _cell(unit: int, cell: Cell) -> dict[str, Any]:
    shown = {"code": cell.shown.code, "label": cell.shown.label, "days": cell.days, "more": cell.more}
    return {"unit": unit, "assignment": cell.pk} | shown
