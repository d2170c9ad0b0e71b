from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import idempotent
from api.problems import TooLarge
from api.schema import reads, writes
from api.serializers.telling import (
    EvidenceSerializer,
    NewEvidence,
    NewUpdate,
    ObstacleSerializer,
    UpdateSerializer,
)
from api.serializers.work import UpdatedSerializer
from api.views.base import SizeLimit, get_assignment, refusing
from tasks.models import Assignment, Evidence, Obstacle, ProgressUpdate
from tasks.operations import add_evidence, update_progress
from tasks.perms import can_read_work


class Told(SizeLimit, ListAPIView):
    """Rows told about one assignment, for those who may read its work; 404 for all others."""

    filter_backends = ()

    def get_queryset(self) -> QuerySet:
        assignment = get_assignment(self.request, self.kwargs["pk"])
        if not can_read_work(self.request.user, assignment):
            raise Http404
        return self.queryset.filter(assignment=assignment).select_related("author")


class UpdatesView(Told):
    """Cập nhật tiến độ của một việc."""

    serializer_class = UpdateSerializer
    queryset = ProgressUpdate.objects.all()

    @reads(UpdateSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.list(request, **kwargs)

    @writes({"multipart/form-data": NewUpdate, "application/json": NewUpdate}, UpdatedSerializer, 201)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Ghi tiến độ, khó khăn, kiến nghị; kèm được một tệp minh chứng. Ghi đủ hoặc không ghi gì."""
        given = checked(NewUpdate, request)
        file, label = given.pop("file", None), given.pop("label", "")
        common = {"assignment_id": pk, "actor": request.user, "now": timezone.now()}
        evidence = None
        with refusing(request, pk), transaction.atomic():
            updated = update_progress(**common, **given)
            if file:
                evidence = add_evidence(**common, kind=Evidence.Kind.FILE, label=label or file.name, file=file)
        return Response(_updated(updated, evidence), status=201)


class EvidenceView(Told):
    """Minh chứng của một việc."""

    serializer_class = EvidenceSerializer
    queryset = Evidence.objects.all()

    @reads(EvidenceSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.list(request, **kwargs)

    @writes({"multipart/form-data": NewEvidence, "application/json": NewEvidence}, EvidenceSerializer, 201)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Thêm một minh chứng: tệp, số văn bản, đường dẫn hoặc số liệu."""
        given = checked(NewEvidence, request)
        with refusing(request, pk):
            evidence = add_evidence(assignment_id=pk, actor=request.user, now=timezone.now(), **given)
        return Response(EvidenceSerializer(evidence).data, status=201)


class ObstaclesView(Told):
    """Khó khăn, vướng mắc và kiến nghị, đề xuất của một việc."""

    serializer_class = ObstacleSerializer
    queryset = Obstacle.objects.all()

    @reads(ObstacleSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.list(request, **kwargs)


def _updated(assignment: Assignment, evidence: Evidence | None) -> dict[str, Any]:
    """As `UpdatedSerializer` describes it."""
    return {
        "id": assignment.pk,
        "state": assignment.state,
        "percent": assignment.percent,
        "quantity_done": assignment.quantity_done,
        "quantity_target": assignment.quantity_target,
        "quantity_unit": assignment.quantity_unit,
        "updated_at": timezone.localtime(assignment.updated_at),
        "evidence": evidence and evidence.pk,
    }


def checked(kind: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """Only the fields that were sent, checked; the operation has its own defaults."""
    told = kind(data=request.data)
    told.is_valid(raise_exception=True)
    _refuse_large(told.validated_data.get("file"))
    return dict(told.validated_data)


def _refuse_large(file: UploadedFile | None) -> None:
    if file and file.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise TooLarge(f"Tệp “{file.name}” lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Giảm dung lượng hoặc chia tệp.")
