"""What lists can be narrowed by. Ids are plain numbers: an unseen plan narrows to nothing, it is not revealed."""

from django.utils import timezone
from django_filters import rest_framework as filters

from kpi.models import Indicator, Measurement
from plans.models import Plan
from tasks.models import (
    Assignment,
    AssignmentQuerySet,
    ChangeRequest,
    ContributionRequest,
    Obstacle,
    Task,
    TaskParty,
)
from tasks.queries.filters import SITUATIONS, in_situation


class PlanFilter(filters.FilterSet):
    state = filters.MultipleChoiceFilter(choices=Plan.State.choices)

    class Meta:
        model = Plan
        fields = ["state", "kind", "number"]


class TaskFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="plan_id")

    class Meta:
        model = Task
        fields = ["plan", "code", "starred"]


class AssignmentFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="plan_id")
    task = filters.NumberFilter(field_name="task_id")
    unit = filters.NumberFilter(field_name="unit_id")
    state = filters.MultipleChoiceFilter(choices=Assignment.State.choices)
    overdue = filters.BooleanFilter(method="only_overdue", label="chưa hoàn thành quá hạn, tính đến hôm nay")
    situation = filters.ChoiceFilter(choices=list(SITUATIONS.items()), method="in_situation", label="tình hình")
    due_from = filters.DateFilter(field_name="counted_due_date", lookup_expr="gte", label="hạn từ ngày")
    due_to = filters.DateFilter(field_name="counted_due_date", lookup_expr="lte", label="hạn đến ngày")

    class Meta:
        model = Assignment
        fields = ["plan", "task", "unit", "state", "overdue", "situation", "due_from", "due_to"]

    def in_situation(self, assignments: AssignmentQuerySet, name: str, value: str) -> AssignmentQuerySet:
        return in_situation(assignments, value, timezone.localdate())

    def only_overdue(self, assignments: AssignmentQuerySet, name: str, value: bool) -> AssignmentQuerySet:
        today = timezone.localdate()
        if value:
            return assignments.overdue(today)
        return assignments.exclude(pk__in=Assignment.objects.overdue(today))


class ChangeRequestFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="assignment__plan_id")
    unit = filters.NumberFilter(field_name="assignment__unit_id")
    assignment = filters.NumberFilter(field_name="assignment_id")
    state = filters.MultipleChoiceFilter(choices=ChangeRequest.State.choices)

    class Meta:
        model = ChangeRequest
        fields = ["plan", "unit", "assignment", "state", "kind"]


class ContributionFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="assignment__plan_id")
    assignment = filters.NumberFilter(field_name="assignment_id")
    partner = filters.NumberFilter(field_name="partner_id")
    state = filters.MultipleChoiceFilter(choices=ContributionRequest.State.choices)

    class Meta:
        model = ContributionRequest
        fields = ["plan", "assignment", "partner", "state"]


class ObstacleFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="assignment__plan_id")
    unit = filters.NumberFilter(field_name="assignment__unit_id")
    assignment = filters.NumberFilter(field_name="assignment_id")
    state = filters.MultipleChoiceFilter(choices=Obstacle.State.choices)

    class Meta:
        model = Obstacle
        fields = ["plan", "unit", "assignment", "state", "kind"]


class OpenLeadFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="task__plan_id")
    named = filters.BooleanFilter(field_name="named_at", lookup_expr="isnull", exclude=True)
    name_by_before = filters.DateFilter(field_name="name_by_date", lookup_expr="lt", label="hẹn nêu tên trước ngày")

    class Meta:
        model = TaskParty
        fields = ["plan", "named", "name_by_before"]


class IndicatorFilter(filters.FilterSet):
    plan = filters.NumberFilter(field_name="plan_id")

    class Meta:
        model = Indicator
        fields = ["plan", "number"]


class MeasurementFilter(filters.FilterSet):
    indicator = filters.NumberFilter(field_name="target__indicator_id")
    unit = filters.NumberFilter(field_name="unit_id")
    state = filters.MultipleChoiceFilter(choices=Measurement.State.choices)

    class Meta:
        model = Measurement
        fields = ["indicator", "unit", "period", "state", "is_current"]
