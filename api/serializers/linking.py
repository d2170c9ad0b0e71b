"""What a draft amends, what documents are to one another, tasks of two documents that are one work."""

from rest_framework import serializers

from api.serializers.names import TaskName
from plans.models import Plan, PlanLink


class Amended(serializers.Serializer):
    """`plan`: a plan in force of the same focal unit; null: the draft is tracked by itself."""

    plan = serializers.PrimaryKeyRelatedField(queryset=Plan.objects.none(), allow_null=True)

    def get_fields(self) -> dict:
        fields = super().get_fields()
        if (request := self.context.get("request")) and request.user.is_authenticated:  # not where it is described
            fields["plan"].queryset = Plan.objects.led_by(request.user).filter(state=Plan.State.IN_FORCE)
        return fields


class AmendsSerializer(serializers.Serializer):
    plan = serializers.IntegerField(source="pk")
    amends = serializers.IntegerField(source="amends_id", allow_null=True)


class NewLink(serializers.Serializer):
    """To a plan that the caller may see, or to a document by its number alone."""

    kind = serializers.ChoiceField(PlanLink.Kind)
    to_plan = serializers.PrimaryKeyRelatedField(queryset=Plan.objects.none(), allow_null=True, default=None)
    number = serializers.CharField(max_length=60, allow_blank=True, default="")
    issued_date = serializers.DateField(allow_null=True, default=None)

    def get_fields(self) -> dict:
        fields = super().get_fields()
        if (request := self.context.get("request")) and request.user.is_authenticated:  # not where it is described
            seen = Plan.objects.visible_to(request.user).exclude(state=Plan.State.DRAFT)
            fields["to_plan"].queryset = seen
        return fields


class LinkSerializer(serializers.ModelSerializer):
    """`proposed`: read in the document, nobody agreed yet."""

    class Meta:
        model = PlanLink
        fields = ["id", "kind", "to_plan", "number", "issued_date", "text", "proposed"]


class Twin(serializers.Serializer):
    task = serializers.IntegerField()
    other = serializers.IntegerField()


class LikenessSerializer(serializers.Serializer):
    """`other` says what `task` says, led by the same `units`; `linked`: somebody has said that they are one work."""

    task = TaskName()
    other = TaskName()
    percent = serializers.IntegerField()
    units = serializers.CharField()
    linked = serializers.BooleanField()
