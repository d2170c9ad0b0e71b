"""What the agenda has to remember about itself."""

from django.db import models


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
