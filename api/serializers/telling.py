"""What a unit tells about its work: progress, obstacles, evidence."""

from rest_framework import serializers

from api.serializers.names import PersonName
from tasks.models import Evidence, Obstacle, ProgressUpdate


class UpdateSerializer(serializers.ModelSerializer):
    author = PersonName()

    class Meta:
        model = ProgressUpdate
        fields = [
            "id",
            "created_at",
            "author",
            "percent_before",
            "percent",
            "quantity_before",
            "quantity_done",
            "note",
        ]


class ObstacleSerializer(serializers.ModelSerializer):
    author = PersonName()

    class Meta:
        model = Obstacle
        fields = ["id", "created_at", "author", "kind", "text", "proposal", "closed_at"]


class EvidenceSerializer(serializers.ModelSerializer):
    author = PersonName()

    class Meta:
        model = Evidence
        fields = [
            "id",
            "created_at",
            "author",
            "kind",
            "label",
            "products",
            "version",
            "replaces",
            "judgement",
            "judged_text",
            "signatures",
            "file_name",
            "content_type",
            "size",
            "sha256",
            "document_number",
            "document_date",
            "url",
            "figure",
            "figure_unit",
            "sealed_at",
            "withdrawn_at",
        ]


class NewUpdate(serializers.Serializer):
    """`percent`, or `quantity_done` where the work has a figure; a file comes along as evidence named `label`."""

    percent = serializers.IntegerField(required=False, min_value=0, max_value=100)
    quantity_done = serializers.IntegerField(required=False, min_value=0)
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    obstacle = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    obstacle_kind = serializers.ChoiceField(choices=Obstacle.Kind.choices, required=False)
    proposal = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    file = serializers.FileField(required=False, allow_empty_file=True)
    label = serializers.CharField(required=False, allow_blank=True, max_length=300)


class NewEvidence(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    label = serializers.CharField(max_length=300)
    products = serializers.ListField(child=serializers.CharField(max_length=1000), required=False, max_length=50)
    replaces_id = serializers.IntegerField(required=False, min_value=1)
    file = serializers.FileField(required=False, allow_empty_file=True)
    document_number = serializers.CharField(required=False, max_length=60)
    document_date = serializers.DateField(required=False)
    url = serializers.CharField(required=False, max_length=500)
    figure = serializers.DecimalField(required=False, max_digits=18, decimal_places=2)
    figure_unit = serializers.CharField(required=False, max_length=40)
