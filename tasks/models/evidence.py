"""Proof of what a unit made."""

from django.db import models
from django.db.models import Q

from tasks.models.work import Told
from units.models import User


class EvidenceQuerySet(models.QuerySet):
    def unchecked(self) -> "EvidenceQuerySet":
        """PDFs whose signatures nobody has looked at yet."""
        return self.filter(content_type="application/pdf", signatures__isnull=True).exclude(file="")

    def current(self) -> "EvidenceQuerySet":
        """What proves the product now: the newest version of each piece, less those taken back."""
        return self.filter(withdrawn_at=None, replaced_by=None)

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Whoever may read the work (`perms.can_read_work`)."""
        if user.sees_everything:
            return self
        mine = user.unit_ids()
        plans = Q(assignment__plan__focal_unit__in=mine) | Q(assignment__plan__oversight_unit__in=mine)
        return self.filter(plans | Q(assignment__unit__in=mine) | Q(assignment__confirming_unit__in=mine))


class Evidence(Told):
    """Proof of the product: a file, the number of a document, a link, or a figure. Sealed once sent."""

    class Kind(models.TextChoices):
        FILE = "file", "tệp"
        DOCUMENT = "document", "số văn bản"
        LINK = "link", "đường dẫn"
        FIGURE = "figure", "số liệu"

    class Judgement(models.TextChoices):
        OK = "ok", "Đạt"
        NOT_OK = "not_ok", "Chưa đạt"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    label = models.CharField("tên minh chứng", max_length=300)
    products = models.JSONField(
        "sản phẩm được chứng minh",
        default=list,
        blank=True,
        help_text="Các dòng trong ô sản phẩm của nhiệm vụ; trống khi nhiệm vụ chỉ nêu một sản phẩm.",
    )
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
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="thay cho"
    )
    judgement = models.CharField("đánh giá", max_length=10, choices=Judgement, blank=True)
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người đánh giá"
    )
    judged_at = models.DateTimeField("đánh giá lúc", null=True, blank=True)
    judged_text = models.TextField("nhận xét", blank=True)
    signatures = models.JSONField(
        "chữ ký số", null=True, blank=True, help_text="Trống: chưa kiểm tra; []: không có chữ ký."
    )
    sealed_at = models.DateTimeField("niêm phong lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(judgement="") | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="judged_evidence_has_its_judge",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True) | Q(version__gt=1, replaces__isnull=False),
                name="evidence_version_replaces_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="evidence_unchecked",
                condition=Q(content_type="application/pdf", signatures__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def proves(self, products: list[str]) -> list[str]:
        """Which of the task's products; whoever named the piece like a product meant that one."""
        if len(products) < 2:
            return products
        return [one for one in products if one in self.products or one[:300] in self.label]
