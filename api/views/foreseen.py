"""Where indicators stand, how they are measured, what leaders ask about; lists as .csv and .xlsx."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import foreseen as shapes
from insight.exports import figures_table, indicators_table, warnings_table
from insight.models import EarlyWarning
from insight.queries.indicators import of_indicators
from insight.views.files import answer_file
from kpi import operations
from kpi.models import Explanation, Indicator, Measurement, Target
from kpi.queries import indicators_seen
from reports.exports.tables import Table

MOST = 20_000


class IndicatorStandingView(APIView):
    @reads(shapes.TargetStandingSerializer(many=True), operation_id="indicator_standing")
    def get(self, request: Request, pk: int) -> Response:
        """Số toàn Thành phố theo kỳ kèm số đơn vị, mức phải đạt, dự báo, đánh giá; mỗi mục tiêu một mục."""
        found = of_indicators([_seen(request, pk)], timezone.localdate())
        return Response(shapes.TargetStandingSerializer(found.get(pk, []), many=True).data)


class HowMeasuredView(APIView):
    @writes(shapes.HowMeasured, shapes.HowMeasured, operation_id="indicator_measuring")
    def put(self, request: Request, pk: int) -> Response:
        """Đơn vị theo dõi sửa cách đo."""
        told = shapes.HowMeasured(_seen(request, pk), data=request.data, partial=True)
        told.is_valid(raise_exception=True)
        facts = dict(told.validated_data)
        tasks, units, groups = (facts.pop(name, None) for name in ("tasks", "units", "groups"))
        parties = None
        if units is not None or groups is not None:
            parties = {"implementer": [(one, None) for one in units or []] + [(None, one) for one in groups or []]}
        operations.describe(indicator_id=pk, actor=request.user, task_ids=tasks, parties=parties, **facts)
        return Response(shapes.HowMeasured(told.validated_data).data)


class TargetView(APIView):
    @writes(shapes.PromisedTarget, shapes.PromisedTarget, operation_id="target")
    def put(self, request: Request, pk: int) -> Response:
        """Đơn vị theo dõi sửa mục tiêu và đường phải đi."""
        target = Target.objects.filter(pk=pk, indicator__in=indicators_seen(request.user).values("pk")).first()
        if target is None:
            raise Http404
        told = shapes.PromisedTarget(target, data=request.data, partial=True)
        told.is_valid(raise_exception=True)
        facts = dict(told.validated_data)
        kept = list(target.path.values_list("day", "value"))
        points = [(one["day"], one["value"]) for one in facts.pop("path")] if "path" in facts else kept
        made = operations.draw_path(target_id=pk, actor=request.user, points=points, **facts)
        return Response(shapes.PromisedTarget(_with_path(made)).data)


class ExplanationsView(APIView):
    @reads(shapes.ExplanationSerializer(many=True), operation_id="explanations_list")
    def get(self, request: Request) -> Response:
        """Yêu cầu giải trình chưa trả lời, hạn sớm nhất trước; nhiều nhất 500."""
        rows = Explanation.objects.visible_to(request.user).open().select_related("unit", "asked_by")
        return Response(shapes.ExplanationSerializer(rows.order_by("due_date", "pk")[:500], many=True).data)

    @writes(shapes.Question, shapes.ExplanationSerializer(many=True), 201, operation_id="explanations_ask")
    @idempotent
    def post(self, request: Request) -> Response:
        """Hỏi vì sao một chỉ tiêu hoặc những việc đang đỏ."""
        told = shapes.Question(data=request.data)
        told.is_valid(raise_exception=True)
        facts = dict(told.validated_data) | {"actor": request.user, "now": timezone.now()}
        indicator, works = facts.pop("indicator", None), facts.pop("assignments", None)
        if (indicator is None) == (not works):
            raise ValidationError("Nêu một chỉ tiêu hoặc những việc được giao, không cả hai.")
        if works:
            asked = operations.ask_of_work(assignment_ids=works, **facts)
        else:
            asked = [operations.ask_explanation(indicator_id=_seen(request, indicator).pk, **facts)]
        return Response(shapes.ExplanationSerializer(asked, many=True).data, status=201)


class ExplanationView(APIView):
    @writes(shapes.Answer, shapes.ExplanationSerializer, operation_id="explanations_answer")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đơn vị được hỏi trả lời."""
        if not Explanation.objects.filter(pk=pk, unit__in=request.user.unit_ids()).exists():
            raise Http404
        told = shapes.Answer(data=request.data)
        told.is_valid(raise_exception=True)
        now = timezone.now()
        asked = operations.explain(explanation_id=pk, actor=request.user, now=now, **told.validated_data)
        return Response(shapes.ExplanationSerializer(asked).data)


class ExportView(APIView):
    @reads(OpenApiTypes.BINARY, media_type="application/octet-stream", operation_id="export")
    def get(self, request: Request, slug: str, form: str) -> HttpResponse:
        """indicators, measurements hoặc warnings, dạng csv hoặc xlsx; nhiều nhất 20.000 hàng."""
        if slug not in TABLES:
            raise Http404
        return answer_file(TABLES[slug](request), form, slug, timezone.localdate())


def _indicators(request: Request) -> Table:
    found = list(indicators_seen(request.user)[:MOST])
    stands = of_indicators(found, timezone.localdate())
    return indicators_table((one, stands.get(one.pk, [])) for one in found)


def _measurements(request: Request) -> Table:
    rows = Measurement.objects.visible_to(request.user).current().select_related("target__indicator__plan", "unit")
    asked = request.query_params
    wanted = Q(target__indicator=int(asked["indicator"])) if asked.get("indicator", "").isdigit() else Q()
    wanted &= Q(period=asked["period"][:20]) if asked.get("period") else Q()
    return figures_table(rows.filter(wanted).order_by("-period_end", "target", "unit__name")[:MOST])


def _warnings(request: Request) -> Table:
    rows = EarlyWarning.objects.visible_to(request.user).filter(is_active=True).order_by("-chance", "assignment")
    return warnings_table(rows.select_related("assignment__task", "assignment__unit", "assignment__plan")[:MOST])


TABLES = {"indicators": _indicators, "measurements": _measurements, "warnings": _warnings}


def _seen(request: Request, pk: int) -> Indicator:
    found = indicators_seen(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _with_path(target: Target) -> dict:
    names = shapes.PromisedTarget.Meta.fields[:-1]
    points = [{"day": day, "value": value} for day, value in target.path.order_by("day").values_list("day", "value")]
    return {name: getattr(target, name) for name in names} | {"path": points}
