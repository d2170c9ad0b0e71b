"""Nhắc việc của một việc: when whom it will reach, what was answered and urged; “đã nắm” for who is signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agenda import operations
from agenda.errors import AgendaError
from agenda.forms.reminding import AcknowledgeForm
from agenda.ladder import likely_end
from agenda.queries import previewing, urging
from agenda.queries.ladders import steps_for
from tasks.models import Assignment
from tasks.perms import can_read_work, can_work
from units.calendars import WorkCalendar


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("task", "unit", "plan", "officer", "leader")
    work = get_object_or_404(Assignment.objects.visible_to(request.user).select_related(*related), pk=pk)
    works = can_work(request.user, work)
    if not can_read_work(request.user, work) or (request.method == "POST" and not works):
        raise Http404
    today = timezone.localdate()
    calendar = WorkCalendar.load()
    expected = likely_end(work.counted_due_date, today, calendar)
    form = AcknowledgeForm(request.POST or None, initial={"expected_date": expected})
    if request.method == "POST" and form.is_valid():
        try:
            said = operations.acknowledge(
                assignment_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except AgendaError as error:
            form.add_error("expected_date", error.message)
        else:
            messages.success(request, f"Đã ghi: đã nắm, sẽ xong ngày {said.expected_date:%d/%m/%Y}.")
            return redirect("agenda:work_reminders", pk)
    context = {
        "work": work,
        "open": works and work.state in (Assignment.State.OPEN, Assignment.State.AT_HEAD),
        "form": form,
        "preview": previewing.preview(work, steps_for(work.plan_id), calendar, today),
        "answers": work.acknowledgements.select_related("user", "unit").order_by("-pk")[:20],
        "urgings": urging.urged(work),
    }
    return render(request, "agenda/work_reminders.html", context, status=400 if form.errors else 200)
