"""Xác nhận kết quả: the queue, one item's evidence, the decision."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tasks import operations
from tasks.errors import TaskError
from tasks.forms.work import SupplementForm
from tasks.models import Assignment
from tasks.queries import confirming
from tasks.queries.badges import badge
from tasks.views.answering import act
from tasks.views.asking import number
from tasks.workflow import supplement_due
from units.calendars import WorkCalendar

PAGE = 20
TABS = {
    "": ("Chờ xác nhận", confirming.to_confirm),
    "phe-duyet": ("Đã trình, chờ phê duyệt", confirming.awaiting_approval),
    "tu-xac-nhan": ("Đơn vị tự xác nhận", confirming.self_confirmable),
}


@dataclass(frozen=True)
class Waiting:
    assignment: Assignment
    days: int  # working days since it was sent

    @property
    def level(self) -> str:
        if self.days >= confirming.LONG_DAYS:
            return "red"
        return "amber" if self.days > confirming.PROMISED_DAYS else ""


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    return _queue(request)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, or ask for a supplement; then on to the next item of the queue."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).select_related("unit", "task"), pk=pk)
    told = {"assignment_id": pk, "actor": request.user, "now": timezone.now()}
    name = f"{assignment.unit.short_name}, {assignment.task.code}"
    here = f"{reverse('tasks:confirm_queue')}?{request.GET.urlencode()}".rstrip("?")
    if request.POST.get("action") == "confirm":
        again = _again(request, pk, SupplementForm())
        return act(request, lambda: operations.confirm(**told), done=f"Đã xác nhận: {name}.", then=here, again=again)
    form = SupplementForm(request.POST)
    again = _again(request, pk, form)
    if not form.is_valid():
        return _queue(request, chosen=pk, form=form, status=400)
    return act(
        request,
        lambda: operations.request_supplement(**told, **form.cleaned_data),
        done=f"Đã đề nghị bổ sung: {name}.",
        then=here,
        again=again,
    )


def _again(request: HttpRequest, pk: int, form: SupplementForm) -> Any:
    def again(error: str) -> HttpResponse:
        form.full_clean()
        form.add_error(None, error)
        return _queue(request, chosen=pk, form=form, status=400)

    return again


@require_POST
def confirm_many(request: HttpRequest) -> HttpResponse:
    """Every chosen item by itself: one that somebody has just moved does not hold up the others."""
    chosen = [pk for text in request.POST.getlist("ids") if (pk := number(text)) is not None][:200]
    rows = Assignment.objects.visible_to(request.user).filter(pk__in=chosen).select_related("task", "unit")
    done, failed = 0, []
    for assignment in rows.order_by("sent_date", "id"):
        try:
            operations.confirm(assignment_id=assignment.pk, actor=request.user, now=timezone.now())
            done += 1
        except (TaskError, PermissionDenied) as error:
            why = error.message if isinstance(error, TaskError) else "không thuộc quyền xác nhận của bạn"
            failed.append(f"{assignment.unit.short_name}, {assignment.task.code}: {why}")
    if done:
        messages.success(request, f"Đã xác nhận {done} việc.")
    for sentence in failed[:10]:
        messages.error(request, f"Chưa xác nhận {sentence}")
    if not chosen:
        messages.error(request, "Chưa chọn việc nào. Đánh dấu các việc cần xác nhận rồi làm lại.")
    return redirect("tasks:confirm_queue")


def _queue(
    request: HttpRequest, *, chosen: int | None = None, form: SupplementForm | None = None, status: int = 200
) -> HttpResponse:
    today, calendar = timezone.localdate(), WorkCalendar.load()
    tab = request.GET.get("tab", "")
    if tab not in TABS:
        raise Http404
    rows = _of_plan(TABS[tab][1](request.user), request.GET.get("van_ban", ""))
    pages = Paginator(rows, PAGE)
    page = pages.get_page(request.GET.get("trang"))
    waiting = [Waiting(a, calendar.working_days_between(a.sent_date, today)) for a in page]
    current = _current(request, rows, waiting, chosen)
    context = {
        "tab": tab,
        "tabs": _tabs(request, tab),
        "page": page,
        "waiting": waiting,
        "locked": list(confirming.confirmed_elsewhere(request.user)[:PAGE]) if not tab else [],
        "longest": waiting[0] if waiting and page.number == 1 else None,
        "promised": confirming.PROMISED_DAYS,
        "query": _without(request, "viec"),
    }
    if current:
        context |= _item(current, today, form)
    return render(request, "tasks/confirm_queue.html", context, status=status)


def _of_plan(rows: QuerySet, plan: str) -> QuerySet:
    return rows if (pk := number(plan)) is None else rows.filter(plan=pk)


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    url = reverse("tasks:confirm_queue")
    tabs = [
        {
            "label": label,
            "url": f"{url}?tab={key}" if key else url,
            "count": rows(request.user).count(),
            "active": key == current,
        }
        for key, (label, rows) in TABS.items()
    ]
    return [tab for tab in tabs if tab["count"] or tab["active"] or tab["label"] != "Đơn vị tự xác nhận"]


def _current(request: HttpRequest, rows: QuerySet, waiting: list[Waiting], chosen: int | None) -> Assignment | None:
    wanted = chosen or number(request.GET.get("viec", ""))
    found = rows.filter(pk=wanted).first() if wanted else None
    return found or (waiting[0].assignment if waiting else None)


def _item(assignment: Assignment, today: date, form: SupplementForm | None) -> dict[str, Any]:
    evidence = list(assignment.evidences.filter(withdrawn_at=None).select_related("author").order_by("id"))
    preview = next(
        (one for one in evidence if one.content_type in ("application/pdf", "image/png", "image/jpeg")), None
    )
    return {
        "current": assignment,
        "badge": badge(assignment, today),
        "outcome": confirming.outcome(assignment, today),
        "evidence": evidence,
        "preview": preview,
        "last_update": assignment.progressupdates.order_by("-id").first(),
        "obstacles": list(assignment.obstacles.filter(closed_at=None).order_by("-id")[:5]),
        "until": supplement_due(assignment, today),
        "form": form or SupplementForm(),
    }


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
