"""Documents on their way in: the file, what publication would make, and what an amended version changes."""

from rest_framework import serializers

from api.serializers.names import TaskName, UnitName
from intake.models import AmendedPart, Upload
from tasks.operations.rehearsing import Rehearsal
from tasks.queries.differences import Difference


class NewUpload(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)


class NewStatuses(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)
    dry_run = serializers.BooleanField(default=False)


class StatusRowSerializer(serializers.Serializer):
    line = serializers.IntegerField()
    assignment = serializers.IntegerField(source="assignment.pk")
    before = serializers.IntegerField(source="assignment.percent")
    percent = serializers.IntegerField()


class StatusesSerializer(serializers.Serializer):
    """`wrong`: a sentence a row; then `updated` is 0. `finished`: told as done, still to be sent with proof."""

    rows = StatusRowSerializer(many=True)
    wrong = serializers.ListField(child=serializers.CharField())
    updated = serializers.IntegerField()
    finished = serializers.IntegerField()


class UploadSerializer(serializers.ModelSerializer):
    """`plan`: the draft that was made, or the plan that is here already."""

    class Meta:
        model = Upload
        fields = ["id", "name", "size", "sha256", "state", "percent", "code", "error", "plan"]


class ShareSerializer(serializers.Serializer):
    unit = UnitName()
    assignments = serializers.IntegerField()
    overdue = serializers.IntegerField()


class LackSerializer(serializers.Serializer):
    what = serializers.CharField()
    task = TaskName()


class RehearsalSerializer(serializers.Serializer):
    """Nothing of this is written; `problems` keep it from being published."""

    tasks = serializers.IntegerField()
    assignments = serializers.IntegerField()
    overdue = serializers.IntegerField()
    units = ShareSerializer(many=True)
    notices = serializers.IntegerField()
    indicators = serializers.IntegerField()
    duties = serializers.IntegerField()
    open_leads = serializers.IntegerField()
    held = serializers.IntegerField()
    problems = serializers.ListField(child=serializers.CharField())
    lacking = LackSerializer(many=True)


class AssignedSerializer(serializers.Serializer):
    tasks = serializers.IntegerField()
    assignments = serializers.IntegerField()
    units = serializers.IntegerField()


class WithdrawnSerializer(serializers.Serializer):
    assignments = serializers.IntegerField()
    told = serializers.IntegerField()


class CellSerializer(serializers.Serializer):
    label = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class DifferenceSerializer(serializers.Serializer):
    """`begun`: assignments of leaving units that go on unless they stand in `ending`."""

    key = serializers.CharField()
    change = serializers.CharField()
    task = TaskName()
    cells = CellSerializer(many=True)
    ticked = serializers.BooleanField()
    begun = serializers.SerializerMethodField()

    def get_begun(self, difference: Difference) -> list[int]:
        return [work.pk for work in difference.begun]


class PartSerializer(serializers.Serializer):
    """Of an indicator or a reporting duty; `id`: of the row in force, null where it is new."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(AmendedPart.Kind)
    change = serializers.ChoiceField(AmendedPart.Change)
    id = serializers.IntegerField(source="old.pk", default=None, allow_null=True)
    text = serializers.CharField()
    cells = CellSerializer(many=True)
    ticked = serializers.BooleanField()


class ComparisonSerializer(serializers.Serializer):
    """`seen` goes back with the choice: what has changed since is a 409."""

    amends = serializers.IntegerField()
    whole = serializers.BooleanField()
    same = serializers.IntegerField()
    seen = serializers.CharField()
    differences = DifferenceSerializer(many=True)
    parts = PartSerializer(many=True)


class Choice(serializers.Serializer):
    chosen = serializers.ListField(child=serializers.CharField(max_length=60), max_length=5_000)
    seen = serializers.CharField(max_length=64)
    number = serializers.CharField(max_length=60)
    issued_date = serializers.DateField()
    ending = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)


class AppliedSerializer(serializers.Serializer):
    plan = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    record = serializers.IntegerField(allow_null=True)


def rehearsal(told: Rehearsal, indicators: int, duties: int) -> dict:
    numbers = {"indicators": indicators, "duties": duties, "open_leads": len(told.open_leads), "held": len(told.held)}
    lacking = [{"what": what, "task": task} for what, task in told.lacking]
    return RehearsalSerializer({**vars(told), **numbers, "lacking": lacking}).data
