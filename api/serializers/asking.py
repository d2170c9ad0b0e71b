"""Đề nghị điều chỉnh, yêu cầu phối hợp, khó khăn, vướng mắc, chủ trì chưa nêu tên."""

from rest_framework import serializers

from api.serializers.names import PersonName, UnitName
from tasks.models import ChangeRequest, ContributionRequest, DecisionPaper, Obstacle, TaskParty

LONG = 10_000  # the operations say what is too long, and in which words


class PaperSerializer(serializers.ModelSerializer):
    class Meta:
        model = DecisionPaper
        fields = ["id", "authority", "number", "date", "file_name", "sha256"]


class ChangeRequestSerializer(serializers.ModelSerializer):
    author = PersonName()
    wanted_unit = UnitName(allow_null=True)
    decided_unit = UnitName(allow_null=True)
    decision = PaperSerializer(allow_null=True)

    class Meta:
        model = ChangeRequest
        fields = [
            "id", "assignment", "kind", "state", "reason", "text", "due_before", "wanted_due_date", "wanted_unit",
            "proof_number", "file_name", "sha256", "author", "created_at", "asked_at", "opinion", "opinion_agrees",
            "opinion_at", "decision", "decided_at", "decided_due_date", "decided_unit",
        ]  # fmt: skip


class NewChangeRequest(serializers.Serializer):
    kind = serializers.ChoiceField(choices=ChangeRequest.Kind.choices)
    reason = serializers.ChoiceField(choices=ChangeRequest.Reason.choices)
    text = serializers.CharField(max_length=LONG)
    due_date = serializers.DateField(required=False, allow_null=True)
    unit = serializers.IntegerField(required=False, source="unit_id")
    proof_number = serializers.CharField(required=False, max_length=200)
    file = serializers.FileField(required=False, allow_empty_file=True)


class NewOpinion(serializers.Serializer):
    ids = serializers.ListField(child=serializers.IntegerField(), source="request_ids")
    agrees = serializers.BooleanField()
    text = serializers.CharField(max_length=LONG)


class NewDecision(serializers.Serializer):
    """`due_dates` where the document gives a request another date than it asked for: `{"12": "2026-11-30"}`."""

    ids = serializers.ListField(child=serializers.IntegerField(), source="request_ids")
    approved = serializers.BooleanField()
    number = serializers.CharField(max_length=60)
    date = serializers.DateField()
    file = serializers.FileField(allow_empty_file=True)
    due_dates = serializers.DictField(child=serializers.DateField(), required=False)
    unit = serializers.IntegerField(required=False, source="unit_id")

    def validate_due_dates(self, dates: dict[str, object]) -> dict[int, object]:
        if not all(key.isascii() and key.isdigit() for key in dates):
            raise serializers.ValidationError('Khóa là số của đề nghị, ví dụ {"12": "2026-11-30"}.')
        return {int(key): day for key, day in dates.items()}


class ContributionSerializer(serializers.ModelSerializer):
    author = PersonName()
    partner = UnitName(allow_null=True)
    delivered_by = PersonName(allow_null=True)

    class Meta:
        model = ContributionRequest
        fields = [
            "id", "assignment", "partner", "outsider", "what", "due_date", "state", "author", "created_at",
            "delivery", "delivery_number", "delivery_date", "delivered_by", "delivered_at", "file_name", "sha256",
            "asked_again", "closed_at",
        ]  # fmt: skip


class NewContribution(serializers.Serializer):
    """`partner`, the number of a unit, or `outsider`, a name."""

    what = serializers.CharField(max_length=LONG)
    due_date = serializers.DateField()
    partner = serializers.IntegerField(required=False, source="partner_id")
    outsider = serializers.CharField(required=False, max_length=300)


class ContributionWords(serializers.Serializer):
    """`deliver` takes `text`, `number`, `date`, `file`; `ask_again` takes `text` and `due_date`."""

    text = serializers.CharField(required=False, max_length=LONG, allow_blank=True)
    number = serializers.CharField(required=False, max_length=60, allow_blank=True)
    date = serializers.DateField(required=False, allow_null=True)
    due_date = serializers.DateField(required=False, allow_null=True)
    file = serializers.FileField(required=False, allow_empty_file=True)


class OpenObstacleSerializer(serializers.ModelSerializer):
    author = PersonName()

    class Meta:
        model = Obstacle
        fields = [
            "id", "assignment", "kind", "text", "proposal", "state", "author", "created_at", "answer", "answered_at",
            "escalated_to", "escalated_number", "escalated_date", "decided_number", "decided_date", "decided_text",
            "closed_at",
        ]  # fmt: skip


class ObstacleWords(serializers.Serializer):
    """`answer` takes `text`; `escalate` takes `to`, `number`, `date`; `decide` takes `number`, `date`, `text`."""

    text = serializers.CharField(required=False, max_length=LONG, allow_blank=True, default="")
    to = serializers.CharField(required=False, max_length=200, allow_blank=True, default="")
    number = serializers.CharField(required=False, max_length=60, allow_blank=True, default="")
    date = serializers.DateField(required=False, allow_null=True, default=None)


class OpenLeadSerializer(serializers.ModelSerializer):
    named_by = PersonName(allow_null=True)

    class Meta:
        model = TaskParty
        fields = ["id", "task", "phrase", "scope", "name_by_date", "named_by", "named_at"]


class NamesSerializer(serializers.Serializer):
    """`units` names the leads; `date` alone says until when they will be named."""

    units = serializers.ListField(child=serializers.IntegerField(), required=False)
    date = serializers.DateField(required=False)
