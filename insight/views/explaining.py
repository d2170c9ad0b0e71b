"""Giải trình: what is asked of one's units and by oneself; of one piece of work; of all that are silent at once."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insight.queries.red import silent_local
from insight.queries.scope import plans_watched
from insight.views.city import asks_why
from insight.views.indicator import AnswerForm, AskForm, visible
from insight.views.indicator import page_of as indicator_page
from kpi import operations
from kpi.models import Explanation
from kpi.perms import can_ask_why_of
from kpi.views.answering import answered
from tasks.models import Assignment
from tasks.perms import can_read_work
from tasks.views.asking import number

ROWS, MOST = 40, 500


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """Unanswered first, the earliest due before."""
    rows = Explanation.objects.visible_to(request.user)
    waiting = not request.GET.get("da-tra-loi")
    rows = rows.open().order_by("due_date", "pk") if waiting else rows.exclude(answered_at=None).order_by("-pk")
    rows = rows.select_related("unit", "asked_by", "indicator__plan", "assignment__task", "assignment__plan")
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {"page": page, "waiting": waiting, "today": timezone.localdate(), "mine": request.user.unit_ids()}
    return render(request, "insight/asked.html", context)


@require_http_methods(["GET", "POST"])
def of_work(request: HttpRequest, pk: int) -> HttpResponse:
    work = _work(request, pk)
    if request.method == "GET":
        return work_page(request, work)
    if not can_ask_why_of(request.user, work):
        raise Http404
    form = AskForm(request.POST)

    def ask() -> None:
        operations.ask_of_work(assignment_ids=[pk], actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        return work_page(request, work, status, asking=form)

    return answered(request, form, ask, done="Đã gửi yêu cầu giải trình.", then=_address(pk), page=page)


@require_http_methods(["GET", "POST"])
def of_silent(request: HttpRequest) -> HttpResponse:
    """Wards and communes that are late and gave no reason: one question to each for all of it."""
    today = timezone.localdate()
    if request.method == "POST" and not asks_why(request.user):
        raise Http404
    works = _silent(request, today)
    form = AskForm(request.POST if request.method == "POST" else None)

    def ask() -> None:
        ids = [work.pk for work in works]
        operations.ask_of_work(assignment_ids=ids, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        context = {"works": works, "units": len({work.unit_id for work in works}), "asking": form}
        return render(request, "insight/ask_silent.html", context, status=status)

    if request.method == "GET":
        return page(200)
    done = f"Đã gửi yêu cầu giải trình về {len(works)} lượt giao."
    return answered(request, form, ask, done=done, then=reverse("insight:asked"), page=page)


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer of the unit, given where the question stands."""
    told = get_object_or_404(Explanation.objects.filter(unit__in=request.user.unit_ids()), pk=pk)
    shown = visible(request, told.indicator_id) if told.indicator_id else None
    form = AnswerForm(request.POST)

    def answer() -> None:
        operations.explain(explanation_id=pk, actor=request.user, now=timezone.now(), **form.cleaned_data)

    def page(status: int) -> HttpResponse:
        if shown:
            return indicator_page(request, shown, status, answering=form)
        return work_page(request, _work(request, told.assignment_id), status, answering=form)

    return answered(request, form, answer, done="Đã gửi giải trình.", then=told.path, page=page)


def work_page(
    request: HttpRequest,
    work: Assignment,
    status: int = 200,
    asking: AskForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    rows = work.explanations.select_related("unit", "asked_by", "answered_by").order_by("-asked_at")
    context = {
        "work": work,
        "asked": rows,
        "asks": can_ask_why_of(request.user, work)
        and work.state not in Assignment.State.finished()
        and not any(row.answered_at is None for row in rows),
        "asking": asking or AskForm(),
        "answering": answering or AnswerForm(),
        "mine": request.user.unit_ids(),
        "today": timezone.localdate(),
    }
    return render(request, "insight/work_explained.html", context, status=status)


def _work(request: HttpRequest, pk: int) -> Assignment:
    rows = Assignment.objects.visible_to(request.user).select_related("plan", "task", "unit", "confirming_unit")
    work = get_object_or_404(rows, pk=pk)
    if not can_read_work(request.user, work):
        raise Http404
    return work


def _silent(request: HttpRequest, today: date) -> list[Assignment]:
    plans = plans_watched(request.user)
    if plan := number(request.GET.get("van_ban", "")):
        plans = plans.filter(pk=plan)
    given: QuerySet = Assignment.objects.filter(plan__in=plans.values("pk"))
    open_ = Q(explanations__isnull=False, explanations__answered_at=None)
    works = silent_local(given, today).exclude(open_).select_related("plan", "task", "unit")
    works = list(works.order_by("unit__name", F("counted_due_date"))[:MOST])
    if not works and not plans.exists():
        raise Http404
    return [work for work in works if can_ask_why_of(request.user, work)]


def _address(pk: int) -> str:
    return reverse("insight:of_work", args=[pk])
