"""Hồ sơ: the own name, addresses and places; and in whose name one acts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agenda.forms.people import ProfileForm
from tasks.views.asking import number
from units.errors import UnitError
from units.models import Absence
from units.operations import change_profile


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(user_id=user.pk, **form.cleaned_data)
        except UnitError as error:
            form.add_error("email", error.message)
        else:
            messages.success(request, "Đã lưu hồ sơ.")
            return redirect("agenda:profile")
    today = timezone.localdate()
    away = Absence.objects.filter(to_date__gte=today, cancelled_at=None).select_related("user", "deputy", "unit")
    context = {
        "form": form,
        "places": [place for place in user.all_memberships() if place.user_id == user.pk],
        "absences": list(away.filter(user=user).order_by("from_date")),
        "stand_ins": list(away.filter(deputy=user).order_by("from_date")),
    }
    return render(request, "agenda/profile.html", context, status=400 if form.errors else 200)


@require_POST
def act_in(request: HttpRequest) -> HttpResponse:
    """Only units the person has a place in; the place itself gives the rights."""
    wanted = number(request.POST.get("unit", ""))
    places = {
        place.unit_id: place.unit for place in request.user.all_memberships() if place.user_id == request.user.pk
    }
    if wanted not in places:
        raise Http404
    request.session["acting_unit"] = wanted
    messages.success(request, f"Đang làm việc với tư cách: {places[wanted].short_name}.")
    return redirect(reverse("agenda:inbox"))
