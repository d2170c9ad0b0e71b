"""Send a file, watch it being read."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from intake.forms import UploadForm
from intake.jobs import start_reading
from intake.models import Upload
from intake.operations import take_upload
from intake.perms import can_import
from intake.queries import my_drafts, my_uploads
from intake.views.steps import steps
from plans.models import Plan

PAGE = 10


@login_not_required  # asks for sign-in itself, to say what became of the file
def uploads(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    if not can_import(request.user):
        raise Http404
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        taken = take_upload(file=form.cleaned_data["file"], actor=request.user, now=timezone.now())
        if taken.is_pending:
            start_reading(taken.pk)
        return redirect("intake:upload", taken.pk)
    context = {
        "form": form,
        "uploads": _page(request, my_uploads(request.user), "trang"),
        "drafts": _page(request, my_drafts(request.user), "trang_nhap"),
        "session_lost": "het_phien" in request.GET,
    }
    return render(request, "intake/uploads.html", context)


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Upload.objects.visible_to(request.user).select_related("plan"), pk=pk)
    if found.state == Upload.State.READ and found.plan:
        draft = found.plan.state == Plan.State.DRAFT
        target = reverse("intake:review" if draft else "tasks:plan", args=[found.plan.pk])
        return HttpResponseClientRedirect(target) if request.htmx else redirect(target)
    context = {"upload": found, "steps": steps("read" if found.is_pending else "upload")}
    return render(request, "intake/_progress.html" if request.htmx else "intake/upload.html", context)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    lost = "?het_phien=1" if request.method == "POST" else ""
    return redirect_to_login(reverse("intake:uploads") + lost)


def _page(request: HttpRequest, rows: QuerySet, parameter: str) -> Page:
    return Paginator(rows, PAGE).get_page(request.GET.get(parameter))
