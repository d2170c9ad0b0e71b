"""Random people try random moves on random work, at moments that only go forward."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.operations.reorganising import carry_out_or_plan, prepare
from journal.models import Event
from journal.operations import happened_at
from tasks import operations as op
from tasks.errors import TaskError
from tasks.models import Assignment, ChangeRequest, ContributionRequest, Evidence, Obstacle, RegisteredMilestone
from tests.moves.world import START, World
from units.errors import UnitError
from units.models import User

DAY = timedelta(days=1)
State = Assignment.State
# move: (how often it is tried, whose job it is most of the time)
WEIGHTS = {
    "receive": (3, "unit"),
    "update": (8, "unit"),
    "prove": (8, "unit"),
    "withdraw_proof": (1, "unit"),
    "answer": (3, "unit"),
    "propose": (8, "unit"),
    "send": (14, "head"),
    "hand_back": (3, "head"),
    "await_approval": (3, "focal"),
    "confirm": (9, "confirmer"),
    "take_back": (3, "confirmer"),
    "request_supplement": (6, "confirmer"),
    "load_figures": (2, "focal"),
    "reopen": (4, "confirmer"),
    "cancel": (1, "focal"),
    "ask_change": (5, "unit"),
    "move_change": (6, "head"),
    "opine": (5, "focal"),
    "decide": (6, "decider"),
    "ask_contribution": (3, "unit"),
    "move_contribution": (6, "unit"),
    "move_obstacle": (3, "focal"),
    "register_milestone": (2, "unit"),
    "move_milestone": (3, "head"),
    "name_leads": (1, "focal"),
}
# what a move is made on, most of the time: work in these states, or one of these rows
SUITS = {
    "update": [State.OPEN],
    "prove": [State.OPEN],
    "answer": [State.OPEN],
    "propose": [State.OPEN],
    "send": [State.OPEN, State.AT_HEAD],
    "hand_back": [State.AT_HEAD],
    "await_approval": [State.SENT],
    "confirm": [State.SENT, State.AWAITING_APPROVAL],
    "request_supplement": [State.SENT, State.AWAITING_APPROVAL],
    "take_back": [State.COMPLETED],
    "reopen": [State.COMPLETED],
}
ROWS = {
    "withdraw_proof": lambda: Evidence.objects.filter(sealed_at=None, withdrawn_at=None),
    "move_change": ChangeRequest.objects.pending,
    "opine": lambda: ChangeRequest.objects.filter(state=ChangeRequest.State.ASKED),
    "decide": lambda: ChangeRequest.objects.filter(state__in=[ChangeRequest.State.ASKED, ChangeRequest.State.OPINED]),
    "move_contribution": ContributionRequest.objects.open,
    "move_obstacle": Obstacle.objects.open,
    "move_milestone": lambda: RegisteredMilestone.objects.exclude(state=RegisteredMilestone.State.WITHDRAWN),
}


class Walk:
    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random, self.now, self.row = world, random.Random(seed), START, 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def go(self, moves: int) -> None:
        names, weights = list(WEIGHTS), [often for often, _ in WEIGHTS.values()]
        for name in self.random.choices(names, weights, k=moves):
            self.step(name)

    def step(self, name: str) -> None:
        """A refusal leaves no event behind, and what happened leaves one."""
        self.now += timedelta(seconds=self.random.choice((20, 300, 900, 3600)))
        work = self.work_for(name)
        actor, last = self.actor(WEIGHTS[name][1], work), _last_event()
        try:
            with happened_at(self.now):
                getattr(self, name)(work, {"actor": actor, "now": self.now})
        except (TaskError, UnitError, PermissionDenied, ObjectDoesNotExist):
            self.refused[name] += 1
            assert _last_event() == last, f"{name} was refused and left an event"
        else:
            self.done[name] += _last_event() != last

    def work_for(self, name: str) -> Assignment:
        """And the row that the move is made on, in `self.row`; none gets a number that is nobody's."""
        found = list(ROWS[name]().order_by("pk").values_list("pk", "assignment")) if name in ROWS else []
        self.row, chosen = self.random.choice(found) if found else (0, None)
        works = Assignment.objects.select_related("plan", "task").order_by("pk")
        if chosen:
            return works.get(pk=chosen)
        suiting = list(works.filter(state__in=SUITS[name])) if name in SUITS and self.random.random() < 0.8 else []
        return self.random.choice(suiting or list(works))

    def actor(self, job: str, work: Assignment) -> User:
        """Mostly somebody whose job it is; a fresh object, as every request has."""
        staff, focal = self.world.staff, work.plan.focal_unit_id
        units = {
            "unit": work.unit_id,
            "focal": focal,
            "confirmer": work.confirming_unit_id or work.unit_id,
            "decider": work.plan.oversight_unit_id or focal,
        }
        among = self.world.people if self.random.random() < 0.25 else staff.get(units.get(job, work.unit_id), [])
        if job == "head":
            among = among[:1]
        return User.objects.get(pk=self.random.choice(among or self.world.people).pk)

    def reorganise(self) -> None:
        """The first ward ends; its people and open work go to the heir."""
        ward, heir = self.world.wards[0], self.world.heir
        admin = User.objects.get(memberships__role="admin")
        self.now += DAY
        day = self.now.date()
        paper = {"document_number": "77/NQ-HĐND", "document_date": day, "effective_date": day}
        told: dict[str, Any] = {"actor": admin, "now": self.now}
        with happened_at(self.now):
            plan = prepare(old_units=[ward.pk], new_units=[heir.pk], **paper, **told)
            carry_out_or_plan(reorganisation_id=plan.pk, **told)
        self.world.staff[heir.pk] = self.world.staff.pop(ward.pk)

    def days(self, low: int, high: int) -> date:
        return self.now.date() + self.random.randint(low, high) * DAY

    def paper(self) -> dict[str, Any]:
        return {"number": f"{self.random.randint(1, 400)}/QĐ", "date": self.days(-9, 1)}

    def receive(self, work: Assignment, told: dict) -> None:
        staff = self.world.staff.get(work.unit_id) or self.world.people
        named = {"leader_id": staff[0].pk, "officer_id": self.random.choice(staff).pk}
        op.receive(assignment_id=work.pk, **named, **told, delegated_to=self.random.choice(("", "Phòng Kinh tế")))

    def update(self, work: Assignment, told: dict) -> None:
        said = {"note": self.random.choice(("", "Đã rà soát")), "percent": self.random.randint(0, 110)}
        obstacle = self.random.choice(("", "", "Thiếu kinh phí"))
        op.update_progress(assignment_id=work.pk, **said, obstacle=obstacle, **told)

    def prove(self, work: Assignment, told: dict) -> None:
        number = f"{self.random.randint(1, 9999)}/BC"
        op.add_evidence(assignment_id=work.pk, kind="document", label="Báo cáo", document_number=number, **told)

    def withdraw_proof(self, work: Assignment, told: dict) -> None:
        op.withdraw_evidence(evidence_id=self.row, **told)

    def answer(self, work: Assignment, told: dict) -> None:
        text = f"Đối chiếu lần {self.random.randint(1, 99)}"
        op.answer_criteria(assignment_id=work.pk, answers={"đúng": text}, **told)

    def propose(self, work: Assignment, told: dict) -> None:
        op.propose(assignment_id=work.pk, **told)

    def send(self, work: Assignment, told: dict) -> None:
        op.send(assignment_id=work.pk, **told)

    def hand_back(self, work: Assignment, told: dict) -> None:
        op.hand_back(assignment_id=work.pk, text="Sửa bảng 2", **told)

    def await_approval(self, work: Assignment, told: dict) -> None:
        op.await_approval(assignment_id=work.pk, to="UBND Thành phố", **self.paper(), **told)

    def confirm(self, work: Assignment, told: dict) -> None:
        op.confirm(assignment_id=work.pk, **told)
        if self.random.random() < 0.2:
            op.take_back_confirmation(assignment_id=work.pk, **told)

    def take_back(self, work: Assignment, told: dict) -> None:
        op.take_back_confirmation(assignment_id=work.pk, **told)

    def request_supplement(self, work: Assignment, told: dict) -> None:
        op.request_supplement(assignment_id=work.pk, reason="product", text="Thiếu phụ lục", **told)

    def load_figures(self, work: Assignment, told: dict) -> None:
        done, before = self.random.choice((3, 10)), (work.quantity_target, work.quantity_done)
        row = op.SourceRow(2, work.pk, "đơn vị", 10, done, before)
        op.load_figures(task_id=work.task_id, rows=[row], source="Hệ thống nguồn", confirm=True, **told)

    def reopen(self, work: Assignment, told: dict) -> None:
        op.reopen(assignment_id=work.pk, text="Xác nhận nhầm", **told)

    def cancel(self, work: Assignment, told: dict) -> None:
        op.cancel(assignment_id=work.pk, text="QĐ 12/QĐ-UBND", **told)

    def ask_change(self, work: Assignment, told: dict) -> None:
        kind = self.random.choice(("deadline", "deadline", "deadline", "lead", "drop"))
        wish = {"due_date": self.days(-5, 60), "unit_id": self.random.choice(self.world.units).pk}
        op.ask_change(assignment_id=work.pk, kind=kind, reason="subjective", text="Chờ hướng dẫn", **wish, **told)

    def move_change(self, work: Assignment, told: dict) -> None:
        move = self.random.choice((op.approve_change, op.approve_change, op.approve_change, op.withdraw_change))
        move(request_id=self.row, **told)

    def opine(self, work: Assignment, told: dict) -> None:
        op.opine(request_ids=[self.row], agrees=self.random.random() < 0.8, text="Ý kiến", **told)

    def decide(self, work: Assignment, told: dict) -> None:
        file = SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")
        op.decide(request_ids=[self.row], approved=self.random.random() < 0.7, file=file, **self.paper(), **told)

    def ask_contribution(self, work: Assignment, told: dict) -> None:
        asked = {"what": f"Số liệu {self.now:%d%m}", "due_date": self.days(-1, 20)}
        op.ask_contribution(
            assignment_id=work.pk, partner_id=self.random.choice(self.world.units).pk, **asked, **told
        )

    def move_contribution(self, work: Assignment, told: dict) -> None:
        moves: list[Callable] = [op.accept_contribution, op.withdraw_contribution]
        moves += [lambda **more: op.deliver_contribution(text="Gửi số liệu", **more)] * 3
        moves += [lambda **more: op.ask_contribution_again(text="Thiếu", **more)]
        self.random.choice(moves)(request_id=self.row, **told)

    def move_obstacle(self, work: Assignment, told: dict) -> None:
        if self.random.random() < 0.5:
            op.answer_obstacle(obstacle_id=self.row, text="Đã cấp", **told)
        else:
            op.escalate_obstacle(obstacle_id=self.row, to="UBND Thành phố", **self.paper(), **told)

    def register_milestone(self, work: Assignment, told: dict) -> None:
        op.register_milestone(assignment_id=work.pk, label="Trình dự thảo", due_date=self.days(-2, 30), **told)

    def move_milestone(self, work: Assignment, told: dict) -> None:
        moves = (op.approve_milestone, op.note_milestone, op.withdraw_milestone)
        self.random.choice(moves)(milestone_id=self.row, **told)

    def name_leads(self, work: Assignment, told: dict) -> None:
        op.name_leads(party_id=self.world.open_lead, unit_ids=[self.random.choice(self.world.units).pk], **told)


def _last_event() -> int | None:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first()
