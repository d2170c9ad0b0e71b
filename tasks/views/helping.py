"""Yêu cầu phối hợp: what waits for my unit, asking, one request with its delivery."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notifications.operations import note_opened
from tasks import operations, perms
from tasks.forms.answering import AskAgainForm, AskContributionForm, DeliverForm
from tasks.models import Assignment, ContributionRequest
from tasks.queries import helping
from tasks.queries.badges import distance
from tasks.views.files import shown
from tasks.views.forming import posted
from tasks.workflow import contribution_moves

PAGE = 50
TABS = {
    "can-lam": ("Chờ đơn vị tôi phối hợp", helping.owed),
    "cho-ghi-nhan": ("Chờ tôi ghi nhận", helping.delivered_to),
    "da-yeu-cau": ("Tôi đã yêu cầu", helping.asked_by),
    "da-xong": ("Đã xong", helping.closed),
}
FORMS: dict[str, tuple[type[forms.Form], Any, str]] = {
    "deliver": (DeliverForm, operations.deliver_contribution, "Đã gửi kết quả phối hợp."),
    "accept": (forms.Form, operations.accept_contribution, "Đã ghi nhận kết quả phối hợp."),
    "ask_again": (AskAgainForm, operations.ask_contribution_again, "Đã đề nghị làm thêm."),
    "withdraw": (forms.Form, operations.withdraw_contribution, "Đã rút yêu cầu phối hợp."),
}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    counts = {key: rows(request.user).count() for key, (_, rows) in TABS.items()}
    tab = request.GET.get("tab") or next((key for key, count in counts.items() if count), "can-lam")
    if tab not in TABS:
        raise Http404
    today, url = timezone.localdate(), reverse("tasks:contributions")
    page = Paginator(TABS[tab][1](request.user), PAGE).get_page(request.GET.get("trang"))
    tabs = [
        {"label": label, "url": f"{url}?tab={key}", "count": counts[key], "active": key == tab}
        for key, (label, _) in TABS.items()
    ]
    rows = [{"one": one, "distance": distance(one.due_date, today), "late": _late(one, today)} for one in page]
    return render(request, "tasks/contributions.html", {"tab": tab, "tabs": tabs, "page": page, "rows": rows})


def _late(one: ContributionRequest, today: Any) -> bool:
    return one.state == one.State.ASKED and one.due_date is not None and one.due_date < today


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Assignment.objects.visible_to(request.user).select_related("plan", "task", "unit")
    assignment = get_object_or_404(visible.prefetch_related("task__parties__unit"), pk=pk)
    if not perms.can_work(request.user, assignment):
        raise Http404
    form = AskContributionForm(request.POST or None, today=timezone.localdate())

    def page(status: int) -> HttpResponse:
        partners = [party.phrase for party in assignment.task.parties.all() if party.part == party.Part.PARTNER]
        context = {"assignment": assignment, "form": form, "partners": partners}
        return render(request, "tasks/ask_contribution.html", context, status=status)

    if request.method == "GET":
        return page(200)
    told = {"assignment_id": pk, "actor": request.user, "now": timezone.now()}
    return posted(
        request,
        form,
        page,
        lambda: operations.ask_contribution(**told, **form.details()),
        done="Đã gửi yêu cầu phối hợp.",
        then=assignment.get_absolute_url(),
    )


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible(request, pk)
    note_opened(subject=("contribution", pk), who=(request.user.pk, None), now=timezone.now())
    return _one(request, row)


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    row = _visible(request, pk)
    if move not in FORMS:
        raise Http404
    kind, operation, done = FORMS[move]
    form = kind(request.POST, request.FILES)

    def do() -> ContributionRequest:
        return operation(request_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return _one(request, row, status=status, **{f"{move}_form": form})

    return posted(request, form, page, do, done=done, then=reverse("tasks:contribution", args=[pk]))


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> ContributionRequest:
    return get_object_or_404(
        ContributionRequest.objects.visible_to(request.user).select_related(*helping.RELATED), pk=pk
    )


def _one(request: HttpRequest, row: ContributionRequest, *, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    """The partner sees the task it helps and its own part; evidence stays with those who may read the work."""
    blank = {f"{name}_form": kind() for name, (kind, _, _) in FORMS.items()}
    today = timezone.localdate()
    context = blank | {
        "one": row,
        "moves": contribution_moves(request.user, row),
        "reads": perms.can_read_work(request.user, row.assignment),
        "distance": distance(row.due_date, today) if row.state == row.State.ASKED else "",
        "late": _late(row, today),
    }
    return render(request, "tasks/contribution.html", context | forms_, status=status)
