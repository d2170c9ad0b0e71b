"""What the operator decides about sending as a whole."""

from django.db import models
from django.db.models import Q

from notifications.models.recipients import Channel
from units.models import Unit, User


class Opening(models.Model):
    """One row at most. Open: everybody is written to; closed: only the guests; undecided: see `queries.Guests`."""

    everyone = models.BooleanField("gửi cho mọi người", null=True, help_text="Trống: chưa ai quyết định.")
    people = models.ManyToManyField(User, blank=True, related_name="+", verbose_name="người được gửi trước")
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị được gửi trước")

    class Meta:
        verbose_name = "mở gửi tin"
        verbose_name_plural = "mở gửi tin"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="opening_is_one_row")]

    def __str__(self) -> str:
        return "mở cho mọi người" if self.everyone else "chưa mở cho mọi người"


class Budget(models.Model):
    """How much may go out over a channel; empty: as much as there is."""

    channel = models.CharField("kênh", max_length=10, choices=Channel, unique=True)
    per_day = models.PositiveIntegerField("nhiều nhất mỗi ngày", null=True, blank=True)
    per_month = models.PositiveIntegerField("nhiều nhất mỗi tháng", null=True, blank=True)
    closed_until = models.DateTimeField("nhà cung cấp ngừng nhận đến", null=True, blank=True)

    class Meta:
        verbose_name = "hạn mức kênh"
        verbose_name_plural = "hạn mức kênh"

    def __str__(self) -> str:
        return self.get_channel_display()


class ZaloToken(models.Model):
    """The pair of the Official Account, sealed. A refresh token works once, so its row is locked while it is used."""

    access = models.TextField("mã truy cập", blank=True)
    refresh = models.TextField("mã làm mới", blank=True)
    expires_at = models.DateTimeField("dùng được đến", null=True, blank=True)
    refreshed_at = models.DateTimeField("làm mới lúc", null=True, blank=True)
    trouble = models.CharField("cần người sửa", max_length=200, blank=True)

    class Meta:
        verbose_name = "mã Zalo Official Account"
        verbose_name_plural = "mã Zalo Official Account"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="zalo_token_is_one_row")]

    def __str__(self) -> str:
        return self.trouble or "đang dùng được"
