"""A finished report goes by mail: a compilation, or a unit's own."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from reports.errors import ReportError
from reports.forms import MailForm
from reports.forms.compiling import FILES
from reports.models import Compilation, Report
from reports.operations import FILED, mail_compilation, mail_report
from reports.views import compiling, filing


@require_POST
def compilation(request: HttpRequest, pk: int) -> HttpResponse:
    found = compiling.visible(request, pk)
    form = MailForm(request.POST, today=timezone.localdate(), formats=FILES)
    act = partial(mail_compilation, compilation_id=pk)
    return _mailed(request, found, form, act) or compiling.refused(request, found, mail_form=form)


@require_POST
def filed(request: HttpRequest, pk: int) -> HttpResponse:
    report = filing.visible(request, pk)
    form = MailForm(request.POST, today=timezone.localdate(), formats=FILED)
    act = partial(mail_report, report_id=pk)
    return _mailed(request, report, form, act) or filing.page(request, report, mail_form=form, status=400)


def _mailed(
    request: HttpRequest, found: Compilation | Report, form: MailForm, act: Callable[..., int]
) -> HttpResponse | None:
    """None where something is wrong: the form says what."""
    if not form.is_valid():
        return None
    told = {"formats": form.cleaned_data["files"], "units": form.cleaned_data["units"]}
    try:
        count = act(actor=request.user, now=timezone.now(), **told)
    except ReportError as error:
        form.add_error(None, error.message)
        return None
    words = f"Đã gửi thư cho {count} nơi nhận." if count else "Bản này đã được gửi thư như vậy từ trước."
    messages.success(request, words)
    return redirect(found)
