"""Sổ gửi tin of the plans one leads; kênh nhận tin of oneself."""

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from agenda.queries.ledger import Asked, ledger
from api.idempotency import idempotent
from api.pages import Pages
from api.schema import reads, writes
from api.serializers.post import (
    DeliverySerializer,
    HoursSerializer,
    OwnAddressSerializer,
    OwnChannelsSerializer,
)
from notifications.models import Channel, Enclosure, Preference
from notifications.operations import choose, set_hours
from notifications.queries import own_places
from tasks.views.asking import number

NARROW = [
    OpenApiParameter("plan", OpenApiTypes.INT),
    OpenApiParameter("channel", OpenApiTypes.STR, enum=Channel.values),
]


class NewestFirst(Pages):
    ordering = "-id"


@extend_schema_view(list=reads(DeliverySerializer(many=True), parameters=NARROW))
class DeliveryViewSet(ListModelMixin, GenericViewSet):
    """Sổ gửi tin: mỗi dòng một người, một việc, một kênh, một ngày. Chỉ các văn bản của cơ quan đầu mối mình."""

    serializer_class, pagination_class = DeliverySerializer, NewestFirst
    queryset = Enclosure.objects.none()

    def get_queryset(self) -> QuerySet:
        given = self.request.query_params
        asked = Asked(plan=number(given.get("plan", "")), channel=given.get("channel", ""))
        return ledger(self.request.user, asked)


class OwnChannelsView(APIView):
    """Kênh nhận tin của chính mình; địa chỉ mới được xác nhận trên trang Hồ sơ."""

    @reads(OwnAddressSerializer(many=True), operation_id="own_channels", filters=False)
    def get(self, request: Request) -> Response:
        return Response(OwnAddressSerializer(own_places(request.user), many=True).data)

    @writes(OwnChannelsSerializer, OwnAddressSerializer(many=True), operation_id="own_channels_choose")
    @idempotent
    def put(self, request: Request) -> Response:
        given = OwnChannelsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        choose(user=request.user, wanted=given.validated())
        return self.get(request)


class OwnHoursView(APIView):
    """Giờ nhận bản gộp và giờ yên lặng của chính mình."""

    @reads(HoursSerializer, operation_id="own_hours", filters=False)
    def get(self, request: Request) -> Response:
        found = Preference.objects.filter(user=request.user).first() or Preference()
        return Response(HoursSerializer(found).data)

    @writes(HoursSerializer, HoursSerializer, operation_id="own_hours_set")
    @idempotent
    def put(self, request: Request) -> Response:
        given = HoursSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = {name: given.validated_data.get(name) for name in HoursSerializer.Meta.fields}
        return Response(HoursSerializer(set_hours(user=request.user, **wanted)).data)
