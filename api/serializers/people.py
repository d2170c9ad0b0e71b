"""Units with their people, and reorganisations with every item they touch."""

from typing import Any

from rest_framework import serializers

from agenda.queries.people import WORDS
from agenda.queries.reorganising import Kind
from api.serializers.names import PersonName, UnitName
from units.models import Membership, Reorganisation


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
