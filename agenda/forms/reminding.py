"""Rungs, letters, words, counts and answers as people enter them."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agenda.forms.people import DayField
from agenda.ladder import RungSpec
from agenda.models import PlanWords, Rung
from agenda.operations.laddering import MOST_DAYS
from notifications.models import Channel

SIDES = [("before", "ngày trước hạn"), ("after", "ngày sau hạn")]
WHOLE = {"invalid": "Nhập số nguyên.", "max_value": f"Nhiều nhất {MOST_DAYS} ngày.", "min_value": "Không nhỏ hơn 0."}


def _days(label: str, least: int = 0) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": least, "max": MOST_DAYS})
    limits = {"min_value": least, "max_value": MOST_DAYS, "error_messages": WHOLE}
    return forms.IntegerField(label=label, required=False, widget=widget, **limits)


class RungForm(forms.Form):
    """A sentence of the ladder. Without a number of days the row is no rung."""

    about = forms.ChoiceField(choices=Rung.About.choices, widget=forms.HiddenInput)
    days = _days("Số ngày")
    side = forms.ChoiceField(label="Trước hay sau hạn", choices=SIDES)
    to = forms.MultipleChoiceField(
        label="Gửi cho", choices=Rung.To.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    channels = forms.MultipleChoiceField(
        label="Kênh", choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = _days("lặp mỗi (ngày)", 1)
    quiet_days = _days("bỏ qua nếu đã cập nhật trong (ngày)")
    enabled = forms.BooleanField(label="Bật", required=False)

    @property
    def spec(self) -> RungSpec | None:
        data = self.cleaned_data
        if data["days"] is None:
            return None
        return RungSpec(
            offset=-data["days"] if data["side"] == "before" else data["days"],
            to=tuple(data["to"]),
            channels=tuple(data["channels"]),
            every=data["every"],
            quiet_days=data["quiet_days"] or None,
            enabled=data["enabled"],
            about=data["about"],
        )

    @property
    def chosen_every(self) -> str:
        every = self["every"].value()
        return f"lặp mỗi {every} ngày" if every else "không lặp"

    @property
    def stops_at(self) -> str:
        if self["about"].value() != Rung.About.DUE:
            return "đã gửi báo cáo"
        quiet = self["quiet_days"].value()
        return "đã gửi; “đã nắm” còn hiệu lực" + (f"; đã cập nhật trong {quiet} ngày" if quiet else "")

    @property
    def chosen_to(self) -> str:
        return _chosen(self["to"], Rung.To)

    @property
    def chosen_channels(self) -> str:
        return _chosen(self["channels"], Channel)


def _chosen(field: forms.BoundField, labels: Any) -> str:
    codes = [code for code in field.value() or () if code in labels.values]
    return "; ".join(str(labels(code).label) for code in codes) or "chưa chọn"


RungForms = forms.formset_factory(RungForm, extra=0, max_num=22, absolute_max=40)


def rows(specs: Iterable[RungSpec]) -> list[dict[str, Any]]:
    """Of saved rungs, and one empty row for each kind of date."""
    specs, found = list(specs), []
    for about in Rung.About.values:
        found += [_row(spec) for spec in specs if spec.about == about]
        found.append({"about": about, "side": "before", "to": [], "channels": [Channel.EMAIL], "enabled": True})
    return found


def _row(spec: RungSpec) -> dict[str, Any]:
    side = "before" if spec.offset <= 0 else "after"
    facts = {"about": spec.about, "days": abs(spec.offset), "side": side, "every": spec.every}
    lists = {"to": list(spec.to), "channels": list(spec.channels)}
    return facts | lists | {"quiet_days": spec.quiet_days, "enabled": spec.enabled}


class HeldForm(forms.Form):
    held_days = forms.IntegerField(
        label="“Đã nắm” có hiệu lực (ngày)", min_value=0, max_value=60, error_messages={"invalid": "Nhập số nguyên."}
    )


class UrgingForm(forms.Form):
    """Số, ngày of the letter once it is issued."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"required": "Ghi số, ký hiệu của công văn."}
    )
    date = DayField(label="Ngày")
    times = forms.IntegerField(
        label="Lần", required=False, min_value=1, max_value=99, error_messages={"invalid": "Nhập số nguyên."}
    )
    units = forms.TypedMultipleChoiceField(
        label="Đơn vị", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, late: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = list(late)
        self.fields["units"].error_messages["invalid_choice"] = "Chọn đơn vị có việc quá hạn trong danh sách."


class WordsForm(forms.ModelForm):
    class Meta:
        model = PlanWords
        fields = ("subject", "opening")
        widgets = {"opening": forms.Textarea(attrs={"rows": 3})}


class AcknowledgeForm(forms.Form):
    expected_date = DayField(label="Sẽ xong ngày nào?")


class CountForm(forms.Form):
    """One number a day; the note is asked for only where the number went down."""

    done = forms.IntegerField(
        label="Đã xong đến hôm nay",
        min_value=0,
        max_value=2_000_000_000,
        error_messages={
            "required": "Nhập số đã xong.",
            "invalid": "Nhập số nguyên.",
            "min_value": "Không nhỏ hơn 0.",
        },
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=500)


class CampaignForm(forms.Form):
    from_date = DayField(label="Từ ngày", required=False)
    to_date = DayField(label="Đến hết ngày", required=False)


class DayForm(forms.Form):
    ngay = DayField(label="Ngày")
