"""Kept files, to whoever may read what they belong to; and a piece of evidence taken back."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.telling import EvidenceSerializer
from tasks.models import ChangeRequest, ContributionRequest, Evidence
from tasks.operations import withdraw_evidence
from tasks.queries.changes import papers_for
from tasks.views.files import shown
from units.models import User


class AnyKind(DefaultContentNegotiation):
    """A file is what it is, whatever the caller says it takes."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileView(APIView):
    """Một tệp đã gửi; xem được như trên trang."""

    content_negotiation_class = AnyKind

    def rows(self, user: User) -> QuerySet:
        raise NotImplementedError

    @reads(OpenApiTypes.BINARY, media_type="application/octet-stream")
    def get(self, request: Request, pk: int) -> HttpResponse:
        row = get_object_or_404(self.rows(request.user), pk=pk)
        if not row.file or not row.file.storage.exists(row.file.name):
            raise Http404
        return shown(request._request, row)


class EvidenceFileView(FileView):
    def rows(self, user: User) -> QuerySet:
        return Evidence.objects.visible_to(user).filter(withdrawn_at=None)


class ChangeFileView(FileView):
    def rows(self, user: User) -> QuerySet:
        return ChangeRequest.objects.visible_to(user)


class ContributionFileView(FileView):
    def rows(self, user: User) -> QuerySet:
        return ContributionRequest.objects.visible_to(user)


class DecisionFileView(FileView):
    def rows(self, user: User) -> QuerySet:
        return papers_for(user)


class EvidenceWithdrawalView(APIView):
    @writes(None, EvidenceSerializer, operation_id="evidence_withdraw")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Rút minh chứng thêm nhầm; minh chứng đã gửi thì giữ."""
        evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
        done = withdraw_evidence(evidence_id=evidence.pk, actor=request.user, now=timezone.now())
        return Response(EvidenceSerializer(done).data)
