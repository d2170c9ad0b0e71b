"""The file that is sent, and the facts of the document."""

from typing import Any

from django import forms
from django.conf import settings

from intake.forms.fields import DayField, UnitNameField, area
from intake.forms.stamped import Stamped
from intake.perms import working_units
from plans.models import Plan
from plans.reading.formats import ENDINGS
from units.models import Unit, User


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp văn bản giao việc",
        allow_empty_file=True,  # the operation says in words what is wrong with an empty file
        error_messages={"required": "Chọn một tệp rồi bấm Tải lên.", "invalid": "Chọn một tệp rồi bấm Tải lên."},
        help_text=f"Tệp Word, Excel, PDF có lớp chữ, HTML hoặc văn bản thuần, đến {settings.UPLOAD_LIMIT_MB} MB; "
        "kéo thả vào đây hoặc chọn tệp.",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )


class StatusForm(forms.Form):
    file = forms.FileField(
        label="Tệp tiến độ (.xlsx)",
        allow_empty_file=True,
        error_messages={"required": "Chọn một tệp .xlsx rồi bấm Kiểm tra."},
        help_text="Tệp .xlsx đến 2 MB, nhiều nhất 5.000 dòng; kéo thả vào đây hoặc chọn tệp.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class DocumentForm(Stamped, forms.ModelForm):
    issued_date = DayField(label="Ngày ban hành", required=False)
    effective_date = DayField(
        label="Ngày có hiệu lực", required=False, help_text="Dùng cho thời hạn tính từ ngày có hiệu lực."
    )
    oversight_unit = UnitNameField(
        label="Đơn vị giám sát", required=False, help_text="Xác nhận những việc do chính cơ quan đầu mối làm."
    )

    class Meta:
        model = Plan
        fields = (
            "kind",
            "number",
            "issued_date",
            "title",
            "issuer",
            "signer",
            "focal_unit",
            "oversight_unit",
            "effective_date",
            "strict_before",
        )
        widgets = {"title": area(3)}
        labels = {
            "kind": "Loại văn bản",
            "number": "Số, ký hiệu",
            "title": "Trích yếu",
            "issuer": "Cơ quan ban hành",
            "signer": "Người ký",
            "focal_unit": "Cơ quan đầu mối",
            "strict_before": "“Trước ngày” không gồm chính ngày đó",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [unit.pk for unit in working_units(user)]
        self.fields["focal_unit"].queryset = Unit.objects.filter(pk__in=own)
        self.fields["focal_unit"].empty_label = None
        self.initial["oversight_unit"] = getattr(self.instance.oversight_unit, "name", "")

    def _post_clean(self) -> None:
        """The operation sets and checks the facts on a fresh, locked row; the page's own object stays as it was."""

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"seen": self.seen}
