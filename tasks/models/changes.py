"""The papers that decide, and each change that was made by them."""

from django.db import models
from django.db.models import Q

from plans.models import Plan
from tasks.models.assignment import Assignment
from tasks.models.attached import Attached
from tasks.models.work import Told
from units.models import User


class DecisionPaper(Attached):
    """The document of an authority; one may decide many requests, or amend a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decisions", verbose_name="văn bản")
    authority = models.CharField("cấp quyết định", max_length=200)
    number = models.CharField("số, ký hiệu", max_length=60)
    date = models.DateField("ngày")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "văn bản quyết định"
        verbose_name_plural = "văn bản quyết định"
        constraints = [
            models.UniqueConstraint(fields=["plan", "authority", "number", "date"], name="decision_paper_once"),
            models.CheckConstraint(
                condition=~Q(authority="") & ~Q(number=""),
                name="decision_paper_is_named",
                violation_error_message="Ghi cấp quyết định và số văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.number} ngày {self.date:%d/%m/%Y}"


class Change(Told):
    """A decided change of one assignment, by a request or by an amended plan; the first date stays where it was."""

    class Kind(models.TextChoices):
        DEADLINE = "deadline", "thời hạn"
        LEAD = "lead", "phân công"
        DROP = "drop", "dừng thực hiện"
        REORGANISED = "reorganised", "sắp xếp đơn vị"

    kind = models.CharField("loại", max_length=12, choices=Kind)
    decision = models.ForeignKey(
        DecisionPaper, on_delete=models.PROTECT, related_name="changes", verbose_name="văn bản quyết định"
    )
    request = models.OneToOneField(
        "tasks.ChangeRequest",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="change",
        verbose_name="theo đề nghị",
    )
    due_before = models.DateField("hạn trước đó", null=True, blank=True)
    due_after = models.DateField("hạn mới", null=True, blank=True)

    class Meta:
        verbose_name = "điều chỉnh đã quyết định"
        verbose_name_plural = "điều chỉnh đã quyết định"

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.kind}"


class Continuation(models.Model):
    """Work that goes on with another unit: `after` continues `before`, which keeps its name and its history.

    One to many where it is split, many to one where it is joined.
    """

    class Cause(models.TextChoices):
        LEAD = "lead", "điều chỉnh phân công"
        REORGANISATION = "reorganisation", "sắp xếp đơn vị"
        REPLACED = "replaced", "văn bản thay thế"

    before = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="continued_by", verbose_name="việc trước"
    )
    after = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="continues", verbose_name="việc sau")
    cause = models.CharField("do", max_length=20, choices=Cause)
    created_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "việc tiếp nối"
        verbose_name_plural = "việc tiếp nối"
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="continuation_once"),
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="work_does_not_continue_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
