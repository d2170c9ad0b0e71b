"""One row of a draft: its cells, each of which can be saved by itself, with the stamp it had when it was opened."""

from typing import Any

from django import forms

from intake.forms.fields import DayField, UnitNameField, area, split_lines, split_names
from intake.operations import Due
from intake.queries import stamp, typed
from plans.models import Section
from tasks.models import Milestone, Task, TaskParty

DATED = {Milestone.Kind.DATE, Milestone.Kind.MONTH, Milestone.Kind.QUARTER, Milestone.Kind.YEAR}
# What else another cell shows once one is saved.
FOLLOWING = {
    "leads": ("leads", "parts", "confirming_unit"),
    "held": ("held", "parts", "confirming_unit"),
    "deadline_text": ("deadline_text", "dues"),
}
NEW = "moi"
STAMP = "dau-"


class PartForm(forms.Form):
    """The part of the work that is one lead's; for a lead still to be chosen, the day by which to name units."""

    def __init__(self, data: Any, *, party: TaskParty) -> None:
        super().__init__(data)
        self.party = party
        self.fields[f"phan-{party.pk}"] = forms.CharField(label="Phần việc", required=False, max_length=500)
        self.fields[f"neu-{party.pk}"] = DayField(label="Nêu tên đơn vị trước", required=False)
        self.initial = {f"phan-{party.pk}": party.scope, f"neu-{party.pk}": party.name_by_date}

    @property
    def scope(self) -> forms.BoundField:
        return self[f"phan-{self.party.pk}"]

    @property
    def name_by(self) -> forms.BoundField:
        return self[f"neu-{self.party.pk}"]

    def part(self) -> tuple[str, Any]:
        return self.cleaned_data[f"phan-{self.party.pk}"], self.cleaned_data[f"neu-{self.party.pk}"]


