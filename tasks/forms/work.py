"""Forms of one assignment; they check shapes, the operations check the rules."""

from django import forms

from tasks.models import Assignment, Evidence, Note, Obstacle
from units.models import User


class ReceiveForm(forms.Form):
    leader = forms.ChoiceField(label="Lãnh đạo phụ trách")
    officer = forms.ChoiceField(label="Chuyên viên thực hiện")

    def __init__(self, *args: object, leaders: list[User], officers: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field, people in (("leader", leaders), ("officer", officers)):
            self.fields[field].choices = [("", "Chọn người"), *((str(p.pk), p.full_name) for p in people)]


class UpdateForm(forms.Form):
    percent = forms.IntegerField(label="Tiến độ (%)", required=False)
    quantity_done = forms.IntegerField(label="Đã làm", required=False)
    note = forms.CharField(
        label="Đã làm được gì?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    obstacle_kind = forms.ChoiceField(
        label="Loại", choices=Obstacle.Kind, required=False, initial=Obstacle.Kind.OTHER
    )
    obstacle = forms.CharField(
        label="Khó khăn, vướng mắc", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposal = forms.CharField(
        label="Kiến nghị, đề xuất", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, assignment: Assignment, **kwargs: object) -> None:
        started = {"percent": assignment.percent, "quantity_done": assignment.quantity_done}
        super().__init__(*args, initial=started, **kwargs)
        del self.fields["percent" if assignment.is_counted else "quantity_done"]

    def clean_obstacle_kind(self) -> str:
        return self.cleaned_data["obstacle_kind"] or Obstacle.Kind.OTHER


class EvidenceForm(forms.Form):
    """The kind follows from what is given: a file (with or without a number), else a number, a link, a figure."""

    label = forms.CharField(label="Tên minh chứng", max_length=300)
    file = forms.FileField(label="Tệp", required=False, allow_empty_file=True)
    document_number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    document_date = forms.DateField(
        label="Ngày văn bản", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    url = forms.CharField(label="Đường dẫn", max_length=500, required=False)
    figure = forms.DecimalField(label="Số liệu", required=False, max_digits=18, decimal_places=2)
    figure_unit = forms.CharField(label="Đơn vị của số liệu", max_length=40, required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        given = [
            (cleaned.get("file"), Evidence.Kind.FILE),
            (cleaned.get("document_number"), Evidence.Kind.DOCUMENT),
            (cleaned.get("url"), Evidence.Kind.LINK),
            (cleaned.get("figure") is not None, Evidence.Kind.FIGURE),
        ]
        cleaned["kind"] = next((kind for value, kind in given if value), "")
        if "file" in self.files:
            cleaned["kind"] = Evidence.Kind.FILE  # an empty file is false, and must be told of
        if not cleaned["kind"] and not self.errors:
            raise forms.ValidationError("Chọn tệp, hoặc nhập số văn bản, đường dẫn, số liệu làm minh chứng.")
        return cleaned


class SupplementForm(forms.Form):
    reason = forms.ChoiceField(label="Lý do", choices=Note.Reason, widget=forms.RadioSelect)
    text = forms.CharField(label="Cần bổ sung gì?", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Nội dung", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SubmissionForm(forms.Form):
    number = forms.CharField(label="Số tờ trình", max_length=60)
    date = forms.DateField(label="Ngày tờ trình", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to = forms.CharField(label="Cấp được trình", max_length=120)
