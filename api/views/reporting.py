"""Báo cáo kỳ: listed, read, written, moved on; and who is missing."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers import reporting as shapes
from api.views.base import SizeLimit
from reports.models import Report
from reports.operations import filing
from reports.queries import completeness
from reports.queries.content import content

MOVES = {
    "propose": (filing.propose, ()),
    "send": (filing.send, ()),
    "hand_back": (filing.hand_back, ("text",)),
    "receive": (filing.receive, ()),
    "request_supplement": (filing.request_supplement, ("text",)),
    "correct": (filing.correct, ("text",)),
}
SLUG = OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(MOVES))
ASKED = [
    OpenApiParameter("receiver", int, required=True),
    OpenApiParameter("period_key", str, required=True, description="2026-01, 2026-Q1, 2026 …"),
    OpenApiParameter("rule", str, description="hanh-chinh hoặc duong-lich"),
]


class ReportFilter(filters.FilterSet):
    state = filters.MultipleChoiceFilter(choices=Report.State.choices)
    unit = filters.NumberFilter(field_name="unit_id")
    receiver = filters.NumberFilter(field_name="receiver_id")

    class Meta:
        model = Report
        fields = ["state", "unit", "receiver", "period_key", "is_current"]


@extend_schema_view(list=reads(shapes.ReportRow(many=True)), retrieve=reads(shapes.ReportSerializer))
class ReportViewSet(SizeLimit, ReadOnlyModelViewSet):
    """Báo cáo kỳ của đơn vị mình, và báo cáo đã gửi đến đơn vị mình."""

    serializer_class = shapes.ReportRow
    filterset_class = ReportFilter
    lookup_value_regex = r"\d{1,18}"
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet:
        rows = Report.objects.visible_to(self.request.user).select_related("unit", "receiver", "received_by")
        return rows.defer("snapshot", "texts") if self.action == "list" else rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._shown(self.get_object())

    @writes(shapes.NewTexts, shapes.ReportSerializer, operation_id="reports_write")
    @action(detail=True, methods=["put"])
    @idempotent
    def texts(self, request: Request, pk: int) -> Response:
        """Ghi các mục đơn vị viết; 409 khi người khác đã lưu sau lần `seen`."""
        given = shapes.NewTexts(data=request.data)
        given.is_valid(raise_exception=True)
        return self._shown(filing.save_texts(report_id=self.get_object().pk, **given.validated_data, **self._who()))

    @writes(shapes.NewPaper, shapes.ReportSerializer, operation_id="reports_paper")
    @action(detail=True, methods=["put"])
    @idempotent
    def paper(self, request: Request, pk: int) -> Response:
        """Số, ngày, người ký của văn bản đã phát hành."""
        given = shapes.NewPaper(data=request.data)
        given.is_valid(raise_exception=True)
        facts = given.validated_data | {"actor": request.user, "today": timezone.localdate()}
        return self._shown(filing.record_paper(report_id=self.get_object().pk, **facts))

    @writes(shapes.ReportWords, shapes.ReportSerializer, operation_id="reports_move", parameters=[SLUG])
    @action(detail=True, methods=["post"], url_path=f"moves/(?P<slug>{'|'.join(MOVES)})", url_name="move")
    @idempotent
    def move(self, request: Request, pk: int, slug: str) -> Response:
        """Trình, duyệt và gửi, tiếp nhận, đề nghị bổ sung, đính chính."""
        words = shapes.ReportWords(data=request.data)
        words.is_valid(raise_exception=True)
        operation, names = MOVES[slug]
        given = {name: words.validated_data[name] for name in names}
        report = self.get_object()
        operation(report_id=report.pk, **given, **self._who())
        report.refresh_from_db()
        return self._shown(report)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.request.user, "now": timezone.now()}

    def _shown(self, report: Report) -> Response:
        said = report.snapshot or content(report, timezone.localdate())
        return Response(shapes.ReportSerializer(report, context={"request": self.request, "said": said}).data)


class CompletenessView(APIView):
    """Tình hình nộp của một kỳ: phải nộp, đã nộp, đúng hạn, ai chưa nộp."""

    @reads(shapes.CompletenessSerializer, operation_id="reports_completeness", parameters=ASKED)
    def get(self, request: Request) -> Response:
        wanted = [request.query_params.get(name, "") for name in ("receiver", "rule", "period_key")]
        wanted[1] = wanted[1] or "hanh-chinh"
        asked = completeness.asked_periods(request.user)
        chosen = next((one for one in asked if [str(one.receiver_id), one.rule, one.key] == wanted), None)
        if chosen is None:
            raise Http404
        rows = completeness.expected(chosen.receiver_id, chosen.rule, chosen.key)
        answer = {
            "receiver": chosen.receiver_id,
            "rule": chosen.rule,
            "period_key": chosen.key,
            "label": chosen.label,
            "total": asdict(completeness.tally(rows)),
            "by_group": _named(completeness.by_group(rows)),
            "by_plan": _named(completeness.by_plan(rows)),
            "missing": [row.unit for row in completeness.in_turn(rows, "missing")],
        }
        return Response(shapes.CompletenessSerializer(answer).data)


def _named(rows: list[tuple[str, completeness.Tally]]) -> list[dict[str, Any]]:
    return [asdict(one) | {"name": name} for name, one in rows]
