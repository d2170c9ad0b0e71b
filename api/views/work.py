from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.filters import AssignmentFilter
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.quick import COLUMNS, Shower
from api.serializers.work import AssignmentSerializer, MoveSerializer, MoveWords, ReceiptSerializer
from api.views.base import SizeLimit, assignments_for, get_assignment, shown, visible_id
from tasks import operations
from tasks.models import Assignment
from tasks.workflow import moves_for

# each move, and which words of the request its operation takes
MOVES = {
    "propose": (operations.propose, ()),
    "send": (operations.send, ()),
    "hand_back": (operations.hand_back, ("text",)),
    "await_approval": (operations.await_approval, ("number", "date", "to")),
    "confirm": (operations.confirm, ()),
    "take_back": (operations.take_back_confirmation, ()),
    "request_supplement": (operations.request_supplement, ("reason", "text")),
    "reopen": (operations.reopen, ("text",)),
    "cancel": (operations.cancel, ("text",)),
}
SLUG = OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(MOVES))


@extend_schema_view(list=reads(AssignmentSerializer(many=True)), retrieve=reads(AssignmentSerializer))
class AssignmentViewSet(SizeLimit, ReadOnlyModelViewSet):
    """Việc được giao; `work` chỉ có với người được xem tiến độ."""

    serializer_class = AssignmentSerializer
    filterset_class = AssignmentFilter
    lookup_value_regex = r"\d{1,18}"
    queryset = Assignment.objects.none()

    def get_queryset(self) -> QuerySet:
        return assignments_for(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {"today": timezone.localdate()}

    def list(self, request: Request) -> Response:
        found = self.filter_queryset(Assignment.objects.visible_to(request.user)).values(*COLUMNS)
        shower = Shower(request.user, timezone.localdate())
        return self.get_paginated_response([shower.show(row) for row in self.paginate_queryset(found)])

    @reads(MoveSerializer(many=True), operation_id="assignments_moves", filters=False)
    @action(detail=True, pagination_class=None)
    def moves(self, request: Request, pk: int) -> Response:
        """Các bước người gọi làm được lúc này."""
        moves = moves_for(request.user, get_assignment(request, pk))
        return Response(MoveSerializer(moves, many=True).data)

    @writes(MoveWords, AssignmentSerializer, operation_id="assignments_move", parameters=[SLUG])
    @action(detail=True, methods=["post"], url_path=f"moves/(?P<slug>{'|'.join(MOVES)})", url_name="move")
    @idempotent
    def move(self, request: Request, pk: int, slug: str) -> Response:
        """Làm một bước; 409 khi người khác vừa làm trước."""
        words = MoveWords(data=request.data)
        words.is_valid(raise_exception=True)
        operation, names = MOVES[slug]
        given = {name: words.validated_data[name] for name in names}
        operation(assignment_id=visible_id(request, pk), actor=request.user, now=timezone.now(), **given)
        return shown(request, pk)

    @writes(ReceiptSerializer, AssignmentSerializer, operation_id="assignments_receive")
    @action(detail=True, methods=["post"])
    @idempotent
    def receive(self, request: Request, pk: int) -> Response:
        """Tiếp nhận: ghi lãnh đạo phụ trách và chuyên viên thực hiện."""
        people = ReceiptSerializer(data=request.data)
        people.is_valid(raise_exception=True)
        operations.receive(
            assignment_id=visible_id(request, pk),
            actor=request.user,
            leader_id=people.validated_data["leader"],
            officer_id=people.validated_data["officer"],
            delegated_to=people.validated_data["delegated_to"],
            now=timezone.now(),
        )
        return shown(request, pk)
