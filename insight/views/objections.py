"""Ý kiến về điểm: sent from the board, listed, read and answered on a page of their own."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insight import operations, perms
from insight.forms import AnswerObjectionForm, ObjectionForm
from insight.models import Objection
from insight.queries.objections import listed
from insight.views.answering import done_or_form
from insight.views.board import asked_board, board_page, choices_of, own_unit

ROWS = 40


@require_POST
def object_to_score(request: HttpRequest) -> HttpResponse:
    """Of one's own unit on the board that the address names; a wrong form comes back on the board."""
    found = asked_board(request)
    row = found.of_unit(own_unit(request.user))
    if row is None or found.sheet is None:
        raise Http404
    form = ObjectionForm(request.POST, choices=choices_of(found, row))

    def send() -> str:
        told = form.cleaned_data
        one = operations.object_to_score(
            sheet_id=found.sheet.pk,
            unit_id=row.unit_id,
            part=told["part"],
            text=told["text"],
            assignment_id=told["assignment"],
            actor=request.user,
            now=timezone.now(),
        )
        return f"/y-kien-diem/{one.pk}/"

    return done_or_form(
        request, form, send, "Đã gửi ý kiến về điểm.", lambda status: board_page(request, status, form)
    )


@require_GET
def objections(request: HttpRequest) -> HttpResponse:
    page = Paginator(listed(request.user), ROWS).get_page(request.GET.get("trang"))
    return render(request, "insight/objections.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by whoever may see it; a POST answers."""
    rows = Objection.objects.visible_to(request.user)
    rows = rows.select_related("unit", "sheet__criteria__unit", "assignment__task", "sent_by", "answered_by")
    one = get_object_or_404(rows, pk=pk)
    answers = one.state == Objection.State.OPEN and perms.can_answer(request.user, one)
    form = AnswerObjectionForm(request.POST if request.method == "POST" else None)

    def page(status: int = 200) -> HttpResponse:
        context = {"one": one, "form": form if answers else None, "today": timezone.localdate()}
        return render(request, "insight/objection.html", context, status=status)

    if request.method == "GET":
        return page()
    if not perms.can_answer(request.user, one):
        raise Http404

    def answer() -> str:
        operations.answer_objection(objection_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)
        return f"/y-kien-diem/{pk}/"

    return done_or_form(request, form, answer, "Đã trả lời ý kiến.", page)
