from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from agenda.operations import reorganising
from agenda.perms import may_reorganise, may_see_people, may_see_units
from agenda.queries.people import places_of, unit_rows, units_with_people
from agenda.queries.reorganising import chosen, items
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.names import UnitName
from api.serializers.people import (
    ChoicesSerializer,
    ItemSerializer,
    MemberSerializer,
    NewReorganisation,
    RegistrationSerializer,
    ReorganisationSerializer,
    VersionSerializer,
)
from units.models import Reorganisation, Unit


@extend_schema_view(list=reads(UnitName(many=True)), retrieve=reads(UnitName))
class UnitViewSet(ReadOnlyModelViewSet):
    """Đơn vị đang hoạt động."""

    serializer_class = UnitName
    lookup_value_regex = r"\d{1,18}"
    queryset = Unit.objects.none()

    def get_queryset(self) -> QuerySet:
        return Unit.objects.active(timezone.localdate())

    @reads(MemberSerializer(many=True), operation_id="units_people", filters=False)
    @action(detail=True, pagination_class=None)
    def people(self, request: Request, pk: int) -> Response:
        """Người của đơn vị: cho người của đơn vị, cơ quan đầu mối, lãnh đạo, kiểm tra, quản trị."""
        if not may_see_people(request.user, int(pk)):
            raise Http404
        return Response(MemberSerializer(places_of(self.get_object().pk, timezone.localdate()), many=True).data)

    @reads(RegistrationSerializer(many=True), operation_id="units_registration", filters=False)
    @action(detail=False)
    def registration(self, request: Request) -> Response:
        """Đơn vị nào đã có người, đã mời, thư không đến, đã đăng ký."""
        if not may_see_units(request.user):
            raise Http404
        page = self.paginate_queryset(units_with_people(timezone.localdate()))
        rows = RegistrationSerializer(unit_rows(page, timezone.now()), many=True)
        return self.get_paginated_response(rows.data)


@extend_schema_view(list=reads(ReorganisationSerializer(many=True)), retrieve=reads(ReorganisationSerializer))
class ReorganisationViewSet(ReadOnlyModelViewSet):
    """Sắp xếp đơn vị: lập, chọn, thực hiện. Chỉ quản trị."""

    serializer_class = ReorganisationSerializer
    lookup_value_regex = r"\d{1,18}"
    queryset = Reorganisation.objects.none()

    def get_queryset(self) -> QuerySet:
        if not may_reorganise(self.request.user):
            return Reorganisation.objects.none()
        return Reorganisation.objects.prefetch_related("old_units", "new_units")

    @writes(NewReorganisation, ReorganisationSerializer, 201, operation_id="reorganisations_prepare")
    @idempotent
    def create(self, request: Request) -> Response:
        """Lập một bản; chưa có gì thay đổi."""
        given = _given(NewReorganisation, request)
        plan = reorganising.prepare(actor=request.user, now=timezone.now(), **given)
        return Response(ReorganisationSerializer(plan).data, status=201)

    @reads(ItemSerializer(many=True), operation_id="reorganisations_items", filters=False)
    @action(detail=True, pagination_class=None)
    def items(self, request: Request, pk: int) -> Response:
        """Xem trước: mọi việc, vai trò, người đang đứng tên đơn vị cũ và đơn vị nhận."""
        plan = self.get_object()
        found = items(list(plan.old_units.all()), timezone.localdate()) if plan.applied_at is None else []
        new = [unit.pk for unit in plan.new_units.all()]
        context = {"chosen": partial(_chosen, plan, new)}
        return Response(ItemSerializer(found, many=True, context=context).data)

    @writes(ChoicesSerializer, ReorganisationSerializer, operation_id="reorganisations_choose")
    @action(detail=True, methods=["post"])
    @idempotent
    def choose(self, request: Request, pk: int) -> Response:
        given = _given(ChoicesSerializer, request)
        self.get_object()
        plan = reorganising.choose(reorganisation_id=pk, actor=request.user, now=timezone.now(), **given)
        return Response(ReorganisationSerializer(plan).data)

    @writes(VersionSerializer, ReorganisationSerializer, operation_id="reorganisations_carry_out")
    @action(detail=True, methods=["post"], url_path="carry-out", url_name="carry-out")
    @idempotent
    def carry_out(self, request: Request, pk: int) -> Response:
        """Từ ngày hiệu lực: thực hiện ngay. Trước ngày đó: đặt lịch."""
        given = _given(VersionSerializer, request)
        self.get_object()
        plan = reorganising.carry_out_or_plan(reorganisation_id=pk, actor=request.user, now=timezone.now(), **given)
        return Response(ReorganisationSerializer(plan).data)

    @writes(None, ReorganisationSerializer, operation_id="reorganisations_call_off")
    @action(detail=True, methods=["post"], url_path="call-off", url_name="call-off")
    @idempotent
    def call_off(self, request: Request, pk: int) -> Response:
        """Bỏ một bản chưa thực hiện."""
        self.get_object()
        plan = reorganising.call_off(reorganisation_id=pk, actor=request.user, now=timezone.now())
        return Response(ReorganisationSerializer(plan).data)


def _chosen(plan: Reorganisation, new: list[int], item: Any) -> list[int]:
    return chosen(plan, item, new)


def _given(kind: Any, request: Request) -> dict[str, Any]:
    told = kind(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)
