"""The desk of a review: the list on the left, the source in the middle, the form of what is open on the right."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from intake import queries
from intake.forms import DocumentForm, TaskForm
from intake.operations import be_present
from intake.perms import can_teach_names
from intake.queries.book import book_of
from intake.views.answers import fragment
from intake.views.cells import cells_of
from intake.views.steps import steps
from plans.models import Plan
from tasks.models import Task
from tasks.operations.assigning import missing
from tasks.views.asking import number

PAGE = 20
DOUBTS_SHOWN = 30


@dataclass
class Desk:
    """What is open: a row of the draft or, without one, the document; `field` is the cell that is looked at."""

    request: HttpRequest
    plan: Plan
    form: TaskForm | DocumentForm
    field: str = ""

    @property
    def task(self) -> Task | None:
        return self.form.task if isinstance(self.form, TaskForm) else None

    def answer(self, status: int = 200) -> HttpResponse:
        if self.request.htmx:
            return fragment(self.request, "intake/_desk.html", self.context(), status)
        return render(self.request, "intake/review.html", self.context() | {"steps": steps("review")}, status=status)

    def context(self) -> dict[str, Any]:
        here = queries.open_doubts_on(self.plan, self.task)
        field = self.field or next((name for name, doubts in here.items() if doubts), "")
        context = frame(self.request, self.plan) | self._list() | self._source(here)
        context |= {"form": self.form, "current": self.task, "here": here, "field": field}
        context |= self._neighbours(field)
        context["others"] = be_present(plan=self.plan, user=self.request.user, task=self.task, now=timezone.now())
        return context | (row(self.request, self.plan, self.form, here, field) if self.task else {})

    def _neighbours(self, field: str) -> dict[str, Any]:
        at = queries.neighbours(self.plan, self.task, field)
        urls = {
            name: address(self.plan, *cell, listed=asked(self.request).get("loc", "")) if cell else ""
            for name, cell in (("previous_url", at.previous), ("next_url", at.following))
        }
        return {"at": at} | urls

    def _list(self) -> dict[str, Any]:
        return listed(self.request, self.plan, self.task)

    def _source(self, here: dict[str, list]) -> dict[str, Any]:
        start = number(self.request.GET.get("tu", ""))
        return {"source": queries.window(self.plan, self.task, here, start)}


def frame(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """What stands above the desk."""
    totals, step = queries.totals(plan, timezone.localdate()), queries.last_step(plan, request.user)
    return {"plan": plan, "totals": totals, "problems": missing(plan), "step": step}


def listed(request: HttpRequest, plan: Plan, task: Task | None) -> dict[str, Any]:
    """The doubts, or the rows: all, or those that lack something."""
    query = asked(request)
    wanted = query.get("loc", "")
    doubts = queries.doubts_of(plan)
    count = doubts.count()
    context = {"wanted": wanted, "doubt_count": count, "doubts_shown": DOUBTS_SHOWN, "current": task}
    if not wanted and count:
        return context | {"doubts": doubts[:DOUBTS_SHOWN], "rows": None, "page": None}
    tasks = queries.tasks_in_order(plan, wanted)
    first = queries.place_of(tasks, task) // PAGE + 1 if task else 1
    page = Paginator(tasks, PAGE).get_page(query.get("trang") or first)
    return context | {"page": page, "rows": queries.review_rows(plan, page.object_list), "doubts": []}


def row(request: HttpRequest, plan: Plan, form: TaskForm, here: dict[str, list], field: str = "") -> dict[str, Any]:
    """What the form of a row shows."""
    return {
        "cells": cells_of(form, here, field),
        "clears": queries.clears_of(form.task),
        "pieces": queries.pieces_of(form.task.content),
        **unsettled(request, plan, form.task),
    }


def unsettled(request: HttpRequest, plan: Plan, task: Task) -> dict[str, Any]:
    """Names of the row to be settled, each with what it may mean."""
    named = [(one, _nearest(one.party.phrase)) for one in queries.unsettled(plan, task)]
    return {"unsettled": named, "may_teach": can_teach_names(request.user)}


def _nearest(phrase: str) -> list[str]:
    return [unit.name for unit in book_of(timezone.localdate()).resolve(phrase).suggestions[:3]]


def task_of(plan: Plan, pk: int, *, whole: bool = True) -> Task:
    """`whole`: with its parties and milestones."""
    tasks = plan.tasks.select_related("section", "confirming_unit")
    found = get_object_or_404(tasks.prefetch_related("parties__unit", "milestones") if whole else plan.tasks, pk=pk)
    found.plan = plan
    return found


def asked(request: HttpRequest) -> QueryDict:
    """The query of the page the person is on, also when htmx posts from it to another address."""
    page = request.htmx.current_url if request.method == "POST" and request.htmx else None
    return QueryDict(urlsplit(page).query) if page else request.GET


def opened(request: HttpRequest, plan: Plan, task_pk: int | None, field: str = "") -> Desk:
    if task_pk is None:
        return Desk(request, plan, DocumentForm(instance=plan, user=request.user), field)
    try:
        return Desk(request, plan, TaskForm(task=task_of(plan, task_pk)), field)
    except Http404:
        if request.htmx:  # deleted by somebody else: the list on the left is old
            return Desk(request, plan, DocumentForm(instance=plan, user=request.user))
        raise


def address(plan: Plan, task_pk: int | None = None, field: str = "", *, listed: str = "") -> str:
    pairs = (("loc", listed), ("mo", task_pk), ("o", field))
    query = urlencode([(name, value) for name, value in pairs if value])
    return reverse("intake:review", args=[plan.pk]) + (f"?{query}" if query else "") + "#phieu"
