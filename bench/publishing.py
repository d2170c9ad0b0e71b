"""B8: publish a draft of the size of plan 131 while four writers work."""

import time
from datetime import timedelta
from statistics import median, quantiles

from django.utils import timezone

from bench.figure import Figure
from bench.ground import UNITS, Ground
from bench.timing import milliseconds
from bench.updates import writing
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from tasks.operations import publish
from units.models import User

TASKS, TO_ALL_UNITS = 148, 13  # some 2,000 assignments, as plan 131 makes
TIMES, WRITERS, REST = 3, 4, 2
LEAST_PER_SECOND, MOST_P95 = 2_000, 100


def publish_while_others_write(ground: Ground) -> Figure:
    actor, rates, spells = ground.focal_officer, [], []
    with writing(ground, clients=WRITERS, file=False) as seen:
        time.sleep(REST)
        for number in range(TIMES):
            plan, began = draft(number, actor), time.time()
            took = milliseconds(lambda plan=plan: publish(plan_id=plan.pk, actor=actor, now=timezone.now()))
            spells.append((began, began + took / 1000))
            rates.append(plan.assignments.count() / took * 1000)
            time.sleep(REST)
    during = [took for at, took, _ in seen if any(start <= at <= end for start, end in spells)]
    quiet = [took for at, took, _ in seen if not any(start <= at <= end for start, end in spells)]
    p95, quiet_p95, rate = _p95(during), _p95(quiet), median(rates)
    seconds = median(end - start for start, end in spells)
    return Figure(
        id="B8",
        measured=rate,
        unit="assignments/s",
        budget=LEAST_PER_SECOND,
        holds=rate >= LEAST_PER_SECOND and p95 <= MOST_P95,
        n=TIMES,
        words=f"{rate:.0f} assignments/s ({seconds:.2f} s for {TASKS} tasks); "
        f"{WRITERS} writers' p95 {p95:.0f} ms, {quiet_p95:.0f} ms when nothing is published",
        rule=f"≥ {LEAST_PER_SECOND}/s, writers' p95 ≤ {MOST_P95} ms",
    )


def _p95(samples: list[float]) -> float:
    return quantiles(samples, n=20)[-1]


def draft(number: int, actor: User) -> Plan:
    today = timezone.localdate()
    plan = Plan.objects.create(
        number=f"{131 + number}/KH-UBND",
        issued_date=today,
        title="Bản nháp để đo việc đưa vào theo dõi",
        issuer="UBND Thành phố",
        focal_unit_id=actor.acting_unit_id,
        oversight_unit_id=2,
        created_by=actor,
    )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, order=order, code=f"A.{order}", content=f"Việc số {order}", product="Báo cáo kết quả")
        for order in range(1, TASKS + 1)
    )
    due = today + timedelta(days=60)
    Milestone.objects.bulk_create(Milestone(task=task, kind="date", due_date=due) for task in tasks)
    TaskParty.objects.bulk_create(_lead(task) for task in tasks)
    return plan


def _lead(task: Task) -> TaskParty:
    if task.order <= TO_ALL_UNITS:
        return TaskParty(task=task, part="lead", kind="group", group_id=1, phrase="Các sở, ban, ngành, UBND cấp xã")
    return TaskParty(task=task, part="lead", kind="unit", unit_id=1 + task.order % UNITS, phrase="đơn vị")
