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

from agenda.queries.ledger import GROUPS, Asked, badge_of, deliveries_of, group_counts, ledger, why
from notifications.errors import PostError
from notifications.models import Channel, Enclosure
from notifications.operations.redoing import mend_address, resend, send_by_mail, tell_leader
from notifications.queries import usage
from plans.models import Plan
from reports.exports.wording import neutral
from tasks.queries.badges import Badge
from tasks.views.asking import number

PAGE = 50
HEAD = ("Ngày", "Người nhận", "Mã việc", "Nội dung", "Bậc", "Kênh", "Địa chỉ", "Kết quả", "Chi tiết", "Gửi lúc")
ASKED = ("ngay", "van_ban", "kenh", "ket_qua", "tim")


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    _only_leading(request)
    asked = _asked(request)
    rows, before = ledger(request.user, asked), number(request.GET.get("truoc", ""))
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    kept = {name: value for name in ASKED if (value := request.GET.get(name))}
    counts = group_counts(rows)
    context = {
        "rows": [_row(one) for one in found[:PAGE]],
        "groups": [(slug, name, counts[slug], slug == asked.group) for slug, (name, _) in GROUPS.items()],
        "channels": Channel.choices,
        "plans": [(p.pk, p.reference) for p in Plan.objects.led_by(request.user).order_by("-issued_date")[:200]],
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "file_query": urlencode(kept),
        "usage": usage(timezone.now()),
        "shown": f"Hiện {len(found[:PAGE])} dòng",
        "more": PAGE,
        "next_url": f"?{urlencode(kept | {'truoc': found[PAGE - 1].pk})}" if len(found) > PAGE else "",
    }
    return render(request, "agenda/ledger.html", context)


@require_GET
def as_csv(request: HttpRequest) -> HttpResponse:
    _only_leading(request)
    lines = _lines(ledger(request.user, _asked(request)).iterator(chunk_size=500))
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
    return Asked(day=day, plan=plan, channel=given["kenh"], group=given["ket_qua"], name=given["tim"].strip())


def _row(one: Enclosure) -> dict[str, object]:
    delivery = one.delivery
    code, label = badge_of(delivery)
    return {"line": one, "delivery": delivery, "badge": Badge(code, label), "why": why(delivery)}


def _lines(rows: Iterator[Enclosure]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(HEAD)
    for one in rows:
        yield writer.writerow([neutral(cell) for cell in _cells(one)])


def _cells(one: Enclosure) -> list[str]:
    delivery, message = one.delivery, one.message
    at = f"{timezone.localtime(delivery.sent_at):%d/%m/%Y %H:%M}" if delivery.sent_at else ""
    who = str(delivery.user or delivery.unit)
    state = badge_of(delivery)[1]
    place = [delivery.get_channel_display(), delivery.target, state, why(delivery), at]
    return [f"{one.day:%d/%m/%Y}", who, message.code, message.text, message.rung, *place]


class _Line:
    def write(self, text: str) -> str:
        return text
