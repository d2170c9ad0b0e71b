"""Khó khăn, vướng mắc answered; yêu cầu phối hợp asked and delivered; open leads named."""

from datetime import date
from typing import Any

from django import forms

from tasks.forms.assigning import UnitsField
from tasks.forms.changes import day, words
from tasks.forms.naming import one_unit, parties, units_of
from tasks.models import TaskParty
from units.names import Book


class AnswerForm(forms.Form):
    text = words("Trả lời đơn vị")


class EscalateForm(forms.Form):
    to = forms.CharField(label="Báo cáo cấp", max_length=200)
    number = forms.CharField(label="Số văn bản báo cáo", max_length=60)
    date = day("Ngày văn bản")


class DecideObstacleForm(forms.Form):
    number = forms.CharField(label="Số văn bản quyết định", max_length=60)
    date = day("Ngày văn bản")
    text = words("Nội dung quyết định")


class AskContributionForm(forms.Form):
    partner = forms.CharField(
        label="Đơn vị phối hợp",
        max_length=300,
        required=False,
        help_text="Tên đầy đủ hoặc tên tắt của đơn vị trong hệ thống.",
        widget=forms.TextInput(attrs={"data-units": "don-vi"}),
    )
    outsider = forms.CharField(
        label="Hoặc cơ quan ngoài hệ thống",
        max_length=300,
        required=False,
        help_text="Gửi văn bản như thường lệ; đơn vị bạn ghi số, ngày văn bản trả lời.",
    )
    what = words("Cần phối hợp gì")
    due_date = day("Trước ngày")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_partner(self) -> int | None:
        text = self.cleaned_data["partner"]
        return one_unit(text, self.today).pk if text else None

    def details(self) -> dict[str, Any]:
        details = dict(self.cleaned_data)
        return details | {"partner_id": details.pop("partner")}


class DeliverForm(forms.Form):
    text = words("Kết quả phối hợp")
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    date = day("Ngày văn bản", required=False)
    file = forms.FileField(label="Tệp", required=False, allow_empty_file=True)


class AskAgainForm(forms.Form):
    text = words("Cần làm thêm gì")
    due_date = day("Ngày mới", required=False)


class NamingDateForm(forms.Form):
    date = day("Nêu tên trước ngày")


class NameLeadsForm(forms.Form):
    units = UnitsField(label="Đơn vị chủ trì", help_text="Mỗi dòng một đơn vị hoặc nhóm.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_units(self) -> list[int]:
        specs = parties(self.cleaned_data["units"], TaskParty.Part.LEAD, Book.load(self.today))
        return [unit.pk for unit in units_of(specs, self.today)]
