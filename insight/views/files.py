"""What a link "Tải về" answers."""

from datetime import date

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from insight.exports import FORMATS, file_of
from reports.exports.tables import Table


def answer_file(table: Table, form: str, name: str, today: date) -> HttpResponse:
    if form not in FORMATS:
        raise Http404(form)
    under = f"Lập lúc {timezone.localtime():%H:%M %d/%m/%Y}, theo quyền xem của người lập"
    headers = {"Content-Disposition": f'attachment; filename="{slugify(name)}-{today:%Y-%m-%d}.{form}"'}
    return HttpResponse(file_of(table, form, under=under), content_type=FORMATS[form], headers=headers)
