"""One unit's duty to deliver one milestone of a task, and the spans of its states."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from tasks.models.task import Milestone, Task
from units.models import Unit, User

DATE_MOVED = (
    Q(original_due_date__lt=F("counted_due_date"))
    | Q(original_due_date__gt=F("counted_due_date"))
    | Q(original_due_date__isnull=True, counted_due_date__isnull=False)
    | Q(original_due_date__isnull=False, counted_due_date__isnull=True)
)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "AssignmentQuerySet":
        """Who may know the assignment and its state. Progress, evidence, notes: `perms.can_read_work`."""
        mine = user.unit_ids()
        return self.filter(Q(plan__in=Plan.objects.visible_to(user)) | Q(unit__in=mine) | Q(confirming_unit__in=mine))

    def of_unit(self, unit_id: int) -> "AssignmentQuerySet":
        return self.filter(unit=unit_id)

    def running(self) -> "AssignmentQuerySet":
        return self.exclude(state__in=Assignment.State.finished())

    def with_the_unit(self) -> "AssignmentQuerySet":
        """Where the next step is the unit's own."""
        return self.filter(state__in=[Assignment.State.OPEN, Assignment.State.AT_HEAD])

    def with_date_moved(self) -> "AssignmentQuerySet":
        """Counted by another date than the plan first said."""
        return self.filter(DATE_MOVED)

    def overdue(self, today: date) -> "AssignmentQuerySet":
        """Officially overdue and not done (figures.official says the same of one row)."""
        waiting = Q(state__in=Assignment.State.with_the_confirmer(), sent_date__lte=F("counted_due_date"))
        return self.running().filter(counted_due_date__lt=today).exclude(waiting)


