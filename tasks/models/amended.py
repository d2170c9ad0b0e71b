"""What an amending document did to a task, and tasks of two documents that are one work."""

from django.db import models
from django.db.models import F, Q

from tasks.models.changes import DecisionPaper
from tasks.models.task import Task
from units.models import User


class TaskAmendment(models.Model):
    """`before` keeps the words that stood until then, by field of Task; dates and units are in `Change`."""

    class Change(models.TextChoices):
        ADDED = "added", "thêm"
        REWORDED = "reworded", "sửa nội dung"
        MOVED = "moved", "đổi thời hạn"
        REASSIGNED = "reassigned", "đổi phân công"
        DROPPED = "dropped", "bỏ"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="amendments", verbose_name="nhiệm vụ")
    decision = models.ForeignKey(
        DecisionPaper, on_delete=models.PROTECT, related_name="amendments", verbose_name="văn bản sửa đổi"
    )
    change = models.CharField("thay đổi", max_length=12, choices=Change)
    before = models.JSONField("nguyên văn trước đó", default=dict, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "sửa đổi nhiệm vụ"
        verbose_name_plural = "sửa đổi nhiệm vụ"

    def __str__(self) -> str:
        return f"{self.task_id} {self.change}"


class TaskTwin(models.Model):
    """What a unit does for the one, it does for the other (`tasks.operations.twinning`)."""

    first = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="twins_after", verbose_name="nhiệm vụ")
    second = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="twins_before", verbose_name="nhiệm vụ giống"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người liên kết")
    created_at = models.DateTimeField("liên kết lúc")

    class Meta:
        verbose_name = "liên kết nhiệm vụ"
        verbose_name_plural = "liên kết nhiệm vụ"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="task_twin_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="task_twin_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
