"""What the agenda has to remember about itself."""

from django.db import models

from tasks.models import Assignment
from units.models import Reorganisation


class ReminderDay(models.Model):
    """The reminders of `day` have been posted; the days between two rows were missed and are caught up."""

    day = models.DateField("ngày", unique=True)
    at = models.DateTimeField("nhắc lúc")
    messages = models.PositiveIntegerField("số thông báo")

    class Meta:
        verbose_name = "ngày đã nhắc"
        verbose_name_plural = "ngày đã nhắc"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class MovedWork(models.Model):
    """A reorganisation ended `old` under its unit's name; `new` goes on with it elsewhere."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="moved", verbose_name="sắp xếp đơn vị"
    )
    old = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="moved_to", verbose_name="việc cũ")
    new = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="moved_from", verbose_name="việc mới")

    class Meta:
        verbose_name = "việc đã chuyển"
        verbose_name_plural = "việc đã chuyển"
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="moved_work_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
