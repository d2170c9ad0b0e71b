"""What a unit measured of a target in a period, and what it answered when asked why."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from kpi.models.indicators import Indicator, Target, number_words, unit_words
from plans.models import Plan
from tasks.models import Assignment
from units.models import Unit, User
from units.periods import Rule, parse


class MeasurementQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "MeasurementQuerySet":
        """The unit's own; all of them for who follows the indicator, leads or oversees the plan, or sees all."""
        if user.sees_everything:
            return self
        mine, indicator = user.unit_ids(), "target__indicator"
        near = (
            "unit",
            f"{indicator}__monitor",
            f"{indicator}__plan__focal_unit",
            f"{indicator}__plan__oversight_unit",
        )
        return self.filter(reduce(or_, (Q(**{f"{name}__in": mine}) for name in near)))

    def current(self) -> "MeasurementQuerySet":
        return self.filter(is_current=True)

    def counted(self) -> "MeasurementQuerySet":
        """What the city's value is made of."""
        return self.current().filter(state__in=Measurement.State.counted())


class Measurement(models.Model):
    """One version of a figure. A correction stands beside the row it corrects until it is accepted."""

    class State(models.TextChoices):
        OPEN = "open", "Chưa gửi"
        SENT = "sent", "Chờ xác nhận"
        TO_SUPPLEMENT = "to_supplement", "Cần bổ sung"
        ACCEPTED = "accepted", "Đã xác nhận"
        LOCKED = "locked", "Đã chốt"

        @classmethod
        def counted(cls) -> "list[Measurement.State]":
            return [cls.ACCEPTED, cls.LOCKED]

        @classmethod
        def with_the_unit(cls) -> "list[Measurement.State]":
            return [cls.OPEN, cls.TO_SUPPLEMENT]

    class ValueKind(models.TextChoices):
        IN_PERIOD = "in_period", "trong kỳ"
        CUMULATIVE = "cumulative", "lũy kế"
        ESTIMATE = "estimate", "ước"

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="measurements", verbose_name="mục tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measurements", verbose_name="đơn vị")
    period = models.CharField("kỳ", max_length=20)
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến ngày")
    due_date = models.DateField("hạn gửi")
    version = models.PositiveSmallIntegerField("bản", default=1)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="đính chính bản",
    )
    reason = models.TextField("lý do đính chính", blank=True)
    is_current = models.BooleanField("đang dùng", default=True)
    state = models.CharField("trạng thái", max_length=14, choices=State, default=State.OPEN)
    value_kind = models.CharField("loại số", max_length=10, choices=ValueKind, default=ValueKind.CUMULATIVE)
    numerator = models.DecimalField("đã đạt", max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("tổng số", max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    evidence = models.FileField("minh chứng", upload_to="so-lieu/%Y/%m", blank=True)
    evidence_name = models.CharField("tên tệp", max_length=255, blank=True)
    evidence_sha256 = models.CharField("mã băm của tệp", max_length=64, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    decided_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    supplement_text = models.TextField("cần bổ sung gì", blank=True)
    supplements = models.PositiveSmallIntegerField("số lần đề nghị bổ sung", default=0)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "period"],
                condition=Q(is_current=True),
                name="measurement_current_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(is_current=False, state__in=["open", "sent", "to_supplement"]),
                name="measurement_one_correction_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="measurement_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="measurement_denominator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(version=1, corrects__isnull=True) | Q(version__gt=1, corrects__isnull=False),
                name="measurement_correction_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(sent_at__isnull=False), name="measurement_sent_when_out"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_date"], name="measurement_of_unit"),
            models.Index(fields=["target", "period_end"], name="measurement_of_target"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}, {self.unit_id}, {self.period}"

    @property
    def period_words(self) -> str:
        """ "tháng 10/2026" """
        return parse(self.period, Rule.CALENDAR).label

    @property
    def words(self) -> str:
        """ "41/52", "94,3%", "1.962 tổ"; empty before anything is typed."""
        if self.denominator is not None:
            return f"{number_words(self.numerator or 0)}/{number_words(self.denominator)}"
        return "" if self.value is None else f"{number_words(self.value)}{unit_words(self.target.unit)}"


class ExplanationQuerySet(models.QuerySet):
    def open(self) -> "ExplanationQuerySet":
        return self.filter(answered_at=None)

    def visible_to(self, user: User) -> "ExplanationQuerySet":
        """The unit asked; who follows the indicator, leads or oversees the plan, or sees all."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        near = ("unit", "indicator__monitor", "indicator__plan__focal_unit", "indicator__plan__oversight_unit")
        near += ("assignment__plan__focal_unit", "assignment__plan__oversight_unit", "assignment__confirming_unit")
        return self.filter(reduce(or_, (Q(**{f"{name}__in": mine}) for name in near)))


class Explanation(models.Model):
    """Giải trình: a leader asks why an indicator or a piece of work is red; the unit asked answers by a day."""

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        verbose_name="chỉ tiêu",
    )
    assignment = models.ForeignKey(
        Assignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        verbose_name="việc được giao",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị trả lời")
    question = models.TextField("yêu cầu")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    asked_at = models.DateTimeField("yêu cầu lúc")
    due_date = models.DateField("trả lời trước ngày")
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit"], condition=Q(answered_at__isnull=True), name="explanation_one_open"
            ),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(answered_at__isnull=True), name="explanation_one_open_of_work"
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=True, assignment__isnull=False)
                | Q(indicator__isnull=False, assignment__isnull=True),
                name="explanation_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="explanation_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id or self.assignment_id}, {self.unit_id}"

    @property
    def plan(self) -> Plan:
        return self.indicator.plan if self.indicator else self.assignment.plan

    @property
    def path(self) -> str:
        """Where it is read and answered."""
        return (
            f"/chi-tieu/{self.indicator_id}/#giai-trinh"
            if self.indicator_id
            else f"/viec/{self.assignment_id}/giai-trinh/"
        )
