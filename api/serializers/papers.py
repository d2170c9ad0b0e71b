"""Plans and their tasks, as every party may see them."""

from rest_framework import serializers

from api.serializers.names import UnitName
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty


class PlanSerializer(serializers.ModelSerializer):
    reference = serializers.CharField(read_only=True)
    focal_unit = UnitName()
    oversight_unit = UnitName(allow_null=True)

    class Meta:
        model = Plan
        fields = [
            "id",
            "reference",
            "kind",
            "number",
            "issued_date",
            "effective_date",
            "title",
            "issuer",
            "signer",
            "focal_unit",
            "oversight_unit",
            "city_lead",
            "state",
            "published_at",
        ]


class PartySerializer(serializers.ModelSerializer):
    class Meta:
        model = TaskParty
        fields = ["part", "kind", "unit", "group", "phrase", "scope"]


class MilestoneSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ["id", "label", "kind", "due_date", "from_date", "recurrence", "source"]


class TaskSerializer(serializers.ModelSerializer):
    parties = PartySerializer(many=True)
    milestones = MilestoneSerializer(many=True)

    class Meta:
        model = Task
        fields = [
            "id",
            "plan",
            "section",
            "code",
            "content",
            "product",
            "expected_result",
            "starred",
            "deadline_text",
            "quantity_target",
            "quantity_unit",
            "confirming_unit",
            "parties",
            "milestones",
        ]
