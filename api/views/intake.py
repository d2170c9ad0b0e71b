from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.intake import (
    AppliedSerializer,
    AssignedSerializer,
    Choice,
    ComparisonSerializer,
    NewStatuses,
    NewUpload,
    RehearsalSerializer,
    StatusesSerializer,
    UploadSerializer,
    WithdrawnSerializer,
    rehearsal,
)
from api.views.base import SizeLimit
from intake.jobs import start_reading
from intake.models import Upload
from intake.operations import take_upload
from intake.operations.amending import apply_version, fingerprint
from intake.operations.statuses import import_statuses
from intake.queries.parts import compare_parts
from intake.queries.settled import proposed
from plans.models import Plan
from tasks.operations import publish, withdraw
from tasks.operations.rehearsing import rehearse
from tasks.queries.differences import compare


class UploadsView(SizeLimit, ListAPIView):
    """Tệp văn bản giao việc đã gửi."""

    serializer_class = UploadSerializer
    queryset = Upload.objects.none()
    filter_backends = ()

    def get_queryset(self) -> Any:
        return Upload.objects.visible_to(self.request.user)

    @reads(UploadSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.list(request)

    @writes({"multipart/form-data": NewUpload}, UploadSerializer, 202)
    @idempotent
    def post(self, request: Request) -> Response:
        """Gửi một văn bản; hệ thống đọc ở phía sau, hỏi lại địa chỉ của tệp để biết đọc đến đâu."""
        given = NewUpload(data=request.data)
        given.is_valid(raise_exception=True)
        taken = take_upload(file=given.validated_data["file"], actor=request.user, now=timezone.now())
        if taken.is_pending:
            start_reading(taken.pk)
            taken.refresh_from_db()
        return Response(UploadSerializer(taken).data, status=202)


class UploadView(APIView):
    """Một tệp đã gửi: đọc đến đâu, thành bản nháp nào, hay vì sao không nhận."""

    @reads(UploadSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(UploadSerializer(get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)).data)


class PublicationView(APIView):
    """Đưa bản nháp vào theo dõi: chạy thử, thực hiện, thu hồi."""

    @reads(RehearsalSerializer, operation_id="plans_rehearse")
    def get(self, request: Request, pk: int) -> Response:
        """Sẽ giao gì, cho ai; không ghi gì."""
        plan = led_plan(request, pk)
        told = rehearse(plan, timezone.localdate())
        return Response(rehearsal(told, plan.indicators.count(), plan.reporting_duties.count()))

    @writes(None, AssignedSerializer, operation_id="plans_publish")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đưa vào theo dõi; 409 khi người khác vừa làm trước."""
        made = publish(plan_id=led_plan(request, pk).pk, actor=request.user, now=timezone.now())
        return Response(AssignedSerializer(made).data)

    @writes(None, WithdrawnSerializer, operation_id="plans_withdraw")
    @idempotent
    def delete(self, request: Request, pk: int) -> Response:
        """Thu hồi về bản nháp khi chưa đơn vị nào làm; 409 nêu ai đã làm."""
        done = withdraw(plan_id=led_plan(request, pk).pk, actor=request.user, now=timezone.now())
        return Response(WithdrawnSerializer(done).data)


class DifferencesView(APIView):
    """Bản sửa đổi so với văn bản đang theo dõi."""

    @reads(ComparisonSerializer, operation_id="plans_compare")
    def get(self, request: Request, pk: int) -> Response:
        """Từng khác biệt với khóa để chọn."""
        version = led_plan(request, pk)
        if version.amends_id is None:
            raise Http404
        found = compare(version.amends, version, timezone.localdate())
        parts = compare_parts(version.amends, version)
        facts = {"amends": version.amends_id, "same": found.same, "seen": fingerprint(found, parts)}
        shown = facts | {"whole": found.whole, "parts": parts}
        shown["differences"] = proposed(version.amends, version, found)
        return Response(ComparisonSerializer(shown).data)

    @writes(Choice, AppliedSerializer, operation_id="plans_amend")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Áp dụng các khác biệt đã chọn; 409 khi có gì thay đổi từ lúc xem."""
        choice = Choice(data=request.data)
        choice.is_valid(raise_exception=True)
        version = led_plan(request, pk)
        done = apply_version(plan_id=version.pk, actor=request.user, now=timezone.now(), **choice.validated_data)
        answer = {"plan": done.plan.pk, "counts": done.counts, "record": done.record and done.record.pk}
        return Response(AppliedSerializer(answer).data)


class StatusesView(SizeLimit, APIView):
    """Tiến độ từ phần mềm theo dõi khác, theo tệp .xlsx năm cột."""

    @writes({"multipart/form-data": NewStatuses}, StatusesSerializer, operation_id="plans_import_statuses")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Kiểm tra từng dòng; `dry_run` chỉ kiểm tra. Một dòng sai thì không dòng nào được ghi."""
        given = NewStatuses(data=request.data)
        given.is_valid(raise_exception=True)
        plans = Plan.objects.visible_to(request.user).filter(state=Plan.State.IN_FORCE)
        file = given.validated_data["file"]
        found = import_statuses(
            plan=get_object_or_404(plans, pk=pk),
            actor=request.user,
            file=file,
            size=file.size,
            now=timezone.localtime(),
            dry_run=given.validated_data["dry_run"],
        )
        return Response(StatusesSerializer(found).data)


def led_plan(request: Request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.led_by(request.user).select_related("amends"), pk=pk)
