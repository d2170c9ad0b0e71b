"""An indicator of a draft with its targets; a reporting duty; a heading."""

from typing import Any

from django import forms

from intake.forms.fields import DayField, UnitNameField, area
from intake.forms.stamped import Stamped
from kpi.models import Indicator, Target
from plans.models import Section
from reports.models import BY_WEEKDAY, ReportingDuty

SPARE = 1  # empty lines for more targets


class TargetForm(forms.ModelForm):
    as_of_date = DayField(label="Phải đạt vào ngày", required=False)
    from_date = DayField(label="Tính từ ngày", required=False)
    baseline_date = DayField(label="Mức xuất phát vào ngày", required=False)
    gone = forms.BooleanField(label="Bỏ mục tiêu này", required=False)

    class Meta:
        model = Target
        exclude = ("indicator", "order", "ended_date")  # noqa: DJ006 - whatever a target is made of can be corrected here
        labels = {
            "label": "Đo cái gì",
            "comparator": "Phép so",
            "value": "Mức phải đạt",
            "value_high": "Mức trên",
            "unit": "Đơn vị tính",
            "as_of_text": "Thời điểm, nguyên văn",
            "from_issue": "Tính từ khi ban hành",
            "baseline": "Mức xuất phát",
            "baseline_text": "Mức xuất phát, nguyên văn",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("value", "value_high", "baseline"):
            self.fields[name].localize = True
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})
            self.fields[name].widget.is_localized = True
            if (figure := self.initial.get(name)) is not None:
                self.initial[name] = figure.quantize(1) if figure == figure.to_integral() else figure.normalize()

    @property
    def rest(self) -> list[forms.BoundField]:
        """What a target has beside what is always shown."""
        shown = {"label", "comparator", "value", "value_high", "unit", "as_of_date", "gone"}
        return [self[name] for name in self.fields if name not in shown]

    def is_used(self) -> bool:
        return bool(self["value"].data or self["label"].data) and not self["gone"].data

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"indicator", "order", "ended_date"}

    def fields_of(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "gone"}


class IndicatorForm(Stamped, forms.ModelForm):
    monitor = UnitNameField(label="Chủ trì theo dõi, hướng dẫn, tổng hợp", required=False)

    class Meta:
        model = Indicator
        fields = (
            "number",
            "text",
            "monitor",
            "implementers_text",
            "partners_text",
            "pillar",
            "basis",
            "source_system",
        )
        labels = {
            "number": "Số",
            "text": "Chỉ tiêu",
            "implementers_text": "Chủ trì thực hiện",
            "partners_text": "Phối hợp",
            "pillar": "Trụ cột",
            "basis": "Căn cứ",
            "source_system": "Hệ thống nguồn",
        }
        widgets = {"text": area(3), "implementers_text": area(2), "partners_text": area(2), "basis": area(2)}

    def __init__(self, data: Any = None, *, instance: Indicator) -> None:
        super().__init__(data, instance=instance)
        self.fields["number"].required = False
        self.initial["monitor"] = getattr(instance.monitor, "name", "") or instance.monitor_text
        targets = list(instance.targets.order_by("order")) if instance.pk else []
        self.targets = [
            TargetForm(data, instance=target, prefix=f"muc-{n}")
            for n, target in enumerate([*targets, *[None] * SPARE], 1)
        ]

    def _post_clean(self) -> None:
        """The operation writes on a fresh row."""

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(target.is_valid() for target in self.targets if target.is_used())])

    def facts(self) -> dict[str, Any]:
        """Keyword arguments of `revise_indicator`."""
        used = [target.fields_of() for target in self.targets if target.is_used()]
        return self.cleaned_data | {"targets": used, "seen": self.seen}


class DutyForm(Stamped, forms.ModelForm):
    unit = UnitNameField(label="Đơn vị báo cáo", required=False)
    via_unit = UnitNameField(label="Qua đơn vị", required=False)
    due_date = DayField(label="Hạn báo cáo", required=False)

    class Meta:
        model = ReportingDuty
        fields = (
            "who_text",
            "unit",
            "group",
            "via_unit",
            "to_text",
            "cadence",
            "due_date",
            "due_day",
            "before",
            "quote",
        )
        labels = {
            "who_text": "Ai báo cáo, nguyên văn",
            "group": "Nhóm báo cáo",
            "to_text": "Nơi nhận",
            "cadence": "Định kỳ",
            "due_day": "Ngày trong tháng",
            "before": "Văn bản ghi “trước ngày”",
            "quote": "Nguyên văn",
        }
        widgets = {"quote": area(2)}

    def __init__(self, data: Any = None, *, instance: ReportingDuty) -> None:
        super().__init__(data, instance=instance)
        for name in ("unit", "via_unit"):
            self.initial[name] = getattr(getattr(instance, name), "name", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        once = cleaned.get("cadence") == ReportingDuty.Cadence.ONCE
        if once and cleaned.get("due_day"):
            self.add_error("due_day", "Báo cáo một lần có ngày cụ thể: ghi ở ô Hạn báo cáo, để trống ô này.")
        if cleaned.get("cadence") and not once and cleaned.get("due_date"):
            self.add_error("due_date", "Báo cáo định kỳ có ngày trong tháng: để trống ô này.")
        if cleaned.get("unit") and cleaned.get("group"):
            self.add_error("group", "Chọn một đơn vị hoặc một nhóm, không chọn cả hai.")
        if (day := cleaned.get("due_day")) is not None:
            if not 1 <= day <= 31:
                self.add_error("due_day", "Ngày trong tháng phải từ 1 đến 31.")
            elif day > 7 and (said := cleaned.get("cadence")) and ReportingDuty.Cadence(said).kind in BY_WEEKDAY:
                self.add_error("due_day", "Báo cáo tuần: ghi thứ trong tuần, từ 1 (thứ Hai) đến 7 (Chủ nhật).")
        return cleaned

    def _post_clean(self) -> None:
        """The operation writes on a fresh row."""

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"seen": self.seen}


class SectionForm(Stamped, forms.ModelForm):
    class Meta:
        model = Section
        fields = ("title", "target_text")
        widgets = {"title": area(1), "target_text": area(2)}
        labels = {"title": "Tiêu đề của mục", "target_text": "Mục tiêu của mục"}

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"seen": self.seen}
