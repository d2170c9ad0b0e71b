"""Put differences of an amended version into effect on the plan in force, without losing what was done."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from notifications.operations import Notice, post
from plans.models import Plan
from tasks.models import Assignment, Milestone, Task, TaskAmendment, TaskParty
from tasks.operations.assigning import assign, give
from tasks.operations.deciding import Decision, apply_deadline, apply_drop, paper_of
from tasks.operations.rearranging import copy_milestone, replace_parties, take_in
from tasks.queries.differences import WORDS, Comparison, Difference, dues
from tasks.queries.fanout import LEFT_OUT, Fanout
from tasks.workflow import span
from units.models import User

Change = TaskAmendment.Change
KEPT = (*WORDS, "code", "deadline_text", "lead_text", "partner_text")
TOLD = {
    Change.REWORDED: "sửa nội dung",
    Change.MOVED: "đổi thời hạn",
    Change.REASSIGNED: "đổi phân công",
    Change.DROPPED: "dừng",
}


class Amending:
    """One application; inside the caller's transaction, on a locked plan, the person checked."""

    def __init__(self, plan: Plan, decision: Decision, *, actor: User, now: datetime) -> None:
        self.plan, self.decision, self.actor, self.now = plan, decision, actor, now
        self.fanout = Fanout(plan, timezone.localdate(now))
        self.made = {"decision": decision, "actor": actor, "now": now, "tell": False}
        self.told: dict[int, Counter[str]] = defaultdict(Counter)

    def apply(self, comparison: Comparison, chosen: Iterable[Difference], ending: set[int]) -> Counter[str]:
        """How many of each change. `ending`: begun assignments of leaving units that end all the same."""
        chosen = list(chosen)
        before = {difference: _words(difference.task) for difference in chosen}
        added = [difference.new for difference in chosen if difference.change == Change.ADDED]
        take_in(self.plan, comparison, added)
        steps: dict[str, Callable[[Difference], Any]] = {
            Change.REWORDED: self._reword,
            Change.MOVED: self._move,
            Change.REASSIGNED: lambda difference: self._reassign(difference, ending),
            Change.DROPPED: self._drop,
        }
        for difference in chosen:
            if step := steps.get(difference.change):
                step(difference)
        self._keep(before)
        if added:
            tasks = self.fanout.tasks(only=[task.pk for task in added])
            assign(self.fanout, tasks, self.now, dedupe=f"amended-{self.now.isoformat()}")
        post(self._notices())
        return Counter(difference.change for difference in chosen)

    def _keep(self, before: dict[Difference, dict[str, str]]) -> None:
        paper = paper_of(self.plan, self.decision, actor=self.actor, now=self.now)
        told = {"decision": paper, "author": self.actor, "created_at": self.now}
        TaskAmendment.objects.bulk_create(
            TaskAmendment(task=difference.task, change=difference.change, before=words, **told)
            for difference, words in before.items()
        )

    def _reword(self, difference: Difference) -> None:
        task = difference.old
        for name in WORDS:
            setattr(task, name, getattr(difference.new, name) or getattr(task, name))
        found = task.held and not difference.new.held
        task.held = task.held and not found
        task.save(update_fields=[*WORDS, "held"])
        self._tell(difference, task.assignments.running())
        if found:
            self._give(task)

    def _move(self, difference: Difference) -> None:
        """Where a unit's own date was decided before, that decision stands."""
        task, before, after = difference.old, dues(difference.old, self.plan), dues(difference.new, self.plan)
        running = task.assignments.running()
        fresh = {milestone.pk for milestone, _ in before if milestone.kind == Milestone.Kind.DONE}
        for (milestone, was), (new, day) in zip(before, after, strict=False):
            copy_milestone(milestone, new)
            here = running.filter(milestone=milestone)
            here.update(is_ongoing=milestone.is_ongoing)
            apply_deadline(assignments=here.filter(due_date=was), due_date=day, **self.made)
        for milestone, _ in before[len(after) :]:
            apply_drop(assignments=running.filter(milestone=milestone), **self.made)
            milestone.order += LEFT_OUT
            milestone.save(update_fields=["order"])
        for milestone, _ in after[len(before) :]:
            milestone.task = task
            milestone.save(update_fields=["task"])
            fresh.add(milestone.pk)
        self._tell(difference, running)
        self._take_texts(difference, "deadline_text")
        self._give(task, milestones=fresh)

    def _reassign(self, difference: Difference, ending: set[int]) -> None:
        task, new = difference.old, difference.new
        led = {unit for unit, _ in self.fanout.leads(task)}
        for part in TaskParty.Part:
            replace_parties(task, new, part)
        task.confirming_unit_id = new.confirming_unit_id
        task.save(update_fields=["confirming_unit"])
        self._take_texts(difference, "lead_text", "partner_text")
        begun = {work.pk for work in difference.begun}
        gone = [work for work in difference.leaving if work.pk not in begun - ending]
        apply_drop(assignments=gone, **self.made)
        self._tell(difference, gone)
        self._give(task, but_units=led)

    def _drop(self, difference: Difference) -> None:
        apply_drop(assignments=difference.leaving, **self.made)
        self._tell(difference, difference.leaving)

    def _take_texts(self, difference: Difference, *names: str) -> None:
        for name in names:
            setattr(difference.old, name, getattr(difference.new, name))
        difference.old.save(update_fields=names)

    def _give(
        self, task: Task, *, milestones: Collection[int] | None = None, but_units: Collection[int] = ()
    ) -> None:
        """What the task now makes for these milestones and for units that did not lead; what had ended goes on."""
        tasks = self.fanout.tasks(only=[task.pk])
        known = {_place(work): work for work in task.assignments.all()}
        new = []
        for row in self.fanout.assignments(tasks):
            if row["unit_id"] in but_units or (milestones is not None and row["milestone_id"] not in milestones):
                continue
            work = known.get((row["unit_id"], row["milestone_id"], row["scope"]))
            if work is None:
                new.append(row)
            elif work.state == Assignment.State.CANCELLED:
                self._revive(work, row["due_date"])
        give(self.fanout, tasks, new, self.now, dedupe=f"amended-{task.pk}-{self.now.isoformat()}")

    def _revive(self, work: Assignment, due: date | None) -> None:
        work.state, work.due_date, work.sent_date = Assignment.State.OPEN, due, None
        work.save(update_fields=["state", "due_date", "sent_date"])
        span(work, self.now)

    def _tell(self, difference: Difference, works: Iterable[Assignment]) -> None:
        for work in works:
            self.told[work.unit_id][TOLD[difference.change]] += 1

    def _notices(self) -> Iterable[Notice]:
        """One a unit, whatever was changed of its work."""
        for unit_id, counts in self.told.items():
            said = ", ".join(f"{count} việc {what}" for what, count in counts.items())
            yield Notice(
                kind="amended",
                subject=("plan", self.plan.pk),
                text=f"{self.plan.reference} được sửa đổi: {said}",
                detail=f"Theo {self.decision.number} ngày {self.decision.date:%d/%m/%Y}",
                path=f"/viec/?van_ban={self.plan.pk}",
                dedupe=self.now.isoformat(),
                to_unit_id=unit_id,
                single=True,
            )


def _words(task: Task) -> dict[str, str]:
    return {name: getattr(task, name) for name in KEPT}


def _place(work: Assignment) -> tuple[int, int, str]:
    return work.unit_id, work.milestone_id, work.scope
