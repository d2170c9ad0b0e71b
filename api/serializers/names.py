"""How one thing is named inside another."""

from rest_framework import serializers

from plans.models import Plan
from tasks.models import Task
from units.models import Unit, User


class UnitName(serializers.ModelSerializer):
    class Meta:
        model = Unit
        fields = ["id", "code", "name"]


class PlanName(serializers.ModelSerializer):
    reference = serializers.CharField(read_only=True)

    class Meta:
        model = Plan
        fields = ["id", "reference"]


class TaskName(serializers.ModelSerializer):
    name = serializers.CharField(read_only=True)

    class Meta:
        model = Task
        fields = ["id", "code", "name"]


class PersonName(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "full_name"]
