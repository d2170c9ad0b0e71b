"""Bảng theo dõi đơn vị: like with like, points and order only by published criteria, every count opened."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from insight import perms
from insight.exports import board_csv, board_workbook
from insight.forms import ObjectionForm
from insight.models import Group, Objection, Part
from insight.operations.freezing import is_whole
from insight.queries import measured
from insight.queries.behind import OVERDUE, SELF_CONFIRMED, TITLES, behind
from insight.queries.board import Board, Row, board, closing_day, period_asked, units_of, window_of
from insight.queries.counting import UPDATE_DAYS, Window
from insight.queries.objections import to_answer
from insight.scoring import FEWEST
from tasks.views.asking import number
from tasks.views.overview import day_asked
from units import periods
from units.models import Unit, User
from units.periods import Period

MONTHS, EDGE, ROWS, CHOICES = 12, 5, 100, 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def unit_board(request: HttpRequest) -> HttpResponse:
    return board_page(request)


def board_page(request: HttpRequest, status: int = 200, form: ObjectionForm | None = None) -> HttpResponse:
    found, today = asked_board(request), timezone.localdate()
    user, mine = request.user, own_unit(request.user)
    shown = found.of_unit(number(request.GET.get("don_vi", ""))) or found.of_unit(mine)
    opened = bool(request.GET.get("mo")) or not found.placed
    kept = {"nhom": found.group.value, "ky": found.period.key}
    kept |= {"ngay": f"{found.day:%Y-%m-%d}"} if found.sheet is None and found.day < today else {}
    page = Paginator(found.placed or found.others, ROWS).get_page(request.GET.get("trang"))
    others = Paginator(found.others if found.placed else [], ROWS).get_page(request.GET.get("khac"))
    context = {
        "board": found,
        "page": page,
        "others": others,
        "others_open": "khac" in request.GET,
        "opened": opened,
        "pieces": [("", list(page))] if opened else folded(found.placed, shown),
        "few": FEWEST,
        "update_days": found.criteria.update_days if found.criteria else UPDATE_DAYS,
        "moved": any(row.before for row in found.placed),
        "mine": mine,
        "shown": shown,
        "lines": lines_of(shown, found) if shown else [],
        "opens": shown is not None and perms.can_open_rows(user, shown.unit_id, found.criteria),
        "opens_all": user.sees_everything or (found.criteria is not None and perms.keeps(user, found.criteria)),
        "tabs": _tabs(found, kept),
        "periods": [(one.key, one.label.capitalize()) for one in offered(today)],
        "query": urlencode(kept),
        "today": today,
        "closes": closing_day(found.period, found.criteria),
        "broken": found.sheet is not None and not is_whole(found.sheet),
        "form": form or _objection_form(user, shown, found, today),
        "objections": _objections(user, shown, found),
        "waiting": to_answer(user).count(),
        "writes": perms.can_write_criteria(user),
    }
    return render(request, "insight/board.html", context, status=status)


def asked_board(request: HttpRequest) -> Board:
    """`?nhom=&ky=&ngay=`; anything unknown is the person's own group and the period that matters now."""
    if not perms.can_read_board(request.user):
        raise Http404
    today = timezone.localdate()
    asked = request.GET.get("nhom", "")
    group = Group(asked) if asked in Group.values else _own_group(request.user)
    period = _period(request.GET.get("ky", ""), today)
    day = day_asked(request, today)
    return board(group, period, today=today, day=day if day < today and day >= period.start else None)


def _period(key: str, today: date) -> Period:
    return period_asked(key, today) or periods.current(today)


def offered(today: date) -> list[Period]:
    """Administrative months, the running one first."""
    found = [periods.current(today)]
    while len(found) < MONTHS:
        found.append(found[-1].previous)
    return found


def own_unit(user: User) -> int | None:
    return user.acting_unit_id if user.unit_ids() else None


def _own_group(user: User) -> Group:
    kinds = Unit.objects.filter(pk=own_unit(user)).values_list("kind", flat=True)
    return Group.of(kinds[0]) if kinds else Group.DEPARTMENTS


def _tabs(found: Board, kept: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "label": group.label,
            "url": f"?{urlencode(kept | {'nhom': group.value})}",
            "count": units_of(group, found.period).count(),
            "active": group == found.group,
        }
        for group in Group
    ]


