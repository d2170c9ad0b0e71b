"""Evidence, the answers to the criteria, and how they are judged."""

from typing import Any

from django import forms

from tasks.models import Assignment, Evidence
from tasks.operations import Judged


class EvidenceForm(forms.Form):
    """The kind follows from what is given: a file (with or without a number), else a number, a link, a figure."""

    label = forms.CharField(label="Tên minh chứng", max_length=300)
    products = forms.MultipleChoiceField(
        label="Chứng minh sản phẩm nào?", required=False, widget=forms.CheckboxSelectMultiple
    )
    replaces = forms.TypedChoiceField(label="Thay cho", required=False, coerce=int, empty_value=None)
    file = forms.FileField(label="Tệp", required=False, allow_empty_file=True)
    document_number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    document_date = forms.DateField(
        label="Ngày văn bản", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    url = forms.CharField(label="Đường dẫn", max_length=500, required=False)
    figure = forms.DecimalField(label="Số liệu", required=False, max_digits=18, decimal_places=2)
    figure_unit = forms.CharField(label="Đơn vị của số liệu", max_length=40, required=False)

    def __init__(self, *args: Any, assignment: Assignment, pieces: list[Evidence], **kwargs: Any) -> None:
        products = assignment.task.products
        super().__init__(*args, initial={"label": products[0][:300] if len(products) == 1 else ""}, **kwargs)
        self.fields["products"].choices = [(one, one) for one in products]
        self.fields["replaces"].choices = [("", "Thêm mới")] + [(one.pk, f"“{one.label[:80]}”") for one in pieces]
        if len(products) < 2:
            del self.fields["products"]
        if not pieces:
            del self.fields["replaces"]

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
        cleaned["replaces_id"] = cleaned.pop("replaces", None)
        return cleaned


class CriteriaForm(forms.Form):
    """One field for each criterion of the task, in its order."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"criterion_{n}": one for n, one in enumerate(assignment.task.criteria)}
        for name, criterion in self.names.items():
            self.fields[name] = forms.CharField(
                label=criterion[:1].upper() + criterion[1:],
                max_length=500,
                required=False,
                initial=assignment.answer_to(criterion),
            )

    @property
    def answers(self) -> dict[str, str]:
        return {criterion: self.cleaned_data[name] for name, criterion in self.names.items()}


class JudgeForm(forms.Form):
    """Đạt, chưa đạt or nothing yet for each piece and each answer; `lines` in the order they are shown."""

    def __init__(self, *args: Any, assignment: Assignment, pieces: list[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, self.keys = assignment, {}
        for one in pieces:
            self._add(f"e{one.pk}", one.pk, one.label, one.judgement, one.judged_text)
        for n, criterion in enumerate(assignment.task.criteria):
            if answer := assignment.acceptance_answers.get(criterion):
                told = f"{criterion}: {answer['text']}"
                self._add(f"c{n}", criterion, told, answer.get("judgement", ""), answer.get("words", ""))

    def _add(self, name: str, key: int | str, label: str, judgement: str, words: str) -> None:
        choices = [("", "Chưa đánh giá"), *Evidence.Judgement.choices]
        self.keys[name] = key
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=judgement)
        self.fields[f"{name}_words"] = forms.CharField(
            label="Nhận xét", required=False, max_length=500, initial=words
        )

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        return [(self[name], self[f"{name}_words"]) for name in self.keys]

    def details(self) -> dict[str, dict]:
        """What `operations.judge` takes: pieces and criteria on which something was chosen."""
        data = self.cleaned_data
        told = {key: Judged(data[name], data[f"{name}_words"]) for name, key in self.keys.items() if data[name]}
        return {
            "evidence": {key: one for key, one in told.items() if isinstance(key, int)},
            "criteria": {key: one for key, one in told.items() if isinstance(key, str)},
        }


class MilestoneForm(forms.Form):
    label = forms.CharField(label="Mốc", max_length=300)
    due_date = forms.DateField(label="Ngày", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class FiguresForm(forms.Form):
    source = forms.CharField(label="Hệ thống nguồn", max_length=120)
    file = forms.FileField(label="Tệp .xlsx", error_messages={"required": "Chọn tệp .xlsx đã ghi theo tệp mẫu."})
