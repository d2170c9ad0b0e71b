"""B14: the hour before a deadline: a hundred people at work on the pages."""

import json
import subprocess
import sys
from collections import defaultdict

from django.conf import settings

from bench.figure import Figure
from bench.ground import PLAN, Ground, session_of
from bench.reviewing import CSRF
from bench.timing import Timing
from tasks.models import Assignment
from units.models import Membership

PEOPLE, SECONDS, PACE, MOST = 100, 60, 5, 400
READING = ["/", "/", f"/viec/?van_ban={PLAN}", f"/van-ban/{PLAN}/", f"/van-ban/{PLAN}/tong-quan/"]


def hour_before_a_deadline(ground: Ground) -> Figure:
    order = {"port": ground.port, "seconds": SECONDS, "pace": PACE, "people": _people(), "reading": READING}
    done = subprocess.run(
        [sys.executable, "-m", "bench.people"],
        input=json.dumps(order) + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
    )
    seen = json.loads(done.stdout)
    wrong = sum(not as_expected for *_, as_expected in seen)
    p95 = Timing([took for _, took, _ in seen]).p95
    whole = f"p95 {p95:.0f} ms of {len(seen)} answers to {PEOPLE} people in {SECONDS} s, {wrong} errors"
    return Figure(
        id="B14",
        measured=p95,
        unit="ms",
        budget=MOST,
        holds=p95 <= MOST and not wrong,
        n=len(seen),
        words=f"{whole}; {_each(seen)}",
        rule=f"p95 ≤ {MOST} ms, no error",
    )


def _people() -> list[dict]:
    """Officers of units with most open work, each with what their unit may still update."""
    work = defaultdict(list)
    for unit, pk in Assignment.objects.filter(plan=PLAN, state="open").order_by("-pk").values_list("unit", "pk"):
        work[unit].append(pk)
    officers = Membership.objects.filter(role=Membership.Role.OFFICER, unit__in=work).select_related("user")
    busiest = sorted(officers, key=lambda place: -len(work[place.unit_id]))[:PEOPLE]
    cookie = f"{settings.CSRF_COOKIE_NAME}={CSRF}; {settings.SESSION_COOKIE_NAME}="
    return [
        {"cookie": cookie + session_of(place.user), "csrf": CSRF, "work": work[place.unit_id][:20]}
        for place in busiest
    ]


def _each(seen: list) -> str:
    by_act = defaultdict(list)
    for act, took, _ in seen:
        by_act[act].append(took)
    return ", ".join(f"{act} {Timing(found).p95:.0f}" for act, found in sorted(by_act.items()))
