"""What documents are to one another; tasks that two documents share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from intake.forms import LinkForm
from intake.operations import IntakeError
from intake.operations.linking import agree, close_replaced, link, unlink
from intake.views.answers import led_plan
from plans.models import Plan, PlanLink
from tasks.errors import TaskError
from tasks.operations.twinning import twin, untwin
from tasks.queries.replaced import replaced_work
from tasks.queries.twins import likenesses

PAGE = 30


def links(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    form = LinkForm(request.POST or None, plan=plan, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            link(plan_id=pk, actor=request.user, **form.cleaned_data)
        except IntakeError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Đã ghi quan hệ văn bản.")
            return redirect("intake:links", pk)
    rows = plan.links.select_related("to_plan").order_by("-proposed", "pk")
    amended = plan.amended_parts.select_related("decision").order_by("-pk")
    context = {
        "plan": plan,
        "form": form,
        "amended": Paginator(amended, PAGE).get_page(request.GET.get("sua")),
        "links": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "here": plan.links_here.filter(proposed=False).select_related("from_plan").order_by("pk")[:PAGE],
        "visible": set(
            Plan.objects.visible_to(request.user).filter(links_here__from_plan=plan).values_list("pk", flat=True)
        ),
    }
    return render(request, "intake/links.html", context, status=422 if form.is_bound else 200)


@require_POST
def settle_link(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """ "dung": what was read is so; anything else takes the link away."""
    found = get_object_or_404(led_plan(request, pk).links, pk=link_pk)
    try:
        if request.POST.get("y_kien") == "dung":
            agree(link_id=found.pk, actor=request.user)
        else:
            unlink(link_id=found.pk, actor=request.user)
    except IntakeError as error:
        messages.error(request, error.message)
    return redirect("intake:links", pk)


def replace(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """End the tracking of the plan that this one replaces, its open work listed."""
    new = led_plan(request, pk)
    found = get_object_or_404(new.links.select_related("to_plan"), pk=link_pk, kind=PlanLink.Kind.REPLACES)
    if found.to_plan is None or not Plan.objects.led_by(request.user).filter(pk=found.to_plan_id).exists():
        raise Http404
    if request.method == "POST":
        end_work = request.POST.get("viec") == "dung"
        try:
            done = close_replaced(link_id=found.pk, actor=request.user, now=timezone.now(), end_work=end_work)
        except (IntakeError, TaskError) as error:
            return render(request, "409.html", {"message": error.message}, status=409)
        ended = done["ended"] - done["continued"]
        said = f"dừng {ended} việc chưa xong, {done['continued']} việc tiếp tục ở {new.reference} với tiến độ đã có"
        messages.success(request, f"Đã kết thúc theo dõi {found.to_plan.reference}: {said}.")
        return redirect("tasks:plan", found.to_plan_id)
    work = replaced_work(found.to_plan, new)
    context = {"plan": new, "old": found.to_plan, "going_on": sum(one.after is not None for one in work)}
    context["page"] = Paginator(work, PAGE).get_page(request.GET.get("trang"))
    return render(request, "intake/replace.html", context)


def twins(request: HttpRequest, pk: int) -> HttpResponse:
    plan = led_plan(request, pk)
    page = Paginator(likenesses(plan, request.user), PAGE).get_page(request.GET.get("trang"))
    return render(request, "intake/twins.html", {"plan": plan, "page": page})


@require_POST
def settle_twin(request: HttpRequest, pk: int, task_pk: int, other_pk: int) -> HttpResponse:
    task = get_object_or_404(led_plan(request, pk).tasks, pk=task_pk)
    try:
        if request.POST.get("y_kien") == "lien_ket":
            twin(task_id=task.pk, other_id=other_pk, actor=request.user, now=timezone.now())
            messages.success(request, f"Đã liên kết nhiệm vụ {task.code}: cập nhật một nơi được ghi cho cả hai.")
        else:
            untwin(task_id=task.pk, other_id=other_pk, actor=request.user)
            messages.success(request, f"Đã bỏ liên kết nhiệm vụ {task.code}.")
    except PermissionDenied:
        raise Http404 from None
    except TaskError as error:
        messages.error(request, error.message)
    return redirect("intake:twins", pk)
