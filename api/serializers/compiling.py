"""Compilations over all units, and what is asked of one."""

from typing import Any

from rest_framework import serializers

from api.serializers.names import UnitName
from reports.models import Compilation, CompiledFile
from reports.models.duties import RULES
from reports.operations import facts_in
from units import periods
from units.periods import Rule


class CompiledFileSerializer(serializers.ModelSerializer):
    class Meta:
        model = CompiledFile
        fields = ["format", "version", "size", "sha256"]


class CompilationSerializer(serializers.ModelSerializer):
    unit = UnitName()
    files = CompiledFileSerializer(many=True)

    class Meta:
        model = Compilation
        fields = [
            "id",
            "unit",
            "recipient",
            "period_key",
            "period_rule",
            "start_date",
            "end_date",
            "compared_date",
            "as_of_date",
            "state",
            "error",
            "done",
            "total",
            "version",
            "texts",
            "files",
        ]


class CompilationFactsSerializer(CompilationSerializer):
    """`facts`: figures, tables, passages and pictures, as every file has them; null until they are counted."""

    facts = serializers.SerializerMethodField()

    class Meta(CompilationSerializer.Meta):
        fields = [*CompilationSerializer.Meta.fields, "facts"]

    def get_facts(self, compilation: Compilation) -> dict[str, Any] | None:
        if not compilation.facts:
            return None
        try:
            return facts_in(compilation)
        except OSError:
            return None


class NewCompilation(serializers.Serializer):
    plans = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=30)
    period = serializers.CharField(max_length=20, help_text='"2026-01", "2026-Q1", "2026-H1", "2026-9T", "2026".')
    rule = serializers.ChoiceField(choices=RULES, default=Rule.ADMINISTRATIVE.value)
    recipient = serializers.CharField(max_length=500)
    compared = serializers.DateField(required=False, allow_null=True, default=None)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        try:
            period = periods.parse(given["period"], Rule(given.pop("rule")))
        except ValueError:
            raise serializers.ValidationError({"period": "Không có kỳ này; viết như 2026-01 hoặc 2026-Q1."}) from None
        return given | {"period": period}
