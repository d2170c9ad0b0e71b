from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agenda import operations
from agenda.ladder import RungSpec
from agenda.models import Ladder
from agenda.perms import may_see_reminding
from agenda.queries import previewing
from agenda.queries.ladders import held_days, specs, steps_for
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.reminding import (
    AcknowledgementSerializer,
    LadderBody,
    NewAcknowledgement,
    NewUrging,
    ReminderSerializer,
    UrgingSerializer,
)
from api.views.base import SizeLimit, refusing
from api.views.working import given, readable
from plans.models import Plan
from units.calendars import WorkCalendar

LATEST = 200


def followed(request: Request, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if not may_see_reminding(request.user, plan):
        raise Http404
    return plan


def ladder(plan: Plan) -> dict[str, Any]:
    """As `LadderBody` describes it."""
    own = Ladder.objects.filter(plan=plan).exists()
    return {"own": own, "held_days": held_days(plan.pk), "rungs": [vars(spec) for spec in specs(plan.pk)]}


class LadderView(SizeLimit, APIView):
    """Bậc nhắc của văn bản."""

    @reads(LadderBody)
    def get(self, request: Request, pk: int) -> Response:
        return Response(LadderBody(ladder(followed(request, pk))).data)

    @writes(LadderBody, LadderBody)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đặt lại mọi bậc nhắc; thân rỗng `rungs` là không nhắc."""
        plan, told = followed(request, pk), given(LadderBody, request)
        rungs = [
            RungSpec(**one | {"to": tuple(one["to"]), "channels": tuple(one["channels"])}) for one in told["rungs"]
        ]
        held = told["held_days"]
        operations.save_ladder(plan_id=pk, actor=request.user, rungs=rungs, held_days=held, now=timezone.now())
        return Response(LadderBody(ladder(plan)).data)


class RemindersView(SizeLimit, APIView):
    """Những ngày việc này sẽ được nhắc, nhắc ai, qua kênh nào."""

    @reads(ReminderSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        work = readable(request, pk)
        lines = previewing.preview(work, steps_for(work.plan_id), WorkCalendar.load(), timezone.localdate())
        return Response([vars(line) | {"rung": line.rung.words, "channels": line.channels} for line in lines])


class AcknowledgementsView(SizeLimit, APIView):
    """“Đã nắm, sẽ xong ngày …”: giữ bậc nhắc tiếp theo, không đổi thời hạn."""

    @reads(AcknowledgementSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = readable(request, pk).acknowledgements.select_related("user").order_by("-pk")
        return Response(AcknowledgementSerializer(rows[:LATEST], many=True).data)

    @writes(NewAcknowledgement, AcknowledgementSerializer, 201)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        told = given(NewAcknowledgement, request)
        with refusing(request, pk):
            said = operations.acknowledge(assignment_id=pk, actor=request.user, now=timezone.now(), **told)
        return Response(AcknowledgementSerializer(said).data, status=201)


class UrgingsView(SizeLimit, APIView):
    """Công văn đôn đốc đã phát hành."""

    @reads(UrgingSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = followed(request, pk).urgings.select_related("recorded_by").prefetch_related("units", "assignments")
        return Response(UrgingSerializer(rows.order_by("-date", "-pk")[:LATEST], many=True).data)

    @writes(NewUrging, UrgingSerializer, 201)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Ghi số, ngày, lần sau khi phát hành."""
        followed(request, pk)
        told = given(NewUrging, request)
        units = told.pop("units")
        done = operations.record_urging(plan_id=pk, actor=request.user, now=timezone.now(), unit_ids=units, **told)
        return Response(UrgingSerializer(done).data, status=201)
