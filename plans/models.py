"""Assigning documents, their sections, who takes part, and the files they came from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Unit, User


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "PlanQuerySet":
        """Parties see a plan once it is in force; the focal unit also sees its drafts; leaders, inspectors all."""
        published = ~Q(state=Plan.State.DRAFT)
        mine = user.unit_ids()
        if user.sees_everything:
            return self.filter(published | Q(focal_unit__in=mine))
        party = Party.objects.filter(unit__in=mine).values("plan")
        return self.filter(Q(focal_unit__in=mine) | (published & (Q(oversight_unit__in=mine) | Q(pk__in=party))))

    def led_by(self, user: User) -> "PlanQuerySet":
        """Plans that the person may change: those of a focal unit they work in."""
        return self.filter(focal_unit__in=user.unit_ids())

    def overseen_by(self, user: User) -> "PlanQuerySet":
        return self.filter(oversight_unit__in=user.unit_ids())


class Plan(models.Model):
    class Kind(models.TextChoices):
        PLAN = "ke_hoach", "Kế hoạch"
        CONCLUSION = "thong_bao_ket_luan", "Thông báo kết luận"
        LETTER = "cong_van", "Công văn"
        DIRECTIVE = "chi_thi", "Chỉ thị"
        RESOLUTION = "nghi_quyet", "Nghị quyết"
        DECISION = "quyet_dinh", "Quyết định"

    class State(models.TextChoices):
        DRAFT = "draft", "Bản nháp"
        IN_FORCE = "in_force", "Đang theo dõi"
        CLOSED = "closed", "Đã kết thúc theo dõi"

    class Decider(models.TextChoices):
        ISSUER = "issuer", "cơ quan ban hành"
        FOCAL = "focal", "cơ quan đầu mối"

    kind = models.CharField("loại văn bản", max_length=30, choices=Kind, default=Kind.PLAN)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_date = models.DateField("ngày ban hành", null=True, blank=True)
    effective_date = models.DateField("ngày có hiệu lực", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    focal_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="focal_plans", verbose_name="cơ quan đầu mối"
    )
    oversight_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="overseen_plans",
        null=True,
        blank=True,
        verbose_name="đơn vị giám sát",
        help_text="Xác nhận những việc do chính cơ quan đầu mối làm.",
    )
    city_lead = models.CharField("lãnh đạo Thành phố phụ trách", max_length=120, blank=True)
    who_decides = models.CharField("quyết định điều chỉnh", max_length=10, choices=Decider, default=Decider.ISSUER)
    campaign_from = models.DateField("chiến dịch từ", null=True, blank=True)
    campaign_to = models.DateField("chiến dịch đến", null=True, blank=True)
    strict_before = models.BooleanField("“trước ngày” không gồm chính ngày đó", default=False)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_versions",
        verbose_name="bản sửa đổi của",
        help_text="Bản này không theo dõi riêng: khác biệt của nó được áp dụng vào văn bản kia.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    created_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    published_at = models.DateTimeField("đưa vào theo dõi lúc", null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản giao việc"
        verbose_name_plural = "văn bản giao việc"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(number="") & Q(issued_date__isnull=False)),
                name="plan_in_force_has_number_and_date",
                violation_error_message="Chưa đưa vào theo dõi được: văn bản chưa có số hoặc ngày ban hành.",
            ),
            models.UniqueConstraint(
                fields=["issuer", "number", "issued_date"],
                condition=~Q(number="") & Q(issued_date__isnull=False, amends__isnull=True),
                name="plan_once",
                violation_error_message="Văn bản có số và ngày ban hành này đã được nhập.",
            ),
            models.CheckConstraint(
                condition=Q(oversight_unit__isnull=True) | ~Q(oversight_unit=F("focal_unit")),
                name="plan_overseen_by_another_unit",
                violation_error_message="Đơn vị giám sát phải khác cơ quan đầu mối.",
            ),
            models.CheckConstraint(
                condition=Q(campaign_from__isnull=True, campaign_to__isnull=True)
                | Q(campaign_from__lte=F("campaign_to")),
                name="plan_campaign_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """Short name for lists and letters: "KH 131/KH-UBND", or "Kế hoạch (chưa có số)"."""
        short = {"ke_hoach": "KH", "quyet_dinh": "QĐ", "cong_van": "CV", "chi_thi": "CT", "nghi_quyet": "NQ"}
        if self.number:
            return f"{short.get(self.kind, 'TB')} {self.number}"
        return f"{self.get_kind_display()} (chưa có số)"


class PlanLink(models.Model):
    """What one document is to another, perhaps known by its number alone. `proposed`: read, nobody agreed yet."""

    class Kind(models.TextChoices):
        IMPLEMENTS = "implements", "thực hiện"
        DETAILS = "details", "cụ thể hóa"
        AMENDS = "amends", "sửa đổi"
        REPLACES = "replaces", "thay thế"

    from_plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links", verbose_name="văn bản")
    kind = models.CharField("quan hệ", max_length=10, choices=Kind)
    to_plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="links_here", verbose_name="văn bản kia"
    )
    number = models.CharField("số, ký hiệu của văn bản kia", max_length=60, blank=True)
    issued_date = models.DateField("ngày của văn bản kia", null=True, blank=True)
    text = models.CharField("tên văn bản kia", max_length=500, blank=True)
    proposed = models.BooleanField("đề xuất, chưa xem", default=False)

    class Meta:
        verbose_name = "quan hệ văn bản"
        verbose_name_plural = "quan hệ văn bản"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_plan__isnull=False) | ~Q(number=""),
                name="plan_link_leads_somewhere",
                violation_error_message="Chọn một văn bản, hoặc ghi số, ký hiệu của nó.",
            ),
            models.CheckConstraint(
                condition=Q(to_plan__isnull=True) | ~Q(to_plan=F("from_plan")),
                name="plan_link_to_another",
                violation_error_message="Văn bản không có quan hệ với chính nó.",
            ),
            models.UniqueConstraint(
                fields=["from_plan", "kind", "to_plan"],
                condition=Q(to_plan__isnull=False),
                name="plan_link_once",
                violation_error_message="Quan hệ này đã được ghi.",
            ),
            models.UniqueConstraint(
                fields=["from_plan", "kind", "number"], condition=Q(to_plan__isnull=True), name="plan_citation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_plan_id} {self.kind} {self.to_plan_id or self.number}"


class Section(models.Model):
    """A heading of the plan; `title` as printed with its number, e.g. "B. LÀM SẠCH, CHUẨN HÓA"."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections", verbose_name="văn bản")
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="mục cha",
    )
    order = models.PositiveIntegerField("thứ tự")
    title = models.CharField("tiêu đề", max_length=1000)
    target_text = models.TextField("mục tiêu của mục", blank=True)

    class Meta:
        verbose_name = "mục"
        verbose_name_plural = "mục"
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="section_order_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """With the heading above it: "B. LÀM SẠCH › I. Các dự án đầu tư công" (load it with the parent)."""
        return " › ".join(one.title.rstrip(" :.") for one in (self.parent, self) if one)


class Party(models.Model):
    """A unit that takes part in the plan and so may see it; written at publication from what each task names."""

    class Part(models.TextChoices):
        LEAD = "lead", "chủ trì"
        PARTNER = "partner", "phối hợp"
        CONFIRMER = "confirm", "theo dõi, xác nhận"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parties", verbose_name="văn bản")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    part = models.CharField("vai", max_length=10, choices=Part)

    class Meta:
        verbose_name = "đơn vị tham gia"
        verbose_name_plural = "đơn vị tham gia"
        constraints = [models.UniqueConstraint(fields=["plan", "unit", "part"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.part} {self.plan_id}"


class SourceFile(models.Model):
    """The file a plan was read from. One per content: the same bytes are never imported twice."""

    plan = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        related_name="source_files",
        null=True,
        blank=True,
        verbose_name="văn bản",
    )
    name = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp", upload_to="plans/%Y/%m", max_length=300)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    picture = models.JSONField(
        "chữ đã đọc", default=list, blank=True, help_text="Các đoạn, các bảng như bộ đọc thấy, để đối chiếu."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    class Meta:
        verbose_name = "tệp gốc"
        verbose_name_plural = "tệp gốc"

    def __str__(self) -> str:
        return self.name
