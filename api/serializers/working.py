"""The ready set, judgements, registered milestones, figures of a source system, many at once."""

from rest_framework import serializers

from api.serializers.names import PersonName
from tasks.models import Evidence, RegisteredMilestone


class ProductSerializer(serializers.Serializer):
    product = serializers.CharField()
    proved = serializers.BooleanField()


class CriterionSerializer(serializers.Serializer):
    criterion = serializers.CharField()
    text = serializers.CharField()
    judgement = serializers.CharField()
    words = serializers.CharField()


class ReadySerializer(serializers.Serializer):
    """`missing`: one sentence for what keeps the work from being sent; empty when nothing does."""

    products = ProductSerializer(many=True)
    criteria = CriterionSerializer(many=True)
    missing = serializers.CharField()


class Answers(serializers.Serializer):
    """Criterion → the unit's answer, one sentence or figure; an empty one is taken back."""

    answers = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=10_000))


class JudgedEvidence(serializers.Serializer):
    evidence = serializers.IntegerField()
    judgement = serializers.ChoiceField(choices=Evidence.Judgement.choices)
    words = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)


class JudgedCriterion(serializers.Serializer):
    criterion = serializers.CharField()
    judgement = serializers.ChoiceField(choices=Evidence.Judgement.choices)
    words = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)


class Judgements(serializers.Serializer):
    evidence = JudgedEvidence(many=True, required=False, default=list)
    criteria = JudgedCriterion(many=True, required=False, default=list)


class RegisteredMilestoneSerializer(serializers.ModelSerializer):
    author = PersonName()
    approved_by = PersonName(allow_null=True)
    noted_by = PersonName(allow_null=True)

    class Meta:
        model = RegisteredMilestone
        fields = [
            "id",
            "created_at",
            "author",
            "label",
            "due_date",
            "state",
            "approved_by",
            "approved_at",
            "noted_by",
            "noted_at",
            "reached_date",
        ]


class NewMilestone(serializers.Serializer):
    label = serializers.CharField(max_length=1_000)
    due_date = serializers.DateField()


class MilestoneWords(serializers.Serializer):
    """`day`: on which it was reached; only `reach` needs it."""

    day = serializers.DateField(required=False, allow_null=True, default=None)


class FigureRow(serializers.Serializer):
    unit = serializers.CharField(max_length=300)
    total = serializers.IntegerField()
    done = serializers.IntegerField()


class NewFigures(serializers.Serializer):
    source = serializers.CharField(max_length=120)
    rows = FigureRow(many=True, allow_empty=False, max_length=2_000)
    confirm = serializers.BooleanField(default=False)


class LoadedSerializer(serializers.Serializer):
    updated = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    left = serializers.ListField(child=serializers.CharField())


class ChosenAssignments(serializers.Serializer):
    ids = serializers.ListField(child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=200)


class ResultSerializer(serializers.Serializer):
    """`status` as one request for the item would have had; `detail` says why it is not 200."""

    id = serializers.IntegerField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
