"""Forms of the admin pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from units.models import Unit, UnitAlias, UnitGroup, User
from units.names import fold


class AliasForm(forms.ModelForm):
    class Meta:
        model = UnitAlias
        fields = ("phrase", "active_from", "active_to")

    def clean_phrase(self) -> str:
        phrase = self.cleaned_data["phrase"]
        self.instance.folded = fold(phrase)
        same = UnitAlias.objects.filter(unit=self.instance.unit_id, folded=self.instance.folded)
        if self.instance.unit_id and same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Cách viết này đã có ở đơn vị; sửa dòng cũ thay vì thêm.")
        return phrase


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class GroupForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label="loại đơn vị trong nhóm",
        choices=Unit.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phrases = Lines(label="các cách viết", required=False, help_text="Mỗi dòng một cách viết.")

    class Meta:
        model = UnitGroup
        fields = ("code", "name", "kinds", "members", "is_open", "phrases")


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "full_name", "email")
