"""Tài khoản bằng Excel: the template, what is wrong in each row, then all rows at once."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agenda.exports import accounts_template
from agenda.forms.people import AccountsFile
from agenda.operations.account_files import AccountRow, apply_accounts, check_accounts
from units.errors import UnitError
from units.perms import is_admin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT, KEPT_SECONDS = "agenda.accounts", 3600
SHOWN = 100


@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Checking writes nothing; the checked rows go back to the page signed, so that what was seen is what is made."""
    if not is_admin(request.user):
        raise Http404
    form, context = AccountsFile(request.POST or None, request.FILES or None), {}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            checked = check_accounts(file, size=file.size, now=timezone.now())
        except UnitError as error:
            form.add_error("file", error.message)
        else:
            context = {"checked": checked, "wrong": checked.wrong[:SHOWN], "more": len(checked.wrong) - SHOWN}
            if not checked.wrong:
                context["rows"] = signing.dumps([row.plain() for row in checked.rows], salt=SALT, compress=True)
    status = 400 if form.errors or context.get("wrong") else 200
    return render(
        request, "agenda/accounts.html", {"form": form, "checked": None, "rows": "", **context}, status=status
    )


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    if not is_admin(request.user):
        raise PermissionDenied
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=KEPT_SECONDS)
        rows = [AccountRow.of(row) for row in kept]
        made = apply_accounts(rows=rows, actor=request.user, now=timezone.now())
    except signing.BadSignature:
        messages.error(request, "Kết quả kiểm tra đã cũ quá một giờ. Tải tệp lên kiểm tra lại; chưa có gì được ghi.")
    except UnitError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, f"Đã ghi {len(rows)} dòng, tạo {made} tài khoản; mỗi người nhận một thư đặt mật khẩu."
        )
    return redirect("agenda:accounts")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    if not is_admin(request.user):
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="tai-khoan-mau.xlsx"'}
    return HttpResponse(accounts_template(timezone.localdate()), content_type=XLSX, headers=headers)
