"""What one unit reports to one recipient for one period, version by version."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from reports.models.duties import RULES, ReportingDuty
from units import periods
from units.models import Unit, User
from units.periods import Period, Rule


class ReportQuerySet(QuerySet):
    def visible_to(self, user: User) -> "ReportQuerySet":
        """A unit's own; what has left the unit: also its receiver, the focal units of its plans, who sees all."""
        left = self.filter(state__in=Report.State.out_of_the_unit())
        if user.sees_everything:
            return left | self.filter(unit__in=user.unit_ids())
        mine = user.unit_ids()
        through = Report.duties.through.objects.filter(
            report=models.OuterRef("pk"), reportingduty__plan__focal_unit__in=mine
        )
        near = Q(receiver__in=mine) | models.Exists(through)
        return self.filter(Q(unit__in=mine) | (Q(state__in=Report.State.out_of_the_unit()) & near))

    def current(self) -> "ReportQuerySet":
        """The version that counts: the last one sent, else the first."""
        return self.filter(is_current=True)

    def unsent(self) -> "ReportQuerySet":
        return self.filter(state__in=Report.State.with_the_unit())


class Report(models.Model):
    """One report per recipient and period covers all plans that ask for it (`duties`).

    `texts`: what people typed, by key of the section. `snapshot`: all that it said when it left, never written again;
    a corrected version is a row of its own (`corrects`).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        AT_HEAD = "at_head", "Chờ lãnh đạo duyệt"
        SENT = "sent", "Đã gửi, chờ tiếp nhận"
        RECEIVED = "received", "Đã tiếp nhận"
        TO_SUPPLEMENT = "to_supplement", "Đã đề nghị bổ sung"
        DROPPED = "dropped", "Không phải nộp"

        @classmethod
        def with_the_unit(cls) -> "list[Report.State]":
            return [cls.DRAFT, cls.AT_HEAD]

        @classmethod
        def out_of_the_unit(cls) -> "list[Report.State]":
            return [cls.SENT, cls.RECEIVED, cls.TO_SUPPLEMENT]

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports", verbose_name="đơn vị báo cáo")
    receiver = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="received_reports", verbose_name="nơi tiếp nhận"
    )
    duties = models.ManyToManyField(ReportingDuty, related_name="reports", verbose_name="chế độ báo cáo")
    period_key = models.CharField("kỳ", max_length=20)
    rule = models.CharField("tính kỳ theo", max_length=10, choices=RULES, default=Rule.ADMINISTRATIVE.value)
    label = models.CharField("tên kỳ", max_length=120)
    start_date = models.DateField("số liệu từ ngày")
    close_date = models.DateField("chốt số liệu")
    due_date = models.DateField("hạn nộp")
    focal_due_date = models.DateField("cơ quan đầu mối gửi", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=14, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField("bản", default=1)
    is_current = models.BooleanField("bản đang dùng", default=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="thay cho bản",
    )
    reason = models.TextField("lý do có bản này", blank=True)
    texts = models.JSONField("phần đơn vị viết", default=dict, blank=True)
    revision = models.PositiveIntegerField("lần lưu", default=0)
    edited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người lưu"
    )
    edited_at = models.DateTimeField("lưu lúc", null=True, blank=True)
    opened_at = models.DateTimeField("mở lúc")
    handed_back_text = models.TextField("lãnh đạo yêu cầu sửa", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    sent_date = models.DateField("ngày gửi", null=True, blank=True)
    first_sent_date = models.DateField("ngày gửi lần đầu", null=True, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt, gửi"
    )
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    received_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người tiếp nhận"
    )
    snapshot = models.JSONField("nội dung lúc gửi", null=True, blank=True)
    digest = models.CharField("mã SHA-256 của nội dung", max_length=64, blank=True)
    paper_number = models.CharField("số văn bản", max_length=60, blank=True)
    paper_date = models.DateField("ngày văn bản", null=True, blank=True)
    paper_signer = models.CharField("người ký", max_length=120, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo kỳ"
        verbose_name_plural = "báo cáo kỳ"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "receiver", "rule", "period_key", "version"], name="report_version_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "receiver", "rule", "period_key"],
                condition=Q(is_current=True),
                name="report_one_current",
            ),
            models.CheckConstraint(condition=~Q(unit=F("receiver")), name="report_to_another_unit"),
            models.CheckConstraint(
                condition=Q(start_date__lte=F("close_date"), close_date__lte=F("due_date")),
                name="report_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "received", "to_supplement"])
                | (Q(sent_date__isnull=False, snapshot__isnull=False) & ~Q(digest="")),
                name="sent_report_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="corrected_report_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "period_key"], name="report_of_receiver"),
            models.Index(fields=["due_date"], name="report_due", condition=Q(state__in=["draft", "at_head"])),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_key} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("reports:filing", args=[self.pk])

    @property
    def period(self) -> Period:
        """Without what the duty changed of its end: `start_date` and `close_date` are those of the figures."""
        return periods.parse(self.period_key, Rule(self.rule))

    @property
    def is_frozen(self) -> bool:
        return bool(self.digest)  # lists leave the snapshot in the database

    @property
    def is_late(self) -> bool | None:
        """Sent after its day, by the first version; None while nothing was sent."""
        return self.first_sent_date > self.due_date if self.first_sent_date else None
