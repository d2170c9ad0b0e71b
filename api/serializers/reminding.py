"""Rungs of a plan, the days on which work is spoken of, answers to reminders, letters that urge."""

from rest_framework import serializers

from agenda.models import Acknowledgement, Rung, Urging
from agenda.operations.laddering import MOST_DAYS
from api.serializers.names import PersonName
from notifications.models import Channel

DAYS = {"min_value": 1, "max_value": MOST_DAYS, "required": False, "allow_null": True, "default": None}


class RungBody(serializers.Serializer):
    """`offset`: days after the due date, negative before. `every`: again after so many days, until it is done."""

    about = serializers.ChoiceField(choices=Rung.About.choices, default=Rung.About.DUE)
    offset = serializers.IntegerField(min_value=-MOST_DAYS, max_value=MOST_DAYS)
    every = serializers.IntegerField(**DAYS)
    to = serializers.ListField(child=serializers.ChoiceField(choices=Rung.To.choices), allow_empty=False)
    channels = serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices), allow_empty=False)
    quiet_days = serializers.IntegerField(**DAYS)
    enabled = serializers.BooleanField(default=True)


class LadderBody(serializers.Serializer):
    """`own` is false where the usual rungs hold."""

    own = serializers.BooleanField(read_only=True)
    held_days = serializers.IntegerField(min_value=0, max_value=60, default=5)
    rungs = RungBody(many=True)


class ReminderSerializer(serializers.Serializer):
    """One day on which the work will be spoken of; `held`: put off by an acknowledgement."""

    day = serializers.DateField()
    rung = serializers.CharField()
    people = serializers.ListField(child=serializers.CharField())
    channels = serializers.CharField()
    why_moved = serializers.CharField()
    held = serializers.BooleanField()


class NewAcknowledgement(serializers.Serializer):
    expected_date = serializers.DateField()


class AcknowledgementSerializer(serializers.ModelSerializer):
    user = PersonName(allow_null=True)

    class Meta:
        model = Acknowledgement
        fields = ["id", "user", "unit", "expected_date", "held_until", "at"]


class NewUrging(serializers.Serializer):
    """Without `units` all that are late on that day; without `times` the next one."""

    number = serializers.CharField(max_length=60)
    date = serializers.DateField()
    times = serializers.IntegerField(min_value=1, max_value=99, required=False, allow_null=True, default=None)
    units = serializers.ListField(child=serializers.IntegerField(), required=False, default=list, max_length=500)


class UrgingSerializer(serializers.ModelSerializer):
    recorded_by = PersonName()

    class Meta:
        model = Urging
        fields = ["id", "plan", "number", "date", "times", "units", "assignments", "recorded_by", "recorded_at"]
