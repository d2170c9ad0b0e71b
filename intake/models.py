"""Files on their way to becoming a draft, what the officer has to look at in the draft, who has it open."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from plans.models import Plan
from tasks.models import DecisionPaper, Task
from units.models import User

CLAIM_LAPSES_AFTER = timedelta(minutes=5)  # longer than any reading may last: then its worker is dead
HERE_FOR = timedelta(seconds=75)  # an open page says so every 25 seconds


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "UploadQuerySet":
        return self.filter(uploaded_by=user)

    def claimable(self, now: datetime) -> "UploadQuerySet":
        lapsed = Q(state=Upload.State.READING, claimed_at__lt=now - CLAIM_LAPSES_AFTER)
        return self.filter(Q(state=Upload.State.WAITING) | lapsed)


class Upload(models.Model):
    """One file somebody sent. Its bytes stay only until it is read: then they are the plan's, or gone."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        READ = "read", "Đã đọc"
        REFUSED = "refused", "Không nhận"

    name = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp", upload_to="plans/%Y/%m", max_length=300, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("đã đọc", default=0)
    total = models.PositiveIntegerField("phải đọc", default=0)
    error = models.CharField("vì sao không nhận", max_length=500, blank=True)
    code = models.CharField("mã lý do không nhận", max_length=30, blank=True)
    plan = models.ForeignKey(
        Plan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name="văn bản",
        help_text="Bản nháp đã lập, hoặc văn bản đã có từ trước khi tệp không được nhận.",
    )
    claimed_at = models.DateTimeField("bắt đầu đọc lúc", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp tải lên"
        verbose_name_plural = "tệp tải lên"
        indexes = [models.Index(fields=["uploaded_by", "-uploaded_at"], name="upload_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(error="") & Q(file="")), name="refused_upload_says_why_keeps_none"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_pending(self) -> bool:
        return self.state in {self.State.WAITING, self.State.READING}

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class DoubtQuerySet(models.QuerySet):
    def open(self) -> "DoubtQuerySet":
        return self.filter(settled_at__isnull=True)

    def missing(self) -> "DoubtQuerySet":
        return self.filter(level=Doubt.Level.MISSING)

    def in_order(self) -> "DoubtQuerySet":
        """Missing before check, then as in the document; the document's own doubts come first."""
        return self.order_by("-level", models.F("task__order").asc(nulls_first=True), "id")


class Doubt(models.Model):
    """Something of a draft that a person must decide. `missing` blocks publication, `check` does not."""

    class Level(models.TextChoices):
        MISSING = "missing", "thiếu"
        CHECK = "check", "cần xem"

    class Field(models.TextChoices):
        NUMBER = "number", "Số, ký hiệu"
        ISSUED_DATE = "issued_date", "Ngày ban hành"
        TITLE = "title", "Trích yếu"
        FOCAL_UNIT = "focal_unit", "Cơ quan đầu mối"
        CODE = "code", "Mã"
        SECTION = "section", "Mục"
        CONTENT = "content", "Nội dung nhiệm vụ"
        PRODUCT = "product", "Sản phẩm/kết quả"
        LEADS = "leads", "Chủ trì"
        PARTNERS = "partners", "Phối hợp"
        DEADLINE = "deadline", "Thời hạn"
        OTHER = "other", "Văn bản"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="doubts", verbose_name="văn bản")
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="doubts", verbose_name="nhiệm vụ"
    )
    field = models.CharField("ô", max_length=20, choices=Field)
    level = models.CharField("mức", max_length=10, choices=Level)
    text = models.CharField("điều cần xem", max_length=500)
    settled_at = models.DateTimeField("đã xem lúc", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xem",
    )

    objects = DoubtQuerySet.as_manager()

    class Meta:
        verbose_name = "điều cần xem"
        verbose_name_plural = "điều cần xem"
        indexes = [
            models.Index(fields=["plan", "level"], name="doubt_open", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    """A duty of "Tổ chức thực hiện" that the reader offers as a task; a row only once somebody ticks it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals", verbose_name="văn bản")
    order = models.PositiveIntegerField("thứ tự")
    row = models.JSONField("như bộ đọc thấy", help_text="Một nhiệm vụ trong hình dạng của bộ đọc.")
    task = models.OneToOneField(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal", verbose_name="thành nhiệm vụ"
    )

    class Meta:
        verbose_name = "nhiệm vụ đề xuất"
        verbose_name_plural = "nhiệm vụ đề xuất"
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="proposal_order_once")]

    def __str__(self) -> str:
        return (self.row.get("content") or "")[:80]


class RowAsRead(models.Model):
    """What the file itself said in a row, before anybody reviewed it; it outlives a row that the review dropped."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rows_as_read", verbose_name="văn bản")
    task = models.OneToOneField(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="as_read", verbose_name="nhiệm vụ"
    )
    words = models.JSONField("như bộ đọc thấy", help_text="content, product, result, leads, partners, deadline.")

    class Meta:
        verbose_name = "dòng như bộ đọc thấy"
        verbose_name_plural = "dòng như bộ đọc thấy"

    def __str__(self) -> str:
        return (self.words.get("content") or "")[:80]


class DraftStep(models.Model):
    """One act of one person on rows of a draft, so that it can be put back. Once put back, the step is gone."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps", verbose_name="văn bản")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người làm")
    at = models.DateTimeField("lúc", db_index=True)
    what = models.CharField("việc đã làm", max_length=200)
    cell = models.CharField("ô", max_length=30, blank=True, help_text="Một ô tự lưu nhiều lần liền nhau là một bước.")
    rows = models.JSONField("các dòng", help_text="Mã số của các nhiệm vụ đã sửa, thêm hoặc bỏ.")
    before = models.JSONField("trước đó", encoder=DjangoJSONEncoder, help_text="{loại: [bản ghi, …]}")
    above = models.JSONField("đứng sau dòng", default=dict, help_text="{dòng đã bỏ hoặc chuyển: dòng đứng trước nó}")

    class Meta:
        verbose_name = "bước rà soát"
        verbose_name_plural = "bước rà soát"
        indexes = [models.Index(fields=["plan", "actor", "-id"], name="draft_step_of_person")]

    def __str__(self) -> str:
        return self.what


class AmendedPart(models.Model):
    """What an amending document did to an indicator or a reporting duty; `cells`: [[what, before, after], …]."""

    class Kind(models.TextChoices):
        INDICATOR = "indicator", "chỉ tiêu"
        DUTY = "duty", "chế độ báo cáo"

    class Change(models.TextChoices):
        ADDED = "added", "thêm"
        CHANGED = "changed", "sửa"
        DROPPED = "dropped", "bỏ"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="amended_parts", verbose_name="văn bản")
    kind = models.CharField("phần", max_length=10, choices=Kind)
    change = models.CharField("thay đổi", max_length=10, choices=Change)
    text = models.TextField("nguyên văn trước đó")
    cells = models.JSONField("các ô khác", default=list, blank=True)
    decision = models.ForeignKey(
        DecisionPaper, on_delete=models.PROTECT, related_name="amended_parts", verbose_name="văn bản sửa đổi"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "sửa đổi chỉ tiêu, chế độ báo cáo"
        verbose_name_plural = "sửa đổi chỉ tiêu, chế độ báo cáo"

    def __str__(self) -> str:
        return f"{self.get_change_display()} {self.get_kind_display()}: {self.text[:80]}"


class PresenceQuerySet(models.QuerySet):
    def others(self, user: User, now: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__gt=now - HERE_FOR).exclude(user=user)


class Presence(models.Model):
    """Somebody has the draft open on the screen, perhaps at one row."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences", verbose_name="văn bản")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="người")
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="nhiệm vụ"
    )
    seen_at = models.DateTimeField("còn mở lúc")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "người đang mở"
        verbose_name_plural = "người đang mở"
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.plan_id}"
