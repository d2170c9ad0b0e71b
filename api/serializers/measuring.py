"""Indicators, their figures unit by unit, and what is warned of early."""

from rest_framework import serializers

from api.serializers.names import PlanName, TaskName, UnitName
from insight.models import EarlyWarning
from kpi.models import Indicator, Measurement


class MeasurementSerializer(serializers.ModelSerializer):
    """A ratio has a numerator and a denominator, other figures a value; decimals as text."""

    unit = UnitName(read_only=True)
    indicator = serializers.IntegerField(source="target.indicator_id", read_only=True)

    class Meta:
        model = Measurement
        fields = [
            *("id", "indicator", "target", "unit", "period", "period_start", "period_end", "due_date", "version"),
            *("is_current", "state", "value_kind", "numerator", "denominator", "value", "source", "note", "reason"),
            *("supplement_text", "sent_at", "decided_at"),
        ]


class IndicatorSerializer(serializers.ModelSerializer):
    plan = PlanName(read_only=True)
    monitor = UnitName(read_only=True)
    targets = serializers.SerializerMethodField()

    class Meta:
        model = Indicator
        fields = ["id", "plan", "number", "pillar", "text", "monitor", "frequency", "source_system", "targets"]

    def get_targets(self, indicator: Indicator) -> list[dict]:
        """What must be reached, as words, with the number of the target that its figures name."""
        return [{"id": one.pk, "label": one.label, "words": one.words} for one in indicator.targets.all()]


class NewMeasurement(serializers.Serializer):
    """Figures as people write them: "95,5%", "1.962"."""

    id = serializers.IntegerField(help_text="số liệu nào (measurements)")
    numerator = serializers.CharField(required=False, allow_blank=True, max_length=30)
    denominator = serializers.CharField(required=False, allow_blank=True, max_length=30)
    value = serializers.CharField(required=False, allow_blank=True, max_length=30)
    value_kind = serializers.ChoiceField(choices=Measurement.ValueKind.choices, required=False)
    source = serializers.CharField(required=False, allow_blank=True, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, max_length=5_000)


class NewMeasurements(serializers.Serializer):
    rows = NewMeasurement(many=True, allow_empty=False)
    send = serializers.BooleanField(default=False, help_text="gửi luôn những hàng không lỗi")

    def validate_rows(self, rows: list[dict]) -> list[dict]:
        if len(rows) > MOST:
            raise serializers.ValidationError(f"Gửi tối đa {MOST} hàng một lần.")
        return rows


class MovedMeasurements(serializers.Serializer):
    ids = serializers.ListField(child=serializers.IntegerField(), allow_empty=False, max_length=5_000)


class RowAnswer(serializers.Serializer):
    """`error`: empty where the row stands."""

    id = serializers.IntegerField(source="measurement_id")
    error = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField(), default=list)


class WarningSerializer(serializers.ModelSerializer):
    """`chance`: of being late, 0 to 1. `reasons`: pairs of a code and its words, the most serious first."""

    assignment = serializers.IntegerField(source="assignment_id")
    task = TaskName(source="assignment.task")
    unit = UnitName(source="assignment.unit")
    due_date = serializers.DateField(source="assignment.counted_due_date")
    reasons = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))

    class Meta:
        model = EarlyWarning
        fields = ["id", "assignment", "task", "unit", "due_date", "first_on", "chance", "by_estimate", "reasons"]


MOST = 5_000
