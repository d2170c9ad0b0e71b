import re

from django import forms
from django.http import QueryDict

from notifications.models import Channel, Preference

PHONE = re.compile(r"(?:\+?84|0)(\d{9})", re.ASCII)


class AddressForm(forms.Form):
    target = forms.EmailField(label="Thư điện tử nhận tin", max_length=254)


class PhoneForm(forms.Form):
    target = forms.CharField(label="Số điện thoại", max_length=20)

    def clean_target(self) -> str:
        """As gateways and Zalo want it: 84…"""
        found = PHONE.fullmatch(re.sub(r"[ .()-]", "", self.cleaned_data["target"]))
        if not found:
            raise forms.ValidationError("Số di động có 10 chữ số, bắt đầu bằng 0. Ghi lại cho đủ.")
        return f"84{found[1]}"


class HoursForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["digest_time", "quiet_from", "quiet_to"]
        labels = {"digest_time": "Giờ nhận bản gộp", "quiet_from": "Yên lặng từ", "quiet_to": "Yên lặng đến"}
        widgets = {name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in fields}


def wanted_in(data: QueryDict) -> dict[str, tuple[bool, bool]]:
    """Boxes "digests" and "singles" by channel, of the channels that the page has shown."""
    shown = [channel for channel in data.getlist("shown") if channel in Channel.values]
    digests, singles = data.getlist("digests"), data.getlist("singles")
    return {channel: (channel in digests, channel in singles) for channel in shown}


class PlaceForm(forms.Form):
    """Of a unit's own group; the full address is never shown again."""

    url = forms.CharField(label="Địa chỉ Apprise", max_length=500, widget=forms.PasswordInput(render_value=False))
