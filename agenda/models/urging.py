"""Letters of a focal unit to units whose work is late: the top rungs of the ladder."""

from django.db import models
from django.db.models import Q

from plans.models import Plan
from tasks.models import Assignment
from units.models import Unit, User


class UrgingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "UrgingQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))


class Urging(models.Model):
    """One issued letter: which units it urged, about which work, and how often they had been urged by then."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="urgings", verbose_name="văn bản")
    number = models.CharField("số, ký hiệu", max_length=60)
    date = models.DateField("ngày")
    times = models.PositiveSmallIntegerField("lần")
    units = models.ManyToManyField(Unit, related_name="urgings", verbose_name="đơn vị")
    assignments = models.ManyToManyField(Assignment, related_name="urgings", verbose_name="việc quá hạn")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    recorded_at = models.DateTimeField("ghi lúc")

    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn đôn đốc"
        verbose_name_plural = "công văn đôn đốc"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number", "date"],
                name="urging_recorded_once",
                violation_error_message="Công văn có số và ngày này đã được ghi.",
            ),
            models.CheckConstraint(condition=Q(times__gte=1) & ~Q(number=""), name="urging_has_number_and_times"),
        ]
        indexes = [models.Index(fields=["plan", "date"], name="urging_of_plan")]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.date:%d/%m/%Y}, lần {self.times}"
