"""Units, their names and groups, what replaced them, and the working calendar."""

from datetime import date

from django.db import models
from django.db.models import F, Q


def in_force(today: date, start: str = "active_from", end: str = "active_to") -> Q:
    """Rows whose validity holds on `today`; an open end holds for ever."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": today})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": today})
    )


def holds_on(today: date, start: date | None, end: date | None) -> bool:
    """`in_force` of one row that was read already."""
    return (start is None or start <= today) and (end is None or today <= end)


class UnitQuerySet(models.QuerySet):
    def active(self, today: date) -> "UnitQuerySet":
        return self.filter(in_force(today))


class Unit(models.Model):
    class Kind(models.TextChoices):
        CITY = "thanh_pho", "thành phố"
        DEPARTMENT = "so", "sở"
        BOARD = "ban", "ban"
        AGENCY = "nganh", "ngành"
        WARD = "phuong", "phường"
        COMMUNE = "xa", "xã"
        TASK_FORCE = "to_cong_tac", "tổ công tác"
        OTHER = "khac", "khác"

    code = models.CharField("mã đơn vị", max_length=35, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100)
    kind = models.CharField("loại", max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    official_mailbox = models.EmailField("hộp thư công vụ", blank=True)
    needs_head_approval = models.BooleanField("lãnh đạo duyệt trước khi gửi", default=True)
    opens_at = models.TimeField("giờ làm việc từ", null=True, blank=True, help_text="Để trống cả hai: 07:30–17:30.")
    closes_at = models.TimeField("giờ làm việc đến", null=True, blank=True)
    active_from = models.DateField("hoạt động từ", null=True, blank=True)
    active_to = models.DateField("hoạt động đến", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        indexes = [models.Index(fields=["kind", "name"], name="unit_kind_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_to__isnull=True)
                | Q(active_from__lte=F("active_to")),
                name="unit_validity_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="unit_hours_in_order",
                violation_error_message="Giờ làm việc phải có cả hai đầu, giờ đến sau giờ từ.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def formal_name(self) -> str:
        """The name it signs with: "UBND phường Cầu Giấy" for the ward that lists call "Phường Cầu Giấy"."""
        if self.kind in (Unit.Kind.WARD, Unit.Kind.COMMUNE) and not self.name.upper().startswith("UBND"):
            return f"UBND {self.name[:1].lower()}{self.name[1:]}"
        return self.name


class UnitAlias(models.Model):
    """Another wording for a unit, e.g. "Sở KH&CN"; `folded` is what `names.fold` makes of it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="đơn vị")
    phrase = models.CharField("cách viết", max_length=200)
    folded = models.CharField("cách viết đã chuẩn hóa", max_length=200, db_index=True, editable=False)
    active_from = models.DateField("dùng từ", null=True, blank=True)
    active_to = models.DateField("dùng đến", null=True, blank=True)
    source = models.CharField(
        "nhớ từ văn bản", max_length=200, blank=True, editable=False, help_text="Trống: theo danh mục."
    )
    remembered_by = models.ForeignKey(
        "units.User", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name="người nhớ",
    )  # fmt: skip
    remembered_at = models.DateTimeField("nhớ lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="alias_once_per_unit")]

    def __str__(self) -> str:
        return self.phrase


class UnitGroup(models.Model):
    """A set phrase for many units: by `kinds` (rule), by `members` (list), or open (nobody until someone chooses)."""

    code = models.CharField("mã nhóm", max_length=30, unique=True)
    name = models.CharField("tên nhóm", max_length=120)
    kinds = models.JSONField("loại đơn vị trong nhóm", default=list, blank=True)
    members = models.ManyToManyField(Unit, blank=True, related_name="groups", verbose_name="thành viên")
    is_open = models.BooleanField("nhóm mở, phải có người chọn", default=False)
    phrases = models.JSONField("các cách viết", default=list, blank=True)

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"

    def __str__(self) -> str:
        return self.name

    def units(self, today: date) -> UnitQuerySet:
        if self.is_open:
            return Unit.objects.none()
        return Unit.objects.active(today).filter(Q(kind__in=self.kinds) | Q(groups=self)).distinct()


class Succession(models.Model):
    """From `effective_date` on, `successor` stands in for `predecessor`; one predecessor may have several."""

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị mới")
    effective_date = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class CalendarDay(models.Model):
    """A day that differs from the week's rule; the truth for working days, seeded from the package `holidays`."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        MAKE_UP = "make_up", "làm bù"

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    name = models.CharField("tên, văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, làm bù"
        verbose_name_plural = "lịch làm việc"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.get_kind_display()}"
