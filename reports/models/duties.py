"""What a plan asks its units to report, to whom and when."""

from django.db import models
from django.db.models import F, Q

from plans.models import Plan
from units.models import Unit, UnitGroup, User
from units.periods import Kind, Rule

RULES = [(rule.value, rule.label) for rule in Rule]


class ReportingDutyQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ReportingDutyQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def in_order(self) -> "ReportingDutyQuerySet":
        return self.order_by("plan", "order")


class ReportingDuty(models.Model):
    """One addressee of one sentence of the plan; a sentence that names three of them makes three rows.

    Dates of a period: figures are closed on `close_day` of its last month (of its rule where empty), units send by
    `due_day` (a weekday, 1 to 7, of weekly ones), `due_offset` months later; the focal unit by
    `focal_day`. `from_date`: of a fortnightly one the first day of its first period.
    """

    class Cadence(models.TextChoices):
        ONCE = "once", "một lần"
        DAILY = "daily", "hằng ngày"
        WEEKLY = "weekly", "hằng tuần"
        FORTNIGHTLY = "fortnightly", "2 tuần một lần"
        HALF_MONTHLY = "half-monthly", "nửa tháng một lần"
        MONTHLY = "monthly", "hằng tháng"
        QUARTERLY = "quarterly", "hằng quý"
        HALF_YEARLY = "half-yearly", "6 tháng một lần"
        NINE_MONTHS = "nine-months", "9 tháng"
        YEARLY = "yearly", "hằng năm"

        @property
        def kind(self) -> Kind:
            return KINDS[self]

    class Fill(models.TextChoices):
        FIGURES = "figures", "kết quả, bốn trạng thái"
        CHANGES = "changes", "việc có thay đổi trong kỳ"
        LATE = "late", "việc quá hạn"
        INDICATORS = "indicators", "chỉ tiêu"
        OBSTACLES = "obstacles", "khó khăn và kiến nghị đang mở"
        NEXT = "next", "việc kỳ tới"
        CAUSES = "causes", "đơn vị viết: khó khăn, nguyên nhân"
        PROPOSALS = "proposals", "đơn vị viết: kiến nghị, đề xuất"
        TEXT = "text", "đơn vị viết: mục khác"

        @classmethod
        def typed(cls) -> "list[ReportingDuty.Fill]":
            return [cls.CAUSES, cls.PROPOSALS, cls.TEXT]

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
    cadence = models.CharField("định kỳ", max_length=12, choices=Cadence)
    rule = models.CharField("tính kỳ theo", max_length=10, choices=RULES, default=Rule.ADMINISTRATIVE.value)
    due_date = models.DateField("hạn báo cáo", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày trong tháng", null=True, blank=True)
    due_offset = models.SmallIntegerField("nộp sau tháng cuối kỳ (số tháng)", default=0)
    close_day = models.PositiveSmallIntegerField("ngày chốt số liệu", null=True, blank=True)
    focal_day = models.PositiveSmallIntegerField("ngày cơ quan đầu mối gửi", null=True, blank=True)
    from_date = models.DateField("số liệu từ ngày", null=True, blank=True)
    to_date = models.DateField("số liệu đến ngày", null=True, blank=True)
    label = models.CharField("tên kỳ báo cáo", max_length=120, blank=True)
    opens_before = models.PositiveSmallIntegerField("mở trước hạn (ngày làm việc)", default=5)
    not_updated_is_not_done = models.BooleanField(
        "dữ liệu không cập nhật = không hoàn thành",
        default=False,
        help_text="Việc không được cập nhật trong kỳ được nêu là không hoàn thành; không nộp báo cáo cũng vậy.",
    )
    outline = models.JSONField("đề cương", default=list, blank=True, help_text="Các mục: tiêu đề và nguồn.")
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
                condition=(Q(due_day__isnull=True) | Q(due_day__gte=1, due_day__lte=31))
                & (Q(close_day__isnull=True) | Q(close_day__gte=1, close_day__lte=31))
                & (Q(focal_day__isnull=True) | Q(focal_day__gte=1, focal_day__lte=31)),
                name="reporting_duty_day_1_to_31",
                violation_error_message="Ngày trong tháng phải từ 1 đến 31.",
            ),
            models.CheckConstraint(
                condition=Q(cadence="once", due_day__isnull=True) | (~Q(cadence="once") & Q(due_date__isnull=True)),
                name="reporting_duty_due_fits_cadence",
                violation_error_message="Báo cáo một lần có ngày; báo cáo định kỳ có ngày trong tháng.",
            ),
            models.CheckConstraint(
                condition=~Q(cadence__in=["weekly", "fortnightly", "half-monthly"])
                | Q(due_day__isnull=True)
                | Q(due_day__lte=7),
                name="reporting_duty_weekday",
                violation_error_message="Báo cáo tuần: ngày nộp là thứ trong tuần, từ 1 (thứ Hai) đến 7 (Chủ nhật).",
            ),
            models.CheckConstraint(
                condition=Q(due_offset__gte=-11, due_offset__lte=11), name="reporting_duty_offset_within_a_year"
            ),
            models.CheckConstraint(
                condition=(Q(from_date__isnull=True) | Q(cadence="fortnightly")) & Q(to_date__isnull=True)
                | Q(cadence="once", from_date__lte=F("to_date"), to_date__lte=F("due_date")),
                name="reporting_duty_dates_in_order",
                violation_error_message="Kỳ số liệu phải có ngày đầu, ngày cuối, và kết thúc trước hạn báo cáo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who_text} → {self.to_text}"

    @property
    def kind(self) -> Kind:
        return KINDS[self.Cadence(self.cadence)]

    @property
    def due_text(self) -> str:
        """ "trước ngày 20 hằng tháng", "ngày 15/02/2026"; empty where the plan names no day."""
        word = "trước ngày" if self.before else "ngày"
        if self.due_date:
            return f"{word} {self.due_date:%d/%m/%Y}"
        if not self.due_day:
            return ""
        if self.kind in BY_WEEKDAY:
            return f"{WEEKDAYS[self.due_day - 1]} {self.get_cadence_display()}"
        return f"{word} {self.due_day} {self._month_words}"

    @property
    def _month_words(self) -> str:
        if self.kind is Kind.MONTH:
            return "tháng sau" if self.due_offset else "hằng tháng"
        last = f"tháng cuối {self.kind.label}"
        return (
            f"{abs(self.due_offset)} tháng {'sau' if self.due_offset > 0 else 'trước'} {last}"
            if self.due_offset
            else last
        )


KINDS = {
    ReportingDuty.Cadence.ONCE: Kind.CUSTOM,
    ReportingDuty.Cadence.DAILY: Kind.DAY,
    ReportingDuty.Cadence.WEEKLY: Kind.WEEK,
    ReportingDuty.Cadence.FORTNIGHTLY: Kind.FORTNIGHT,
    ReportingDuty.Cadence.HALF_MONTHLY: Kind.HALF_MONTH,
    ReportingDuty.Cadence.MONTHLY: Kind.MONTH,
    ReportingDuty.Cadence.QUARTERLY: Kind.QUARTER,
    ReportingDuty.Cadence.HALF_YEARLY: Kind.HALF_YEAR,
    ReportingDuty.Cadence.NINE_MONTHS: Kind.NINE_MONTHS,
    ReportingDuty.Cadence.YEARLY: Kind.YEAR,
}
BY_WEEKDAY = (Kind.WEEK, Kind.FORTNIGHT, Kind.HALF_MONTH)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
