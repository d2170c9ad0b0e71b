"""Minh chứng of one assignment: adding, new versions, taking back, opening; and the answers to its criteria."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tasks import operations, perms
from tasks.forms.proving import CriteriaForm
from tasks.models import Evidence
from tasks.queries.proofs import told
from tasks.views.answering import act, form_of_work
from tasks.views.assignment import acted, evidence_form, page_of, visible
from tasks.views.files import shown


@form_of_work
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible(request, pk)
    form = evidence_form(assignment, told(assignment), request.POST, request.FILES)
    if not form.is_valid():
        return page_of(request, assignment, status=400, evidence_form=form)
    return acted(
        request,
        assignment,
        f"Đã thêm minh chứng “{form.cleaned_data['label']}”.",
        operations.add_evidence,
        form_name="evidence_form",
        form=form,
        **form.cleaned_data,
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=pk)
    assignment = visible(request, evidence.assignment_id)
    return act(
        request,
        lambda: operations.withdraw_evidence(evidence_id=pk, actor=request.user, now=timezone.now()),
        done=f"Đã rút minh chứng “{evidence.label}”.",
        then=assignment.get_absolute_url(),
        again=lambda error: page_of(request, assignment, status=400, error=error),
    )


@form_of_work
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible(request, pk)
    form = CriteriaForm(request.POST, assignment=assignment)
    if not form.is_valid():
        return page_of(request, assignment, status=400, criteria_form=form)
    return acted(
        request,
        assignment,
        "Đã lưu câu trả lời tiêu chí nghiệm thu.",
        operations.answer_criteria,
        form_name="criteria_form",
        form=form,
        answers=form.answers,
    )


@require_GET
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    files = Evidence.objects.filter(kind=Evidence.Kind.FILE, withdrawn_at=None).select_related("assignment__plan")
    evidence = get_object_or_404(files, pk=pk)
    if not perms.can_read_work(request.user, evidence.assignment):
        raise Http404
    return shown(request, evidence)
