"""Where an indicator stands and is going; how it is measured, as its monitor writes it."""

from rest_framework import serializers

from insight.forecasting import Verdict
from insight.queries.indicators import Standing
from kpi.models import Explanation, Indicator, Target


class PeriodValueSerializer(serializers.Serializer):
    """`measured` of `expected` units are in; nothing is made up for the others."""

    period = serializers.CharField()
    end = serializers.DateField()
    value = serializers.DecimalField(18, 4, source="city.value", allow_null=True)
    numerator = serializers.DecimalField(18, 4, source="city.numerator", allow_null=True)
    denominator = serializers.DecimalField(18, 4, source="city.denominator", allow_null=True)
    measured = serializers.IntegerField(source="city.measured")
    expected = serializers.IntegerField(source="city.expected")


class ForecastSerializer(serializers.Serializer):
    day = serializers.DateField()
    value = serializers.DecimalField(18, 4)
    low = serializers.DecimalField(18, 4)
    high = serializers.DecimalField(18, 4)


class AgainstSerializer(serializers.Serializer):
    name = serializers.CharField()
    percent = serializers.DecimalField(18, 4)
    source = serializers.CharField()


class TargetStandingSerializer(serializers.Serializer):
    """`should`: where the path wants it now. `chance_of_missing`: 0 to 1, null where it cannot be told."""

    target = serializers.IntegerField(source="target.pk")
    words = serializers.CharField(source="target.words")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    should = serializers.DecimalField(18, 4, allow_null=True)
    values = PeriodValueSerializer(many=True, source="course.values")
    forecast = ForecastSerializer(source="seen", allow_null=True)
    chance_of_missing = serializers.FloatField(source="chance", allow_null=True)
    is_warned = serializers.BooleanField()
    against = serializers.SerializerMethodField(help_text="so với các tổng số khác")

    def get_against(self, one: Standing) -> list[dict]:
        return [{"name": name, "percent": str(share), "source": source} for name, share, source in one.against]


class HowMeasured(serializers.ModelSerializer):
    """Fields that are left out stay as they are; `units` and `groups` are all who implement, when given."""

    tasks = serializers.ListField(child=serializers.IntegerField(), required=False)
    units = serializers.ListField(child=serializers.IntegerField(), required=False)
    groups = serializers.ListField(child=serializers.IntegerField(), required=False)

    class Meta:
        model = Indicator
        fields = ["frequency", "source_system", "publication_days", "entry_days", "basis", "tasks", "units", "groups"]
        extra_kwargs = {name: {"required": False} for name in fields[:5]}


class PathPointSerializer(serializers.Serializer):
    day = serializers.DateField()
    value = serializers.DecimalField(18, 4)


class PromisedTarget(serializers.ModelSerializer):
    """Fields that are left out stay as they are; `path` is all of it, empty for a straight one."""

    path = PathPointSerializer(many=True)

    class Meta:
        model = Target
        fields = [
            *("comparator", "value", "value_high", "unit", "base_text", "label", "aggregation", "from_date"),
            *("from_issue", "as_of_date", "baseline", "baseline_date", "path"),
        ]
        extra_kwargs = {name: {"required": False} for name in fields[:-1]}
        validators = []


class ExplanationSerializer(serializers.ModelSerializer):
    unit = serializers.CharField(source="unit.name", read_only=True)
    asked_by = serializers.CharField(source="asked_by.full_name", read_only=True)

    class Meta:
        model = Explanation
        fields = [
            *("id", "indicator", "assignment", "unit", "question", "asked_by", "asked_at", "due_date", "answer"),
            "answered_at",
        ]


class Question(serializers.Serializer):
    """Of one indicator, or of pieces of work."""

    indicator = serializers.IntegerField(required=False)
    assignments = serializers.ListField(child=serializers.IntegerField(), required=False, max_length=500)
    question = serializers.CharField(max_length=5_000)
    due_date = serializers.DateField()


class Answer(serializers.Serializer):
    answer = serializers.CharField(max_length=10_000)
