"""The scores of a group of units for a period, frozen when it closes, and what units say about them."""

from django.db import models
from django.db.models import F, Q

from insight.models.criteria import Criteria
from insight.models.parts import Group, Part
from tasks.models import Assignment
from units import periods
from units.models import Unit, User
from units.periods import Period


class SheetQuerySet(models.QuerySet):
    def current(self) -> "SheetQuerySet":
        return self.filter(is_current=True)


class Sheet(models.Model):
    """One version of a group's frozen scores; rows and sheet are never written again, a correction is a new version.

    `as_of_date`: the facts as known at the end of that day. Without criteria there are figures and no points.
    """

    period_key = models.CharField("kỳ", max_length=20)
    group = models.CharField("nhóm đơn vị", max_length=10, choices=Group)
    start_date = models.DateField("từ ngày")
    end_date = models.DateField("đến ngày")
    as_of_date = models.DateField("số liệu đến ngày")
    criteria = models.ForeignKey(
        Criteria, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name="bộ tiêu chí"
    )
    objections_until = models.DateField("nhận ý kiến đến ngày", null=True, blank=True)
    version = models.PositiveSmallIntegerField("bản", default=1)
    is_current = models.BooleanField("bản đang dùng", default=True)
    reason = models.TextField("lý do có bản này", blank=True)
    digest = models.CharField("mã SHA-256 của nội dung", max_length=64)
    frozen_at = models.DateTimeField("chốt lúc")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng điểm đã chốt"
        verbose_name_plural = "bảng điểm đã chốt"
        constraints = [
            models.UniqueConstraint(fields=["period_key", "group", "version"], name="sheet_version_once"),
            models.UniqueConstraint(
                fields=["period_key", "group"], condition=Q(is_current=True), name="sheet_one_current"
            ),
            models.CheckConstraint(
                condition=Q(start_date__lte=F("end_date"), end_date__lt=F("as_of_date")), name="sheet_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="corrected_sheet_has_a_reason"),
            models.CheckConstraint(
                condition=Q(criteria__isnull=True, objections_until__isnull=True)
                | Q(criteria__isnull=False, objections_until__isnull=False),
                name="sheet_with_criteria_hears_objections",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_key} {self.group} ({self.version})"

    @property
    def period(self) -> Period:
        return periods.parse(self.period_key)


class Score(models.Model):
    """`facts`: what was counted, part by part; `lines`: the points it gave. `unplaced`: why there is no place."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="scores", verbose_name="bảng điểm")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scores", verbose_name="đơn vị")
    facts = models.JSONField("số liệu")
    total = models.DecimalField("điểm", max_digits=4, decimal_places=1, null=True, blank=True)
    place = models.PositiveSmallIntegerField("thứ tự", null=True, blank=True)
    unplaced = models.CharField("vì sao không xếp thứ tự", max_length=10, blank=True)

    class Meta:
        verbose_name = "điểm của đơn vị"
        verbose_name_plural = "điểm của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "unit"], name="score_once"),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(total__isnull=False), name="score_placed_by_points"
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100), name="score_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.unit_id}"


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ObjectionQuerySet":
        """The unit's own; all of them for whoever keeps the criteria and for who sees everything."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        return self.filter(Q(unit__in=mine) | Q(sheet__criteria__unit__in=mine))

    def open(self) -> "ObjectionQuerySet":
        return self.filter(state=Objection.State.OPEN)


class Objection(models.Model):
    """What a unit says about its score, and the answer. `assignment`: the one lượt giao it asks to leave out."""

    class State(models.TextChoices):
        OPEN = "open", "Chờ trả lời"
        KEPT = "kept", "Giữ nguyên điểm"
        CORRECTED = "corrected", "Đã tính lại điểm"

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="objections", verbose_name="bảng điểm")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="objections", verbose_name="đơn vị")
    part = models.CharField("về phần", max_length=12, choices=Part)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lượt giao"
    )
    text = models.TextField("ý kiến")
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi")
    sent_at = models.DateTimeField("gửi lúc")
    due_date = models.DateField("trả lời trước ngày")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến về điểm"
        verbose_name_plural = "ý kiến về điểm"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "unit", "part"], condition=Q(state="open"), name="objection_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answer="", answered_at__isnull=True)
                | (~Q(state="open") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="objection_answered_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-sent_at"], name="objection_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.part}"
