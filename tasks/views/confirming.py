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

from tasks import operations, perms
from tasks.errors import TaskConflict, TaskError
from tasks.forms.proving import JudgeForm
from tasks.forms.work import SupplementForm
from tasks.models import Assignment
from tasks.queries import confirming
from tasks.queries.badges import badge
from tasks.queries.proofs import proofs, told
from tasks.views.answering import act
from tasks.views.asking import number
from tasks.views.files import SHOWN
from tasks.views.forming import posted
from tasks.workflow import supplement_due
from units.calendars import WorkCalendar
from units.models import User

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


@dataclass(frozen=True)
class Result:
    assignment: Assignment
    why: str  # it was not confirmed; empty when it was


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
        try:
            operations.confirm(**told)
        except TaskConflict as conflict:
            return render(request, "409.html", {"message": conflict.message}, status=409)
        except TaskError as error:
            return again(error.message)
        messages.success(request, f"Đã xác nhận: {name}.", extra_tags=reverse("tasks:take_back", args=[pk]))
        return redirect(here)
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
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Hoàn tác: the confirmation made a moment ago, back in the queue and looked at again."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).select_related("unit", "task"), pk=pk)

    def again(error: str) -> HttpResponse:
        messages.error(request, error)
        return redirect("tasks:confirm_queue")

    return act(
        request,
        lambda: operations.take_back_confirmation(assignment_id=pk, actor=request.user, now=timezone.now()),
        done=f"Đã hoàn tác xác nhận: {assignment.unit.short_name}, {assignment.task.code}.",
        then=f"{reverse('tasks:confirm_queue')}?viec={pk}",
        again=again,
    )


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Đạt, chưa đạt of each piece and each criterion of one work."""
    rows = Assignment.objects.visible_to(request.user).select_related("task", "unit", "plan", "confirming_unit")
    assignment = get_object_or_404(rows, pk=pk)
    if not perms.can_read_work(request.user, assignment):
        raise Http404
    form = _judge_form(assignment, request.POST)

    def page(status: int) -> HttpResponse:
        return _queue(request, chosen=pk, status=status, judge_form=form)

    return posted(
        request,
        form,
        page,
        lambda: operations.judge(assignment_id=pk, actor=request.user, now=timezone.now(), **form.details()),
        done="Đã lưu đánh giá.",
        then=f"{reverse('tasks:confirm_queue')}?{_with(request, pk)}",
    )


def _with(request: HttpRequest, pk: int) -> str:
    query = request.GET.copy()
    query["viec"] = str(pk)
    return query.urlencode()


def _judge_form(assignment: Assignment, *data: Any) -> JudgeForm:
    pieces = list(assignment.evidences.current().order_by("pk"))
    return JudgeForm(*data, assignment=assignment, pieces=pieces)


@require_POST
def confirm_many(request: HttpRequest) -> HttpResponse:
    """Every chosen item by itself: one that somebody has just moved does not hold up the others."""
    chosen = [pk for text in request.POST.getlist("ids") if (pk := number(text)) is not None][:200]
    rows = Assignment.objects.visible_to(request.user).filter(pk__in=chosen).select_related("task", "unit")
    results = []
    for assignment in rows.order_by("sent_date", "id"):
        try:
            operations.confirm(assignment_id=assignment.pk, actor=request.user, now=timezone.now())
            why = ""
        except (TaskError, PermissionDenied) as error:
            why = error.message if isinstance(error, TaskError) else "không thuộc quyền xác nhận của bạn"
        results.append(Result(assignment, why))
    if results:
        return _queue(request, results=results)
    if not chosen:
        messages.error(request, "Chưa chọn việc nào. Đánh dấu các việc cần xác nhận rồi làm lại.")
    return redirect("tasks:confirm_queue")


def _queue(
    request: HttpRequest,
    *,
    chosen: int | None = None,
    form: SupplementForm | None = None,
    judge_form: JudgeForm | None = None,
    results: list[Result] | None = None,
    status: int = 200,
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
        "results": results or [],
        "confirmed": sum(not one.why for one in results or []),
    }
    if current:
        context |= _item(request.user, current, today)
        context |= {"form": form or SupplementForm(), "judge_form": judge_form or _judge_form(current)}
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


def _item(user: User, assignment: Assignment, today: date) -> dict[str, Any]:
    pieces = proofs(assignment, user, told(assignment))
    preview = next((one.evidence for one in pieces if one.evidence.content_type in SHOWN), None)
    return {
        "current": assignment,
        "badge": badge(assignment, today),
        "outcome": confirming.outcome(assignment, today),
        "proofs": pieces,
        "preview": preview,
        "preview_pk": preview.pk if preview else 0,
        "unsubmitted": assignment.task.approval_level if not assignment.submission_number else "",
        "last_update": assignment.progressupdates.order_by("-id").first(),
        "obstacles": list(assignment.obstacles.filter(closed_at=None).order_by("-id")[:5]),
        "until": supplement_due(assignment, today),
    }


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
