"""What lists can be narrowed by. Ids are plain numbers: an unseen plan narrows to nothing, it is not revealed."""

from django.utils import timezone
from django_filters import rest_framework as filters

from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet, Task


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
    due_from = filters.DateFilter(field_name="counted_due_date", lookup_expr="gte", label="hạn từ ngày")
    due_to = filters.DateFilter(field_name="counted_due_date", lookup_expr="lte", label="hạn đến ngày")

    class Meta:
        model = Assignment
        fields = ["plan", "task", "unit", "state", "overdue", "due_from", "due_to"]

    def only_overdue(self, assignments: AssignmentQuerySet, name: str, value: bool) -> AssignmentQuerySet:
        today = timezone.localdate()
        if value:
            return assignments.overdue(today)
        return assignments.exclude(pk__in=Assignment.objects.overdue(today))
