"""Báo cáo kỳ and how complete they are."""

from typing import Any

from rest_framework import serializers

from api.serializers.names import PersonName, UnitName
from reports.models import Report
from reports.operations.filing import LONGEST

FIELDS = [
    "id", "unit", "receiver", "period_key", "rule", "label", "start_date", "close_date", "due_date", "focal_due_date",
    "state", "version", "is_current", "corrects", "reason", "first_sent_date", "sent_date", "is_late",
    "received_at", "paper_number", "paper_date", "paper_signer", "digest",
]  # fmt: skip


class ReportRow(serializers.ModelSerializer):
    unit = UnitName()
    receiver = UnitName()
    is_late = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = Report
        fields = FIELDS


class ReportSerializer(ReportRow):
    """`content`: what it says, frozen once sent; `revision` goes back with the next writing."""

    received_by = PersonName(allow_null=True)
    content = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [*FIELDS, "received_by", "texts", "revision", "content"]

    def get_content(self, report: Report) -> dict[str, Any]:
        return self.context["said"]


class NewTexts(serializers.Serializer):
    texts = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=LONGEST * 2))
    seen = serializers.IntegerField(required=False, allow_null=True, default=None)


class NewPaper(serializers.Serializer):
    number = serializers.CharField(max_length=60)
    date = serializers.DateField()
    signer = serializers.CharField(max_length=120)


class ReportWords(serializers.Serializer):
    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST * 2)


class TallySerializer(serializers.Serializer):
    expected = serializers.IntegerField()
    sent = serializers.IntegerField()
    on_time = serializers.IntegerField()
    received = serializers.IntegerField()


class NamedTally(TallySerializer):
    name = serializers.CharField()


class CompletenessSerializer(serializers.Serializer):
    receiver = serializers.IntegerField()
    rule = serializers.CharField()
    period_key = serializers.CharField()
    label = serializers.CharField()
    total = TallySerializer()
    by_group = NamedTally(many=True)
    by_plan = NamedTally(many=True)
    missing = UnitName(many=True)
