"""Tóm tắt tuần: what the letter of the week says, in full; and whether one wants the letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insight.models import BriefChoice
from insight.operations import choose_brief
from insight.queries.brief import brief_of
from insight.queries.scope import plans_watched
from insight.views.city import asks_why
from tasks.queries.standing import UPDATE_DAYS


@require_http_methods(["GET", "POST"])
def brief(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    if not user.sees_everything and not plans_watched(user).exists():
        raise Http404
    if request.method == "POST":
        choice = choose_brief(user=user, wanted=request.POST.get("wanted") == "1")
        said = (
            "Bạn sẽ nhận thư tóm tắt vào ngày làm việc đầu tuần." if choice.wanted else "Bạn thôi nhận thư tóm tắt."
        )
        messages.success(request, said)
        return redirect("insight:brief")
    found = brief_of(user, today)
    context = {
        "brief": found,
        "figures": found.figures,
        "turn": found.turn,
        "red": found.red,
        "bands": found.bands,
        "queues": found.queues,
        "asks": asks_why(user),
        "all_url": "/viec/?tinh_hinh=open_overdue",
        "states_url": "/viec/?tinh_hinh=",
        "silent_query": "",
        "plan": "",
        "updates": None,
        "update_days": UPDATE_DAYS,
        "declined": BriefChoice.objects.filter(user=user, wanted=False).exists(),
    }
    return render(request, "insight/brief.html", context | found.ahead)
