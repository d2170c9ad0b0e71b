"""The published document that says how units are scored; without one nobody is ranked."""

from django.db import models
from django.db.models import F, Q

from insight.models.parts import Part
from tasks.models.attached import Attached
from units.models import Unit, User


class CriteriaQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "CriteriaQuerySet":
        """A draft is its unit's own; what is published is for everybody."""
        return self.filter(~Q(state=Criteria.State.DRAFT) | Q(unit__in=user.unit_ids()))

    def published(self) -> "CriteriaQuerySet":
        """In force now or once: each scores the periods of its own time."""
        return self.exclude(state=Criteria.State.DRAFT)


class Criteria(Attached):
    """Weights are percent of 100 points, of those groups of units that `groups` names. Never edited once published.

    `from_date`: it scores the periods that begin on that day or later, until a later one of the same group does.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Bản nháp"
        PUBLISHED = "published", "Đang áp dụng"
        SUPERSEDED = "superseded", "Đã thay thế"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ bộ tiêu chí")
    name = models.CharField("tên bộ tiêu chí", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_date = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    groups = models.JSONField("nhóm đơn vị được chấm", default=list)
    from_date = models.DateField("áp dụng cho các kỳ từ ngày", null=True, blank=True)
    timeliness = models.PositiveSmallIntegerField("đúng hạn (%)", default=40)
    quality = models.PositiveSmallIntegerField("chất lượng (%)", default=15)
    reporting = models.PositiveSmallIntegerField("báo cáo (%)", default=15)
    updating = models.PositiveSmallIntegerField("cập nhật đều (%)", default=15)
    indicators = models.PositiveSmallIntegerField("chỉ tiêu (%)", default=15)
    update_days = models.PositiveSmallIntegerField("phải cập nhật trong (ngày)", default=30)
    overdue_days = models.PositiveSmallIntegerField("trừ điểm khi quá hạn trên (ngày)", default=30)
    overdue_points = models.DecimalField("trừ cho mỗi lượt giao (điểm)", max_digits=4, decimal_places=1, default=0)
    overdue_most = models.DecimalField("trừ nhiều nhất (điểm)", max_digits=4, decimal_places=1, default=10)
    freeze_days = models.PositiveSmallIntegerField("chốt điểm sau khi hết kỳ (ngày)", default=2)
    objection_days = models.PositiveSmallIntegerField("nhận ý kiến về điểm trong (ngày)", default=7)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    digest = models.CharField("mã SHA-256 của nội dung", max_length=64, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người soạn")
    created_at = models.DateTimeField("soạn lúc")
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đưa vào áp dụng"
    )
    published_at = models.DateTimeField("đưa vào áp dụng lúc", null=True, blank=True)

    objects = CriteriaQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    Q(issued_date__isnull=False, from_date__isnull=False, published_at__isnull=False)
                    & ~Q(number="")
                    & ~Q(issuer="")
                    & ~Q(file="")
                    & ~Q(digest="")
                ),
                name="published_criteria_is_a_document",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(timeliness=100 - F("quality") - F("reporting") - F("updating") - F("indicators")),
                name="published_weights_are_100",
            ),
            models.CheckConstraint(
                condition=Q(update_days__gte=1, update_days__lte=366, overdue_days__lte=366)
                & Q(freeze_days__gte=1, freeze_days__lte=20, objection_days__gte=1, objection_days__lte=60),
                name="criteria_days_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(overdue_points__gte=0, overdue_most__gte=0, overdue_most__lte=100),
                name="criteria_deduction_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """ "Bộ tiêu chí …, số 2518/QĐ-UBND ngày 01/07/2026 của UBND Thành phố" """
        day = f"{self.issued_date:%d/%m/%Y}" if self.issued_date else "…"
        return f"{self.name}, số {self.number or '…'} ngày {day} của {self.issuer or '…'}"

    @property
    def weights(self) -> dict[Part, int]:
        """Each part is a field of its own."""
        return {part: getattr(self, part.value) for part in Part}
