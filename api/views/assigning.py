"""Giao nhiệm vụ: one more task on a plan in force, by the form of the page."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.idempotency import idempotent
from api.schema import writes
from api.serializers.papers import TaskSerializer
from plans.models import Plan
from tasks.forms.assigning import AssignForm
from tasks.operations import assign_by_hand


class NewTask(serializers.Serializer):
    """`leads`, `partners`: names of units or groups, as a document writes them."""

    content = serializers.CharField(max_length=10_000)
    leads = serializers.ListField(child=serializers.CharField(max_length=300), allow_empty=False, max_length=300)
    partners = serializers.ListField(child=serializers.CharField(max_length=300), required=False, max_length=300)
    product = serializers.CharField(required=False, max_length=10_000, allow_blank=True)
    due_date = serializers.DateField(required=False, allow_null=True)
    quantity_target = serializers.IntegerField(required=False, min_value=1)
    quantity_unit = serializers.CharField(required=False, max_length=40)
    starred = serializers.BooleanField(required=False)


class TasksOfPlanView(APIView):
    @writes(NewTask, TaskSerializer, 201, operation_id="plans_assign")
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        """Giao thêm một nhiệm vụ vào văn bản đang theo dõi."""
        told = NewTask(data=request.data)
        told.is_valid(raise_exception=True)
        plan = get_object_or_404(Plan.objects.led_by(request.user), pk=pk)
        lines = {name: "\n".join(told.validated_data.get(name, [])) for name in ("leads", "partners")}
        form = AssignForm(
            told.validated_data | lines | {"plan": plan.pk}, user=request.user, today=timezone.localdate()
        )
        if not form.is_valid():
            raise ValidationError(form.errors)
        task, _ = assign_by_hand(plan_id=plan.pk, actor=request.user, now=timezone.now(), **form.details())
        return Response(TaskSerializer(task).data, status=201)
