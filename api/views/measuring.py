"""Chỉ tiêu, số liệu và cảnh báo sớm over the API, by the operations of the pages."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from api.filters import IndicatorFilter, MeasurementFilter
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import measuring as shapes
from insight.models import EarlyWarning
from kpi import operations
from kpi.models import Indicator, Measurement
from kpi.queries import indicators_seen

MOVES = {"send": operations.send_many, "accept": operations.accept_many}


@extend_schema_view(list=reads(shapes.IndicatorSerializer(many=True)), retrieve=reads(shapes.IndicatorSerializer))
class IndicatorViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Chỉ tiêu của các văn bản được xem."""

    serializer_class = shapes.IndicatorSerializer
    filterset_class = IndicatorFilter
    queryset = Indicator.objects.none()

    def get_queryset(self) -> QuerySet[Indicator]:
        return indicators_seen(self.request.user).order_by("pk")


@extend_schema_view(list=reads(shapes.MeasurementSerializer(many=True)), retrieve=reads(shapes.MeasurementSerializer))
class MeasurementViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Số liệu: của đơn vị mình; của mọi đơn vị với người theo dõi chỉ tiêu. Kể cả các bản đã đính chính."""

    serializer_class = shapes.MeasurementSerializer
    filterset_class = MeasurementFilter
    queryset = Measurement.objects.none()

    def get_queryset(self) -> QuerySet[Measurement]:
        return Measurement.objects.visible_to(self.request.user).select_related("unit", "target").order_by("pk")


class FiguresOfUnitsView(APIView):
    @writes(shapes.NewMeasurements, shapes.RowAnswer(many=True), operation_id="measurements_enter")
    @idempotent
    def post(self, request: Request) -> Response:
        """Nhập nhiều số liệu một lần; mỗi hàng một câu trả lời, hàng sai không cản hàng đúng."""
        told = shapes.NewMeasurements(data=request.data)
        told.is_valid(raise_exception=True)
        now, rows = timezone.now(), told.validated_data["rows"]
        answers = operations.enter_many(rows=rows, actor=request.user, now=now)
        found = shapes.RowAnswer(answers, many=True).data
        if told.validated_data["send"]:
            stand = [answer.measurement_id for answer in answers if not answer.error]
            moved = operations.send_many(ids=stand, actor=request.user, now=now)
            errors = {answer.measurement_id: answer.error for answer in moved}
            found = [row | {"error": row["error"] or errors.get(row["id"], "")} for row in found]
        return Response(found)


class MeasurementMovesView(APIView):
    @writes(shapes.MovedMeasurements, shapes.RowAnswer(many=True), operation_id="measurements_move")
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Gửi (send) hoặc xác nhận (accept) nhiều số liệu; mỗi số liệu một câu trả lời."""
        told = shapes.MovedMeasurements(data=request.data)
        told.is_valid(raise_exception=True)
        answers = MOVES[slug](ids=told.validated_data["ids"], actor=request.user, now=timezone.now())
        return Response([{"id": one.measurement_id, "error": one.error, "warnings": []} for one in answers])


@extend_schema_view(list=reads(shapes.WarningSerializer(many=True)))
class WarningViewSet(ListModelMixin, GenericViewSet):
    """Cảnh báo sớm đang đứng, của việc được xem."""

    serializer_class = shapes.WarningSerializer
    filterset_class = None
    queryset = EarlyWarning.objects.none()

    def get_queryset(self) -> QuerySet[EarlyWarning]:
        rows = EarlyWarning.objects.visible_to(self.request.user).filter(is_active=True)
        return rows.select_related("assignment__task", "assignment__unit").order_by("pk")
