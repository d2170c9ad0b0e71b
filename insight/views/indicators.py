"""Chỉ tiêu: all of them with their verdicts, by document and pillar."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from insight.exports import figures_table, indicators_table
from insight.forecasting import Verdict
from insight.queries.indicators import of_indicators
from insight.queries.pillars import pillars_of
from insight.views.badges import badge
from insight.views.files import answer_file
from insight.views.indicator import visible
from kpi.models import Indicator, IndicatorQuerySet, Measurement
from kpi.periods import awaited
from kpi.queries import figures_of_unit, indicators_seen, to_accept
from plans.models import Plan
from tasks.views.asking import number, words

ROWS = 40
MOST = 2_000


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    today, plan, pillar = timezone.localdate(), _plan(request), words(request.GET.get("tru_cot", ""))
    word = request.GET.get("danh_gia", "")
    found = _standing_so(request, word, today) if word in Verdict.values else _wanted(request)
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    stands = of_indicators(page, today)
    plans = Plan.objects.visible_to(request.user).filter(indicators__isnull=False).distinct().order_by("-issued_date")
    kept = {name: value for name, value in (("van_ban", plan), ("tru_cot", pillar), ("danh_gia", word)) if value}
    context = {
        "page": page,
        "rows": [_row(one, stands, today) for one in page],
        "plan": str(plan or ""),
        "pillar": pillar,
        "pillars": [(name, name) for name in pillars_of(request.user, plan)] if plan else [],
        "plans": [(row.pk, row.reference) for row in plans[:200]],
        "verdict": word,
        "verdicts": Verdict.choices,
        "query": urlencode(kept),
        "to_type": figures_of_unit(request.user, today).count(),
        "to_accept": to_accept(request.user).count(),
    }
    return render(request, "insight/indicators.html", context)


@require_GET
def indicators_file(request: HttpRequest, format: str) -> HttpResponse:
    today, found = timezone.localdate(), list(_wanted(request)[:MOST])
    stands = of_indicators(found, today)
    table = indicators_table((one, stands.get(one.pk, [])) for one in found)
    return answer_file(table, format, "chi-tieu", today)


@require_GET
def figures_file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """Every figure of one indicator that the reader may see, the latest period first."""
    shown, today = visible(request, pk), timezone.localdate()
    rows = Measurement.objects.visible_to(request.user).current().filter(target__indicator=shown)
    rows = rows.select_related("target__indicator__plan", "unit").order_by("-period_end", "target", "unit__name")
    return answer_file(figures_table(rows), format, f"so-lieu-chi-tieu-{shown.number}", today)


def _standing_so(request: HttpRequest, word: str, today: date) -> list[Indicator]:
    """The verdict is never stored, so all are asked."""
    found = list(_wanted(request)[:MOST])
    stands = of_indicators(found, today)
    return [one for one in found if badge(stands.get(one.pk, [])).code == word]


def _row(one: Indicator, stands: dict, today: date) -> tuple:
    found = stands.get(one.pk, [])
    return one, found, badge(found), awaited(one, today)


def _plan(request: HttpRequest) -> int | None:
    return number(request.GET.get("van_ban", ""))


def _wanted(request: HttpRequest) -> IndicatorQuerySet:
    found = indicators_seen(request.user)
    if plan := _plan(request):
        found = found.filter(plan=plan)
    if pillar := words(request.GET.get("tru_cot", "")):
        found = found.filter(pillar=pillar)
    return found
