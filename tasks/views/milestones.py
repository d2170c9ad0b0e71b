"""Mốc đơn vị đăng ký: on the page of one work, and the lists of those who approve, take note, or have none."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tasks import operations
from tasks.errors import TaskError
from tasks.forms.proving import MilestoneForm
from tasks.models import RegisteredMilestone
from tasks.queries import promised
from tasks.views.answering import act, form_of_work
from tasks.views.asking import number
from tasks.views.assignment import acted, page_of, visible

PAGE, AT_ONCE = 50, 200
TABS = {
    "cho-duyet": ("Chờ tôi duyệt", "Duyệt các mốc đã chọn"),
    "cho-ghi-nhan": ("Chờ ghi nhận", "Ghi nhận các mốc đã chọn"),
    "chua-dang-ky": ("Chưa đăng ký", ""),
}
MOVES: dict[str, tuple[Callable, str]] = {
    "duyet": (operations.approve_milestone, "Đã duyệt mốc."),
    "ghi-nhan": (operations.note_milestone, "Đã ghi nhận mốc."),
    "rut": (operations.withdraw_milestone, "Đã rút mốc."),
    "dat": (operations.reach_milestone, "Đã ghi mốc đạt hôm nay."),
}
IN_BULK = {"cho-duyet": operations.approve_milestone, "cho-ghi-nhan": operations.note_milestone}


@form_of_work
def register(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible(request, pk)
    form = MilestoneForm(request.POST)
    if not form.is_valid():
        return page_of(request, assignment, status=400, milestone_form=form)
    done, kept = "Đã đăng ký mốc.", form.cleaned_data
    return acted(
        request, assignment, done, operations.register_milestone, form_name="milestone_form", form=form, **kept
    )


@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    milestone = get_object_or_404(RegisteredMilestone, pk=pk)
    assignment = visible(request, milestone.assignment_id)
    if move not in MOVES:
        raise Http404
    operation, done = MOVES[move]
    more = {"day": timezone.localdate()} if move == "dat" else {}
    return act(
        request,
        lambda: operation(milestone_id=pk, actor=request.user, now=timezone.now(), **more),
        done=done,
        then=f"{assignment.get_absolute_url()}#moc",
        again=lambda error: page_of(request, assignment, status=400, error=error),
    )


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    rows = {
        "cho-duyet": promised.to_approve(request.user),
        "cho-ghi-nhan": promised.to_note(request.user),
        "chua-dang-ky": promised.missing(request.user, timezone.localdate()),
    }
    counts = {key: found.count() for key, found in rows.items()}
    tab = request.GET.get("tab") or next((key for key, count in counts.items() if count), "chua-dang-ky")
    if tab not in TABS:
        raise Http404
    url = reverse("tasks:milestones")
    context = {
        "tab": tab,
        "verb": TABS[tab][1],
        "page": Paginator(rows[tab], PAGE).get_page(request.GET.get("trang")),
        "tabs": [
            {"label": label, "url": f"{url}?tab={key}", "count": counts[key], "active": key == tab}
            for key, (label, _) in TABS.items()
        ],
    }
    return render(request, "tasks/milestones.html", context)


@require_POST
def move_many(request: HttpRequest) -> HttpResponse:
    """Every chosen milestone by itself; what somebody has just moved does not hold up the others."""
    tab = request.POST.get("tab", "")
    if tab not in IN_BULK:
        raise Http404
    chosen = [pk for text in request.POST.getlist("ids") if (pk := number(text)) is not None][:AT_ONCE]
    refused = [sentence for pk in chosen if (sentence := _one(IN_BULK[tab], pk, request.user))]
    if done := len(chosen) - len(refused):
        messages.success(request, f"Đã {'duyệt' if tab == 'cho-duyet' else 'ghi nhận'} {done} mốc.")
    for sentence in refused:
        messages.error(request, sentence)
    if not chosen:
        messages.error(request, "Chưa chọn mốc nào. Đánh dấu các mốc rồi làm lại.")
    return redirect(f"{reverse('tasks:milestones')}?tab={tab}")


def _one(operation: Callable, pk: int, user: Any) -> str:
    try:
        operation(milestone_id=pk, actor=user, now=timezone.now())
    except TaskError as error:
        return error.message
    except PermissionDenied:
        return "Một mốc không thuộc quyền của bạn, chưa ghi."
    return ""
