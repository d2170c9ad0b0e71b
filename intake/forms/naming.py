"""Which unit a name of the document means."""

from django import forms

from intake.forms.fields import UnitNameField


class SettleForm(forms.Form):
    phrase = forms.CharField(max_length=500, widget=forms.HiddenInput)
    unit = UnitNameField(label="Là đơn vị nào", error_messages={"required": "Ghi tên đơn vị, hoặc chọn một gợi ý."})
    everywhere = forms.BooleanField(required=False)
    remember = forms.BooleanField(required=False)
