from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_view
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.filters import PlanFilter, TaskFilter
from api.schema import reads
from api.serializers.papers import PlanSerializer, TaskSerializer
from plans.models import Plan
from tasks.models import Task


@extend_schema_view(list=reads(PlanSerializer(many=True)), retrieve=reads(PlanSerializer))
class PlanViewSet(ReadOnlyModelViewSet):
    """Văn bản giao việc."""

    serializer_class = PlanSerializer
    filterset_class = PlanFilter
    lookup_value_regex = r"\d{1,18}"
    queryset = Plan.objects.none()

    def get_queryset(self) -> QuerySet:
        return Plan.objects.visible_to(self.request.user).select_related("focal_unit", "oversight_unit")


@extend_schema_view(list=reads(TaskSerializer(many=True)), retrieve=reads(TaskSerializer))
class TaskViewSet(ReadOnlyModelViewSet):
    """Nhiệm vụ của các văn bản được xem."""

    serializer_class = TaskSerializer
    filterset_class = TaskFilter
    lookup_value_regex = r"\d{1,18}"
    queryset = Task.objects.none()

    def get_queryset(self) -> QuerySet:
        return Task.objects.visible_to(self.request.user).prefetch_related("parties", "milestones")
