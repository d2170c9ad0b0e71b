"""Forms of one assignment; they check shapes, the operations check the rules."""

from django import forms

from tasks.models import Assignment, Note, Obstacle
from units.models import User


class ReceiveForm(forms.Form):
    leader = forms.ChoiceField(label="Lãnh đạo phụ trách")
    officer = forms.ChoiceField(label="Chuyên viên thực hiện")
    delegated_to = forms.CharField(label="Phòng, bộ phận thực hiện", max_length=200, required=False)

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
