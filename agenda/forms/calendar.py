from django import forms

from agenda.forms.people import DayField
from units.models import CalendarDay


class CalendarDayForm(forms.Form):
    day = DayField(label="Ngày")
    kind = forms.ChoiceField(label="Là ngày", choices=CalendarDay.Kind.choices)
    name = forms.CharField(
        label="Tên ngày nghỉ, số văn bản",
        max_length=200,
        error_messages={
            "required": "Ghi tên ngày nghỉ hoặc số, ngày văn bản cho nghỉ, làm bù.",
            "max_length": "Ghi nhiều nhất 200 ký tự.",
        },
    )
