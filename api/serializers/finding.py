"""The journal in words, and what a search finds."""

from rest_framework import serializers

from api.serializers.events import EventSerializer
from api.serializers.names import PersonName, PlanName, TaskName, UnitName
from insight.queries.acts import KINDS, Wanted
from insight.queries.journal import SIZE
from insight.queries.searching import KINDS as FOUND_KINDS
from journal.models import Event


class ActsAsked(serializers.Serializer):
    """Days are local, both included. `before`: the number of the last act of the page before."""

    person = serializers.CharField(required=False, default="", max_length=120, allow_blank=True)
    unit = serializers.IntegerField(required=False, source="unit_id")
    kind = serializers.ChoiceField(choices=list(KINDS.items()), required=False, default="", allow_blank=True)
    plan = serializers.IntegerField(required=False, source="plan_id")
    assignment = serializers.IntegerField(required=False, source="assignment_id")
    first_day = serializers.DateField(required=False)
    last_day = serializers.DateField(required=False)
    before = serializers.IntegerField(required=False, min_value=1)
    limit = serializers.IntegerField(required=False, default=SIZE, min_value=1, max_value=200)

    @property
    def wanted(self) -> Wanted:
        given = dict(self.validated_data)
        return Wanted(**{name: value for name, value in given.items() if name not in ("before", "limit")})


class ActSerializer(EventSerializer):
    """`said`: the act in one Vietnamese sentence, as the page words it."""

    actor = PersonName(allow_null=True)
    said = serializers.CharField()

    class Meta(EventSerializer.Meta):
        model = Event
        fields = ["id", *EventSerializer.Meta.fields, "actor", "said"]


class ActsSerializer(serializers.Serializer):
    results = ActSerializer(many=True)
    next_before = serializers.IntegerField(allow_null=True)


class SearchAsked(serializers.Serializer):
    q = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=list(FOUND_KINDS.items()), required=False, default="", allow_blank=True)
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=10_000)


class FoundSerializer(serializers.Serializer):
    """One kind's first rows, or one page of `kind`; `more` says that there are others."""

    kind = serializers.ChoiceField(choices=list(FOUND_KINDS.items()))
    more = serializers.BooleanField()
    plans = PlanName(many=True)
    tasks = TaskName(many=True)
    units = UnitName(many=True)
    people = PersonName(many=True)
