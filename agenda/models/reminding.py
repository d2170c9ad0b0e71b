"""When whom is reminded of what, what was answered, and which days are done."""

from django.db import models
from django.db.models import F, Q

from plans.models import Plan
from tasks.models import Assignment
from units.models import Unit, User

FREE = "email,zalo,apprise"


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


class Ladder(models.Model):
    """A plan's own rungs. Without a row the usual ones hold (`agenda.ladder.USUAL`)."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="ladder", verbose_name="văn bản")
    held_days = models.PositiveSmallIntegerField("“đã nắm” có hiệu lực (ngày)", default=5)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lưu")
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bậc nhắc của văn bản"
        verbose_name_plural = "bậc nhắc của văn bản"
        constraints = [models.CheckConstraint(condition=Q(held_days__lte=60), name="ladder_held_at_most_60_days")]

    def __str__(self) -> str:
        return f"{self.plan}"


class Rung(models.Model):
    """`offset`: days after the due date, negative before. `every`: again after so many days, until it is done."""

    class About(models.TextChoices):
        DUE = "due", "hạn của việc"
        REPORT = "report", "hạn báo cáo kỳ"

    class To(models.TextChoices):
        OFFICER = "officer", "chuyên viên thực hiện"
        LEADER = "leader", "lãnh đạo phụ trách"
        HEAD = "head", "lãnh đạo đơn vị"
        FOCAL = "focal", "cơ quan đầu mối (bản tổng hợp)"
        CITY = "city", "lãnh đạo UBND Thành phố (bản tổng hợp)"

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs", verbose_name="bậc nhắc")
    about = models.CharField("tính từ", max_length=10, choices=About, default=About.DUE)
    offset = models.SmallIntegerField("số ngày so với hạn")
    every = models.PositiveSmallIntegerField("lặp mỗi (ngày)", null=True, blank=True)
    to = models.CharField("gửi cho", max_length=60)
    channels = models.CharField("kênh", max_length=60, default=FREE)
    quiet_days = models.PositiveSmallIntegerField("bỏ qua nếu đã cập nhật trong (ngày)", null=True, blank=True)
    enabled = models.BooleanField("bật", default=True)

    class Meta:
        verbose_name = "bậc nhắc"
        verbose_name_plural = "bậc nhắc"
        constraints = [
            models.UniqueConstraint(fields=["ladder", "about", "offset"], name="rung_once_per_day"),
            models.CheckConstraint(condition=Q(offset__gte=-365, offset__lte=365), name="rung_within_a_year"),
            models.CheckConstraint(condition=~Q(to=""), name="rung_reaches_somebody"),
            models.CheckConstraint(
                condition=Q(every__isnull=True) | Q(every__gte=1, every__lte=365, offset__gt=0),
                name="rung_repeats_only_after_the_due_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}{self.offset:+d}"


class Acknowledgement(models.Model):
    """ "Đã nắm, sẽ xong ngày …": holds the next rung up to `held_until`; it moves no due date."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="acknowledgements", verbose_name="việc được giao"
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người báo"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hộp thư của đơn vị"
    )
    due_date = models.DateField("hạn lúc báo", null=True)
    expected_date = models.DateField("sẽ xong ngày")
    said_date = models.DateField("báo ngày")
    held_until = models.DateField("giữ bậc nhắc đến hết ngày")
    at = models.DateTimeField("báo lúc")

    class Meta:
        verbose_name = "báo đã nắm"
        verbose_name_plural = "báo đã nắm"
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True) | Q(user__isnull=True, unit__isnull=False),
                name="acknowledged_by_a_person_or_a_mailbox",
            ),
            models.CheckConstraint(condition=Q(expected_date__gte=F("said_date")), name="expected_not_in_the_past"),
        ]
        indexes = [models.Index(fields=["held_until"], name="acknowledgement_held")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.expected_date:%d/%m/%Y}"


class PlanWords(models.Model):
    """Words of the focal unit for letters that speak of its plan alone."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="words", verbose_name="văn bản")
    subject = models.CharField("tiêu đề thư", max_length=120, blank=True)
    opening = models.CharField("lời mở đầu", max_length=500, blank=True)

    class Meta:
        verbose_name = "mẫu thư của văn bản"
        verbose_name_plural = "mẫu thư của văn bản"

    def __str__(self) -> str:
        return f"{self.plan}"
