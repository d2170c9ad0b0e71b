"""What was said to whom, and where one wants to be written to."""

from typing import Any

from rest_framework import serializers

from agenda.queries.ledger import why
from api.serializers.names import PersonName, UnitName
from notifications.models import Address, Channel, Enclosure, Preference


class DeliverySerializer(serializers.ModelSerializer):
    """A line of the ledger: one message in one envelope."""

    plan = serializers.IntegerField(source="plan_id")
    user, unit = PersonName(source="delivery.user"), UnitName(source="delivery.unit")
    code = serializers.CharField(source="message.code")
    text = serializers.CharField(source="message.text")
    rung = serializers.CharField(source="message.rung")
    channel = serializers.ChoiceField(source="delivery.channel", choices=Channel.choices)
    state = serializers.CharField(source="delivery.state")
    reason = serializers.SerializerMethodField()
    attempts = serializers.IntegerField(source="delivery.attempts")
    sent_at = serializers.DateTimeField(source="delivery.sent_at", allow_null=True)
    delivered_at = serializers.DateTimeField(source="delivery.delivered_at", allow_null=True)

    class Meta:
        model = Enclosure
        fields = ["id", "plan", "day", "user", "unit", "code", "text", "rung", "channel", "state", "reason"]
        fields += ["attempts", "sent_at", "delivered_at"]

    def get_reason(self, line: Enclosure) -> str:
        return why(line)


class OwnAddressSerializer(serializers.ModelSerializer):
    verified = serializers.SerializerMethodField()

    class Meta:
        model = Address
        fields = ["channel", "target", "verified", "failed_at", "digests", "singles"]

    def get_verified(self, address: Address) -> bool:
        return address.verified_at is not None


class ChannelChoiceSerializer(serializers.Serializer):
    channel = serializers.ChoiceField(choices=Channel.choices)
    digests = serializers.BooleanField()
    singles = serializers.BooleanField()


class OwnChannelsSerializer(serializers.Serializer):
    channels = ChannelChoiceSerializer(many=True)

    def validated(self) -> dict[str, Any]:
        rows = self.validated_data["channels"]
        return {row["channel"]: (row["digests"], row["singles"]) for row in rows}


class HoursSerializer(serializers.ModelSerializer):
    class Meta:
        model = Preference
        fields = ["digest_time", "quiet_from", "quiet_to"]
