"""Who does not want the weekly brief."""

from django.db import models

from units.models import User


class BriefChoice(models.Model):
    """Without a row a leader gets it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+", verbose_name="người")
    wanted = models.BooleanField("nhận thư tóm tắt tuần", default=True)

    class Meta:
        verbose_name = "lựa chọn thư tóm tắt tuần"
        verbose_name_plural = "lựa chọn thư tóm tắt tuần"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"
