"""Mở gửi tin: the list of those who alone are written to before the go-live; administrators only, as its page."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agenda.queries.opening import Guest, listed, others
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import opening as shapes
from api.views.working import given, slugs
from notifications.operations.opening import add_guests, drop_guest, hold_to_guests, open_to_all
from notifications.queries import Guests
from units.perms import is_admin

MOVES = {"open": open_to_all, "hold": hold_to_guests}
DROPPED = {"people": "user_id", "units": "unit_id"}
KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(DROPPED))


class OnlyAdmin:
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not is_admin(request.user):
            raise Http404


def _opening() -> Response:
    told = {"everybody": Guests().everybody, "others": others(timezone.localdate())}
    return Response(shapes.OpeningSerializer(told).data)


class OpeningView(OnlyAdmin, APIView):
    @reads(shapes.OpeningSerializer)
    def get(self, request: Request) -> Response:
        """Đang gửi tin cho mọi người, hay chỉ cho danh sách; ngoài danh sách còn bao nhiêu."""
        return _opening()


class OpeningMoveView(OnlyAdmin, APIView):
    @writes(None, shapes.OpeningSerializer, parameters=[slugs(MOVES)])
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Mở cho mọi người (open), hoặc chỉ gửi cho danh sách (hold). Danh sách được giữ lại."""
        if slug not in MOVES:
            raise Http404
        MOVES[slug](actor=request.user)
        return _opening()


class GuestPages(PageNumberPagination):
    page_size = 50


@extend_schema_view(get=reads(shapes.GuestSerializer(many=True), operation_id="opening_guests"))
class GuestsView(OnlyAdmin, ListAPIView):
    """Người, đơn vị được gửi trước."""

    serializer_class, pagination_class = shapes.GuestSerializer, GuestPages
    filter_backends = ()

    def get_queryset(self) -> list[Guest]:
        return listed(timezone.localdate())

    @writes(shapes.Guests, shapes.AddedSerializer, operation_id="opening_add_guests")
    @idempotent
    def post(self, request: Request) -> Response:
        """Thêm người, đơn vị vào danh sách; đã có thì để nguyên."""
        return Response({"added": add_guests(actor=request.user, **given(shapes.Guests, request))})


class GuestView(OnlyAdmin, APIView):
    @writes(None, shapes.OpeningSerializer, parameters=[KIND], operation_id="opening_drop_guest")
    @idempotent
    def delete(self, request: Request, kind: str, pk: int) -> Response:
        """Bỏ một người hoặc một đơn vị khỏi danh sách."""
        if kind not in DROPPED:
            raise Http404
        drop_guest(actor=request.user, **{DROPPED[kind]: pk})
        return _opening()
