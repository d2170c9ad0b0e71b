"""What is asked of a compilation and of a list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from plans.models import Plan
from reports.forms.days import day_field
from reports.models import LetterTemplate, ListFile
from units import periods
from units.models import Unit
from units.names import Book
from units.periods import Kind, Period, Rule

KINDS = (Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.NINE_MONTHS, Kind.YEAR)
MONTHS_OFFERED = 12
FILES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}
SIGNING = (("", "Thủ trưởng ký"), ("kt", "Cấp phó ký thay (KT.)"), ("tl", "Ký thừa lệnh (TL.)"))


class CompilationForm(forms.Form):
    plans = forms.ModelMultipleChoiceField(
        Plan.objects.none(),
        label="Văn bản",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn văn bản nào; hãy chọn ít nhất một văn bản để tổng hợp."},
    )
    rule = forms.ChoiceField(label="Kiểu kỳ", choices=[(rule.value, rule.label) for rule in Rule])
    period = forms.ChoiceField(label="Kỳ báo cáo")
    recipient = forms.CharField(label="Kính gửi", max_length=500, initial="UBND thành phố Hà Nội")
    compared = day_field("So sánh thêm với ngày", required=False)
    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(), label="Mẫu Word", required=False, empty_label="Mẫu chuẩn (NĐ 30/2020)"
    )

    def __init__(self, *args: Any, plans: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plans"].queryset = plans
        self.fields["plans"].label_from_instance = str
        self.fields["template"].queryset = LetterTemplate.objects.filter(is_active=True).order_by("name")
        self.fields["period"].choices = offered(today)
        self.fields["period"].initial = periods.current(today).previous.key  # the last one that is closed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("period") and cleaned.get("rule"):
            cleaned["period"] = periods.parse(cleaned["period"], Rule(cleaned["rule"]))
        return cleaned


def offered(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Periods to choose from, the newest first, by kind."""
    return [(kind.label.capitalize(), [(p.key, p.label) for p in _last(kind, today)]) for kind in KINDS]


def _last(kind: Kind, today: date) -> list[Period]:
    period = periods.current(today, Rule.ADMINISTRATIVE, kind)
    found = [period]
    for _ in range(max(MONTHS_OFFERED // kind.months, 2) - 1):
        found.append(found[-1].previous)
    return found


def _text(label: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows})
    )


class TextsForm(forms.Form):
    """The words of a compilation that a person may change."""

    mo_dau = _text("Đoạn mở đầu", 3)
    danh_gia = _text("Đánh giá chung", 4)
    nguyen_nhan = _text("Nguyên nhân", 4)
    de_xuat = _text("Kiến nghị, đề xuất thêm", 3)
    ky_toi = _text("Nhiệm vụ kỳ tới", 4)
    so = forms.CharField(label="Số văn bản", required=False, max_length=20)
    ky = forms.ChoiceField(label="Thẩm quyền ký", required=False, choices=SIGNING)
    nguoi_ky = forms.CharField(label="Người ký", required=False, max_length=100)


class ListForm(forms.Form):
    kind = forms.ChoiceField(label="Danh sách", choices=ListFile.Kind.choices)
    plan = forms.ModelChoiceField(Plan.objects.none(), label="Văn bản", required=False, empty_label="Chọn văn bản")
    start = day_field("Từ ngày", required=False)
    end = day_field("Đến ngày", required=False)

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans


class MailForm(forms.Form):
    """Files that go with the letter, and other units by name, one a line."""

    files = forms.MultipleChoiceField(
        label="Gửi kèm tệp",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.CharField(
        label="Gửi đến đơn vị khác",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Mỗi dòng một đơn vị"}),
    )

    def __init__(self, *args: Any, today: date, formats: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["files"].choices = [(format, FILES[format]) for format in formats]

    def clean_units(self) -> list[Unit]:
        book, found = Book.load(self._today), []
        for name in filter(None, map(str.strip, self.cleaned_data["units"].splitlines())):
            resolved = book.resolve(name)
            if (
                resolved.unit is None or not resolved.exact
            ):  # a letter to a unit of a similar name cannot be taken back
                near = ", ".join(
                    dict.fromkeys(filter(None, map(str, [resolved.unit or "", *resolved.suggestions[:3]])))
                )
                raise forms.ValidationError(f"Không có đơn vị “{name}”." + (f" Có phải: {near}?" if near else ""))
            found.append(resolved.unit)
        return list(dict.fromkeys(found))
