"""Đề nghị điều chỉnh: what a unit asks, the focal unit's opinion, the decision."""

from datetime import date
from typing import Any

from django import forms

from tasks.forms.naming import one_unit
from tasks.models import Assignment, ChangeRequest

Kind = ChangeRequest.Kind
AGREES = [("1", "Đồng ý"), ("0", "Không đồng ý")]
APPROVED = [("1", "Điều chỉnh theo quyết định"), ("0", "Không điều chỉnh")]


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class AskChangeForm(forms.Form):
    """Of one kind; the other kinds' fields are not there."""

    reason = forms.ChoiceField(label="Nguyên nhân", choices=ChangeRequest.Reason, widget=forms.RadioSelect)
    due_date = day("Hạn mới đề nghị")
    unit = forms.CharField(
        label="Đơn vị đề nghị giao",
        max_length=300,
        help_text="Tên đầy đủ hoặc tên tắt, ví dụ “Sở Tài chính”.",
        widget=forms.TextInput(attrs={"data-units": "don-vi"}),
    )
    text = words("Lý do, việc sẽ làm")
    proof_number = forms.CharField(label="Văn bản kèm theo: số, ngày", max_length=200, required=False)
    file = forms.FileField(label="Tệp văn bản kèm theo", required=False, allow_empty_file=True)

    def __init__(self, *args: Any, kind: str, assignment: Assignment, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        if kind != Kind.DEADLINE:
            del self.fields["due_date"]
        if kind != Kind.LEAD:
            del self.fields["unit"]
        self.assignment = assignment

    def clean_unit(self) -> int:
        return one_unit(self.cleaned_data["unit"], self.today).pk

    def details(self) -> dict[str, Any]:
        """What `operations.ask_change` takes."""
        details = dict(self.cleaned_data)
        return details | {"kind": self.kind, "unit_id": details.pop("unit", None)}


class OpinionForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label="Ý kiến", choices=AGREES, widget=forms.RadioSelect, coerce=lambda value: value == "1"
    )
    text = words("Nội dung ý kiến")


class DecisionForm(forms.Form):
    """One document for the requests shown; each date may be set to what the document says."""

    approved = forms.TypedChoiceField(
        label="Quyết định", choices=APPROVED, widget=forms.RadioSelect, coerce=lambda value: value == "1"
    )
    number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60)
    date = day("Ngày văn bản")
    file = forms.FileField(label="Tệp văn bản", allow_empty_file=True)
    unit = forms.CharField(label="Giao cho đơn vị khác đơn vị đề nghị", max_length=300, required=False)

    def __init__(self, *args: Any, requests: list[ChangeRequest], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if all(request.kind != Kind.LEAD for request in requests):
            del self.fields["unit"]
        for request in requests:
            if request.kind == Kind.DEADLINE:
                name = f"due_{request.pk}"
                self.fields[name] = day("Hạn được quyết định", required=False, initial=request.wanted_due_date)

    def clean_unit(self) -> int | None:
        text = self.cleaned_data["unit"]
        return one_unit(text, self.today).pk if text else None

    def details(self) -> dict[str, Any]:
        """What `operations.decide` takes besides the requests."""
        details = dict(self.cleaned_data)
        dates = {int(name[4:]): details.pop(name) for name in list(details) if name.startswith("due_")}
        due_dates = {pk: due for pk, due in dates.items() if due}
        return details | {"due_dates": due_dates, "unit_id": details.pop("unit", None)}
