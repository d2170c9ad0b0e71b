from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.linking import (
    Amended,
    AmendsSerializer,
    LikenessSerializer,
    LinkSerializer,
    NewLink,
    Twin,
)
from api.views.intake import led_plan
from intake.operations.amending import set_amended
from intake.operations.linking import agree, link, unlink
from tasks.operations.twinning import twin, untwin
from tasks.queries.twins import likenesses

MOST = 200


class AmendsView(APIView):
    """Bản nháp sửa đổi văn bản nào."""

    @writes(Amended, AmendsSerializer, operation_id="plans_amends")
    @idempotent
    def put(self, request: Request, pk: int) -> Response:
        """Chọn văn bản được sửa đổi, hoặc null để theo dõi riêng."""
        given = Amended(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        target = given.validated_data["plan"]
        draft = set_amended(plan_id=led_plan(request, pk).pk, target=target, actor=request.user, now=timezone.now())
        return Response(AmendsSerializer(draft).data)


class LinksView(APIView):
    """Quan hệ của văn bản với văn bản khác."""

    @reads(LinkSerializer(many=True), operation_id="plans_links")
    def get(self, request: Request, pk: int) -> Response:
        rows = led_plan(request, pk).links.order_by("-proposed", "pk")[:MOST]
        return Response(LinkSerializer(rows, many=True).data)

    @writes(NewLink, LinkSerializer, 201, operation_id="plans_link")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Ghi một quan hệ."""
        given = NewLink(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        made = link(plan_id=led_plan(request, pk).pk, actor=request.user, **given.validated_data)
        return Response(LinkSerializer(made).data, status=201)


class LinkView(APIView):
    """Một quan hệ: đúng, hay bỏ."""

    @writes(None, LinkSerializer, operation_id="plans_link_agree")
    @idempotent
    def post(self, request: Request, pk: int, link_pk: int) -> Response:
        """Quan hệ đọc được là đúng."""
        found = get_object_or_404(led_plan(request, pk).links, pk=link_pk)
        return Response(LinkSerializer(agree(link_id=found.pk, actor=request.user)).data)

    @writes(None, None, 204, operation_id="plans_unlink")
    @idempotent
    def delete(self, request: Request, pk: int, link_pk: int) -> Response:
        """Bỏ quan hệ."""
        unlink(link_id=get_object_or_404(led_plan(request, pk).links, pk=link_pk).pk, actor=request.user)
        return Response(status=204)


class TwinsView(APIView):
    """Nhiệm vụ của hai văn bản là một việc: cập nhật một nơi được ghi cho cả hai."""

    @reads(LikenessSerializer(many=True), operation_id="plans_twins")
    def get(self, request: Request, pk: int) -> Response:
        """Nhiệm vụ giống nhau, giống nhất trước."""
        found = likenesses(led_plan(request, pk), request.user)[:MOST]
        return Response(LikenessSerializer(found, many=True).data)

    @writes(Twin, Twin, 201, operation_id="plans_twin")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Liên kết hai nhiệm vụ."""
        pair = self._pair(request, pk)
        try:
            twin(task_id=pair["task"], other_id=pair["other"], actor=request.user, now=timezone.now())
        except PermissionDenied:
            raise Http404 from None
        return Response(pair, status=201)

    @writes(Twin, None, 204, operation_id="plans_untwin")
    @idempotent
    def delete(self, request: Request, pk: int) -> Response:
        """Bỏ liên kết hai nhiệm vụ."""
        pair = self._pair(request, pk)
        try:
            untwin(task_id=pair["task"], other_id=pair["other"], actor=request.user)
        except PermissionDenied:
            raise Http404 from None
        return Response(status=204)

    def _pair(self, request: Request, pk: int) -> dict:
        given = Twin(data=request.data)
        given.is_valid(raise_exception=True)
        get_object_or_404(led_plan(request, pk).tasks, pk=given.validated_data["task"])
        return dict(given.validated_data)
