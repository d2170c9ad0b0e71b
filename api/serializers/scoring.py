"""The unit board: scores with the lines they are made of, criteria, objections."""

from typing import Any

from rest_framework import serializers

from api.serializers.names import PersonName, UnitName
from insight.models import Criteria, Group, Objection, Part
from insight.operations.criteria import WRITTEN
from insight.queries.board import Board, Row


class BoardAsked(serializers.Serializer):
    """`period`: an administrative month, "2026-11"; the running one where it is left out."""

    group = serializers.ChoiceField(choices=Group.choices)
    period = serializers.CharField(required=False, max_length=20)
    day = serializers.DateField(required=False, help_text="như biết đến hết ngày này")


class RowsAsked(serializers.Serializer):
    part = serializers.CharField(help_text="một phần điểm, hoặc overdue, self_confirmed")
    period = serializers.CharField(required=False, max_length=20)
    day = serializers.DateField(required=False)


class ScoreLineSerializer(serializers.Serializer):
    """`counted`: the weight after parts without data gave theirs to the others; null for such a part."""

    part = serializers.ChoiceField(choices=Part.choices)
    weight = serializers.IntegerField(allow_null=True)
    counted = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    got = serializers.DecimalField(max_digits=12, decimal_places=4)
    whole = serializers.IntegerField()
    points = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)


class ScoreSerializer(serializers.Serializer):
    """Counts are lượt giao. `unplaced`: few (under five were due), partial (not all of the period) or empty."""

    unit = serializers.IntegerField()
    name = serializers.CharField()
    place = serializers.IntegerField(allow_null=True)
    total = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True)
    taken = serializers.DecimalField(max_digits=4, decimal_places=1)
    unplaced = serializers.CharField(allow_blank=True)
    due = serializers.IntegerField()
    on_time = serializers.IntegerField()
    done = serializers.IntegerField()
    overdue = serializers.IntegerField()
    long_overdue = serializers.IntegerField()
    self_confirmed = serializers.IntegerField()
    lines = ScoreLineSerializer(many=True)


class BoardSerializer(serializers.Serializer):
    """Frozen where `version` is given: then `digest` is the SHA-256 of all that was frozen."""

    group = serializers.CharField()
    period = serializers.CharField()
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    day = serializers.DateField()
    criteria = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    digest = serializers.CharField(allow_blank=True)
    objections_until = serializers.DateField(allow_null=True)
    scores = ScoreSerializer(many=True)


class BehindSerializer(serializers.Serializer):
    """One row behind a line; `good`: in the unit's favour."""

    path = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    when = serializers.CharField()
    said = serializers.CharField()
    good = serializers.BooleanField()
    assignment = serializers.IntegerField(source="assignment_id", allow_null=True)


class CriteriaSerializer(serializers.ModelSerializer):
    unit = UnitName(read_only=True)
    groups = serializers.ListField(child=serializers.ChoiceField(choices=Group.choices))

    class Meta:
        model = Criteria
        fields = ["id", "unit", "state", *WRITTEN, "file_name", "sha256", "digest", "published_at"]


class NewCriteria(serializers.ModelSerializer):
    """A draft may lack anything but its name; `file` by multipart/form-data."""

    groups = serializers.MultipleChoiceField(choices=[(g.value, g.label) for g in Group.compared()], required=False)
    file = serializers.FileField(required=False)

    class Meta:
        model = Criteria
        fields = [*WRITTEN, "file"]


class ObjectionSerializer(serializers.ModelSerializer):
    unit = UnitName(read_only=True)
    group = serializers.CharField(source="sheet.group")
    period = serializers.CharField(source="sheet.period_key")
    version = serializers.IntegerField(source="sheet.version")
    assignment = serializers.IntegerField(source="assignment_id", allow_null=True)
    answered_by = PersonName(read_only=True)

    class Meta:
        model = Objection
        fields = [
            *("id", "unit", "group", "period", "version", "part", "assignment", "text", "sent_at", "due_date"),
            *("state", "answer", "answered_by", "answered_at"),
        ]


class NewObjection(serializers.Serializer):
    """Of one's own unit, on its frozen score of the period."""

    unit = serializers.IntegerField()
    period = serializers.CharField(max_length=20)
    part = serializers.ChoiceField(choices=Part.choices)
    text = serializers.CharField(max_length=5_000)
    assignment = serializers.IntegerField(required=False, allow_null=True, help_text="không tính lượt giao này")


class NewAnswer(serializers.Serializer):
    recount = serializers.BooleanField(help_text="tính lại điểm của nhóm thành bản mới")
    answer = serializers.CharField(max_length=5_000)


def told(board: Board) -> dict[str, Any]:
    """As `BoardSerializer` describes it, in the order of the page."""
    sheet = board.sheet
    return {
        "group": board.group.value,
        "period": board.period.key,
        "start_date": board.period.start,
        "end_date": board.period.end,
        "day": board.day,
        "criteria": board.criteria.pk if board.criteria else None,
        "version": sheet.version if sheet else None,
        "digest": sheet.digest if sheet else "",
        "objections_until": sheet.objections_until if sheet else None,
        "scores": [_row(row) for row in [*board.placed, *board.others]],
    }


def _row(row: Row) -> dict[str, Any]:
    facts = {name: value for name, value in vars(row.facts).items() if name != "shares"}
    return {
        **facts,
        "unit": row.unit_id,
        "name": row.name,
        "place": row.place,
        "total": row.scored.total,
        "taken": row.scored.taken,
        "unplaced": row.unplaced,
        "lines": _lines(row),
    }


def _lines(row: Row) -> list[dict[str, Any]]:
    scored = {line.part: line for line in row.scored.lines}
    parts = list(scored) or list(row.facts.shares)
    found = []
    for part in parts:
        line, share = scored.get(part), row.facts.shares[part]
        points = {name: getattr(line, name, None) for name in ("weight", "counted", "points")}
        found.append({"part": part, "got": share.got, "whole": share.whole, **points})
    return found
