"""What people, leave, accounts and reorganisations are asked for."""

from typing import Any

from django import forms

from units.models import Membership, Reorganisation, Unit, User
from units.operations import NewPerson

ROLES = [
    (role.value, role.label) for role in (Membership.Role.COORDINATOR, Membership.Role.HEAD, Membership.Role.OFFICER)
]
START = ("unit_coordinator", "unit_lead", "unit_lead", "officer", "officer", "officer", "officer", "officer")
DAY = "Nhập ngày dạng 31/12/2026."


class DayField(forms.DateField):
    """Day first, as people write it; a browser's calendar sends the other way round."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=widget, error_messages=_required(DAY), **kwargs
        )


def _required(sentence: str) -> dict[str, str]:
    return {"required": sentence, "invalid": sentence}


class CodeForm(forms.Form):
    """The second step of signing in."""

    code = forms.CharField(
        label="Mã 6 số hoặc mã dự phòng",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class PersonForm(forms.Form):
    """One person of a unit; a row without name and mail is no person."""

    role = forms.ChoiceField(label="Vai trò", choices=ROLES)
    full_name = forms.CharField(label="Họ và tên", max_length=120, required=False)
    title = forms.CharField(label="Chức vụ", max_length=100, required=False)
    email = forms.CharField(
        label="Thư điện tử", max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label="Điện thoại", max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    may_be_empty = True

    def clean(self) -> dict[str, Any]:
        data = {name: " ".join((self.cleaned_data.get(name) or "").split()) for name in self.fields}
        if self.may_be_empty and not any(data[name] for name in data if name != "role"):
            return data
        if not self.errors:
            for name, sentence in NewPerson(**data).trouble().items():
                self.add_error(name, sentence)
        return data

    @property
    def person(self) -> NewPerson | None:
        data = self.cleaned_data
        return NewPerson(**data) if data.get("full_name") or data.get("email") else None


class MemberForm(PersonForm):
    may_be_empty = False


PeopleForms = forms.formset_factory(PersonForm, extra=0, min_num=8, max_num=20, absolute_max=40)


class AbsenceForm(forms.Form):
    user = forms.TypedChoiceField(label="Người vắng mặt", coerce=int)
    deputy = forms.TypedChoiceField(label="Người thay", coerce=int)
    from_date = DayField(label="Từ ngày")
    to_date = DayField(label="Đến hết ngày")

    def __init__(self, *args: Any, people: dict[int, User], whom: dict[int, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, among in (("user", whom), ("deputy", people)):
            self.fields[name].choices = [(pk, str(user)) for pk, user in among.items()]
            self.fields[name].error_messages |= {"invalid_choice": "Chọn người trong danh sách của đơn vị."}


class HoursForm(forms.Form):
    opens_at = forms.TimeField(label="Từ", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    closes_at = forms.TimeField(label="Đến", required=False, widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["invalid"] = "Nhập giờ dạng 07:30."


class AccountsFile(forms.Form):
    file = forms.FileField(label="Tệp .xlsx", error_messages=_required("Chọn tệp .xlsx đã ghi theo tệp mẫu."))


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("full_name", "email", "phone")
        labels = {"email": "Thư điện tử, dùng để đăng nhập"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        person = NewPerson(data.get("full_name", ""), data.get("email", ""), Membership.Role.OFFICER)
        wrong = NewPerson(person.full_name, person.email, person.role, "", data.get("phone", "")).trouble()
        for name, sentence in wrong.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return data

    def _post_clean(self) -> None:
        """The operation writes; the person's own row stays as it is until then."""


class ReorganisationForm(forms.Form):
    old_units = forms.ModelMultipleChoiceField(
        label="Đơn vị cũ", queryset=Unit.objects.none(), error_messages=_required("Chọn ít nhất một đơn vị cũ.")
    )
    new_units = forms.ModelMultipleChoiceField(
        label="Đơn vị mới", queryset=Unit.objects.none(), error_messages=_required("Chọn ít nhất một đơn vị mới.")
    )
    document_number = forms.CharField(
        label="Số văn bản", max_length=60, error_messages=_required("Ghi số văn bản quyết định việc sắp xếp.")
    )
    document_date = DayField(label="Ngày văn bản")
    effective_date = DayField(label="Ngày hiệu lực")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(active_to=None).order_by("kind", "name")
        for name in ("old_units", "new_units"):
            self.fields[name].queryset = units
            self.fields[name].widget.attrs |= {"size": 8}


def takers_of(plan: Reorganisation, offices: list[Unit]) -> list[tuple[str, str]]:
    """The options of a select: each new unit, shared by some or all of them, another office, or the end."""
    new = list(plan.new_units.order_by("name"))
    options = [(str(unit.pk), unit.short_name) for unit in new]
    shares = [new[:n] + new[n + 1 :] for n in range(len(new))] if len(new) > 2 else []
    for some in [*([new] if len(new) > 1 else []), *(shares if len(new) < 7 else [])]:
        value = ",".join(str(pk) for pk in sorted(unit.pk for unit in some))
        options.append((value, "Chia cho " + ", ".join(unit.short_name for unit in some)))
    options += [(str(unit.pk), f"Chuyển {unit.short_name}") for unit in offices if unit not in new]
    return [*options, ("end", "Kết thúc do sắp xếp")]
