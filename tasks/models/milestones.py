"""Milestones that a lead registers for its own work; they never replace the plan's date."""

from django.db import models
from django.db.models import Q

from tasks.models.work import Told
from units.models import User


class RegisteredMilestone(Told):
    """Registered by the unit, approved by its head, noted by the focal unit. Beside `Milestone`, which is the plan's:
    one task may have 150 leads, and each registers its own.
    """

    class State(models.TextChoices):
        REGISTERED = "registered", "Chờ lãnh đạo duyệt"
        APPROVED = "approved", "Đã đăng ký"
        NOTED = "noted", "Cơ quan đầu mối đã ghi nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    label = models.CharField("mốc", max_length=300)
    due_date = models.DateField("ngày")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.REGISTERED)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    noted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi nhận"
    )
    noted_at = models.DateTimeField("ghi nhận lúc", null=True, blank=True)
    reached_date = models.DateField("ngày đạt", null=True, blank=True)

    class Meta:
        verbose_name = "mốc đơn vị đăng ký"
        verbose_name_plural = "mốc đơn vị đăng ký"
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "label", "due_date"],
                condition=~Q(state="withdrawn"),
                name="registered_milestone_once",
                violation_error_message="Mốc này đã được đăng ký.",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="registered_milestone_is_named"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "noted"])
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="registered_milestone_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="noted") | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="registered_milestone_noted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.label