class Assignment(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "Đang thực hiện"
        AT_HEAD = "at_head", "Chờ lãnh đạo duyệt"
        SENT = "sent", "Chờ xác nhận"
        AWAITING_APPROVAL = "awaiting_approval", "Đã trình, chờ phê duyệt"
        COMPLETED = "completed", "Hoàn thành"
        CANCELLED = "cancelled", "Đã hủy"

        @classmethod
        def finished(cls) -> list[str]:
            return [cls.COMPLETED, cls.CANCELLED]

        @classmethod
        def with_the_confirmer(cls) -> list[str]:
            return [cls.SENT, cls.AWAITING_APPROVAL]

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assignments", verbose_name="văn bản")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", verbose_name="nhiệm vụ")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="assignments", verbose_name="mốc")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments", verbose_name="đơn vị")
    confirming_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments_to_confirm",
        verbose_name="đơn vị theo dõi, xác nhận",
        help_text="Trống: thủ trưởng đơn vị tự xác nhận, đếm riêng.",
    )
    occurrence = models.PositiveSmallIntegerField("kỳ", default=0)
    scope = models.CharField("phần việc", max_length=500, blank=True)
    state = models.CharField("tình trạng", max_length=20, choices=State, default=State.OPEN)
    is_ongoing = models.BooleanField("thường xuyên, ngoài tỷ lệ", default=False)
    original_due_date = models.DateField("hạn ban đầu", null=True, blank=True)
    due_date = models.DateField("hạn", null=True, blank=True)
    supplement_due_date = models.DateField("hạn bổ sung", null=True, blank=True)
    counted_due_date = models.GeneratedField(
        expression=Case(
            When(supplement_due_date__gt=F("due_date"), then=F("supplement_due_date")), default=F("due_date")
        ),
        output_field=models.DateField(verbose_name="hạn để tính", null=True),
        db_persist=True,
    )
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    leader = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lãnh đạo phụ trách",
    )
    officer = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chuyên viên thực hiện",
    )
    delegated_to = models.CharField("phòng, bộ phận thực hiện", max_length=200, blank=True)
    quantity_target = models.PositiveIntegerField("phải làm", null=True, blank=True)
    quantity_done = models.PositiveIntegerField("đã làm", default=0)
    quantity_unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField("tiến độ (%)", default=0)
    updated_at = models.DateTimeField("cập nhật lúc", null=True, blank=True)
    acceptance_answers = models.JSONField(
        "trả lời tiêu chí nghiệm thu",
        default=dict,
        blank=True,
        help_text="đúng, đủ, sạch, sống: mỗi tiêu chí một câu.",
    )
    sent_date = models.DateField("ngày gửi", null=True, blank=True)
    first_sent_date = models.DateField("ngày gửi lần đầu", null=True, blank=True)
    completed_date = models.DateField("ngày xác nhận", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    supplement_asked = models.BooleanField("đang được đề nghị bổ sung", default=False)
    self_confirmed = models.BooleanField("đơn vị tự xác nhận", default=False)
    submission_number = models.CharField("số tờ trình", max_length=60, blank=True)
    submission_date = models.DateField("ngày tờ trình", null=True, blank=True)
    submission_to = models.CharField("trình cấp", max_length=120, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc được giao"
        verbose_name_plural = "việc được giao"
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit", "milestone", "occurrence", "scope"], name="assignment_once"
            ),
            models.CheckConstraint(
                condition=Q(confirming_unit__isnull=True) | ~Q(confirming_unit=F("unit")),
                name="unit_never_confirms_its_own_work",
                violation_error_message="Đơn vị không tự xác nhận việc của mình.",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent_0_to_100"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "awaiting_approval", "completed"]) | Q(sent_date__isnull=False),
                name="sent_assignment_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(completed_date__isnull=False),
                name="completed_assignment_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(quantity_target__isnull=True) | Q(quantity_target__gt=0),
                name="assignment_target_above_zero",
            ),
        ]
        indexes = [
            # a plan's list with the overdue filter and a unit (BUDGETS B1)
            models.Index(fields=["plan", "unit", "counted_due_date"], name="assignment_list"),
            # the same list as it opens: a page of it is read in order, not sorted out of all rows (B14)
            models.Index(fields=["plan", "counted_due_date", "id"], name="assignment_in_order"),
            # who is due today (B10): only rows whose next step is the unit's
            models.Index(
                fields=["counted_due_date"],
                name="assignment_due",
                condition=Q(state__in=["open", "at_head"]),
            ),
            models.Index(
                fields=["confirming_unit", "sent_date"],
                name="assignment_to_confirm",
                condition=Q(state__in=["sent", "awaiting_approval"]),
            ),
            models.Index(fields=["unit", "state", "counted_due_date"], name="assignment_of_unit"),
            models.Index(fields=["officer", "state"], name="assignment_of_officer"),
            # few rows: figures by the first date count only these again
            models.Index(fields=["plan"], name="assignment_date_moved", condition=DATE_MOVED),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.unit_id}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:assignment", args=[self.pk])

    @property
    def counted_due(self) -> date | None:
        """What `counted_due_date` will hold once saved."""
        if self.due_date and self.supplement_due_date:
            return max(self.due_date, self.supplement_due_date)
        return self.due_date

    @property
    def is_counted(self) -> bool:
        """Progress is counted, not estimated, where the task has a figure."""
        return self.quantity_target is not None

    def answer_to(self, criterion: str) -> str:
        return self.acceptance_answers.get(criterion, {}).get("text", "")

    @property
    def confirmer(self) -> str:
        return self.confirming_unit.short_name if self.confirming_unit else "thủ trưởng đơn vị"

    @property
    def count_text(self) -> str:
        """18/24 quy trình"""
        return f"{self.quantity_done}/{self.quantity_target} {self.quantity_unit}" if self.is_counted else ""


class SpanQuerySet(models.QuerySet):
    def as_of(self, day: date) -> "SpanQuerySet":
        """How everything stood at the end of `day`: one row for each assignment that there was."""
        moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return self.filter(Q(to_at__isnull=True) | Q(to_at__gte=moment), from_at__lt=moment)


class Span(models.Model):
    """From `from_at` until `to_at` the assignment stood so; the open span has no end. Answers "as of day D"."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="spans", verbose_name="việc được giao"
    )
    state = models.CharField("tình trạng", max_length=20, choices=Assignment.State)
    due_date = models.DateField("hạn", null=True)
    sent_date = models.DateField("ngày gửi", null=True)
    self_confirmed = models.BooleanField("đơn vị tự xác nhận", default=False)
    from_at = models.DateTimeField("từ lúc")
    to_at = models.DateTimeField("đến lúc", null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(to_at__isnull=True), name="one_open_span"),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(from_at__lte=F("to_at")), name="span_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.state}"
