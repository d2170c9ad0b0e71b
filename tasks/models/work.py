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

    kind = models.CharField("loại", max_length=20, choices=Kind, default=Kind.OTHER)
    text = models.TextField("khó khăn, vướng mắc", blank=True)
    proposal = models.TextField("kiến nghị, đề xuất", blank=True)
    closed_at = models.DateTimeField("đã giải quyết lúc", null=True, blank=True)

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        verbose_name_plural = "khó khăn, vướng mắc"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposal=""),
                name="obstacle_says_something",
                violation_error_message="Ghi khó khăn, vướng mắc hoặc kiến nghị, đề xuất.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.proposal[:80]


class Evidence(Told):
    """Proof of the product: a file, the number of a document, a link, or a figure. Sealed once sent."""

    class Kind(models.TextChoices):
        FILE = "file", "tệp"
        DOCUMENT = "document", "số văn bản"
        LINK = "link", "đường dẫn"
        FIGURE = "figure", "số liệu"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    label = models.CharField("tên minh chứng", max_length=300)
    file = models.FileField("tệp", upload_to="evidence/%Y/%m", max_length=300, blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    content_type = models.CharField("kiểu nội dung", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)
    document_number = models.CharField("số văn bản", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản", null=True, blank=True)
    url = models.URLField("đường dẫn", max_length=500, blank=True)
    figure = models.DecimalField("số liệu", max_digits=18, decimal_places=2, null=True, blank=True)
    figure_unit = models.CharField("đơn vị của số liệu", max_length=40, blank=True)
    sealed_at = models.DateTimeField("niêm phong lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="file") & ~Q(file="") & ~Q(sha256=""))
                | (Q(kind="document") & ~Q(document_number=""))
                | (Q(kind="link") & ~Q(url=""))
                | Q(kind="figure", figure__isnull=False),
                name="evidence_has_what_its_kind_says",
                violation_error_message="Minh chứng phải có tệp, số văn bản, đường dẫn hoặc số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="sealed_evidence_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.label
