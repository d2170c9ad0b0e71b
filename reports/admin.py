from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile

from reports.errors import TemplateMistake
from reports.exports.compiled import check_template
from reports.models import LetterTemplate
from units.admin import Journaled

MOST_BYTES = 5 * 1024 * 1024


class LetterTemplateForm(forms.ModelForm):
    class Meta:
        model = LetterTemplate
        fields = ("name", "file", "is_active")
        help_texts = {"file": "Tải mẫu chuẩn ở trang Tổng hợp báo cáo rồi sửa; các chỗ điền có trong hướng dẫn."}

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Mẫu lớn hơn 5 MB; hãy bớt hình trong mẫu.")
        try:
            check_template(file.read())
        except TemplateMistake as mistake:
            raise forms.ValidationError(mistake.message) from mistake
        file.seek(0)
        return file


@admin.register(LetterTemplate)
class LetterTemplateAdmin(Journaled, admin.ModelAdmin):
    form = LetterTemplateForm
    list_display = ("name", "is_active")
