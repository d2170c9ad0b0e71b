"""What a lead asks of a partner: partners owe only when asked."""

from django.db import models
from django.db.models import Q

from tasks.models.attached import Attached
from tasks.models.work import Told
from units.models import Unit, User


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ContributionQuerySet":
        """The partner's own, and whoever may read the lead's work."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        return self.filter(
            Q(partner__in=mine)
            | Q(assignment__unit__in=mine)
            | Q(assignment__confirming_unit__in=mine)
            | Q(assignment__plan__focal_unit__in=mine)
            | Q(assignment__plan__oversight_unit__in=mine)
        )

    def open(self) -> "ContributionQuerySet":
        return self.filter(state__in=ContributionRequest.State.open())

    def owed_by(self, user: User) -> "ContributionQuerySet":
        return self.filter(partner__in=user.unit_ids(), state=ContributionRequest.State.ASKED)


class ContributionRequest(Told, Attached):
    """To a partner unit, which answers here; or to an outsider, whose letter the lead records."""

    class State(models.TextChoices):
        ASKED = "asked", "Đã yêu cầu"
        DELIVERED = "delivered", "Đã phối hợp, chờ ghi nhận"
        ACCEPTED = "accepted", "Đã ghi nhận"
        WITHDRAWN = "withdrawn", "Đã rút yêu cầu"

        @classmethod
        def open(cls) -> list[str]:
            return [cls.ASKED, cls.DELIVERED]

    partner = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="đơn vị phối hợp",
    )
    outsider = models.CharField("cơ quan ngoài hệ thống", max_length=300, blank=True)
    what = models.TextField("cần phối hợp gì")
    due_date = models.DateField("trước ngày", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.ASKED)
    delivery = models.TextField("kết quả phối hợp", blank=True)
    delivery_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    delivery_date = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    delivered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    delivered_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    asked_again = models.TextField("cần thêm gì", blank=True)
    closed_at = models.DateTimeField("ghi nhận lúc", null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu phối hợp"
        verbose_name_plural = "yêu cầu phối hợp"
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, outsider="") | (Q(partner__isnull=True) & ~Q(outsider="")),
                name="contribution_of_a_unit_or_an_outsider",
                violation_error_message="Chọn một đơn vị phối hợp hoặc ghi tên cơ quan ngoài hệ thống.",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="contribution_says_what"),
            models.CheckConstraint(
                condition=Q(outsider="")
                | Q(delivered_at__isnull=True)
                | (~Q(delivery_number="") & Q(delivery_date__isnull=False)),
                name="outsider_answers_by_letter",
                violation_error_message="Ghi số và ngày văn bản của cơ quan ngoài hệ thống.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"]) | Q(delivered_at__isnull=False),
                name="delivered_contribution_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "delivered"], closed_at__isnull=True)
                | Q(state__in=["accepted", "withdrawn"], closed_at__isnull=False),
                name="contribution_closed_when_its_state_says",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state", "due_date"], name="contribution_owed")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.outsider or self.partner_id}"

    @property
    def asked_of(self) -> str:
        return self.partner.short_name if self.partner else self.outsider