class DueForm(forms.Form):
    label = forms.CharField(label="Tên mốc", required=False, max_length=300)
    kind = forms.ChoiceField(label="Loại", choices=Milestone.Kind)
    due_date = DayField(label="Hạn", required=False)
    gone = forms.BooleanField(label="Bỏ mốc này", required=False)

    def __init__(self, data: Any, *, milestone: Milestone | None) -> None:
        initial = {"kind": Milestone.Kind.DATE}
        if milestone:
            initial = {name: getattr(milestone, name) for name in ("label", "kind", "due_date")}
        super().__init__(data, prefix=f"moc-{milestone.pk if milestone else NEW}", initial=initial)
        self.milestone = milestone
        if milestone is None:
            self.fields["kind"].required = False

    @property
    def is_left_out(self) -> bool:
        """The empty line for one more milestone, not used."""
        return self.milestone is None and not (self["label"].data or self["due_date"].data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["kind"] = cleaned.get("kind") or Milestone.Kind.DATE
        undated = not cleaned.get("due_date") and "due_date" not in self.errors
        if cleaned["kind"] in DATED and undated and not cleaned.get("gone") and not self.is_left_out:
            self.add_error("due_date", "Ghi ngày đến hạn, hoặc chọn loại “không nêu ngày”.")
        return cleaned

    def due(self) -> Due:
        facts = self.cleaned_data
        pk = self.milestone.pk if self.milestone else None
        return Due(pk, facts["kind"], facts["due_date"], facts["label"], facts["gone"])


class TaskForm(forms.Form):
    code = forms.CharField(label="Mã", max_length=60)
    section = forms.ModelChoiceField(Section.objects.none(), label="Mục", required=False, empty_label="không có mục")
    content = forms.CharField(label="Nội dung nhiệm vụ", required=False, widget=area(4))
    leads = forms.CharField(
        label="Chủ trì", required=False, widget=area(2), help_text="Nhiều đơn vị thì cách nhau bằng dấu chấm phẩy."
    )
    partners = forms.CharField(label="Phối hợp", required=False, widget=area(2))
    deadline_text = forms.CharField(label="Thời hạn, nguyên văn", required=False, widget=area(1))
    product = forms.CharField(label="Sản phẩm/kết quả", required=False, widget=area(2))
    expected_result = forms.CharField(label="Kết quả cần đạt", required=False, widget=area(2))
    acceptance = forms.CharField(
        label="Yêu cầu, tiêu chí nghiệm thu",
        required=False,
        widget=area(2),
        help_text="Mỗi dòng một tiêu chí. Đơn vị phải trả lời dòng ghi thêm hoặc sửa.",
    )
    approval_level = forms.CharField(label="Cấp phê duyệt sản phẩm", required=False, max_length=120)
    confirming_unit = UnitNameField(label="Đơn vị theo dõi, xác nhận", required=False)
    quantity_target = forms.IntegerField(label="Số lượng", required=False, min_value=1, max_value=2_000_000_000)
    quantity_unit = forms.CharField(label="Đơn vị tính", required=False, max_length=40)
    starred = forms.BooleanField(label="Trọng tâm", required=False)
    held = forms.BooleanField(label="Chưa rõ nội dung (giữ lại, chưa giao)", required=False)

    def __init__(self, data: Any = None, *, task: Task, only: str = "") -> None:
        """`only`: a cell; nothing but that cell is asked for and checked, or shown with what follows from it."""
        shown = (only,) if only and (data is not None or only not in FOLLOWING) else FOLLOWING.get(only, ())
        self.now = typed(task, shown)
        if shown:  # copying the fields of a whole row takes longer than saving a cell
            self.base_fields = {name: field for name, field in self.base_fields.items() if _cell(name) in shown}
        super().__init__(data, initial=_initial(self.now))
        self.task, self.only = task, only
        if "section" in self.fields:
            self.fields["section"].queryset = task.plan.sections.order_by("order")
        self.parts = self._parts(data) if "parts" in self.now else []
        self.dues = self._dues(data) if "dues" in self.now else []

    def _parts(self, data: Any) -> list[PartForm]:
        leads = [party for party in self.task.parties.all() if party.part == TaskParty.Part.LEAD]
        return [PartForm(data, party=party) for party in sorted(leads, key=lambda party: party.order)]

    def _dues(self, data: Any) -> list[DueForm]:
        milestones = sorted(self.task.milestones.all(), key=lambda milestone: milestone.order)
        return [DueForm(data, milestone=milestone) for milestone in [*milestones, None]]

    @property
    def stamps(self) -> dict[str, str]:
        """{name of the hidden input: what it carries}; of what the person saw, where they send it back."""
        return {
            f"{STAMP}{cell}": (self.data.get(f"{STAMP}{cell}") if self.is_bound else None) or stamp(inputs)
            for cell, inputs in self.now.items()
        }

    @property
    def seen(self) -> dict[str, tuple[str, str]]:
        """For `revise_task`: of each cell that the person changed, its stamp when opened and as sent."""
        found = {}
        for cell, inputs in self.now.items():
            opened = self.data.get(f"{STAMP}{cell}")
            sent = stamp(self._sent(cell, inputs))
            if opened and sent != opened and (not self.only or cell == self.only):
                found[cell] = (opened, sent)
        return found

    def _sent(self, cell: str, inputs: dict[str, str]) -> dict[str, str]:
        names = set(inputs)
        if cell == "dues":
            names |= {name for name in self.data if name.startswith("moc-")} - {f"moc-{NEW}-kind"}
        return {name: self.data.get(name, "") for name in names}

    def is_valid(self) -> bool:
        more = []
        if self.only in {"", "parts"}:
            more += [part.is_valid() for part in self.parts]
        if self.only in {"", "dues"}:
            more += [due.is_valid() for due in self.dues]
        return all([super().is_valid(), *more])

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
        """Keyword arguments of `revise_task`: the cells that were sent; of a stamped page, those changed on it."""
        stamped = any(name.startswith(STAMP) for name in self.data)
        facts = {name: value for name, value in self._cells().items() if not stamped or _cell(name) in self.seen}
        return facts | {"seen": self.seen}

    def _cells(self) -> dict[str, Any]:
        asked = {"starred", "held", *self.data}  # a box that is not ticked is not sent
        cells = {name: value for name, value in self.cleaned_data.items() if name in asked}
        for name, cut in (("leads", split_names), ("partners", split_names), ("acceptance", split_lines)):
            if name in cells:
                cells[name] = cut(cells[name])
        if self.only in {"", "parts"}:
            cells["parts"] = {part.party.pk: part.part() for part in self.parts if part.scope.html_name in self.data}
        if self.only in {"", "dues"}:
            cells["dues"] = [due.due() for due in self.dues if not due.is_left_out]
        return cells


def _cell(name: str) -> str:
    return "quantity" if name.startswith("quantity_") else name


def _initial(cells: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {name: text for inputs in cells.values() for name, text in inputs.items()}
