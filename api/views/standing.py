"""Figures, matrix and line of due dates of what the caller may see; as of any day, by the module of the pages."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.schema import reads
from api.serializers.standing import (
    MatrixAsked,
    MatrixSerializer,
    StandingAsked,
    StandingSerializer,
    TimelineSerializer,
    matrix_row,
)
from plans.models import Plan
from tasks.figures import FIRST, figures
from tasks.models import Assignment
from tasks.queries import matrix as matrices
from tasks.queries import standing
from tasks.queries.months import due_by_month
from tasks.queries.standing import Counted

# each breakdown, and the field by which it is counted beside the unit
LINES = {
    "unit": (Counted.by_unit, "plan"),
    "group": (Counted.by_group, "plan"),
    "section": (Counted.by_section, "task__section"),
    "plan": (Counted.by_plan, "plan"),
}


class StandingView(APIView):
    """Số liệu chính thức, đếm lượt giao."""

    @reads(StandingSerializer, parameters=[StandingAsked])
    def get(self, request: Request) -> Response:
        """Theo đơn vị, nhóm, mục, văn bản; `day` là một ngày đã qua thì trả lời như biết cuối ngày đó."""
        asked = StandingAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted, today = asked.validated_data, timezone.localdate()
        if wanted["by"] == "section" and "plan" not in wanted:
            raise Http404
        day = min(wanted.get("day", today), today)
        return Response(StandingSerializer(_standing(_given(request, wanted), wanted["by"], day, today)).data)


def _given(request: Request, wanted: dict[str, Any]) -> QuerySet:
    """A plan or unit that the caller does not see narrows to nothing."""
    narrow = {f"{name}_id": wanted[name] for name in ("plan", "unit") if name in wanted}
    return Assignment.objects.visible_to(request.user).exclude(plan__state=Plan.State.DRAFT).filter(**narrow)


def _standing(given: QuerySet, by: str, day: date, today: date) -> dict[str, Any]:
    lines, field = LINES[by]
    counted, now = Counted(given, day, today, field), day == today
    underway = standing.Underway(given, day, today)
    return {
        "day": day,
        "figures": counted.whole,
        "by_first_date": figures(given, today, FIRST) if now else None,
        "lines": lines(counted),
        "overdue": underway.bands(),
        "updates": underway.updates(),
        "waiting": underway.waiting(),
    }


class MatrixView(APIView):
    """Ma trận giao việc của một văn bản: nhiệm vụ theo đơn vị."""

    @reads(MatrixSerializer, parameters=[MatrixAsked], operation_id="plans_matrix")
    def get(self, request: Request, pk: int) -> Response:
        asked = MatrixAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = matrices.Asked(opened=matrices.ALL, **asked.validated_data)
        found = matrices.matrix(_plan(request, pk), timezone.localdate(), wanted)
        units = [
            {"id": one.unit.pk, "code": one.unit.code, "name": one.unit.name}
            | {"group": band.code, "overdue": one.overdue}
            for band in found.bands
            for one in band.columns
        ]
        rows = [matrix_row(title, row) for title, section in found.sections for row in section]
        return Response({"units": units, "rows": rows})


class TimelineView(APIView):
    """Dòng thời hạn của một văn bản."""

    @reads(TimelineSerializer, operation_id="plans_timeline")
    def get(self, request: Request, pk: int) -> Response:
        """Việc đến hạn từng tháng, theo hạn đang tính."""
        return Response(TimelineSerializer(due_by_month(_plan(request, pk), timezone.localdate())).data)


def _plan(request: Request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
