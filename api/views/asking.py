"""Đề nghị điều chỉnh, yêu cầu phối hợp, khó khăn, chủ trì chưa nêu tên: the same operations as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.filters import ChangeRequestFilter, ContributionFilter, ObstacleFilter, OpenLeadFilter
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import asking as shapes
from api.views.base import SizeLimit, visible_id
from api.views.telling import checked
from plans.models import Plan
from tasks import operations
from tasks.models import ChangeRequest, ContributionRequest, Obstacle, TaskParty

CHANGE_MOVES = {"approve": operations.approve_change, "withdraw": operations.withdraw_change}
# each move, and which words of the request its operation takes
CONTRIBUTION_MOVES = {
    "deliver": (operations.deliver_contribution, ("text", "number", "date", "file")),
    "accept": (operations.accept_contribution, ()),
    "ask_again": (operations.ask_contribution_again, ("text", "due_date")),
    "withdraw": (operations.withdraw_contribution, ()),
}
OBSTACLE_MOVES = {
    "answer": (operations.answer_obstacle, ("text",)),
    "escalate": (operations.escalate_obstacle, ("to", "number", "date")),
    "decide": (operations.decide_obstacle, ("number", "date", "text")),
    "resolve": (operations.resolve_obstacle, ()),
}


def slugs(moves: Any) -> OpenApiParameter:
    return OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(moves))


def told(request: Request) -> dict[str, Any]:
    return {"actor": request.user, "now": timezone.now()}


class Asked(SizeLimit, ReadOnlyModelViewSet):
    """Rows the caller may read; 404 for all others."""

    lookup_value_regex = r"\d{1,18}"
    related: tuple[str, ...] = ("author",)

    def get_queryset(self) -> QuerySet:
        return self.queryset.visible_to(self.request.user).select_related(*self.related)

    def shown(self, pk: int) -> Response:
        row = self.get_queryset().filter(pk=pk).first()  # a move may take the row out of the caller's sight
        return Response(self.get_serializer(row).data if row else None)


@extend_schema_view(
    list=reads(shapes.ChangeRequestSerializer(many=True)), retrieve=reads(shapes.ChangeRequestSerializer)
)
class ChangeRequestViewSet(Asked):
    """Đề nghị điều chỉnh: thời hạn, phân công, dừng thực hiện."""

    serializer_class = shapes.ChangeRequestSerializer
    filterset_class = ChangeRequestFilter
    queryset = ChangeRequest.objects.all()
    related = ("author", "wanted_unit", "decided_unit", "decision")

    @writes(
        None, shapes.ChangeRequestSerializer, operation_id="change_requests_move", parameters=[slugs(CHANGE_MOVES)]
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<slug>{'|'.join(CHANGE_MOVES)})", url_name="move")
    @idempotent
    def move(self, request: Request, pk: int, slug: str) -> Response:
        """Lãnh đạo duyệt và gửi, hoặc đơn vị rút đề nghị."""
        CHANGE_MOVES[slug](request_id=self.get_object().pk, **told(request))
        return self.shown(pk)

    @writes(shapes.NewOpinion, shapes.ChangeRequestSerializer(many=True), operation_id="change_requests_opine")
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    @idempotent
    def opinion(self, request: Request) -> Response:
        """Ý kiến của cơ quan đầu mối cho một hay nhiều đề nghị; ghi đủ hoặc không ghi gì."""
        return self._answer(request, shapes.NewOpinion, operations.opine)

    @writes(
        {"multipart/form-data": shapes.NewDecision},
        shapes.ChangeRequestSerializer(many=True),
        operation_id="change_requests_decide",
    )
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    @idempotent
    def decision(self, request: Request) -> Response:
        """Quyết định của cấp có thẩm quyền, một văn bản cho một hay nhiều đề nghị."""
        return self._answer(request, shapes.NewDecision, operations.decide)

    def _answer(self, request: Request, shape: type[serializers.Serializer], operation: Any) -> Response:
        words = checked(shape, request)
        ids = set(words["request_ids"])
        if self.get_queryset().filter(pk__in=ids).count() < len(ids):
            raise Http404
        operation(**words, **told(request))
        rows = self.get_queryset().filter(pk__in=ids).order_by("pk")
        return Response(self.get_serializer(rows, many=True).data)


@extend_schema_view(
    list=reads(shapes.ContributionSerializer(many=True)), retrieve=reads(shapes.ContributionSerializer)
)
class ContributionViewSet(Asked):
    """Yêu cầu phối hợp: của đơn vị mình, và của việc được xem."""

    serializer_class = shapes.ContributionSerializer
    filterset_class = ContributionFilter
    queryset = ContributionRequest.objects.all()
    related = ("author", "partner", "delivered_by")

    @writes(
        {"multipart/form-data": shapes.ContributionWords, "application/json": shapes.ContributionWords},
        shapes.ContributionSerializer,
        operation_id="contributions_move",
        parameters=[slugs(CONTRIBUTION_MOVES)],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<slug>{'|'.join(CONTRIBUTION_MOVES)})", url_name="move")
    @idempotent
    def move(self, request: Request, pk: int, slug: str) -> Response:
        """Gửi kết quả, ghi nhận, đề nghị làm thêm hoặc rút yêu cầu."""
        operation, names = CONTRIBUTION_MOVES[slug]
        words = {name: value for name, value in checked(shapes.ContributionWords, request).items() if name in names}
        if "text" in names:
            words.setdefault("text", "")
        operation(request_id=self.get_object().pk, **words, **told(request))
        return self.shown(pk)


@extend_schema_view(
    list=reads(shapes.OpenObstacleSerializer(many=True)), retrieve=reads(shapes.OpenObstacleSerializer)
)
class ObstacleViewSet(Asked):
    """Khó khăn, vướng mắc của các việc được xem."""

    serializer_class = shapes.OpenObstacleSerializer
    filterset_class = ObstacleFilter
    queryset = Obstacle.objects.all()

    @writes(
        shapes.ObstacleWords,
        shapes.OpenObstacleSerializer,
        operation_id="obstacles_move",
        parameters=[slugs(OBSTACLE_MOVES)],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<slug>{'|'.join(OBSTACLE_MOVES)})", url_name="move")
    @idempotent
    def move(self, request: Request, pk: int, slug: str) -> Response:
        """Trả lời, ghi đã báo cáo cấp trên, ghi quyết định; đơn vị ghi đã giải quyết."""
        operation, names = OBSTACLE_MOVES[slug]
        words = checked(shapes.ObstacleWords, request)
        operation(obstacle_id=self.get_object().pk, **{name: words[name] for name in names}, **told(request))
        return self.shown(pk)


@extend_schema_view(list=reads(shapes.OpenLeadSerializer(many=True)), retrieve=reads(shapes.OpenLeadSerializer))
class OpenLeadViewSet(ReadOnlyModelViewSet):
    """Chủ trì mà văn bản còn để mở."""

    serializer_class = shapes.OpenLeadSerializer
    filterset_class = OpenLeadFilter
    lookup_value_regex = r"\d{1,18}"
    queryset = TaskParty.objects.none()

    def get_queryset(self) -> QuerySet:
        plans = Plan.objects.visible_to(self.request.user)
        rows = TaskParty.objects.filter(task__plan__in=plans, part=TaskParty.Part.LEAD, kind=TaskParty.Kind.OPEN)
        return rows.select_related("named_by")

    @writes(shapes.NamesSerializer, shapes.OpenLeadSerializer, operation_id="open_leads_name")
    @action(detail=True, methods=["post"], url_path="name", url_name="name")
    @idempotent
    def name_units(self, request: Request, pk: int) -> Response:
        """Nêu tên đơn vị chủ trì, hoặc hẹn ngày nêu tên."""
        words, party_id = checked(shapes.NamesSerializer, request), self.get_object().pk
        if "units" in words:
            operations.name_leads(party_id=party_id, unit_ids=words["units"], **told(request))
        else:
            operations.set_naming_date(party_id=party_id, date=words.get("date"), **told(request))
        return Response(self.get_serializer(self.get_object()).data)


class NewChangeRequestView(SizeLimit, APIView):
    @writes(
        {"multipart/form-data": shapes.NewChangeRequest, "application/json": shapes.NewChangeRequest},
        shapes.ChangeRequestSerializer,
        201,
        operation_id="assignments_ask_change",
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đề nghị điều chỉnh một việc của đơn vị mình."""
        asked = operations.ask_change(
            assignment_id=visible_id(request, pk), **checked(shapes.NewChangeRequest, request), **told(request)
        )
        return Response(shapes.ChangeRequestSerializer(asked).data, status=201)


class NewContributionView(SizeLimit, APIView):
    @writes(shapes.NewContribution, shapes.ContributionSerializer, 201, operation_id="assignments_ask_contribution")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Yêu cầu một đơn vị, hoặc một cơ quan ngoài hệ thống, phối hợp."""
        asked = operations.ask_contribution(
            assignment_id=visible_id(request, pk), **checked(shapes.NewContribution, request), **told(request)
        )
        return Response(shapes.ContributionSerializer(asked).data, status=201)
