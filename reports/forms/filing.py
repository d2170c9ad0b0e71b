"""Forms of period reports."""

from typing import Any

from django import forms

from reports.calendars import PRESETS
from reports.forms.days import day_field
from reports.models import ReportingDuty
from units.periods import Kind, Rule

Fill = ReportingDuty.Fill
ROWS = 10


class PaperForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu", max_length=60)
    date = day_field("Ngày văn bản")
    signer = forms.CharField(label="Người ký", max_length=120)


class ReasonForm(forms.Form):
    text = forms.CharField(label="Nội dung", max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class DaysForm(forms.ModelForm):
    """The days, the switch and the outline of a duty in force."""

    preset = forms.ChoiceField(
        label="Mẫu ngày", required=False, choices=[("", "Tự chọn"), *((key, p.label) for key, p in PRESETS.items())]
    )

    class Meta:
        model = ReportingDuty
        fields = (
            "rule",
            "close_day",
            "due_day",
            "due_offset",
            "focal_day",
            "from_date",
            "opens_before",
            "not_updated_is_not_done",
        )
        labels = {
            "rule": "Tính kỳ theo",
            "close_day": "Chốt số liệu, ngày",
            "due_day": "Đơn vị nộp, ngày",
            "due_offset": "Nộp sau tháng cuối kỳ (số tháng)",
            "focal_day": "Cơ quan đầu mối gửi, ngày",
            "from_date": "Kỳ đầu từ ngày",
            "opens_before": "Mở trước hạn (ngày làm việc)",
            "not_updated_is_not_done": "Dữ liệu không cập nhật = không hoàn thành",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind is Kind.FORTNIGHT:
            self.fields["from_date"] = day_field("Kỳ đầu từ ngày", required=False)
        else:
            del self.fields["from_date"]

    def outline(self) -> list[dict[str, Any]]:
        """Rows of the outline that were given a title; empty: the usual one."""
        titles, fills = self.data.getlist("title"), self.data.getlist("fill")
        pairs = zip(titles, fills, strict=False)
        return [{"title": " ".join(t.split())[:200], "fill": f} for t, f in pairs if t.strip() and f in Fill.values]

    def facts(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        if preset := PRESETS.get(facts.pop("preset")):
            names = ("rule", "close_day", "due_day", "focal_day", "due_offset")
            facts |= {name: getattr(preset, name) for name in names}
        return facts | {"rule": Rule(facts["rule"]).value, "outline": self.outline()}

    def _post_clean(self) -> None:
        """The operation checks and writes on a fresh row."""


class OnceForm(forms.Form):
    """A single report on a period of its own."""

    label = forms.CharField(label="Tên báo cáo, kỳ báo cáo", max_length=120)
    from_date = day_field("Số liệu từ ngày")
    to_date = day_field("Số liệu đến ngày")
    due_date = day_field("Đơn vị nộp trước ngày")
