"""Xác nhận số liệu: what units sent, accepted in bulk with a result for each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kpi import operations
from kpi.queries import to_accept
from tasks.views.asking import number

ROWS = 60


@require_http_methods(["GET", "POST"])
def accept_queue(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ids = [pk for text in request.POST.getlist("ids") if (pk := number(text))]
        results = operations.accept_many(ids=ids, actor=request.user, now=timezone.now())
        done = [result for result in results if not result.error]
        if done:
            messages.success(request, f"Đã xác nhận {len(done)} số liệu.")
        for result in results:
            if result.error:
                messages.error(request, f"Số liệu {result.measurement_id}: {result.error}")
        if not ids:
            messages.error(request, "Chọn ít nhất một số liệu để xác nhận.")
        return redirect("kpi:accept_queue")
    found = to_accept(request.user)
    if indicator := number(request.GET.get("chi_tieu", "")):
        found = found.filter(target__indicator=indicator)
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    return render(request, "kpi/accept_queue.html", {"page": page, "indicator": indicator})
