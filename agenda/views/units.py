"""Đơn vị và thành viên: all units with their invitations, and one unit with its people and history."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from agenda import operations
from agenda.forms.people import AbsenceForm, HoursForm, MemberForm
from agenda.perms import may_hand_over, may_invite, may_reorganise, may_see_people, may_see_units
from agenda.queries.people import WORDS, find_units, history, places_of, unit_rows, units_with_people
from agenda.queries.who_gets import guests
from tasks.views.asking import number
from units.errors import UnitError
from units.models import Absence, Unit, User
from units.operations import cancel_absence, record_absence, set_head_approval, set_office_hours
from units.perms import heads, is_admin, looks_after
from units.queries import absences_of, people_of

SIZE = 50
PEOPLE = {"": "Tất cả", "chua": "Chưa có người", "co": "Đã có người"}


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    if not may_see_units(request.user):
        raise Http404
    now = timezone.now()
    asked = {name: request.GET.get(name, "")[:100] for name in ("tim", "loai", "nguoi")}
    asked["loai"] = asked["loai"] if asked["loai"] in Unit.Kind.values else ""
    asked["nguoi"] = asked["nguoi"] if asked["nguoi"] in PEOPLE else ""
    found = find_units(timezone.localdate(now), sought=asked["tim"], kind=asked["loai"], people=asked["nguoi"])
    page = Paginator(found, SIZE).get_page(request.GET.get("trang"))
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "rows": unit_rows(list(page), now),
        "words": WORDS,
        "asked": asked,
        "people": PEOPLE,
        "kinds": Unit.Kind.choices,
        "page": page,
        "shown": f"Hiện {page.start_index()} đến {page.end_index()} trong {page.paginator.count} đơn vị",
        "next_url": f"?{urlencode(kept | {'trang': page.number + 1})}" if page.has_next() else "",
        "empty_units": sum(unit.people == 0 for unit in found),
        "unopened": guests() if is_admin(request.user) else "",
        "invites": may_invite(request.user),
        "administers": is_admin(request.user),
        "reorganises": may_reorganise(request.user),
    }
    return render(request, "agenda/units.html", context)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """The ticked units, or with `all` every unit that has no people."""
    now = timezone.now()
    if request.POST.get("all"):
        if not may_invite(request.user):
            raise PermissionDenied
        rows = units_with_people(timezone.localdate(now)).filter(people=0)
        chosen = list(rows.exclude(kind=Unit.Kind.CITY).values_list("pk", flat=True))
    else:
        chosen = [pk for text in request.POST.getlist("ids") if (pk := number(text)) is not None]
    invited = operations.invite(unit_ids=chosen, actor=request.user, now=now)
    if invited.sent:
        messages.success(request, f"Đã gửi thư mời đến hộp thư công vụ của {len(invited.sent)} đơn vị.")
    for units, why in (
        (invited.without_mailbox, "chưa có hộp thư công vụ"),
        (invited.just_invited, "vừa được mời trong vòng một giờ"),
    ):
        if units:
            names = ", ".join(unit.short_name for unit in units[:5]) + (" …" if len(units) > 5 else "")
            messages.error(request, f"Chưa gửi {len(units)} đơn vị vì {why}: {names}.")
    if not chosen:
        messages.error(request, "Chưa chọn đơn vị nào. Đánh dấu các đơn vị cần mời rồi làm lại.")
    return redirect("agenda:units" if may_see_units(request.user) else "agenda:inbox")


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    return unit_page(request, _unit(request, pk))


def unit_page(
    request: HttpRequest, unit: Unit, *, status: int = 200, person: MemberForm | None = None, away: Any = None
) -> HttpResponse:
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    manages = looks_after(user, unit.pk)
    people = people_of(unit.pk, today)
    (row,) = unit_rows(list(units_with_people(today).filter(pk=unit.pk)), now) or [None]
    context = {
        "unit": unit,
        "row": row,
        "words": WORDS,
        "places": places_of(unit.pk, today),
        "absences": absences_of(unit.pk, today),
        "history": history(unit.pk),
        "manages": manages,
        "hands_over": may_hand_over(user, unit.pk),
        "invites": may_invite(user) and row is not None,
        "person_form": person or (MemberForm(initial={"role": "officer"}) if manages and row else None),
        "absence_form": away or _absence_form(user, people, manages),
        "hours_form": HoursForm(initial=vars(unit)) if manages else None,
        "is_head": heads(user, unit.pk),
        "lists": may_see_units(user),
    }
    return render(request, "agenda/unit.html", context, status=status)


@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    unit, needed = _unit(request, pk), request.POST.get("needed") == "1"
    set_head_approval(unit_id=pk, needed=needed, actor=request.user)
    on = "Từ nay báo cáo hoàn thành gửi đi sau khi lãnh đạo duyệt."
    messages.success(request, on if needed else "Từ nay chuyên viên gửi thẳng báo cáo hoàn thành.")
    return redirect("agenda:unit", unit.pk)


@require_POST
def office_hours(request: HttpRequest, pk: int) -> HttpResponse:
    unit, form = _unit(request, pk), HoursForm(request.POST)
    error = "Giờ làm việc chưa lưu: nhập giờ dạng 07:30."
    if form.is_valid():
        try:
            set_office_hours(unit_id=pk, actor=request.user, **form.cleaned_data)
        except UnitError as refused:
            error = refused.message
        else:
            messages.success(request, "Đã lưu giờ làm việc của đơn vị.")
            return redirect("agenda:unit", pk)
    messages.error(request, error)
    return redirect("agenda:unit", unit.pk)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    unit, now, form = _unit(request, pk), timezone.now(), MemberForm(request.POST)
    if not looks_after(request.user, pk):
        raise PermissionDenied
    if form.is_valid():
        try:
            user, new = operations.add_and_invite(unit_id=pk, person=form.person, actor=request.user, now=now)
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            letter = "Thư đặt mật khẩu đã gửi đến người đó." if new else "Người đó dùng tài khoản đang có."
            messages.success(request, f"Đã thêm {user} vào {unit.short_name}. {letter}")
            return redirect("agenda:unit", pk)
    return unit_page(request, unit, status=400, person=form)


@require_POST
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    unit, now = _unit(request, pk), timezone.now()
    people = people_of(pk, timezone.localdate(now))
    form = _absence_form(request.user, people, looks_after(request.user, pk), request.POST)
    if form is None:
        raise PermissionDenied
    if form.is_valid():
        data = form.cleaned_data
        days = {"from_date": data["from_date"], "to_date": data["to_date"]}
        who = {"user_id": data["user"], "deputy_id": data["deputy"], "unit_id": pk}
        try:
            record_absence(actor=request.user, now=now, **who, **days)
        except UnitError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Đã ghi: {people[data['deputy']]} thay {people[data['user']]}.")
            return redirect("agenda:unit", pk)
    return unit_page(request, unit, status=400, away=form)


@require_POST
def absence_off(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence, pk=pk)
    _unit(request, absence.unit_id)
    try:
        cancel_absence(absence_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, "Đã bỏ lần vắng mặt.")
    except UnitError as error:
        messages.error(request, error.message)
    return redirect("agenda:unit", absence.unit_id)


@require_POST
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    _unit(request, pk)
    person = number(request.POST.get("person", "")) or 0
    try:
        operations.send_password_link(user_id=person, unit_id=pk, actor=request.user, now=timezone.now())
        messages.success(request, "Đã gửi liên kết đặt mật khẩu đến thư của người đó.")
    except User.DoesNotExist:
        raise Http404 from None
    except UnitError as error:
        messages.error(request, error.message)
    return redirect("agenda:unit", pk)


def _unit(request: HttpRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit, pk=pk)
    if not may_see_people(request.user, pk):
        raise Http404
    return unit


def _absence_form(user: User, people: dict[int, User], manages: bool, *data: Any) -> AbsenceForm | None:
    """Of anybody for whoever looks after the unit, of oneself for its people; none for others."""
    whom = people if manages else {pk: one for pk, one in people.items() if pk == user.pk}
    return AbsenceForm(*data, people=people, whom=whom, prefix="away") if whom and len(people) > 1 else None
