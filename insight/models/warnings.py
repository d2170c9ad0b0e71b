"""What the early warning has learnt, and what it has warned of, so that it can be held to it."""

from typing import Self

from django.db import models
from django.db.models import Q

from plans.models import Plan
from tasks.models import Assignment
from units.models import User


class Learning(models.Model):
    """What was learnt on a day: from which chance on to warn, and how well that did on what was seen."""

    made_at = models.DateTimeField("học lúc")
    threshold = models.FloatField("cảnh báo từ mức")
    lead_days = models.FloatField("báo trước (ngày, trung vị)", null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y}"

    @classmethod
    def newest(cls) -> Self | None:
        return cls.objects.order_by("-made_at").first()


class WarningModel(Learning):
    """From work that ended: the weights of the rule."""

    weights = models.JSONField("trọng số")
    seen = models.PositiveIntegerField("số lượt giao đã kết thúc")
    late = models.PositiveIntegerField("trong đó trễ")
    late_warned = models.PositiveIntegerField("trễ và đã được cảnh báo")
    false_alarms = models.PositiveIntegerField("cảnh báo nhưng không trễ")

    class Meta:
        verbose_name = "lần học của cảnh báo sớm"
        verbose_name_plural = "lần học của cảnh báo sớm"
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=0, threshold__lte=1), name="warning_threshold_a_share"),
            models.CheckConstraint(condition=Q(late__lte=models.F("seen")), name="warning_late_of_seen"),
        ]


class ForecastModel(Learning):
    """From figures of indicators: how wide the band must be."""

    widen = models.FloatField("nới khoảng dự báo")
    seen = models.PositiveIntegerField("số lần có thể dự báo")
    missed = models.PositiveIntegerField("trong đó không đạt")
    missed_warned = models.PositiveIntegerField("không đạt và đã được cảnh báo")
    false_alarms = models.PositiveIntegerField("cảnh báo nhưng đạt")
    covered = models.FloatField("phần rơi vào khoảng dự báo")

    class Meta:
        verbose_name = "lần học của dự báo chỉ tiêu"
        verbose_name_plural = "lần học của dự báo chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=0, threshold__lte=1), name="forecast_threshold_a_share"
            ),
            models.CheckConstraint(condition=Q(missed__lte=models.F("seen")), name="forecast_missed_of_seen"),
        ]

    @property
    def covered_percent(self) -> int:
        return round(self.covered * 100)


class WarningQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "WarningQuerySet":
        """Of one's own units; of whole plans to whoever leads or oversees them, or sees everything."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        plans = Plan.objects.filter(Q(focal_unit__in=mine) | Q(oversight_unit__in=mine))
        return self.filter(Q(assignment__unit__in=mine) | Q(assignment__plan__in=plans.values("pk")))


class EarlyWarning(models.Model):
    """Of one piece of work, from the first day on it stood out; `ended_on` when it no longer did or was sent."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="warning", verbose_name="việc được giao"
    )
    first_on = models.DateField("cảnh báo từ ngày")
    chance = models.FloatField("ước tính trễ")
    reasons = models.JSONField("lý do", default=list)
    """[code, words] of each, the most serious first."""
    by_estimate = models.BooleanField("do ước tính", default=False)
    is_active = models.BooleanField("đang cảnh báo", default=True)

    objects = WarningQuerySet.as_manager()

    class Meta:
        verbose_name = "cảnh báo sớm"
        verbose_name_plural = "cảnh báo sớm"
        constraints = [
            models.CheckConstraint(condition=Q(chance__gte=0, chance__lte=1), name="warning_chance_a_share"),
        ]
        indexes = [models.Index(fields=["-chance"], name="warning_active", condition=Q(is_active=True))]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.chance:.0%}"

    @property
    def percent(self) -> int:
        return round(self.chance * 100)
