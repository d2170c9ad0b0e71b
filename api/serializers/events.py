from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.queries import SHARED_PAYLOAD
from journal.models import Event


class EventSerializer(serializers.ModelSerializer):
    """Parties that may not read the work see who (which unit) moved what to which state, nothing more."""

    actor_id = serializers.SerializerMethodField()
    payload = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = [
            "position",
            "at",
            "actor_id",
            "actor_unit_id",
            "verb",
            "subject_type",
            "subject_id",
            "plan_id",
            "payload",
        ]

    def get_actor_id(self, event: Event) -> int | None:
        return event.actor_id if event.in_full else None

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_payload(self, event: Event) -> dict[str, Any]:
        if event.in_full:
            return event.payload
        return {name: value for name, value in event.payload.items() if name in SHARED_PAYLOAD}


class EventPage(serializers.Serializer):
    results = EventSerializer(many=True)
    after = serializers.IntegerField(help_text="Gửi lại số này ở lần hỏi sau.")
