"""Đề nghị điều chỉnh: the lists, one request, asking, the opinion and the decision for one or many."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tasks import operations, perms
from tasks.forms.changes import AskChangeForm, DecisionForm, OpinionForm
from tasks.models import Assignment, ChangeRequest
from tasks.queries import changes
from tasks.queries.clear import decider
from tasks.views.answering import act
from tasks.views.asking import number
from tasks.views.files import shown
from tasks.workflow import request_buttons
from units.models import User

PAGE = 50
MOST = 200
TABS: dict[str, tuple[str, Callable[[User], QuerySet]]] = {
    "y-kien": ("Chờ ý kiến", changes.to_opine),
    "quyet-dinh": ("Chờ quyết định", changes.to_decide),
    "don-vi": ("Của đơn vị tôi", changes.of_my_units),
    "da-quyet-dinh": ("Đã quyết định", changes.decided),
}
RELATED = ("plan__focal_unit", "task", "unit", "milestone")
DONE = {
    "approve": ("Đã duyệt và gửi đề nghị.", operations.approve_change),
    "withdraw": ("Đã rút đề nghị.", operations.withdraw_change),
}


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    counts = {key: rows(request.user).count() for key, (_, rows) in TABS.items()}
    tab = request.GET.get("tab") or next((key for key, count in counts.items() if count), "y-kien")
    if tab not in TABS:
        raise Http404
    page = Paginator(TABS[tab][1](request.user), PAGE).get_page(request.GET.get("trang"))
    url = reverse("tasks:changes")
    tabs = [
        {"label": label, "url": f"{url}?tab={key}", "count": counts[key], "active": key == tab}
        for key, (label, _) in TABS.items()
    ]
    context = {"tab": tab, "tabs": tabs, "page": page, "rows": [_row(one) for one in page]}
    return render(request, "tasks/changes.html", context)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _one(request, _visible(request, pk))


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    change = _visible(request, pk)
    if move not in DONE:
        raise Http404
    done, operation = DONE[move]
    return act(
        request,
        lambda: operation(request_id=pk, actor=request.user, now=timezone.now()),
        done=done,
        then=change.assignment.get_absolute_url(),
        again=lambda error: _one(request, change, status=400, error=error),
    )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A plain page; `?loai=` chooses what is to be changed."""
    visible = Assignment.objects.visible_to(request.user).select_related(*RELATED)
    assignment = get_object_or_404(visible, pk=pk)
    kind = request.GET.get("loai", ChangeRequest.Kind.DEADLINE)
    if not perms.can_work(request.user, assignment) or kind not in ChangeRequest.Kind.values:
        raise Http404
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AskChangeForm(*bound, kind=kind, assignment=assignment, today=timezone.localdate())
    out = perms.can_send(request.user, assignment)

    def page(error: str = "", status: int = 200) -> HttpResponse:
        if error:
            form.add_error(None, error)
        context = _asking(assignment, kind, form) | {"out": out}
        return render(request, "tasks/ask_change.html", context, status=status)

    if not form.is_bound:
        return page()
    if not form.is_valid():
        return page(status=400)
    told = {"assignment_id": pk, "actor": request.user, "now": timezone.now()}
    return act(
        request,
        lambda: operations.ask_change(**told, **form.details()),
        done="Đã gửi đề nghị." if out else "Đã trình lãnh đạo đề nghị.",
        then=assignment.get_absolute_url(),
        again=lambda error: page(error, 400),
    )


@require_http_methods(["GET", "POST"])
def opine(request: HttpRequest) -> HttpResponse:
    """`?ids=`: what one opinion would say, and then says, of all of them."""
    rows = _chosen(request, changes.to_opine(request.user), perms.can_opine)
    form = OpinionForm(request.POST or None)
    template = "tasks/opine_changes.html"
    ids = [one.pk for one in rows]
    told = {"request_ids": ids, "actor": request.user, "now": timezone.now()}
    return _answer(
        request, rows, form, template, lambda: operations.opine(**told, **form.cleaned_data), "Đã ghi ý kiến"
    )


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """`?ids=`: the preview of one decision, and its recording."""
    rows = _chosen(request, changes.to_decide(request.user), perms.can_record_decision)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionForm(*bound, requests=rows, today=timezone.localdate())
    told = {"request_ids": [one.pk for one in rows], "actor": request.user, "now": timezone.now()}
    template = "tasks/decide_changes.html"
    return _answer(
        request, rows, form, template, lambda: operations.decide(**told, **form.details()), "Đã ghi quyết định"
    )


@require_GET
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, _visible(request, pk))


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may read a request or a work that it decided."""
    return shown(request, get_object_or_404(changes.papers_for(request.user), pk=pk))


def _visible(request: HttpRequest, pk: int) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(request.user).select_related(*changes.RELATED)
    return get_object_or_404(rows, pk=pk)


def _chosen(request: HttpRequest, waiting: QuerySet, may: Callable[[User, Assignment], bool]) -> list[ChangeRequest]:
    """404 for what is not this person's to answer; what another has just answered is for the operation to refuse."""
    ids = {pk for text in request.GET.getlist("ids") if (pk := number(text)) is not None}
    if request.method == "POST":
        waiting = ChangeRequest.objects.visible_to(request.user).select_related(*changes.RELATED)
    found = list(waiting.filter(pk__in=list(ids)[:MOST]).order_by("assignment__plan", "pk"))
    if not found or len(found) < len(ids) or not all(may(request.user, one.assignment) for one in found):
        raise Http404
    return found


def _answer(
    request: HttpRequest, rows: list[ChangeRequest], form: Any, template: str, do: Callable[[], Any], done: str
) -> HttpResponse:
    def page(error: str = "", status: int = 200) -> HttpResponse:
        if error:
            form.add_error(None, error)
        shown_rows = [
            _row(one) | {"due": form[f"due_{one.pk}"] if f"due_{one.pk}" in form.fields else None} for one in rows
        ]
        authorities = sorted({decider(one.assignment.plan) for one in rows})
        context = {
            "rows": shown_rows,
            "form": form,
            "authority": "; ".join(authorities),
            "today": timezone.localdate(),
        }
        return render(request, template, context, status=status)

    if not form.is_bound:
        return page()
    if not form.is_valid():
        return page(status=400)
    sentence = f"{done} cho {len(rows)} đề nghị."
    return act(request, do, done=sentence, then=reverse("tasks:changes"), again=lambda error: page(error, 400))


def _row(change: ChangeRequest) -> dict[str, Any]:
    decided = change.state in ChangeRequest.State.decided()
    return {"change": change, "wish": changes.wish(change), "result": changes.result(change) if decided else ""}


def _one(request: HttpRequest, change: ChangeRequest, *, status: int = 200, error: str = "") -> HttpResponse:
    context = _row(change) | {
        "moves": request_buttons(request.user, change),
        "path": changes.path(change, change.assignment),
        "error": error,
    }
    return render(request, "tasks/change.html", context, status=status)


def _asking(assignment: Assignment, kind: str, form: AskChangeForm) -> dict[str, Any]:
    tabs = [
        {"label": label.capitalize(), "url": f"?loai={value}", "active": value == kind, "count": None}
        for value, label in ChangeRequest.Kind.choices
    ]
    return {
        "assignment": assignment,
        "kind": kind,
        "form": form,
        "tabs": tabs,
        "changes": changes.changes_of(assignment),
        "path": changes.path(None, assignment),
    }
