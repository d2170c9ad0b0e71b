from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.working import (
    Answers,
    ChosenAssignments,
    Judgements,
    LoadedSerializer,
    MilestoneWords,
    NewFigures,
    NewMilestone,
    ReadySerializer,
    RegisteredMilestoneSerializer,
    ResultSerializer,
)
from api.views.base import SizeLimit, get_assignment, refusing
from tasks import operations, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, RegisteredMilestone, Task
from tasks.operations import Judged
from tasks.queries import promised
from tasks.workflow import unmet, unproved

MOVES = {
    "approve": operations.approve_milestone,
    "note": operations.note_milestone,
    "withdraw": operations.withdraw_milestone,
    "reach": operations.reach_milestone,
}
BULK = {"send": operations.send, "confirm": operations.confirm}


def slugs(names: Any) -> OpenApiParameter:
    return OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(names))


def given(kind: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    told = kind(data=request.data)
    told.is_valid(raise_exception=True)
    return dict(told.validated_data)


def readable(request: Request, pk: int) -> Assignment:
    assignment = get_assignment(request, pk)
    if not perms.can_read_work(request.user, assignment):
        raise Http404
    return assignment


def ready(assignment: Assignment) -> dict[str, Any]:
    """As `ReadySerializer` describes it."""
    lacking, products = unproved(assignment), assignment.task.products
    single = len(products) < 2
    blank = {"text": "", "judgement": "", "words": ""}
    return {
        "products": [{"product": one, "proved": not lacking if single else one not in lacking} for one in products],
        "criteria": [
            {"criterion": one} | blank | assignment.acceptance_answers.get(one, {})
            for one in assignment.task.criteria
        ],
        "missing": unmet(assignment),
    }


class ReadyView(SizeLimit, APIView):
    """Điều kiện để gửi: sản phẩm nào đã có minh chứng, tiêu chí nào đã trả lời, còn thiếu gì."""

    @reads(ReadySerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(ready(readable(request, pk)))

    @writes(Answers, ReadySerializer)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Trả lời tiêu chí nghiệm thu."""
        told = given(Answers, request)
        with refusing(request, pk):
            operations.answer_criteria(assignment_id=pk, actor=request.user, now=timezone.now(), **told)
        return Response(ready(readable(request, pk)))


class JudgementsView(SizeLimit, APIView):
    @writes(Judgements, ReadySerializer)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đánh giá từng minh chứng, từng tiêu chí: đạt hoặc chưa đạt. Ghi đủ hoặc không ghi gì."""
        told = given(Judgements, request)
        evidence = {one["evidence"]: Judged(one["judgement"], one["words"]) for one in told["evidence"]}
        criteria = {one["criterion"]: Judged(one["judgement"], one["words"]) for one in told["criteria"]}
        who = {"actor": request.user, "now": timezone.now()}
        with refusing(request, pk):
            operations.judge(assignment_id=pk, evidence=evidence, criteria=criteria, **who)
        return Response(ready(readable(request, pk)))


class MilestonesView(SizeLimit, APIView):
    """Mốc đơn vị đăng ký; không thay hạn của văn bản."""

    @reads(RegisteredMilestoneSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        return Response(RegisteredMilestoneSerializer(promised.of_work(readable(request, pk)), many=True).data)

    @writes(NewMilestone, RegisteredMilestoneSerializer, 201)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Đăng ký một mốc."""
        told = given(NewMilestone, request)
        with refusing(request, pk):
            made = operations.register_milestone(assignment_id=pk, actor=request.user, now=timezone.now(), **told)
        return Response(RegisteredMilestoneSerializer(made).data, status=201)


class MilestoneMoveView(SizeLimit, APIView):
    @writes(MilestoneWords, RegisteredMilestoneSerializer, parameters=[slugs(MOVES)])
    @idempotent
    def post(self, request: Request, pk: int, slug: str) -> Response:
        """Duyệt, ghi nhận, rút, hoặc ghi ngày đạt của một mốc; 409 khi người khác vừa làm trước."""
        milestone = get_object_or_404(RegisteredMilestone, pk=pk)
        readable(request, milestone.assignment_id)
        if slug not in MOVES:
            raise Http404
        told = given(MilestoneWords, request) if slug == "reach" else {}
        moved = MOVES[slug](milestone_id=pk, actor=request.user, now=timezone.now(), **told)
        return Response(RegisteredMilestoneSerializer(moved).data)


class FiguresView(SizeLimit, APIView):
    @writes(NewFigures, LoadedSerializer)
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Nhập số từ hệ thống nguồn cho mọi đơn vị của một nhiệm vụ. Có một dòng sai thì không dòng nào được ghi."""
        task = get_object_or_404(Task.objects.visible_to(request.user).select_related("plan"), pk=pk)
        if not perms.can_lead_plan(request.user, task.plan):
            raise PermissionDenied("figures")
        told, now = given(NewFigures, request), timezone.now()
        lines = [(n, [row["unit"], row["total"], row["done"]]) for n, row in enumerate(told["rows"], 1)]
        checked = operations.check_lines(task=task, lines=lines, now=now)
        if checked.wrong:
            raise ValidationError({"rows": [f"{one.cell}: {one.text}" for one in checked.wrong]})
        loaded = operations.load_figures(
            task_id=pk,
            actor=request.user,
            rows=checked.rows,
            source=told["source"],
            confirm=told["confirm"],
            now=now,
        )
        return Response(LoadedSerializer(loaded).data)


class BulkView(SizeLimit, APIView):
    @writes(ChosenAssignments, ResultSerializer(many=True), parameters=[slugs(BULK)])
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Duyệt và gửi (send) hoặc xác nhận (confirm) nhiều việc: mỗi việc một kết quả riêng."""
        if slug not in BULK:
            raise Http404
        ids = list(dict.fromkeys(given(ChosenAssignments, request)["ids"]))
        seen = set(Assignment.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
        return Response([_result(slug, pk, request) if pk in seen else _refused(pk, 404) for pk in ids])


def _result(slug: str, pk: int, request: Request) -> dict[str, Any]:
    try:
        BULK[slug](assignment_id=pk, actor=request.user, now=timezone.now())
    except TaskConflict as error:
        return _refused(pk, 409, error.message)
    except TaskError as error:
        return _refused(pk, 400, error.message)
    except PermissionDenied:
        return _refused(pk, 403, "Tài khoản này không được làm bước vừa chọn.")
    return {"id": pk, "status": 200, "detail": ""}


def _refused(
    pk: int, status: int, detail: str = "Không có việc này, hoặc tài khoản không được xem."
) -> dict[str, Any]:
    return {"id": pk, "status": status, "detail": detail}