def folded(placed: list[Row], shown: Row | None) -> list[tuple[str, list[Row]]]:
    """(how many are folded before, rows): the first five, one's own among the rest, the last five."""
    kept = set(range(min(EDGE, len(placed)))) | set(range(max(0, len(placed) - EDGE), len(placed)))
    kept |= {n for n, row in enumerate(placed) if shown and row.unit_id == shown.unit_id}
    pieces: list[tuple[str, list[Row]]] = []
    last = -1
    for n in sorted(kept):
        if n - last > 1 or not pieces:
            pieces.append((f"{n - last - 1} đơn vị khác" if n - last > 1 else "", []))
        pieces[-1][1].append(placed[n])
        last = n
    return pieces


def lines_of(row: Row, found: Board) -> list[dict[str, Any]]:
    """Every part with what it was made of in words; weight and points where there are criteria."""
    scored = {line.part: line for line in row.scored.lines}
    parts = [line.part for line in row.scored.lines] if found.criteria else list(Part)
    return [
        {"part": part, "said": _said(part, row), "line": scored.get(part), "has_data": row.facts.shares[part].whole}
        for part in parts
    ]


def _said(part: Part, row: Row) -> str:
    facts, share = row.facts, row.facts.shares[part]
    if not share.whole:
        return "chưa đủ dữ liệu"
    in_time = 2 * share.got - facts.filed
    return {
        Part.TIMELINESS: f"{share.got} / {share.whole} lượt giao đến hạn",
        Part.QUALITY: f"{share.whole - share.got} trong {share.whole} lần gửi phải bổ sung",
        Part.REPORTING: f"nộp {facts.filed} / {share.whole} báo cáo, {in_time.normalize():f} đúng hạn",
        Part.UPDATING: f"{share.got} / {share.whole} việc phải cập nhật",
        Part.INDICATORS: f"đạt {share.got.normalize():f} / {share.whole} số liệu".replace(".", ","),
    }[part]


def _objection_form(user: User, shown: Row | None, found: Board, today: date) -> ObjectionForm | None:
    sheet = found.sheet
    if not (sheet and sheet.criteria and shown and today <= sheet.objections_until):
        return None
    return ObjectionForm(choices=choices_of(found, shown)) if perms.can_object(user, shown.unit_id) else None


def choices_of(found: Board, row: Row) -> list[tuple[int, str]]:
    """What counted against the unit, to be named in an objection."""
    rows = behind(Part.TIMELINESS, row.unit_id, _window(found))
    told = [rows.told(one) for one in rows.found[: CHOICES * 2]]
    return [(one.assignment_id, f"{one.code} {one.name[:80]}: {one.said}") for one in told if not one.good][:CHOICES]


def _window(found: Board) -> Window:
    today = timezone.localdate()
    return window_of(found.period, found.group, found.criteria, day=found.day, today=today)


def _objections(user: User, shown: Row | None, found: Board) -> list[Objection]:
    if shown is None or found.sheet is None:
        return []
    rows = Objection.objects.visible_to(user).filter(unit=shown.unit_id, sheet__period_key=found.period.key)
    return list(rows.order_by("-sent_at")[:10])


@require_GET
def board_behind(request: HttpRequest, key: str, pk: int, part: str) -> HttpResponse:
    """The rows behind one line of a unit's score, as they were counted."""
    unit = Unit.objects.filter(pk=pk).first()
    today = timezone.localdate()
    period = period_asked(key, today)
    if unit is None or period is None or part not in TITLES:
        raise Http404
    day = day_asked(request, today)
    found = board(Group.of(unit.kind), period, today=today, day=day if period.start <= day < today else None)
    row = found.of_unit(pk)
    if row is None or not perms.can_open_rows(request.user, pk, found.criteria):
        raise Http404
    rows = behind(part, pk, _window(found))
    page = Paginator(rows.found, ROWS).get_page(request.GET.get("trang"))
    context = {
        "board": found,
        "row": row,
        "title": TITLES[part],
        "said": _said(Part(part), row) if part in Part.values else "",
        "page": page,
        "rows": [rows.told(one) for one in page],
        "apart": measured.apart(_window(found), pk) if part == Part.INDICATORS else [],
        "is_overdue": part == OVERDUE,
        "is_apart": part == SELF_CONFIRMED,
        "back": urlencode({"nhom": found.group.value, "ky": period.key, "don_vi": pk}),
    }
    return render(request, "insight/board_rows.html", context)


@require_GET
def board_file(request: HttpRequest, format: str) -> HttpResponse | StreamingHttpResponse:
    found = asked_board(request)
    name = f"bang-theo-doi-{found.group.value}-{found.period.key}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if format == "csv":
        return StreamingHttpResponse(board_csv(found), content_type="text/csv; charset=utf-8", headers=headers)
    if format == "xlsx":
        return HttpResponse(board_workbook(found), content_type=XLSX, headers=headers)
    raise Http404
