"""What a plan asks its units to report, to whom and when."""

from django.db import models
from django.db.models import Q

from plans.models import Plan
from units.models import Unit, UnitGroup, User


class ReportingDutyQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ReportingDutyQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def in_order(self) -> "ReportingDutyQuerySet":
        return self.order_by("plan", "order")


class ReportingDuty(models.Model):
    """One addressee of one sentence of the plan; a sentence that names three of them makes three rows."""

    class Cadence(models.TextChoices):
        ONCE = "once", "một lần"
        MONTHLY = "monthly", "hằng tháng"
        QUARTERLY = "quarterly", "hằng quý"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_duties", verbose_name="văn bản")
    order = models.PositiveSmallIntegerField("thứ tự")
    who_text = models.CharField("ai báo cáo, nguyên văn", max_length=500)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị báo cáo"
    )
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhóm báo cáo"
    )
    via_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qua đơn vị"
    )
    to_text = models.CharField("nơi nhận báo cáo", max_length=500)
    cadence = models.CharField("định kỳ", max_length=10, choices=Cadence)
    due_date = models.DateField("hạn báo cáo", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày trong tháng", null=True, blank=True)
    before = models.BooleanField("văn bản ghi “trước ngày”", default=False)
    quote = models.TextField("nguyên văn", blank=True)

    objects = ReportingDutyQuerySet.as_manager()

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="reporting_duty_order_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(group__isnull=True), name="reporting_duty_unit_or_group"
            ),
            models.CheckConstraint(
                condition=Q(due_day__isnull=True) | Q(due_day__gte=1, due_day__lte=31),
                name="reporting_duty_day_1_to_31",
                violation_error_message="Ngày trong tháng phải từ 1 đến 31.",
            ),
            models.CheckConstraint(
                condition=Q(cadence="once", due_day__isnull=True) | (~Q(cadence="once") & Q(due_date__isnull=True)),
                name="reporting_duty_due_fits_cadence",
                violation_error_message="Báo cáo một lần có ngày; báo cáo định kỳ có ngày trong tháng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who_text} → {self.to_text}"

    @property
    def due_text(self) -> str:
        """ "trước ngày 20 hằng tháng", "ngày 15/02/2026"; empty where the plan names no day."""
        word = "trước ngày" if self.before else "ngày"
        if self.due_date:
            return f"{word} {self.due_date:%d/%m/%Y}"
        if self.due_day:
            rest = "hằng tháng" if self.cadence == self.Cadence.MONTHLY else "tháng cuối quý"
            return f"{word} {self.due_day} {rest}"
        return ""
