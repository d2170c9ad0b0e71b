"""An amended version beside its plan: what differs, what of it to apply; and which plan it amends."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from intake.forms import DecisionForm
from intake.models import AmendedPart
from intake.operations import DraftIsGone, IntakeError
from intake.operations.amending import apply_version, fingerprint, set_amended
from intake.queries.parts import compare_parts
from intake.queries.settled import settled_in_review
from intake.views.answers import answer_gone, led_plan
from plans.models import Plan
from tasks.errors import TaskConflict
from tasks.queries.differences import Change, compare
from tasks.views.asking import number
from units.models import User

LABELS = {**dict(Change.choices), **dict(AmendedPart.Kind.choices)}


def compare_version(request: HttpRequest, pk: int) -> HttpResponse:
    version = led_plan(request, pk)
    if version.state != Plan.State.DRAFT:
        return redirect("tasks:plan", pk)
    if version.amends_id is None:
        return render(request, "intake/choose_amended.html", {"plan": version, "plans": _plans(request.user)})
    form = DecisionForm(request.POST or None, initial=_facts(version))
    if request.method == "POST" and form.is_valid():
        return _apply(request, version, form)
    return _page(request, version, form)


@require_POST
def amends(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which plan the draft amends; none: it is tracked by itself."""
    version = led_plan(request, pk)
    wanted = number(request.POST.get("plan", ""))
    target = get_object_or_404(_plans(request.user), pk=wanted) if wanted else None
    try:
        set_amended(plan_id=version.pk, target=target, actor=request.user, now=timezone.now())
    except DraftIsGone as gone:
        return answer_gone(request, gone.message)
    except IntakeError as error:
        messages.error(request, error.message)
        return redirect("intake:compare", pk)
    return redirect("intake:compare" if target else "intake:publish", pk)


def _apply(request: HttpRequest, version: Plan, form: DecisionForm) -> HttpResponse:
    try:
        done = apply_version(
            plan_id=version.pk,
            actor=request.user,
            now=timezone.now(),
            chosen=set(request.POST.getlist("khac")),
            seen=request.POST.get("da_xem", ""),
            ending={pk for value in request.POST.getlist("dung") if (pk := number(value))},
            **form.cleaned_data,
        )
    except (DraftIsGone, TaskConflict) as gone:
        return answer_gone(request, gone.message)
    except IntakeError as error:
        form.add_error(None, error.message)
        return _page(request, version, form)
    said = ", ".join(f"{count} {LABELS[what]}" for what, count in done.counts.items())
    messages.success(request, f"Đã áp dụng bản sửa đổi vào {done.plan.reference}: {said}.")
    return redirect("tasks:plan", done.plan.pk)


def _page(request: HttpRequest, version: Plan, form: DecisionForm) -> HttpResponse:
    plan = version.amends
    found, parts = compare(plan, version, timezone.localdate()), compare_parts(plan, version)
    settled = settled_in_review(plan, version, found)
    ours = [one for one in found.differences if one.key not in settled]
    told = [*ours, *parts]
    chosen = set(request.POST.getlist("khac")) if form.is_bound else {one.key for one in told if one.ticked}
    context: dict[str, Any] = {
        "version": version,
        "plan": plan,
        "comparison": found,
        "groups": [(change, [d for d in ours if d.change == change]) for change in Change],
        "settled": [d for d in found.differences if d.key in settled],
        "parts": [(kind, [one for one in parts if one.kind == kind]) for kind in AmendedPart.Kind],
        "count": len(told),
        "chosen": chosen,
        "seen": fingerprint(found, parts),
        "form": form,
    }
    return render(request, "intake/compare.html", context, status=422 if form.is_bound else 200)


def _facts(version: Plan) -> dict[str, Any]:
    return {"number": version.number, "issued_date": version.issued_date}


def _plans(user: User) -> Any:
    return Plan.objects.led_by(user).filter(state=Plan.State.IN_FORCE).order_by("-issued_date", "-pk")
