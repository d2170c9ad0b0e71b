"""EDIT: a cell of a draft of the size of plan 131 saves itself."""

import itertools
from urllib.parse import urlencode

from bench.figure import Figure
from bench.ground import Ground
from bench.publishing import TASKS, draft
from bench.timing import WARM_UP, pair
from bench.urls import EMPTY
from intake.queries import stamp

NUMBER, N, MOST = 900, 100, 100
CSRF = "c" * 32
FORM = "application/x-www-form-urlencoded"


def edit_a_cell(ground: Ground) -> Figure:
    plan = draft(NUMBER, ground.focal_officer)
    task = plan.tasks.order_by("order")[TASKS // 2]
    person = ground.browser(ground.focal_officer, csrf=CSRF)
    path = f"/nhap-van-ban/{plan.pk}/ra-soat/nhiem-vu/{task.pk}/o/product/"
    words = itertools.pairwise(itertools.chain([task.product], (f"Báo cáo số {n}" for n in itertools.count())))

    def edit() -> bytes:
        before, now = next(words)
        cell = {"product": now, "dau-product": stamp({"product": before})}
        return person.post(path, urlencode(cell).encode(), FORM)

    floor, took = pair(lambda: person.get(EMPTY), edit, N)
    task.refresh_from_db()
    saved = task.product == f"Báo cáo số {N + WARM_UP - 1}"
    return Figure(
        id="EDIT",
        measured=took.p95,
        unit="ms",
        budget=MOST,
        holds=took.p95 <= MOST and saved,
        n=took.n,
        words=f"{took}; a draft of {TASKS} rows",
        rule=f"p95 ≤ {MOST} ms",
        floor=floor.p50,
        ratio=took.p50 / floor.p50,
    )
