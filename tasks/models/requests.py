"""What a unit asks to change of its work: the date, the unit, or that it stop."""

from django.db import models
from django.db.models import Q

from tasks.models.attached import Attached
from tasks.models.changes import DecisionPaper
from tasks.models.work import Told
from units.models import Unit, User


class ChangeRequestQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ChangeRequestQuerySet":
        """Whoever may read the work (`perms.can_read_work`); what waits inside a unit is the unit's alone."""
        mine = user.unit_ids()
        inside = Q(state=ChangeRequest.State.AT_HEAD)
        if user.sees_everything:
            return self.filter(~inside | Q(assignment__unit__in=mine))
        readers = Q(assignment__plan__focal_unit__in=mine) | Q(assignment__plan__oversight_unit__in=mine)
        return self.filter(
            Q(assignment__unit__in=mine) | ((readers | Q(assignment__confirming_unit__in=mine)) & ~inside)
        )

    def pending(self) -> "ChangeRequestQuerySet":
        return self.filter(state__in=ChangeRequest.State.pending())


class ChangeRequest(Told, Attached):
    """The old date counts and the work stays with the unit until it is decided."""

    class Kind(models.TextChoices):
        DEADLINE = "deadline", "thời hạn"
        LEAD = "lead", "phân công"
        DROP = "drop", "dừng thực hiện"

    class State(models.TextChoices):
        AT_HEAD = "at_head", "Chờ lãnh đạo duyệt"
        ASKED = "asked", "Chờ cơ quan đầu mối có ý kiến"
        OPINED = "opined", "Chờ quyết định"
        APPROVED = "approved", "Đã điều chỉnh"
        NOT_APPROVED = "not_approved", "Không điều chỉnh"
        WITHDRAWN = "withdrawn", "Đơn vị đã rút"

        @classmethod
        def pending(cls) -> list[str]:
            return [cls.AT_HEAD, cls.ASKED, cls.OPINED]

        @classmethod
        def decided(cls) -> list[str]:
            return [cls.APPROVED, cls.NOT_APPROVED]

    class Reason(models.TextChoices):
        OBJECTIVE = "objective", "Khách quan"
        SUBJECTIVE = "subjective", "Chủ quan"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    state = models.CharField("tình trạng", max_length=20, choices=State, default=State.ASKED)
    reason = models.CharField("nguyên nhân", max_length=10, choices=Reason)
    text = models.TextField("lý do, việc sẽ làm")
    due_before = models.DateField("hạn lúc đề nghị", null=True, blank=True)
    wanted_due_date = models.DateField("hạn mới đề nghị", null=True, blank=True)
    wanted_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị đề nghị giao"
    )
    proof_number = models.CharField("văn bản kèm theo: số, ngày", max_length=200, blank=True)
    asked_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    opinion = models.TextField("ý kiến cơ quan đầu mối", blank=True)
    opinion_agrees = models.BooleanField("đồng ý", null=True, blank=True)
    opinion_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người cho ý kiến"
    )
    opinion_at = models.DateTimeField("có ý kiến lúc", null=True, blank=True)
    decision = models.ForeignKey(
        DecisionPaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="văn bản quyết định",
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi quyết định"
    )
    decided_at = models.DateTimeField("ghi quyết định lúc", null=True, blank=True)
    decided_due_date = models.DateField("hạn được quyết định", null=True, blank=True)
    decided_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị được giao"
    )

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị điều chỉnh"
        verbose_name_plural = "đề nghị điều chỉnh"
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(state__in=["at_head", "asked", "opined"]),
                name="one_pending_change_request",
                violation_error_message="Việc này đang có một đề nghị cùng loại chờ quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(kind="deadline", wanted_due_date__isnull=False, wanted_unit__isnull=True)
                | Q(kind="lead", wanted_due_date__isnull=True)
                | Q(kind="drop", wanted_due_date__isnull=True, wanted_unit__isnull=True),
                name="change_request_wants_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=~Q(reason="objective") | ~Q(proof_number="") | ~Q(file=""),
                name="objective_reason_has_proof",
                violation_error_message="Nguyên nhân khách quan cần văn bản chứng minh.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="change_request_says_why"),
            models.CheckConstraint(
                condition=~Q(state="opined")
                | Q(opinion_at__isnull=False, opinion_by__isnull=False, opinion_agrees__isnull=False),
                name="opined_request_has_an_opinion",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "not_approved"])
                | Q(decision__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="decided_request_has_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(kind="deadline", decided_due_date__isnull=False)
                | Q(kind="lead", decided_unit__isnull=False)
                | Q(kind="drop"),
                name="approved_request_has_its_result",
            ),
        ]
        indexes = [
            # the pages and counts of what waits; decided ones are the many
            models.Index(
                fields=["state", "asked_at"],
                name="change_request_pending",
                condition=Q(state__in=["at_head", "asked", "opined"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.kind}"

    @property
    def is_pending(self) -> bool:
        return self.state in self.State.pending()
