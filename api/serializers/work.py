"""Assignments: states for every party of the plan, `work` only for those who may read it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.names import PersonName, PlanName, TaskName, UnitName
from tasks.figures import Official, official
from tasks.models import Assignment, Note
from tasks.perms import can_read_work


class WorkSerializer(serializers.ModelSerializer):
    leader = PersonName(allow_null=True)
    officer = PersonName(allow_null=True)
    confirmed_by = PersonName(allow_null=True)

    class Meta:
        model = Assignment
        fields = [
            "received_at",
            "leader",
            "officer",
            "delegated_to",
            "confirmed_by",
            "percent",
            "quantity_done",
            "quantity_target",
            "quantity_unit",
            "updated_at",
            "supplement_asked",
            "submission_number",
            "submission_date",
            "submission_to",
        ]


class AssignmentSerializer(serializers.ModelSerializer):
    plan = PlanName()
    task = TaskName()
    unit = UnitName()
    confirming_unit = UnitName(allow_null=True)
    counted_due_date = serializers.DateField(allow_null=True, read_only=True)
    official = serializers.SerializerMethodField()
    work = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = [
            "id",
            "plan",
            "task",
            "unit",
            "confirming_unit",
            "milestone",
            "occurrence",
            "scope",
            "state",
            "official",
            "is_ongoing",
            "original_due_date",
            "due_date",
            "supplement_due_date",
            "counted_due_date",
            "sent_date",
            "completed_date",
            "self_confirmed",
            "work",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Official.choices, allow_null=True))
    def get_official(self, assignment: Assignment) -> str | None:
        return official(
            state=assignment.state,
            due=assignment.counted_due_date,
            sent=assignment.sent_date,
            today=self.context["today"],
        )

    @extend_schema_field(WorkSerializer(allow_null=True))
    def get_work(self, assignment: Assignment) -> dict[str, Any] | None:
        if not can_read_work(self.context["request"].user, assignment):
            return None
        return WorkSerializer(assignment, context=self.context).data


class MoveSerializer(serializers.Serializer):
    slug = serializers.CharField()
    label = serializers.CharField()


class MoveWords(serializers.Serializer):
    """What some moves need: `text` to hand back, reopen, cancel; `reason` and `text` to ask for a supplement;
    `number`, `date` and `to` of the tờ trình to await approval."""

    text = serializers.CharField(required=False, default="", allow_blank=True)
    reason = serializers.ChoiceField(choices=Note.Reason.choices, required=False, default="", allow_blank=True)
    number = serializers.CharField(required=False, default="", max_length=60, allow_blank=True)
    date = serializers.DateField(required=False, default=None, allow_null=True)
    to = serializers.CharField(required=False, default="", max_length=120, allow_blank=True)


class ReceiptSerializer(serializers.Serializer):
    leader = serializers.IntegerField()
    officer = serializers.IntegerField()
    delegated_to = serializers.CharField(required=False, default="", max_length=200, allow_blank=True)


class UpdatedSerializer(serializers.ModelSerializer):
    """The progress as it stands now, and the evidence that came along."""

    evidence = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Assignment
        fields = [
            "id",
            "state",
            "percent",
            "quantity_done",
            "quantity_target",
            "quantity_unit",
            "updated_at",
            "evidence",
        ]
