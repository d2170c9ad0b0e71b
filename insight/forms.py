"""What people type about criteria and scores; what it means is decided by the operations."""

from typing import Any

from django import forms

from insight.models import Criteria, Group, Part
from insight.operations.criteria import WRITTEN

DAY = {"type": "date"}


class CriteriaForm(forms.ModelForm):
    groups = forms.MultipleChoiceField(
        label="Chấm nhóm đơn vị",
        choices=[(group.value, group.label) for group in Group.compared()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label="Tệp văn bản", required=False, help_text="PDF hoặc Word đã ban hành")

    class Meta:
        model = Criteria
        fields = (*WRITTEN, "file")
        widgets = {name: forms.DateInput(format="%Y-%m-%d", attrs=DAY) for name in ("issued_date", "from_date")}

    def told(self) -> dict[str, Any]:
        """For the operations."""
        return {name: self.cleaned_data[name] for name in WRITTEN} | {"file": self.files.get("file")}


class ObjectionForm(forms.Form):
    part = forms.ChoiceField(label="Về phần", choices=Part.choices)
    assignment = forms.TypedChoiceField(
        label="Đề nghị không tính lượt giao", required=False, coerce=int, empty_value=None
    )
    text = forms.CharField(label="Ý kiến", max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].choices = [("", "không nêu"), *choices]


class AnswerObjectionForm(forms.Form):
    recount = forms.TypedChoiceField(
        label="Kết luận",
        choices=[("", "Chọn kết luận"), ("0", "Giữ nguyên điểm"), ("1", "Tính lại điểm")],
        coerce=lambda chosen: chosen == "1",
    )
    answer = forms.CharField(label="Trả lời", max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}))
