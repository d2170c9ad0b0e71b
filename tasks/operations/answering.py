"""Khó khăn, vướng mắc of the units: answered, taken higher, decided; or solved by the unit itself."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from notifications.operations import post
from tasks import notices
from tasks.models import Obstacle
from tasks.operations.locking import lock
from tasks.operations.speaking import came_second, gone_by, said
from tasks.workflow import ObstacleFlow, gate
from units.models import User


@transaction.atomic
def answer_obstacle(*, obstacle_id: int, actor: User, text: str, now: datetime) -> Obstacle:
    text = said(text, "Ghi câu trả lời cho đơn vị.")
    return _tell(_move(_locked(obstacle_id), "answer", actor, now, text=text))


@transaction.atomic
def escalate_obstacle(
    *, obstacle_id: int, actor: User, to: str, number: str, date: date | None, now: datetime
) -> Obstacle:
    """Reported to a higher level by a document; it stays open until that level decides."""
    to = said(to, "Ghi cấp được báo cáo.", longest=200)
    number = said(number, "Ghi số văn bản báo cáo.", longest=60)
    day = gone_by(date, timezone.localdate(now), "ngày văn bản báo cáo")
    return _tell(_move(_locked(obstacle_id), "escalate", actor, now, to=to, number=number, day=day))


@transaction.atomic
def decide_obstacle(
    *, obstacle_id: int, actor: User, number: str, date: date | None, text: str, now: datetime
) -> Obstacle:
    number = said(number, "Ghi số văn bản quyết định.", longest=60)
    day = gone_by(date, timezone.localdate(now), "ngày văn bản quyết định")
    text = said(text, "Ghi nội dung quyết định.")
    return _tell(_move(_locked(obstacle_id), "decide", actor, now, number=number, day=day, text=text))


@transaction.atomic
def resolve_obstacle(*, obstacle_id: int, actor: User, now: datetime) -> Obstacle:
    """The unit says that it stands no longer in its way."""
    return _move(_locked(obstacle_id), "resolve", actor, now)


def _locked(obstacle_id: int) -> Obstacle:
    assignment = lock(Obstacle.objects.values_list("assignment", flat=True).get(pk=obstacle_id))
    obstacle = Obstacle.objects.select_related("author", "event").get(pk=obstacle_id)
    obstacle.assignment = assignment
    return obstacle


def _move(obstacle: Obstacle, name: str, actor: User, now: datetime, **words: object) -> Obstacle:
    def gone() -> str:
        return came_second(obstacle, obstacle.assignment_id, "obstacle", "khó khăn, vướng mắc")

    gate(ObstacleFlow(obstacle, actor, now), name, actor=actor, gone=gone, **words)
    return obstacle


def _tell(obstacle: Obstacle) -> Obstacle:
    post(notices.obstacle_answered(obstacle))
    return obstacle
