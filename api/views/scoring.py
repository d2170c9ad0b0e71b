"""Bảng theo dõi đơn vị, bộ tiêu chí, ý kiến về điểm over the API, by the operations of the pages."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import scoring as shapes
from api.views.base import SizeLimit
from api.views.staffing import given
from insight import operations, perms
from insight.models import Criteria, Group, Objection, Sheet
from insight.queries.behind import TITLES, behind
from insight.queries.board import board, period_asked, window_of
from insight.queries.objections import listed
from units import periods
from units.models import Unit
from units.periods import Period

MOST = 1_000


class ScoresView(APIView):
    @reads(shapes.BoardSerializer, parameters=[shapes.BoardAsked], operation_id="scores")
    def get(self, request: Request) -> Response:
        """Một nhóm đơn vị trong một kỳ: số liệu, và điểm, thứ tự khi có bộ tiêu chí đã ban hành."""
        asked = _asked(shapes.BoardAsked, request)
        if not perms.can_read_board(request.user):
            raise Http404
        today = timezone.localdate()
        found = board(Group(asked["group"]), _period(asked), today=today, day=asked.get("day"))
        return Response(shapes.BoardSerializer(shapes.told(found)).data)


class ScoreRowsView(APIView):
    @reads(shapes.BehindSerializer(many=True), parameters=[shapes.RowsAsked], operation_id="score_rows")
    def get(self, request: Request, pk: int) -> Response:
        """Những dòng sau một phần điểm của đơn vị, đúng như đã tính; nhiều nhất 1.000 dòng."""
        asked, unit = _asked(shapes.RowsAsked, request), get_object_or_404(Unit, pk=pk)
        period, today = _period(asked), timezone.localdate()
        found = board(Group.of(unit.kind), period, today=today, day=asked.get("day"))
        if found.of_unit(pk) is None or not perms.can_open_rows(request.user, pk, found.criteria):
            raise Http404
        if asked["part"] not in TITLES:
            raise ValidationError({"part": "Không có phần này."})
        window = window_of(period, found.group, found.criteria, day=found.day, today=today)
        rows = behind(asked["part"], pk, window)
        return Response(shapes.BehindSerializer([rows.told(one) for one in rows.found[:MOST]], many=True).data)


def _asked(kind: type, request: Request) -> dict:
    told = kind(data=request.query_params)
    told.is_valid(raise_exception=True)
    return told.validated_data


def _period(asked: dict) -> Period:
    today = timezone.localdate()
    if "period" not in asked:
        return periods.current(today)
    if (found := period_asked(asked["period"], today)) is None:
        raise ValidationError({"period": "Kỳ là một tháng hành chính đã bắt đầu, ví dụ 2026-11."})
    return found


class Kept:
    """What belongs to the board is not there for who may not open it."""

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        if not perms.can_read_board(self.request.user):
            raise Http404
        return self.visible()


@extend_schema_view(list=reads(shapes.CriteriaSerializer(many=True)), retrieve=reads(shapes.CriteriaSerializer))
class CriteriaViewSet(SizeLimit, Kept, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Bộ tiêu chí: bản nháp của đơn vị mình, và mọi bộ đã đưa vào áp dụng."""

    serializer_class = shapes.CriteriaSerializer
    filterset_class = None
    queryset = Criteria.objects.none()

    def visible(self) -> QuerySet[Criteria]:
        return Criteria.objects.visible_to(self.request.user).select_related("unit").order_by("pk")

    @writes(shapes.NewCriteria, shapes.CriteriaSerializer, 201)
    @idempotent
    def create(self, request: Request) -> Response:
        """Soạn bộ tiêu chí; cán bộ đầu mối, giữ ở đơn vị đang làm việc."""
        told = given(shapes.NewCriteria, request)
        made = operations.draft_criteria(
            unit_id=request.user.acting_unit_id, actor=request.user, now=timezone.now(), **told
        )
        return Response(shapes.CriteriaSerializer(made).data, status=201)

    @writes(shapes.NewCriteria, shapes.CriteriaSerializer)
    @idempotent
    def partial_update(self, request: Request, pk: str) -> Response:
        """Sửa bản nháp."""
        found = self.get_object()
        shape = shapes.NewCriteria(found, data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        told = shape.validated_data
        operations.edit_criteria(criteria_id=found.pk, actor=request.user, now=timezone.now(), **told)
        return Response(shapes.CriteriaSerializer(self.get_object()).data)


class CriteriaPublicationView(APIView):
    @writes(None, shapes.CriteriaSerializer, operation_id="criteria_publish")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đưa bộ tiêu chí vào áp dụng; sau đó không sửa."""
        get_object_or_404(Criteria.objects.visible_to(request.user), pk=pk)
        done = operations.publish_criteria(criteria_id=pk, actor=request.user, now=timezone.now())
        return Response(shapes.CriteriaSerializer(done).data)


@extend_schema_view(list=reads(shapes.ObjectionSerializer(many=True)), retrieve=reads(shapes.ObjectionSerializer))
class ObjectionViewSet(ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Ý kiến về điểm: của đơn vị mình; mọi ý kiến với đơn vị giữ bộ tiêu chí và người xem toàn Thành phố."""

    serializer_class = shapes.ObjectionSerializer
    filterset_class = None
    queryset = Objection.objects.none()

    def get_queryset(self) -> QuerySet[Objection]:
        return listed(self.request.user).order_by("pk")

    @writes(shapes.NewObjection, shapes.ObjectionSerializer, 201)
    @idempotent
    def create(self, request: Request) -> Response:
        """Gửi ý kiến về điểm của đơn vị mình, đến hết ngày nhận ý kiến."""
        told = given(shapes.NewObjection, request)
        if not perms.can_object(request.user, told["unit"]):
            raise Http404
        rows = Sheet.objects.current().filter(period_key=told["period"], scores__unit=told["unit"])
        one = operations.object_to_score(
            sheet_id=get_object_or_404(rows).pk,
            unit_id=told["unit"],
            part=told["part"],
            text=told["text"],
            assignment_id=told.get("assignment"),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(shapes.ObjectionSerializer(one).data, status=201)


class ObjectionAnswerView(APIView):
    @writes(shapes.NewAnswer, shapes.ObjectionSerializer, operation_id="objections_answer")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Trả lời: giữ nguyên điểm, hoặc tính lại."""
        get_object_or_404(Objection.objects.visible_to(request.user), pk=pk)
        told = given(shapes.NewAnswer, request)
        done = operations.answer_objection(objection_id=pk, actor=request.user, now=timezone.now(), **told)
        return Response(shapes.ObjectionSerializer(done).data)
