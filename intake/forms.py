"""What an officer types: the file, the document's facts, one task with its dates."""

import re
from typing import Any

from django import forms
from django.utils import timezone

from intake.operations import Due
from intake.perms import working_units
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from units.models import Unit, User
from units.names import Book

DATED = {Milestone.Kind.DATE, Milestone.Kind.MONTH, Milestone.Kind.QUARTER, Milestone.Kind.YEAR}


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        errors = {"invalid": "Ngày phải theo dạng dd/mm/yyyy, ví dụ 31/01/2026."}
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], error_messages=errors, **kwargs)


class UnitNameField(forms.CharField):
    """One unit by any of its names; an unknown name is answered with the nearest three."""

    def clean(self, value: str) -> Unit | None:
        name = super().clean(value)
        if not name:
            return None
        known = Unit.objects.active(timezone.localdate()).filter(name=name).first()
        found = None if known else Book.load(timezone.localdate()).resolve(name)
        if known or found.unit:
            return known or found.unit
        nearest = "; ".join(unit.name for unit in found.suggestions[:3])
        hint = f" Gần nhất: {nearest}." if nearest else " Ghi đủ tên đơn vị."
        raise forms.ValidationError(f"Không có đơn vị nào tên “{name}”.{hint}")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp văn bản giao việc",
        allow_empty_file=True,  # the operation says in words what is wrong with an empty file
        error_messages={"required": "Chọn một tệp rồi bấm Tải lên.", "invalid": "Chọn một tệp rồi bấm Tải lên."},
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )


class DocumentForm(forms.ModelForm):
    issued_date = DayField(label="Ngày ban hành", required=False)
    effective_date = DayField(
        label="Ngày có hiệu lực", required=False, help_text="Dùng cho thời hạn tính từ ngày có hiệu lực."
    )
    oversight_unit = UnitNameField(
        label="Đơn vị giám sát", required=False, help_text="Xác nhận những việc do chính cơ quan đầu mối làm."
    )

    class Meta:
        model = Plan
        fields = (
            "kind",
            "number",
            "issued_date",
            "title",
            "issuer",
            "signer",
            "focal_unit",
            "oversight_unit",
            "effective_date",
            "strict_before",
        )
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "kind": "Loại văn bản",
            "number": "Số, ký hiệu",
            "title": "Trích yếu",
            "issuer": "Cơ quan ban hành",
            "signer": "Người ký",
            "focal_unit": "Cơ quan đầu mối",
            "strict_before": "“Trước ngày” không gồm chính ngày đó",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [unit.pk for unit in working_units(user)]
        self.fields["focal_unit"].queryset = Unit.objects.filter(pk__in=own)
        self.fields["focal_unit"].empty_label = None
        self.initial["oversight_unit"] = getattr(self.instance.oversight_unit, "name", "")

    def _post_clean(self) -> None:
        """The operation sets and checks the facts on a fresh, locked row; the page's own object stays as it was."""

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DueForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=Milestone.Kind)
    due_date = DayField(label="Hạn", required=False)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        initial = {"kind": milestone.kind, "due_date": milestone.due_date}
        super().__init__(*args, prefix=f"moc-{milestone.pk}", initial=initial, **kwargs)
        self.milestone = milestone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") in DATED and not cleaned.get("due_date") and "due_date" not in self.errors:
            self.add_error("due_date", "Ghi ngày đến hạn, hoặc chọn loại “không nêu ngày”.")
        return cleaned

    def due(self) -> Due:
        return Due(self.milestone.pk, self.cleaned_data["kind"], self.cleaned_data["due_date"])


class TaskForm(forms.Form):
    code = forms.CharField(label="Mã", max_length=60)
    content = forms.CharField(label="Nội dung nhiệm vụ", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    leads = forms.CharField(
        label="Chủ trì",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nhiều đơn vị thì cách nhau bằng dấu chấm phẩy.",
    )
    partners = forms.CharField(label="Phối hợp", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    deadline_text = forms.CharField(
        label="Thời hạn, nguyên văn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text="Sửa lời văn thì hạn bên dưới được đọc lại.",
    )
    product = forms.CharField(label="Sản phẩm/kết quả", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    confirming_unit = UnitNameField(label="Đơn vị theo dõi, xác nhận", required=False)
    quantity_target = forms.IntegerField(
        label="Số lượng phải làm", required=False, min_value=1, max_value=2_000_000_000
    )
    quantity_unit = forms.CharField(label="Đơn vị tính", required=False, max_length=40)
    starred = forms.BooleanField(label="Trọng tâm", required=False)
    held = forms.BooleanField(label="Chưa rõ nội dung (giữ lại, chưa giao)", required=False)

    def __init__(self, data: Any = None, *, task: Task) -> None:
        super().__init__(data, initial=_initial(task))
        self.task = task
        milestones = sorted(task.milestones.all(), key=lambda milestone: milestone.order)
        self.dues = [DueForm(data, milestone=milestone) for milestone in milestones]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(due.is_valid() for due in self.dues)])

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if self.task.plan.tasks.filter(code=code).exclude(pk=self.task.pk).exists():
            raise forms.ValidationError("Mã nhiệm vụ này đã có trong văn bản; ghi mã khác.")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("quantity_target") and not cleaned.get("quantity_unit"):
            self.add_error("quantity_unit", "Ghi đơn vị tính của số lượng, ví dụ hồ sơ.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Keyword arguments of `revise_task`."""
        names = {part: split_names(self.cleaned_data[part]) for part in ("leads", "partners")}
        return self.cleaned_data | names | {"dues": [due.due() for due in self.dues]}


def split_names(typed: str) -> list[str]:
    return list(dict.fromkeys(name for part in re.split(r"[;\n]", typed) if (name := part.strip(" .\r\t"))))


def _initial(task: Task) -> dict[str, Any]:
    plain = ("code", "content", "product", "deadline_text", "quantity_target", "quantity_unit", "starred", "held")
    parties = sorted(task.parties.all(), key=lambda party: party.order)
    names = {
        "leads": "; ".join(p.phrase for p in parties if p.part == TaskParty.Part.LEAD),
        "partners": "; ".join(p.phrase for p in parties if p.part == TaskParty.Part.PARTNER),
        "confirming_unit": getattr(task.confirming_unit, "name", ""),
    }
    return {name: getattr(task, name) for name in plain} | names
