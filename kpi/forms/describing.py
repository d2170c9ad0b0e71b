"""How an indicator is measured, as its monitor types it: names as in a document, codes of tasks, figures, dates."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from kpi.errors import KpiError
from kpi.figures import read_figure
from kpi.models import Base, Indicator, IndicatorParty, PathPoint, Target
from kpi.models.indicators import number_words
from tasks.forms.assigning import UnitsField
from tasks.forms.naming import one_unit, parties
from tasks.models import TaskParty
from units.models import Unit
from units.names import Book

FIGURES = ("value", "value_high", "baseline")
SPARE = 3  # empty rows for points and bases to be added


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DescribeForm(forms.ModelForm):
    monitor = forms.CharField(label="Chủ trì theo dõi, hướng dẫn, tổng hợp", max_length=500, required=False)
    implementers = UnitsField(
        label="Chủ trì thực hiện (nhập số liệu)",
        required=False,
        help_text="Mỗi dòng một đơn vị hoặc nhóm, ví dụ “UBND xã, phường”. Để trống: đơn vị theo dõi tự nhập.",
    )
    partners = UnitsField(label="Phối hợp", required=False)
    serves = forms.CharField(
        label="Nhiệm vụ phục vụ chỉ tiêu",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mã nhiệm vụ trong văn bản, mỗi dòng một mã, ví dụ IV.2.1.",
    )

    class Meta:
        model = Indicator
        fields = ("frequency", "source_system", "publication_days", "entry_days", "basis")
        widgets = {"basis": forms.Textarea(attrs={"rows": 2})}

    field_order = ("monitor", "implementers", "partners", "frequency")

    def __init__(self, *args: object, today: date, instance: Indicator, **kwargs: Any) -> None:
        self.today = today
        initial = {"monitor": instance.monitor.name if instance.monitor else "", "serves": _codes(instance)}
        for name, part in (("implementers", "implementer"), ("partners", "partner")):
            rows = instance.parties.filter(part=part).select_related("unit", "group").order_by("pk")
            initial[name] = "\n".join(str(row.unit or row.group) for row in rows if row.unit or row.group)
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def clean_monitor(self) -> Unit | None:
        typed = self.cleaned_data["monitor"].strip()
        if not typed or (self.instance.monitor and typed == self.instance.monitor.name):
            return self.instance.monitor if typed else None
        return one_unit(typed, self.today)

    def clean_implementers(self) -> list[tuple[int | None, int | None]]:
        return self._who("implementers")

    def clean_partners(self) -> list[tuple[int | None, int | None]]:
        return self._who("partners")

    def clean_serves(self) -> list[int]:
        codes = list(dict.fromkeys(code.strip() for code in _lines(self.cleaned_data["serves"])))
        known = dict(self.instance.plan.tasks.filter(code__in=codes).values_list("code", "pk"))
        if missing := [code for code in codes if code not in known]:
            raise forms.ValidationError(f"Văn bản không có nhiệm vụ mã “{missing[0]}”. Xem lại mã.")
        return [known[code] for code in codes]

    def _who(self, name: str) -> list[tuple[int | None, int | None]]:
        specs = parties(self.cleaned_data[name], TaskParty.Part.LEAD, Book.load(self.today))
        return [(spec.unit and spec.unit.pk, spec.group and spec.group.pk) for spec in specs]

    def facts(self) -> dict[str, Any]:
        """What `operations.describe` takes besides who and which."""
        cleaned, part = dict(self.cleaned_data), IndicatorParty.Part
        who = {part.IMPLEMENTER: cleaned.pop("implementers"), part.PARTNER: cleaned.pop("partners")}
        return {"task_ids": cleaned.pop("serves"), "parties": who} | cleaned


class TargetForm(forms.ModelForm):
    value = forms.CharField(label="Mức phải đạt", max_length=30)
    value_high = forms.CharField(label="Mức trên (chỉ với “trong khoảng”)", max_length=30, required=False)
    baseline = forms.CharField(label="Mức xuất phát", max_length=30, required=False)

    class Meta:
        model = Target
        fields = (
            *("label", "comparator", "unit", "base_text", "aggregation", "from_date", "from_issue", "as_of_date"),
            "baseline_date",
        )
        field_classes = dict.fromkeys(("from_date", "as_of_date", "baseline_date"), DayField)
        widgets = dict.fromkeys(("from_date", "as_of_date", "baseline_date"), DayField.widget)

    field_order = (
        *("label", "comparator", "value", "value_high", "unit", "base_text", "aggregation"),
        *("from_date", "from_issue", "as_of_date", "baseline", "baseline_date"),
    )

    def __init__(self, *args: object, instance: Target, **kwargs: Any) -> None:
        initial = {name: _shown(getattr(instance, name)) for name in FIGURES} if instance.pk else {}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self.fields["aggregation"].required = True

    def _post_clean(self) -> None:
        """The operation checks the row, once, with everything in it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        percent = (cleaned.get("unit") or "").startswith("%")
        for name in FIGURES:
            if name in cleaned:
                try:
                    cleaned[name] = read_figure(cleaned[name], percent=percent) if cleaned[name] else None
                except KpiError as error:
                    self.add_error(name, error.message)
        return cleaned


class PointForm(forms.Form):
    day = DayField(label="Đến ngày", required=False)
    value = forms.CharField(label="Phải đạt", max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("day")) != bool(cleaned.get("value")) and not self.errors:
            raise forms.ValidationError("Mốc của lộ trình cần cả ngày và mức phải đạt. Điền nốt hoặc xóa cả hai.")
        return _read(self, "value")


class BaseForm(forms.Form):
    name = forms.CharField(label="Trên tổng số gì", max_length=200, required=False)
    count = forms.CharField(label="Tổng số", max_length=30, required=False)
    source = forms.CharField(label="Theo nguồn, ngày", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("name")) != bool(cleaned.get("count")) and not self.errors:
            raise forms.ValidationError("Tổng số khác cần cả tên và con số. Điền nốt hoặc xóa cả hai.")
        return _read(self, "count")


def points_of(target: Target, *args: object) -> forms.BaseFormSet:
    rows = PathPoint.objects.filter(target=target.pk).order_by("day")
    made = forms.formset_factory(PointForm, extra=SPARE, max_num=60)
    return made(*args, prefix="moc", initial=[{"day": row.day, "value": _shown(row.value)} for row in rows])


def bases_of(target: Target, *args: object) -> forms.BaseFormSet:
    rows = Base.objects.filter(target=target.pk).order_by("pk")
    made = forms.formset_factory(BaseForm, extra=1, max_num=10)
    known = [{"name": row.name, "count": _shown(row.count), "source": row.source} for row in rows]
    return made(*args, prefix="tong-so", initial=known)


def _read(form: forms.Form, name: str) -> dict[str, Any]:
    cleaned = form.cleaned_data
    if cleaned.get(name):
        try:
            cleaned[name] = read_figure(cleaned[name].removesuffix("%"))
        except KpiError as error:
            form.add_error(name, error.message)
    return cleaned


def _shown(value: Decimal | None) -> str:
    return "" if value is None else number_words(value)


def _codes(indicator: Indicator) -> str:
    return "\n".join(indicator.tasks.order_by("order").values_list("code", flat=True))


def _lines(text: str) -> Iterable[str]:
    return (part for line in text.splitlines() for part in line.replace(",", ";").split(";") if part.strip())
