"""Giao nhiệm vụ by hand: names are typed as in a document, one a line or separated by ";", and resolved here."""

from datetime import date

from django import forms

from plans.models import Plan
from tasks.forms.naming import parties
from tasks.models import Task, TaskParty
from units.models import User
from units.names import Book

LEAD, PARTNER = TaskParty.Part.LEAD, TaskParty.Part.PARTNER


class UnitsField(forms.CharField):
    """Names of units and groups, one a line; the form makes PartySpec rows of them."""

    widget = forms.Textarea(attrs={"rows": 2, "data-units": "don-vi"})


class AssignForm(forms.ModelForm):
    plan = forms.ModelChoiceField(label="Văn bản giao việc", queryset=Plan.objects.none(), empty_label="Chọn văn bản")
    leads = UnitsField(label="Chủ trì", help_text="Mỗi dòng một đơn vị hoặc nhóm, ví dụ “UBND xã, phường”.")
    partners = UnitsField(label="Phối hợp", required=False)
    due_date = forms.DateField(
        label="Thời hạn", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Task
        fields = ("content", "product", "quantity_target", "quantity_unit", "starred")
        widgets = {"content": forms.Textarea(attrs={"rows": 3}), "product": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: object, user: User, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["plan"].queryset = Plan.objects.led_by(user).filter(state=Plan.State.IN_FORCE).order_by("-id")
        self.fields["content"].required = True

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        book = Book.load(self.today)
        for name, part in (("leads", LEAD), ("partners", PARTNER)):
            try:
                cleaned[name] = parties(cleaned.get(name, ""), part, book)
            except forms.ValidationError as error:
                self.add_error(name, error)
        if cleaned.get("quantity_target") and not cleaned.get("quantity_unit"):
            self.add_error("quantity_unit", "Ghi đơn vị tính của số lượng, ví dụ “quy trình”.")
        return cleaned

    def details(self) -> dict[str, object]:
        """What `operations.assign_by_hand` takes besides the plan."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("plan")
        leads, partners = cleaned["leads"], cleaned["partners"]
        chosen = {(spec.unit, spec.group) for spec in leads}
        cleaned["partners"] = [spec for spec in partners if (spec.unit, spec.group) not in chosen]
        for name, specs in (("lead_text", leads), ("partner_text", partners)):
            cleaned[name] = "; ".join((spec.unit or spec.group).name for spec in specs)
        return cleaned
