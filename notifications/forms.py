import re
from typing import Any

from django import forms
from django.http import QueryDict

from notifications.models import Address, Channel

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


class HourField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class HoursForm(forms.Form):
    digest_time = HourField(label="Giờ nhận bản gộp", required=False)
    quiet_from = HourField(label="Yên lặng từ", required=False)
    quiet_to = HourField(label="Yên lặng đến", required=False)


def wanted_in(data: QueryDict) -> dict[str, tuple[bool, bool]]:
    """Boxes "digests" and "singles" by channel, of the channels that the page has shown."""
    shown = [channel for channel in data.getlist("shown") if channel in Channel.values]
    digests, singles = data.getlist("digests"), data.getlist("singles")
    return {channel: (channel in digests, channel in singles) for channel in shown}


class AdminAddressForm(forms.ModelForm):
    """A unit's own group is given as a full Apprise URL, kept sealed and never shown again."""

    url = forms.CharField(
        label="địa chỉ Apprise đầy đủ",
        required=False,
        max_length=500,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text="Chỉ với kênh nhóm của đơn vị. Ghi xong không xem lại được.",
    )

    class Meta:
        model = Address
        fields = ["user", "unit", "channel", "target", "consent", "digests", "singles"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("channel") == Channel.APPRISE and (data.get("url") or not self.instance.sealed):
            self._seal(data)
        return data

    def _seal(self, data: dict[str, Any]) -> None:
        # Only here: the web process does without the 25 MB of Apprise until somebody names a group.
        from notifications.channels.groups import NotAllowed, check_url
        from notifications.channels.sealing import seal

        try:
            data["target"] = check_url(data.get("url", "").strip())
        except NotAllowed as error:
            self.add_error("url", str(error))
        else:
            self.instance.sealed = seal(data["url"].strip())
