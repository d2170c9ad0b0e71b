"""Before the go-live: who alone is written to, and whether sending is open to all."""

from rest_framework import serializers

from agenda.queries.opening import Guest
from notifications.operations.opening import MOST


class GuestSerializer(serializers.Serializer):
    """`kind`: people or units."""

    kind = serializers.SerializerMethodField()
    id = serializers.IntegerField(source="who.pk")
    name = serializers.SerializerMethodField()

    def get_kind(self, guest: Guest) -> str:
        return "units" if guest.is_unit else "people"

    def get_name(self, guest: Guest) -> str:
        return guest.who.name if guest.is_unit else str(guest.who)


class OpeningSerializer(serializers.Serializer):
    """`others_*`: who is not on the list, so whom opening to all would reach besides."""

    everybody = serializers.BooleanField()
    others_people = serializers.IntegerField(source="others.people")
    others_mailboxes = serializers.IntegerField(source="others.mailboxes")


class Guests(serializers.Serializer):
    """Ids; of a unit, all who work there and its mailbox."""

    people = serializers.ListField(child=serializers.IntegerField(min_value=1), default=list, max_length=MOST)
    units = serializers.ListField(child=serializers.IntegerField(min_value=1), default=list, max_length=MOST)


class AddedSerializer(serializers.Serializer):
    added = serializers.IntegerField()
