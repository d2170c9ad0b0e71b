"""What people type about a figure; what it means is decided by the operations."""

from django import forms

from kpi.models import Measurement


class FigureForm(forms.Form):
    numerator = forms.CharField(label="Số đã đạt", max_length=30, required=False)
    denominator = forms.CharField(label="Tổng số", max_length=30, required=False)
    value = forms.CharField(label="Giá trị", max_length=30, required=False)
    value_kind = forms.ChoiceField(label="Loại số", choices=Measurement.ValueKind.choices)
    source = forms.CharField(label="Nguồn số liệu", max_length=200, required=False)
    note = forms.CharField(
        label="Ghi chú", max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = forms.FileField(label="Minh chứng", required=False)

    def __init__(self, *args: object, ratio: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ["value"] if ratio else ["numerator", "denominator"]:
            del self.fields[name]
        for name in self.fields.keys() & {"numerator", "denominator", "value"}:
            self.fields[name].widget.attrs["inputmode"] = "decimal"


class CorrectionForm(FigureForm):
    reason = forms.CharField(label="Lý do đính chính", max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("reason",)


class SupplementForm(forms.Form):
    text = forms.CharField(label="Cần bổ sung gì", max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))


class WorkbookForm(forms.Form):
    file = forms.FileField(label="Tệp .xlsx theo mẫu")
