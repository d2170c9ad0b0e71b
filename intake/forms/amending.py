"""The document that decides an amendment, and what one document is to another."""

from typing import Any

from django import forms

from intake.forms.fields import DayField
from plans.models import Plan, PlanLink
from units.models import User


class DecisionForm(forms.Form):
    number = forms.CharField(
        label="Số văn bản sửa đổi", max_length=60, error_messages={"required": "Ghi số văn bản quyết định sửa đổi."}
    )
    issued_date = DayField(label="Ngày văn bản sửa đổi")


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label="Văn bản này", choices=PlanLink.Kind)
    to_plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Văn bản đang có", required=False, empty_label="không có trong danh sách"
    )
    number = forms.CharField(
        label="hoặc số, ký hiệu", max_length=60, required=False, help_text="Văn bản chưa nhập vào đây."
    )
    issued_date = DayField(label="Ngày", required=False)

    def __init__(self, *args: Any, plan: Plan, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Plan.objects.visible_to(user).exclude(pk=plan.pk).exclude(state=Plan.State.DRAFT)
        self.fields["to_plan"].queryset = known.order_by("-issued_date", "-pk")
