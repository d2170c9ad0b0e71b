"""Units with their people, and reorganisations with every item they touch."""

from typing import Any

from rest_framework import serializers

from agenda.queries.people import WORDS
from agenda.queries.reorganising import Kind
from api.serializers.names import PersonName, UnitName
from units.models import Absence, Membership, Reorganisation


class MemberSerializer(serializers.ModelSerializer):
    user = PersonName()
    email = serializers.EmailField(source="user.email")
    phone = serializers.CharField(source="user.phone")

    class Meta:
        model = Membership
        fields = ["id", "user", "role", "title", "email", "phone", "from_date"]


class RegistrationSerializer(serializers.Serializer):
    unit = UnitName()
    people = serializers.IntegerField()
    invited_at = serializers.DateTimeField(allow_null=True)
    state = serializers.ChoiceField(choices=[key for key in WORDS if key != "people"], allow_blank=True)


class ReorganisationSerializer(serializers.ModelSerializer):
    old_units = UnitName(many=True)
    new_units = UnitName(many=True)

    class Meta:
        model = Reorganisation
        fields = [
            "id",
            "old_units",
            "new_units",
            "effective_date",
            "document_number",
            "document_date",
            "state",
            "version",
            "applied_at",
        ]


class NewReorganisation(serializers.Serializer):
    old_units = serializers.ListField(child=serializers.IntegerField(), max_length=200)
    new_units = serializers.ListField(child=serializers.IntegerField(), max_length=200)
    effective_date = serializers.DateField()
    document_number = serializers.CharField(max_length=60)
    document_date = serializers.DateField()


class ItemSerializer(serializers.Serializer):
    """`units`: who takes the item over by what is chosen so far; empty: it ends with the document."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    number = serializers.IntegerField()
    unit = serializers.IntegerField(source="unit_id")
    label = serializers.CharField()
    detail = serializers.CharField()
    units = serializers.SerializerMethodField()

    def get_units(self, item: Any) -> list[int]:
        return self.context["chosen"](item)


class ChoicesSerializer(serializers.Serializer):
    """`choices` by key of the item, `defaults` by kind ("" for all): lists of unit numbers, [] to end."""

    choices = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()), required=False)
    defaults = serializers.DictField(child=serializers.ListField(child=serializers.IntegerField()), required=False)


class VersionSerializer(serializers.Serializer):
    version = serializers.IntegerField()


class NewMember(serializers.Serializer):
    full_name = serializers.CharField(max_length=120)
    email = serializers.CharField(max_length=254)
    role = serializers.ChoiceField(choices=[(role.value, role.label) for role in Membership.WORKING])
    title = serializers.CharField(required=False, default="", max_length=100, allow_blank=True)
    phone = serializers.CharField(required=False, default="", max_length=20, allow_blank=True)


class AbsenceSerializer(serializers.ModelSerializer):
    user = PersonName(read_only=True)
    deputy = PersonName(read_only=True)

    class Meta:
        model = Absence
        fields = ["id", "user", "deputy", "from_date", "to_date", "cancelled_at"]


class NewAbsence(serializers.Serializer):
    user = serializers.IntegerField(source="user_id")
    deputy = serializers.IntegerField(source="deputy_id")
    from_date = serializers.DateField()
    to_date = serializers.DateField()


class NewHandOver(serializers.Serializer):
    """Who goes; who takes the work done, the work led, and becomes đầu mối. `mailbox_will_do`: nobody follows."""

    user = serializers.IntegerField(source="user_id")
    officer = serializers.IntegerField(required=False, source="officer_id")
    leader = serializers.IntegerField(required=False, source="leader_id")
    coordinator = serializers.IntegerField(required=False, source="coordinator_id")
    mailbox_will_do = serializers.BooleanField(default=False)


class HandedOverSerializer(serializers.Serializer):
    officer_of = serializers.IntegerField()
    leader_of = serializers.IntegerField()


class Invitations(serializers.Serializer):
    units = serializers.ListField(child=serializers.IntegerField(), allow_empty=False, max_length=1_000)


class InvitedSerializer(serializers.Serializer):
    """Units by what became of the letter to their mailbox."""

    sent = UnitName(many=True)
    without_mailbox = UnitName(many=True)
    just_invited = UnitName(many=True)
