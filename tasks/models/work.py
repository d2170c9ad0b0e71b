"""What a unit tells and shows about an assignment."""

from django.db import models
from django.db.models import Q

from journal.models import Event
from tasks.models.assignment import Assignment
from units.models import User


class Told(models.Model):
    """Said by a person at a moment; `event` is the journal's row of the same act (the timeline joins on it)."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name="việc được giao"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", verbose_name="sự kiện")
    created_at = models.DateTimeField("ghi lúc")

    class Meta:
        abstract = True


class ProgressUpdate(Told):
    percent_before = models.PositiveSmallIntegerField("tiến độ trước (%)")
    percent = models.PositiveSmallIntegerField("tiến độ (%)")
    quantity_before = models.PositiveIntegerField("đã làm trước đó", null=True, blank=True)
    quantity_done = models.PositiveIntegerField("đã làm", null=True, blank=True)
    note = models.TextField("đã làm được gì", blank=True)
    source = models.CharField("hệ thống nguồn", max_length=120, blank=True)

    class Meta:
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="update_percent_0_to_100")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.percent}%"


class Note(Told):
    """The words that go with a move: why handed back, what to supplement, which decision cancels."""

    class Reason(models.TextChoices):
        CRITERIA = "criteria", "Chưa đạt tiêu chí nghiệm thu"
        PRODUCT = "product", "Thiếu sản phẩm/kết quả"
        UNSIGNED = "unsigned", "Chưa ký, chưa ban hành"
        FIGURES = "figures", "Số liệu chưa khớp"
        OTHER = "other", "Lý do khác"

    move = models.CharField("bước", max_length=30)
    reason = models.CharField("lý do", max_length=20, choices=Reason, blank=True)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "ý kiến kèm bước xử lý"
        verbose_name_plural = "ý kiến kèm bước xử lý"

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.move}"


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ObstacleQuerySet":
        """Whoever may read the work (`perms.can_read_work`)."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        return self.filter(
            Q(assignment__unit__in=mine)
            | Q(assignment__confirming_unit__in=mine)
            | Q(assignment__plan__focal_unit__in=mine)
            | Q(assignment__plan__oversight_unit__in=mine)
        )

    def open(self) -> "ObstacleQuerySet":
        return self.filter(closed_at=None)


class Obstacle(Told):
    """Khó khăn, vướng mắc and the proposal that goes with it; either may stand alone."""

    class Kind(models.TextChoices):
        MONEY = "kinh_phi", "kinh phí"
        LEGAL = "phap_ly", "pháp lý"
        GUIDANCE = "cho_huong_dan", "chờ hướng dẫn"
        COOPERATION = "phoi_hop", "phối hợp"
        STAFF = "nhan_luc", "nhân lực"
        TECHNICAL = "ky_thuat", "kỹ thuật"
        OTHER = "khac", "khác"

    class State(models.TextChoices):
        OPEN = "open", "Chưa trả lời"
        ESCALATED = "escalated", "Đã báo cáo cấp trên"
        ANSWERED = "answered", "Đã trả lời"
        DECIDED = "decided", "Đã có quyết định"
        RESOLVED = "resolved", "Đơn vị đã giải quyết"

        @classmethod
        def open(cls) -> list[str]:
            return [cls.OPEN, cls.ESCALATED]

    kind = models.CharField("loại", max_length=20, choices=Kind, default=Kind.OTHER)
    text = models.TextField("khó khăn, vướng mắc", blank=True)
    proposal = models.TextField("kiến nghị, đề xuất", blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    escalated_to = models.CharField("báo cáo cấp", max_length=200, blank=True)
    escalated_number = models.CharField("số văn bản báo cáo", max_length=60, blank=True)
    escalated_date = models.DateField("ngày văn bản báo cáo", null=True, blank=True)
    decided_number = models.CharField("số văn bản quyết định", max_length=60, blank=True)
    decided_date = models.DateField("ngày văn bản quyết định", null=True, blank=True)
    decided_text = models.TextField("nội dung quyết định", blank=True)
    closed_at = models.DateTimeField("đã giải quyết lúc", null=True, blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        verbose_name_plural = "khó khăn, vướng mắc"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposal=""),
                name="obstacle_says_something",
                violation_error_message="Ghi khó khăn, vướng mắc hoặc kiến nghị, đề xuất.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "escalated"], closed_at__isnull=True)
                | Q(state__in=["answered", "decided", "resolved"], closed_at__isnull=False),
                name="obstacle_closed_when_its_state_says",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="answered_obstacle_has_its_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="escalated") | (~Q(escalated_number="") & Q(escalated_date__isnull=False)),
                name="escalated_obstacle_has_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (~Q(decided_number="") & Q(decided_date__isnull=False)),
                name="decided_obstacle_has_its_paper",
            ),
        ]
        indexes = [
            # what still waits, of a plan and in the next report; closed ones are the many
            models.Index(fields=["assignment"], name="obstacle_open", condition=Q(closed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.proposal[:80]
