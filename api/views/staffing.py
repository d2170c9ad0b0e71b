"""People of a unit: added, away with a deputy, leaving, invited; the operations of the pages."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agenda import operations
from agenda.perms import may_see_people
from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import people as shapes
from units.models import Absence, Unit, User
from units.operations import NewPerson, cancel_absence, record_absence
from units.queries import absences_of


def given(kind: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    told = kind(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)


def seen_unit(user: User, pk: int) -> int:
    if not may_see_people(user, pk):
        raise Http404
    return get_object_or_404(Unit, pk=pk).pk


class MembersView(APIView):
    @writes(shapes.NewMember, shapes.PersonName, 201, operation_id="units_add_person")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Thêm một người vào đơn vị; người chưa có tài khoản nhận thư đặt mật khẩu."""
        person = NewPerson(**given(shapes.NewMember, request))
        if wrong := person.trouble():
            raise ValidationError(wrong)
        unit_id = seen_unit(request.user, pk)
        user, _ = operations.add_and_invite(unit_id=unit_id, person=person, actor=request.user, now=timezone.now())
        return Response(shapes.PersonName(user).data, status=201)


class AbsencesView(APIView):
    """Vắng mặt và người thay."""

    @reads(shapes.AbsenceSerializer(many=True), operation_id="units_absences")
    def get(self, request: Request, pk: int) -> Response:
        rows = absences_of(seen_unit(request.user, pk), timezone.localdate())
        return Response(shapes.AbsenceSerializer(rows, many=True).data)

    @writes(shapes.NewAbsence, shapes.AbsenceSerializer, 201, operation_id="units_record_absence")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Ghi những ngày vắng mặt; người thay nhận thư và làm thay trong những ngày đó."""
        told = given(shapes.NewAbsence, request)
        unit_id = seen_unit(request.user, pk)
        made = record_absence(unit_id=unit_id, actor=request.user, now=timezone.now(), **told)
        return Response(shapes.AbsenceSerializer(made).data, status=201)


class AbsenceCancellationView(APIView):
    @writes(None, shapes.AbsenceSerializer, operation_id="absences_cancel")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Bỏ một lần vắng mặt."""
        seen_unit(request.user, get_object_or_404(Absence, pk=pk).unit_id)
        done = cancel_absence(absence_id=pk, actor=request.user, now=timezone.now())
        return Response(shapes.AbsenceSerializer(done).data)


class HandOverView(APIView):
    @writes(shapes.NewHandOver, shapes.HandedOverSerializer, operation_id="units_hand_over")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Một người thôi làm ở đơn vị; việc đang mở giao cho người nêu tên."""
        told = given(shapes.NewHandOver, request)
        done = operations.leave(unit_id=seen_unit(request.user, pk), actor=request.user, now=timezone.now(), **told)
        return Response(shapes.HandedOverSerializer(done).data)


class InvitationsView(APIView):
    @writes(shapes.Invitations, shapes.InvitedSerializer, operation_id="units_invite")
    @idempotent
    def post(self, request: Request) -> Response:
        """Gửi thư mời đăng ký đầu mối đến hộp thư công vụ của các đơn vị."""
        told = given(shapes.Invitations, request)
        done = operations.invite(unit_ids=told["units"], actor=request.user, now=timezone.now())
        return Response(shapes.InvitedSerializer(done).data)
