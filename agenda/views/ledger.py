"""Sổ gửi tin: who was reached, who was not and why, and what can be done about it."""

import csv
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.validators import validate_email
from django.forms import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_POST

from agenda.queries.ledger import RESULTS, Asked, deliveries_of, ledger, of_result, promises, result_counts, why
from agenda.queries.who_gets import guests
from notifications.errors import PostError
from notifications.models import Channel, Enclosure
from notifications.operations.redoing import mend_address, resend, send_by_mail, tell_leader
from notifications.queries import usage
from plans.models import Plan
from reports.exports.wording import neutral
from tasks.queries.badges import Badge
from tasks.views.asking import number
from units.queries import units_of

PAGE = 50
HEAD = ("Ngày", "Người nhận", "Mã việc", "Nội dung", "Bậc", "Kênh", "Địa chỉ", "Kết quả", "Chi tiết", "Gửi lúc")
ASKED = ("ngay", "van_ban", "kenh", "ket_qua", "tim")


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    _only_leading(request)
    asked = _asked(request)
    every, before = ledger(request.user, asked), number(request.GET.get("truoc", ""))
    rows = of_result(every, asked.result)
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    kept = {name: value for name in ASKED if (value := request.GET.get(name))}
    plans = list(Plan.objects.led_by(request.user).order_by("-issued_date")[:200])
    context = {
        "rows": _rows(found[:PAGE]),
        "chips": _chips(result_counts(every), asked.result, kept),
        "channels": Channel.choices,
        "plans": [(plan.pk, plan.reference) for plan in plans],
        "plan": next((plan for plan in plans if plan.pk == asked.plan), None),
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "file_query": urlencode(kept),
        "redone": ("khong-den", "khong-gui"),
        "usage": usage(timezone.now()),
        "unopened": guests(),
        "shown": f"Hiện {len(found[:PAGE])} dòng",
        "more": PAGE,
        "next_url": f"?{urlencode(kept | {'truoc': found[PAGE - 1].pk})}" if len(found) > PAGE else "",
    }
    return render(request, "agenda/ledger.html", context)


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    _only_leading(request)
    asked = _asked(request)
    lines = _lines(of_result(ledger(request.user, asked), asked.result).iterator(chunk_size=500))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="so-gui-tin.csv"'
    return answer


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, resend, "Đã đưa vào hàng gửi lại.")


@require_POST
def by_mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, send_by_mail, "Đã đổi sang thư.")


@require_POST
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, tell_leader, "Đã báo lãnh đạo đơn vị.")


@require_POST
def address(request: HttpRequest, pk: int) -> HttpResponse:
    target = request.POST.get("target", "").strip()[:254]
    try:
        validate_email(target)
    except ValidationError:
        messages.error(request, "Thư điện tử chưa đúng. Ghi lại cho đủ, ví dụ ten@hanoi.gov.vn.")
        return redirect("agenda:ledger")
    said = f"Đã gửi liên kết xác nhận tới {target}; người nhận mở và xác nhận thì địa chỉ được dùng."
    return _do(request, pk, partial(mend_address, target=target), said)


def _do(request: HttpRequest, pk: int, operation: Callable[..., object], said: str) -> HttpResponse:
    delivery = get_object_or_404(deliveries_of(request.user), pk=pk)
    try:
        operation(delivery_id=delivery.pk, actor=request.user, now=timezone.now())
    except PostError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return redirect("agenda:ledger")


def _only_leading(request: HttpRequest) -> None:
    if not Plan.objects.led_by(request.user).exists():
        raise Http404


def _asked(request: HttpRequest) -> Asked:
    given = {name: request.GET.get(name, "")[:100] for name in ASKED}
    try:
        day = parse_date(given["ngay"])
    except ValueError:
        day = None
    plan = number(given["van_ban"])
    return Asked(day=day, plan=plan, channel=given["kenh"], result=given["ket_qua"], name=given["tim"].strip())


def _rows(found: list[Enclosure]) -> list[dict[str, object]]:
    promised = promises(found)
    units = units_of({one.delivery.user_id for one in found} - {None}, timezone.localdate())
    return [
        {
            "line": one,
            "delivery": one.delivery,
            "badge": Badge(*RESULTS[one.result][:2]),
            "why": promised.get(one.pk) or why(one),
            "unit": units.get(one.delivery.user_id),
        }
        for one in found
    ]


def _chips(counts: dict[str, int], active: str, kept: dict[str, str]) -> list[dict[str, object]]:
    """One for each result that there is; the active one takes itself away."""
    others = {name: value for name, value in kept.items() if name != "ket_qua"}
    return [
        {
            "label": RESULTS[slug][1],
            "icon": f"state-{RESULTS[slug][0]}",
            "count": count,
            "active": slug == active,
            "url": f"?{urlencode(others if slug == active else others | {'ket_qua': slug})}",
        }
        for slug, count in counts.items()
        if count or slug == active
    ]


def _lines(rows: Iterator[Enclosure]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEAD)
    for one in rows:
        yield writer.writerow([neutral(cell) for cell in _cells(one)])


def _cells(one: Enclosure) -> list[str]:
    delivery, message = one.delivery, one.message
    at = f"{timezone.localtime(delivery.sent_at):%d/%m/%Y %H:%M}" if delivery.sent_at else ""
    who = str(delivery.user or delivery.unit)
    place = [delivery.get_channel_display(), delivery.target, RESULTS[one.result][1], why(one), at]
    return [f"{one.day:%d/%m/%Y}", who, message.code, message.text, message.rung, *place]


class _Line:
    def write(self, text: str) -> str:
        return text
