"""What is done from the inbox: an update in place, and the approval of many."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agenda.queries import grouping
from agenda.views.asking import NOTHING
from agenda.views.inbox import inbox_page, of_address
from plans.models import Plan
from tasks import operations
from tasks.errors import TaskConflict, TaskError
from tasks.forms.work import UpdateForm
from tasks.models import Assignment, AssignmentQuerySet
from tasks.views.asking import number
from units.models import User

AT_ONCE = 200


@require_POST
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Save, then the inbox with the next overdue row open."""
    assignment = get_object_or_404(_of_units(request.user).select_related("task"), pk=pk)
    form = UpdateForm(request.POST, assignment=assignment)
    if not form.is_valid():
        return inbox_page(request, status=400, opened=pk, form=form)
    try:
        saved = operations.update_progress(
            assignment_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data
        )
    except TaskConflict as conflict:
        return _conflict(request, conflict.message, form.cleaned_data["note"])
    except TaskError as error:
        form.add_error(None, error.message)
        return inbox_page(request, status=400, opened=pk, form=form)
    messages.success(request, f"Đã lưu {saved.count_text or f'{saved.percent}%'}: {assignment.task.code}.")
    rows, ask = of_address(request)
    return redirect(ask.url(mo=grouping.next_overdue(rows, after=saved) or NOTHING))


@require_POST
def send_many(request: HttpRequest) -> HttpResponse:
    """Each chosen work by itself: one that cannot go does not hold up the others."""
    chosen = [pk for text in request.POST.getlist("ids") if (pk := number(text)) is not None][:AT_ONCE]
    rows = list(
        _of_units(request.user).filter(pk__in=chosen).select_related("task").order_by("counted_due_date", "pk")
    )
    if chosen and not rows:
        raise Http404
    refused = {row: sentence for row in rows if (sentence := _send(request.user, row))}
    if done := len(rows) - len(refused):
        messages.success(request, f"Đã duyệt và gửi {done} việc.")
    for row, sentence in refused.items():
        messages.error(request, f"Chưa gửi {row.task.code}: {sentence}")
    if not chosen:
        messages.error(request, "Chưa chọn việc nào. Đánh dấu các việc cần duyệt rồi làm lại.")
    return redirect(of_address(request)[1].url())


def _send(user: User, assignment: Assignment) -> str:
    """Empty, or why it was not sent."""
    try:
        operations.send(assignment_id=assignment.pk, actor=user, now=timezone.now())
    except TaskError as error:
        return error.message
    except PermissionDenied:
        return "việc này do lãnh đạo đơn vị thực hiện duyệt."
    return ""


def _conflict(request: HttpRequest, message: str, note: str) -> HttpResponse:
    if not request.htmx:
        return render(request, "409.html", {"message": message}, status=409)
    kept = f" Phần bạn đã gõ: “{note}”" if note else ""
    return inbox_page(request, status=409, opened=NOTHING, refused=message + kept)


def _of_units(user: User) -> AssignmentQuerySet:
    return Assignment.objects.filter(unit__in=user.unit_ids(), plan__state=Plan.State.IN_FORCE)
